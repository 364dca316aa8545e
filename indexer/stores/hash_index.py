"""Which posts have a hash, in memory, as words and vectors are: sorted runs of all that was read, and the latest that were added.

A run of a million hashes takes 8 MB, and the hashes of a hundred posts are looked up in it at once. Runs that are about as long
are merged, so there are few. Source: O'Neil and others, "The log-structured merge-tree", 1996.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

TAIL = 4096  # posts that were added, before they become a run
GROWTH = 8  # a run is at least so many times as long as the next
_BLOCK = 256  # posts of one hash that are read at once
_HALF = np.uint64(32)
_POST = np.uint64(2**32 - 1)

Run = npt.NDArray[np.uint64]  # sorted; the upper half of a number is a hash, the lower half a post's id
Row = tuple[int, int, bytes]  # a row's number, a post, and its hashes, 4 bytes each


class HashIndex:
    """The posts and hashes of the rows up to ``last``; some posts may have been deleted since, or be there twice."""

    def __init__(self) -> None:
        self.last = 0
        self._runs: list[Run] = []
        self._tail = _Tail()
        self._expected: set[frozenset[int]] = set()
        self._found: dict[int, list[Run]] = {}

    def add(self, row: int, post_id: int, hashes: Iterable[int]) -> None:
        """Note the hashes of a post that is written now."""
        self._tail.add(post_id, hashes)
        self.last = row

    def read(self, rows: Sequence[Row]) -> None:
        """Add rows, in their order."""
        if not rows:
            return
        numbers, posts, hashes = zip(*rows, strict=True)
        counts = np.fromiter(map(len, hashes), np.int64, len(hashes)) // 4
        self._push(np.frombuffer(b"".join(hashes), np.uint32), np.repeat(np.array(posts, np.uint64), counts))
        self.last = numbers[-1]

    def _push(self, hashes: npt.ArrayLike, posts: npt.ArrayLike) -> None:
        run = np.sort(np.asarray(hashes, np.uint64) << _HALF | np.asarray(posts, np.uint64))
        while self._runs and len(self._runs[-1]) < GROWTH * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")  # of two runs it is a merge
        self._runs.append(run)
        self._expected.clear()

    def expect(self, many: Collection[frozenset[int]]) -> None:
        """Look the hashes of several posts up at once; whatever was expected before is forgotten."""
        if self._tail.posts >= TAIL:
            self._push(*self._tail.items())
            self._tail = _Tail()
        wanted = np.unique(np.fromiter(chain.from_iterable(many), np.uint64)) << _HALF
        self._expected, self._found = set(many), {}
        for run in self._runs:
            self._look_up(wanted, run)

    def _look_up(self, wanted: Run, run: Run) -> None:
        starts = run.searchsorted(wanted)
        inside = np.flatnonzero(starts < len(run))
        known = inside[run[starts[inside]] >> _HALF == wanted[inside] >> _HALF]
        stops = run.searchsorted(wanted[known] | _POST, "right")
        values = (wanted[known] >> _HALF).tolist()
        for value, start, stop in zip(values, starts[known].tolist(), stops.tolist(), strict=True):
            self._found.setdefault(value, []).append(run[start:stop])

    def posts(self, hashes: frozenset[int]) -> dict[int, Iterator[int]]:
        """Return the posts of those hashes that any has, the earliest first."""
        if hashes not in self._expected:
            self.expect([hashes])
        shared = hashes & self._found.keys() | hashes & self._tail.first.keys()
        return {value: chain(self._from_runs(value), self._tail.having(value)) for value in shared}

    def _from_runs(self, value: int) -> Iterator[int]:
        for part in self._found.get(value, ()):
            for i in range(0, len(part), _BLOCK):
                yield from (part[i : i + _BLOCK] & _POST).tolist()


class _Tail:
    """Posts by hash, added one by one. Most hashes are of one post: a list for each would cost more than all the rest."""

    def __init__(self) -> None:
        self.posts = 0
        self.first: dict[int, int] = {}
        self._others: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, post_id: int, hashes: Iterable[int]) -> None:
        first = self.first.setdefault
        for value in hashes:
            if first(value, post_id) != post_id:
                self._others[value].append(post_id)
        self.posts += 1

    def having(self, value: int) -> Iterator[int]:
        if value in self.first:
            yield self.first[value]
            yield from self._others.get(value, ())

    def items(self) -> tuple[list[int], list[int]]:
        """Every hash and its post, and both again for each other post that has it."""
        others = [(value, post_id) for value, post_ids in self._others.items() for post_id in post_ids]
        return [*self.first, *(value for value, _ in others)], [*self.first.values(), *(post_id for _, post_id in others)]
