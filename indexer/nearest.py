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
        self._words: dict[int, list[str]] = {}
        self._tables: dict[int, tuple[_Codes, _Bits]] = {}

    def add(self, words: Iterable[str]) -> None:
        """Take in words that are not here yet; those with anything but Russian and English letters are left out."""
        for word in words:
            if len(word) <= LONGEST and word.isalpha() and max(word) < "\u0460":
                self._words.setdefault(len(word), []).append(word)

    def near(self, word: str, most: int) -> dict[str, int]:
        """Return the words at most ``most`` slips away and how many: letters dropped, added, changed, or swapped with the next.

        They begin as the word does, or with its second letter: people seldom slip at once.
        """
        codes = _encode([word], len(word))[0] if word and max(word) < "\u0460" and len(word) <= LONGEST else None
        if codes is None:
            return {}
        found: dict[str, int] = {}
        for length in range(max(1, len(word) - most), len(word) + most + 1):
            if length in self._words:
                found.update(self._near_of_length(codes, length, most))
        return found

    def _near_of_length(self, codes: _Codes, length: int, most: int) -> dict[str, int]:
        table, letters = self._table(length)
        own = np.bitwise_or.reduce(np.uint64(1) << codes.astype(np.uint64))
        alike = np.isin(table[:, 0], codes[:2])
        alike &= np.bitwise_count(letters ^ own) <= 2 * most  # one slip takes a letter away and brings one
        rows = np.flatnonzero(alike)
        distances = _distances(codes, table[rows])
        names = self._words[length]
        return {names[rows[i]]: int(distances[i]) for i in np.flatnonzero(distances <= most)}

    def _table(self, length: int) -> tuple[_Codes, _Bits]:
        names, table = self._words[length], self._tables.get(length)
        known = 0 if table is None else len(table[0])
        if table is None or known < len(names):
            codes = _encode(names[known:], length)
            letters = np.bitwise_or.reduce(np.uint64(1) << codes.astype(np.uint64), axis=1)
            if table is not None:
                codes, letters = np.concatenate([table[0], codes]), np.concatenate([table[1], letters])
            table = self._tables[length] = codes, letters
        return table


def _encode(words: list[str], length: int) -> _Codes:
    points = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32).reshape(len(words), length)
    codes: _Codes = _CODES[points]
    return codes


def _distances(pattern: _Codes, table: _Codes) -> npt.NDArray[np.int64]:
    """Return (n,), the distance of a word to each row, a column of bits for every row at once.

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
    for column in table.T:
        here = places[column]
        swapped = ((~diagonal & here) << one) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        right, left = down | ~(diagonal | up), diagonal & up
        distances += ((right >> last) & one).astype(np.int64) - ((left >> last) & one).astype(np.int64)
        right = (right << one) | one
        up, down = (left << one) | ~(diagonal | right), right & diagonal
        before = here
    return distances
