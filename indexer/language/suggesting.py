"""What a question was probably meant to say, in words that people read."""

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from indexer.language.letters import is_cyrillic
from indexer.language.spelling import WORD, Expansion
from indexer.language.stemming import stem
from indexer.language.text import fold, words


def corrected(question: str, expansion: Expansion, surface_of: Callable[[str, str], str | None]) -> str | None:
    """Return the question in readable words as it was probably meant, or none if that is how it was asked.

    ``surface_of`` gives a word that people read for a stem in the place of another, as posts have it; a word without one stays.
    """
    said, end = [], 0
    for start, stop, best in expansion.replaced:
        word = surface_of(best, expansion.question[start:stop])
        if word is not None:
            said += [expansion.question[end:start], word]
            end = stop
    meant = "".join(said) + expansion.question[end:]
    return meant if fold(meant) != fold(question) else None


def surfaces(stemmed: str, text: str) -> Iterator[str]:
    """Yield the words of a text that have this stem, as they are written there but for capitals that open a sentence."""
    for match in WORD.finditer(text):
        if any(stem(word) == stemmed for word in words(match[0])[:1]):
            yield match[0].lower() if match[0].istitle() and is_cyrillic(match[0]) else match[0]


def most_alike(word: str, others: Iterable[str]) -> str | None:
    """Return the word that has most letters of another in their order, the first of equals; none where there is none."""
    return max(others, key=lambda each: SequenceMatcher(None, fold(word), fold(each)).ratio(), default=None)
