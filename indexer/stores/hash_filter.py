"""Which hashes no run has: most of a new post's, and a long run is searched for the few others alone.

A Bloom filter with one probe. Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970.
"""

import numpy as np
import numpy.typing as npt

BITS = 27  # 16 MB; of two million hashes (a hundred thousand posts) one in seventy looks known and is not
_BELOW = np.uint64(32 - BITS)
_BITS = np.left_shift(1, np.arange(8)).astype(np.uint8)

Hashes = npt.NDArray[np.uint64]


class HashFilter:
    """Remembers hashes of 32 bits by their upper ``BITS``, so that sorted ones are looked up from one end to the other."""

    def __init__(self) -> None:
        self._bytes = np.zeros(1 << (BITS - 3), np.uint8)

    def add(self, hashes: Hashes) -> None:
        """Note sorted hashes as known."""
        places = (hashes >> _BELOW).view(np.int64)
        of = places >> 3
        starts = np.flatnonzero(np.diff(of, prepend=-1))  # of a byte's hashes
        self._bytes[of[starts]] |= np.bitwise_or.reduceat(_BITS[places & 7], starts)

    def known(self, hashes: Hashes) -> Hashes:
        """Return the hashes that may have been noted; the others were not."""
        places = (hashes >> _BELOW).view(np.int64)
        found: Hashes = hashes[self._bytes.take(places >> 3) & _BITS[places & 7] != 0]
        return found
