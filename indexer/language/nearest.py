"""Words that are a slip or two away from a word, among hundreds of thousands: all of one length are compared at once."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

LONGEST = 24  # letters: what is longer is an address or a keyboard that somebody fell asleep on
_LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя"
_CODES = np.zeros(0x460, dtype=np.uint8)
_CODES[[ord(letter) for letter in _LETTERS]] = np.arange(1, len(_LETTERS) + 1)
_Codes = npt.NDArray[np.uint8]
_Bits = npt.NDArray[np.uint64]


class Nearest:
    """The words that can be meant by a misspelt one; it grows with the vocabulary."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {}  # by their first letter
        self._tables: dict[str, tuple[_Codes, _Bits]] = {}

    def add(self, words: Iterable[str]) -> None:
        """Take in words that are not here yet; those with anything but Russian and English letters are left out."""
        for word in words:
            if _is_plain(word):
                self._words.setdefault(word[0], []).append(word)

    def near(self, word: str, most: int) -> dict[str, int]:
        """Return the words at most ``most`` slips away and how many: letters dropped, added, changed, or swapped with the next.

        They begin with the same letter: people seldom slip at once.
        """
        if not _is_plain(word) or word[0] not in self._words:
            return {}
        codes = _encode([word])[0, : len(word)]
        table, letters = self._table(word[0])
        own = np.bitwise_or.reduce(np.uint64(1) << codes.astype(np.uint64)) & ~np.uint64(1)
        rows = np.flatnonzero(np.bitwise_count(letters ^ own) <= 2 * most)  # one slip takes a letter away and brings one
        names = self._words[word[0]]
        rows = np.array([i for i in rows.tolist() if abs(len(names[i]) - len(word)) <= most], dtype=np.intp)
        distances = _distances(codes, table[rows, : len(word) + most], np.array([len(names[i]) for i in rows.tolist()]))
        return {names[rows[i]]: int(distances[i]) for i in np.flatnonzero(distances <= most)}

    def _table(self, first: str) -> tuple[_Codes, _Bits]:
        names, table = self._words[first], self._tables.get(first)
        known = 0 if table is None else len(table[0])
        if table is None or known < len(names):
            codes = _encode(names[known:])
            letters = np.bitwise_or.reduce(np.uint64(1) << codes.astype(np.uint64), axis=1) & ~np.uint64(1)
            if table is not None:
                codes, letters = np.concatenate([table[0], codes]), np.concatenate([table[1], letters])
            table = self._tables[first] = codes, letters
        return table


def _is_plain(word: str) -> bool:
    return 0 < len(word) <= LONGEST and word.isalpha() and max(word) < "\u0460"


def _encode(words: list[str]) -> _Codes:
    """Return (n, LONGEST), the number of each letter; 0 behind the end of a word, and for letters of other alphabets."""
    points = np.frombuffer("".join(word.ljust(LONGEST) for word in words).encode("utf-32-le"), dtype=np.uint32)
    codes: _Codes = _CODES[points.reshape(len(words), LONGEST)]
    return codes


def _distances(pattern: _Codes, table: _Codes, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return (n,), the distance of a word to each row, a column of bits for all rows at once; rows end after ``lengths`` letters.

    Source: Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003.
    """
    one = np.uint64(1)
    places = np.zeros(256, dtype=np.uint64)
    for i, code in enumerate(pattern.tolist()):
        places[code] |= one << np.uint64(i)
    places[0] = 0
    n, last = len(table), np.uint64(len(pattern) - 1)
    up, down = np.full(n, ~np.uint64(0)), np.zeros(n, dtype=np.uint64)
    diagonal, before = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=np.uint64)
    distances = np.full(n, len(pattern), dtype=np.int64)
    found = distances.copy()
    for done, column in enumerate(table.T, start=1):
        here = places[column]
        swapped = ((~diagonal & here) << one) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        right, left = down | ~(diagonal | up), diagonal & up
        distances += ((right >> last) & one).astype(np.int64) - ((left >> last) & one).astype(np.int64)
        right = (right << one) | one
        up, down = (left << one) | ~(diagonal | right), right & diagonal
        before = here
        found[lengths == done] = distances[lengths == done]
    return found
