"""Text as computers compare it: folded, cut into words, stemmed, shingled. Nothing here is shown to a person."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from indexer.language.amounts import MONEY, levelled
from indexer.language.letters import in_one_alphabet
from indexer.language.stemming import stem

SHINGLE_WORDS = 3
SHORT = 16  # shingles: a text this short keeps all of them, as one edit breaks most of its windows
_WORD = re.compile(r"\w++(?:[.'\-+#]++\w++)*+[+#]*+")  # possessive: a word never has to be tried again
_RUSSIAN_C = re.compile(r"\bс(?=\+\+|#(?!\w))")  # C++ and C# as a Russian keyboard writes them; «с#москва» is no language
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # control characters and halves of surrogate pairs
_TRAILING = re.compile(r"\s\n")
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
JOINTS = re.compile(r"[.'’\-+#]+")
LETTER = re.compile(r"[^\W_]")  # or a digit
_DIGIT = re.compile(r"\d")
_SIGNS = str.maketrans("−–—×", "---x")
_FIGURE = re.compile(  # sign, currency, a word with a digit and what is joined to it, unit
    rf"((?<![\w.,)])[+\-±](?=[{MONEY}]?\d))?([{MONEY}])?\s?"
    r"((?:(?<![\w\-])(?:[^\W\d]++-)++)?(?<!\w)\w*\d\w*(?:[.,:/'+#]\w+)*)"
    rf"(?:\s?([%‰°{MONEY}]))?"
)


def clean(text: str) -> str:
    """Return text that can be stored and sent: no control characters, no lone surrogates, composed (NFC), lines trimmed."""
    if _UNFIT.search(text):
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _UNFIT.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _TRAILING.search(text):
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    return text.strip()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text without case, compatibility forms, invisible characters and stress marks. Idempotent.

    ё is е and й stays й; letters that look alike are of the alphabet of their word.
    """
    if text.isascii():
        return text.lower()
    folded = _INVISIBLE.sub("", _compatible(lengthened(text))).casefold().replace("ё", "е")
    return in_one_alphabet(_compatible(folded.replace("\u0301", "") if "\u0301" in folded else folded))


def lengthened(text: str) -> str:
    """Return text with the two most frequent of the characters that folding makes several: it is then mostly as it should be."""
    text = text.replace("…", "...") if "…" in text else text  # to look takes a fraction of what to replace nothing does
    return text.replace("№", "No") if "№" in text else text


def is_invisible(character: str) -> bool:
    """Return whether a character is left out when a text is folded."""
    return _INVISIBLE.match(character) is not None


def _compatible(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; "c++", "gpt-4o" and "2.5" are one word each."""
    return list(_words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    folded = fold(text).replace("_", " ").replace("’", "'").replace("ʼ", "'")
    return tuple(_WORD.findall(_RUSSIAN_C.sub("c", folded) if "с+" in folded or "с#" in folded else folded))


def plain_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text without its addresses, or those of the addresses where there is nothing else."""
    return _words(without_addresses(text)) or _words(text)


def without_addresses(text: str) -> str:
    """Return a text without its addresses."""
    return _without_addresses(text) if "://" in text or "www." in text else text


@lru_cache(maxsize=4096)
def _without_addresses(text: str) -> str:
    return _URL.sub(" ", text)


def stems(text: str) -> list[str]:
    """Return what a text is found by: the stem of every word, and of the parts of compounds ("gpt-4o": gpt-4o, gpt, 4o)."""
    return [each for word in _words(text) for each in _stems_of(word)]


@lru_cache(maxsize=65536)
def _stems_of(word: str) -> tuple[str, ...]:
    parts = JOINTS.split(word)
    return (stem(word), *(stem(part) for part in parts if part and part != word))


def without_end(text: str, is_left_out: Callable[[str], bool]) -> str:
    """Return a text without the lines at its end that are left out; the first line stays."""
    end = len(text)
    while (line_break := text.rfind("\n", 0, end)) >= 0 and is_left_out(text[line_break + 1 : end]):
        end = line_break
    return text[:end]


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of a text's runs of ``SHINGLE_WORDS`` words; a shorter text is one run. Addresses are left out.

    They are Python's own, of 64 bits, and hold within one process.
    Source: Broder, "On the resemblance and containment of documents", 1997.
    """
    row = plain_words(text)
    if len(row) <= SHINGLE_WORDS:
        return frozenset([hash(row)] if row else [])
    return frozenset(map(hash, zip(*(row[i:] for i in range(SHINGLE_WORDS)), strict=False)))


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[str, ...]:
    """Return what a text says in digits, in order: versions, prices, scores, with signs and units; addresses are left out."""
    if not _DIGIT.search(text):
        return ()
    written = fold(levelled(without_addresses(text.replace("№", " ")))).translate(_SIGNS)
    return tuple(map(_figure, _FIGURE.finditer(written)))


def _figure(found: re.Match[str]) -> str:
    sign, money, digits, unit = found.groups("")
    return f"{sign}{digits}{money or unit}"
