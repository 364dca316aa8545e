"""What people type for short, or in slang, where posts write a name or a word in full: «биток», «спб», "btc".

``data/colloquial.tsv`` says it, made by hand.
"""

from functools import cache

from indexer.data import DATA
from indexer.language.stemming import stem
from indexer.language.translations import read_lines

PATH = DATA / "colloquial.tsv"


@cache
def colloquial() -> dict[str, tuple[str, ...]]:
    """Return for the stem of each colloquial word those of what it stands for, in both languages; read once."""
    return {stem(word): tuple(map(stem, meant.split())) for word, meant in read_lines(PATH)}
