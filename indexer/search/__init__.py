"""Posts that answer a question, by meaning and by word, in one order, and the sentence that says it."""
