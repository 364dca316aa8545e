"""Numbers behind names, which are written in Roman numerals as often as in digits: World War II, Civilization 7."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.language.sentences import FUNCTION_WORDS
from indexer.language.stemming import stem

MOST = 39  # larger ones are years of buildings and numbers of pages
SHORT_QUESTION = 4  # words: what has another number does not answer it; of a longer one the number is a part
_TENS, _ONES = ("", "x", "xx", "xxx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {str(n): _TENS[n // 10] + _ONES[n % 10] for n in range(1, MOST + 1)}
_DIGITS = {roman: digits for digits, roman in _ROMAN.items() if len(roman) > 1}
_OTHER = {digits: roman for digits, roman in _ROMAN.items() if len(digits) > 1} | _DIGITS
_LETTERS = {"i": "1", "v": "5", "x": "10"}  # numbers too, but only behind a name
_NUMBER = re.compile(r"\d{1,3}")  # four digits are rather a year
_GLUED = re.compile(r"([^\W\d_]{2,})(\d{1,3})")
_NEAR = 6  # words behind a name: «Windows 10 и 11»
_LISTS = frozenset(["топ", "top"])  # «топ 10 книг»: any other count of them answers too
_COUNTED = re.compile(
    r"\s*(?:%|₽|[$€](?!\w)|(?:процент(?:а|ов)?|руб(?:л[ьяей]+)?|доллар(?:а|ов)?|евро|минут[ыу]?|час(?:а|ов)?|секунд[ыу]?|день|дн(?:я|ей)"
    r"|лет|год(?:а|у)?|недел[ьюи]|месяц(?:а|ев)?|человека?|км|кг"
    r"|percent|rubles?|dollars?|euros?|minutes?|hours?|seconds|days?|years?|weeks?|months?|people|km|kg)\b)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \u00a0]")


def in_digits(word: str) -> str:
    """Return a folded Roman number of several letters in digits; any other word as it is: one letter is a letter."""
    return _DIGITS.get(word, word)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A name with a number behind it: the stems that the name may stand for, and the number in digits."""

    names: frozenset[str]
    number: str


def number_behind(name: str, written: str, rest: str = "") -> str:
    """Return the number that is written behind a folded name, in digits, or "": 6 of "GTA VI" and "GTA 6", 1 of «Пётр I».

    ``rest`` is what follows: «скидка 50 процентов» counts, and so does «топ 10».
    """
    if not name.isalpha() or name in FUNCTION_WORDS or name in _LISTS or _COUNTED.match(rest):
        return ""
    return _as_number(written.lower(), has_one=not name.isascii())


def names_another(lex: Sequence[str], asked: Numbered) -> bool:
    """Say whether the stems of a text have another number behind the name, and nowhere the one that is asked for."""
    has_one = any(not name.isascii() for name in asked.names)  # behind an English name "I" is a person
    is_other = False
    for place, each in enumerate(lex):
        glued = _GLUED.fullmatch(each)
        if each not in asked.names and not (glued and stem(glued[1]) in asked.names):
            continue
        behind = [_as_number(word, has_one=has_one) for word in lex[place + 1 : place + 1 + _NEAR]]
        told = [glued[2]] if glued else behind
        if asked.number in told:
            return False
        is_other = is_other or any(told[:1])
    return is_other


def _as_number(word: str, *, has_one: bool) -> str:
    if _NUMBER.fullmatch(word):
        return word
    return _DIGITS.get(word, "") or (_LETTERS.get(word, "") if has_one or word != "i" else "")


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
