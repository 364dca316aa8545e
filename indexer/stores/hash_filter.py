"""Which hashes the tree has not: most of a new post's, so that an import asks the database for the few others alone.

A Bloom filter with one probe. Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970.
"""

from collections.abc import Collection, Iterable
from itertools import islice

import numpy as np

BITS = 27  # 16 MB; of two million hashes (a hundred thousand posts) one in seventy looks known and is not
_AT_ONCE = 1 << 20  # hashes
_BIT = np.left_shift(1, np.arange(8)).astype(np.uint8)


class HashFilter:
    """``last`` is the latest of the merged posts whose hashes are in it."""

    def __init__(self) -> None:
        self._bytes = np.zeros(1 << (BITS - 3), np.uint8)
        self.last = 0

    def learn(self, hashes: Iterable[int], last: int) -> None:
        """Note the hashes of all posts up to ``last`` that come after those learned before; there may be millions."""
        given = iter(hashes)
        while some := list(islice(given, _AT_ONCE)):
            self.add(some)
        self.last = last

    def add(self, hashes: Collection[int]) -> None:
        """Note hashes as known."""
        places = np.fromiter(hashes, np.int64, len(hashes)) & ((1 << BITS) - 1)
        np.bitwise_or.at(self._bytes, places >> 3, _BIT[places & 7])

    def known(self, hashes: Collection[int]) -> list[int]:
        """Return the hashes that some post may have; the others none has."""
        values = np.fromiter(hashes, np.int64, len(hashes))
        places = values & ((1 << BITS) - 1)
        found: list[int] = values[np.flatnonzero(self._bytes[places >> 3] & _BIT[places & 7])].tolist()
        return found
