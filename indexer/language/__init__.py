"""Words of Russian and English as computers compare them: letters, stems, sentences, and what a word may stand for."""
