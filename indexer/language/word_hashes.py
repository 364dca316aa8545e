"""The words of many texts at once, as numbers: those that ``indexer.language.text.words`` finds, but no string is made of any.

The texts are joined and looked at as one array of code points. A table says what each character is when it is folded; a text
with a character that only its neighbours decide about, or with a word in two alphabets, is folded as a string first.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.language.text import fold, is_invisible, lengthened

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

_LETTER, _JOINT, _SIGN, _GONE, _ODD, _MET, _LATIN, _CYRILLIC = (1 << i for i in range(8))
_HASHED = ~np.uint64(_LATIN | _CYRILLIC)  # hashes are kept from before alphabets were told apart
_APOSTROPHES = "’ʼ"
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse; its bits are those of the golden ratio
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_VOWELS_AND_TAILS = range(0x1160, 0x1200)  # Hangul that joins the letter before it
_CODES = 0x110000
_BYTE = np.uint64(8)  # bits
_KEPT_BITS = 19  # of a place: more than the characters of texts that are signed at once, 8 MB of powers


class Words(NamedTuple):
    """The hash of every word, text after text, and how many words each text has."""

    hashes: Hashes
    counts: Places


def hash_words(texts: Sequence[str]) -> Words:
    """Return the words of texts; equal words have equal hashes, in every process and version."""
    characters, ends = _folded([lengthened(text.replace("\ufe0f", "") if "\ufe0f" in text else text) for text in texts])
    starts, stops = _bounds(_kinds(characters))
    return Words(hash_spans(characters & _HASHED, starts, stops), np.diff(np.searchsorted(starts, ends), prepend=0))


def hash_spans(values: Hashes, starts: Places, stops: Places) -> Hashes:
    """Return a hash of each span of values: the sum of value times a power by its place, modulo 2^64, mixed.

    Sums up to every place are made once, and a span's is a difference of two, moved to the beginning by the inverse power.
    Source: Karp, Rabin, "Efficient randomized pattern-matching algorithms", 1987.
    """
    powers, inverses = _powers(len(values).bit_length())
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    return _mixed((sums[stops] - sums[starts]) * inverses[starts])


def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """At least the first ``2 ** bits`` powers of the base and of its inverse; those of a very long text are not kept."""
    return _kept_powers() if bits <= _KEPT_BITS else _powers_of(bits)


@lru_cache(maxsize=1)
def _kept_powers() -> tuple[Hashes, Hashes]:
    return _powers_of(_KEPT_BITS)


def _powers_of(bits: int) -> tuple[Hashes, Hashes]:
    rows = [np.full(1 << bits, base, np.uint64) for base in (_BASE, pow(_BASE, -1, 1 << 64))]
    for row in rows:
        row[0] = 1
    return np.multiply.accumulate(rows[0]), np.multiply.accumulate(rows[1])


def _mixed(hashes: Hashes) -> Hashes:
    """Let every bit depend on all. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX_1
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX_2
    return hashes ^ (hashes >> np.uint64(31))


class _Table:
    """A number for every character as it is when folded, its kind in the lowest byte: 0 until the character is first met."""

    def __init__(self) -> None:
        self._numbers = np.zeros(_CODES, np.uint64)

    def look_up(self, codes: npt.NDArray[np.uint32]) -> Hashes:
        found = self._numbers.take(codes, mode="clip")  # every code has a place: nothing has to be checked
        if not _kinds(found).all():
            self._learn(np.unique(codes[found == 0]).tolist())
            found = self._numbers.take(codes)
        return found

    def _learn(self, codes: Sequence[int]) -> None:
        kinds, folded = zip(*(_character(chr(code)) for code in codes), strict=True)
        spread = _mixed(np.array([ord(character) for character in folded], np.uint64))
        self._numbers[codes] = spread << _BYTE | np.array(kinds, np.uint64)


_TABLE = _Table()


def _kinds(characters: Hashes) -> Kinds:
    return characters.astype(np.uint8)


def _character(character: str) -> tuple[int, str]:
    """A character's kind and what it is when folded; an odd one is itself, as in a text that is folded already."""
    folded = fold(character)
    gone, odd = is_invisible(character), _is_odd(character, folded)
    folded = character if gone or odd else folded
    folded = "'" if folded in _APOSTROPHES else folded
    kind = _LETTER if folded.isalnum() else _JOINT if folded in ".'-+#" else 0
    kind |= _MET | (_SIGN if folded in "+#" else 0) | (_GONE if gone else _ODD if odd else 0)
    return kind | (_LATIN | _CYRILLIC if gone else _alphabet(folded)), folded


def _alphabet(folded: str) -> int:
    return _LATIN if "a" <= folded <= "z" else _CYRILLIC if "\u0400" <= folded <= "\u04ff" else 0


def _is_odd(character: str, folded: str) -> bool:
    """Whether a character may become several, or one with the character before it."""
    first = unicodedata.normalize("NFKD", character)[0]
    return len(folded) != 1 or unicodedata.category(first) in ("Mn", "Mc") or ord(first) in _VOWELS_AND_TAILS


def _folded(texts: list[str]) -> tuple[Hashes, Places]:
    """The characters of joined texts, a line break after each but the last, without invisible ones; and where each text ends."""
    characters, ends = _joined(texts)
    odd = _need_neighbours(_kinds(characters))
    if odd.any():
        for i in set(np.searchsorted(ends, np.flatnonzero(odd)).tolist()):
            texts[i] = fold(texts[i])
        characters, ends = _joined(texts)
    seen = _kinds(characters) & _GONE == 0
    if seen.all():
        return characters, ends
    kept = np.flatnonzero(seen)
    return characters[kept], np.searchsorted(kept, ends)


def _need_neighbours(kinds: Kinds) -> Kinds:
    """Which characters are odd, or beside a letter of the other alphabet; what is invisible counts as one of both."""
    moved = np.add(kinds, kinds, dtype=np.uint8)  # one bit up, in a tenth of the time that shifting takes
    beside = (moved[:-1] & kinds[1:] | kinds[:-1] & moved[1:]) & _CYRILLIC
    found: Kinds = kinds & np.uint8(_ODD)
    found[1:] |= beside
    return found


def _joined(texts: list[str]) -> tuple[Hashes, Places]:
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return _TABLE.look_up(codes), np.cumsum(lengths + 1) - 1


def _bounds(kinds: Kinds) -> tuple[Places, Places]:
    """Where words begin and end: letters and digits, joined by joints between them ("gpt-4o"), with signs after them ("c++")."""
    letters = np.zeros(len(kinds) + 2, np.bool_)
    letters[1:-1] = kinds & _LETTER
    edges = np.flatnonzero(letters[1:] != letters[:-1])
    starts, stops = edges[::2], edges[1::2]
    apart = ~_are_joined(kinds, stops[:-1], starts[1:])
    starts, stops = starts[np.append(True, apart)[: len(starts)]], stops[np.append(apart, True)[: len(stops)]]
    return starts, _with_signs(kinds, stops)


def _are_joined(kinds: Kinds, stops: Places, starts: Places) -> Flags:
    """Whether there are joints alone between one run of letters and the next; few of several signs begin and end with one."""
    joined: Flags = kinds[stops] & kinds[starts - 1] & _JOINT != 0
    some = np.flatnonzero(joined & (starts - stops > 1))
    if some.size:
        others = np.cumsum(kinds & (_LETTER | _JOINT) == 0)
        joined[some] = others[stops[some]] == others[starts[some] - 1]
    return joined


def _with_signs(kinds: Kinds, stops: Places) -> Places:
    """The ends of words, moved behind the signs that follow them."""
    plain = np.append(kinds & _SIGN == 0, True)
    some = np.flatnonzero(~plain[stops])
    if some.size:
        ends = np.flatnonzero(plain)
        stops[some] = ends[np.searchsorted(ends, stops[some])]
    return stops
