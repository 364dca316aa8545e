"""Numbers behind names, which are written in Roman numerals as often as in digits: World War II, Civilization 7."""

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.sentences import FUNCTION_WORDS

MOST = 39  # larger ones are years of buildings and numbers of pages
_TENS, _ONES = ("", "x", "xx", "xxx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {str(n): _TENS[n // 10] + _ONES[n % 10] for n in range(1, MOST + 1)}
_DIGITS = {roman: digits for digits, roman in _ROMAN.items() if len(roman) > 1}
_OTHER = {digits: roman for digits, roman in _ROMAN.items() if len(digits) > 1} | _DIGITS
_SPACE = re.compile(r"[ \u00a0]")


def in_digits(word: str) -> str:
    """Return a folded Roman number of several letters in digits; any other word as it is: one letter is a letter."""
    return _DIGITS.get(word, word)


def numerals(text: str, found: Sequence[tuple[int, int, str]]) -> dict[int, str]:
    """Return where the numbers behind names begin in a text, each in the other numerals; ``found`` are its words, folded.

    "Xi" is a person. One digit or letter alone stands everywhere, and is none.
    """
    return {
        start: _OTHER[word]
        for (_, stop, name), (start, end, word) in pairwise(found)
        if word in _OTHER
        and _SPACE.fullmatch(text[stop:start])
        and name.isalpha()
        and name not in FUNCTION_WORDS
        and not text[start:end].istitle()
    }
