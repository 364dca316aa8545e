"""Which hashes no post has: most of a new post's, so that an import asks the database for the few others alone.

A Bloom filter with one probe. Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970.
"""

from collections.abc import Iterable

BITS = 27  # 16 MB; of two million hashes (a hundred thousand posts) one in seventy looks known and is not


class HashFilter:
    """``last`` is the highest post whose hashes are in it."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << (BITS - 3))
        self.last = 0

    def add(self, hashes: Iterable[int]) -> None:
        """Note hashes as known."""
        bits, mask = self._bits, (1 << BITS) - 1
        for value in hashes:
            place = value & mask
            bits[place >> 3] |= 1 << (place & 7)

    def known(self, hashes: Iterable[int]) -> list[int]:
        """Return the hashes that some post may have; the others none has."""
        bits, mask = self._bits, (1 << BITS) - 1
        return [value for value in hashes if bits[(value & mask) >> 3] >> (value & 7) & 1]
