"""Which posts have a hash, in memory, as words and vectors are: sorted runs of all that was read, and the latest that were added.

A run of a million hashes takes 8 MB, and the hashes of a hundred posts are looked up in it at once. Runs that are about as long
are merged, so there are few. Source: O'Neil and others, "The log-structured merge-tree", 1996.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from indexer.stores.hash_filter import HashFilter

TAIL = 4096  # posts that were added, before they become a run
GROWTH = 8  # a run is at least so many times as long as the next
COMMON = 32  # posts of one hash that are looked up ahead
_HALF = np.uint64(32)
_POST = np.uint64(2**32 - 1)

Run = npt.NDArray[np.uint64]  # sorted; the upper half of a number is a hash, the lower half a post's id
Places = npt.NDArray[np.int64]
Row = tuple[int, int, bytes]  # a row's number, a post, and its hashes, 4 bytes each
Posts = dict[int, list[int]]  # of a hash


class HashIndex:
    """The posts and hashes of the rows up to ``last``; some posts may have been deleted since, or be there twice."""

    def __init__(self) -> None:
        self.last = 0
        self._runs: list[Run] = []
        self._filter = HashFilter()
        self._tail = _Tail()
        self._expected: set[frozenset[int]] = set()
        self._found: Posts = {}

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
        every = np.frombuffer(b"".join(hashes), np.uint32).astype(np.uint64)
        self._push(every << _HALF | np.repeat(np.array(posts, np.uint64), counts))
        self.last = numbers[-1]

    def _push(self, pairs: Run) -> None:
        if not pairs.size:
            return
        self._filter.add(pairs >> _HALF)
        run = np.sort(pairs)
        while self._runs and len(self._runs[-1]) < GROWTH * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")  # of two runs it is a merge
            run = run[np.diff(run, prepend=~run[:1]) != 0]  # a post that was signed again is there twice
        self._runs.append(run)
        self._expected.clear()

    def expect(self, many: Collection[frozenset[int]]) -> None:
        """Look the hashes of several posts up at once; whatever was expected before is forgotten."""
        if self._tail.posts >= TAIL:
            self._push(self._tail.pairs())
            self._tail = _Tail()
        self._expected, self._found = set(many), self._look_up(chain.from_iterable(many), COMMON)

    def posts(self, hashes: frozenset[int], limit: int = COMMON) -> Posts:
        """Return the posts of those hashes that any has: the first ``limit`` that were added."""
        if limit == COMMON and hashes not in self._expected:
            self.expect([hashes])
        found = self._found if limit == COMMON else self._look_up(hashes, limit)
        first = self._tail.first
        if found.keys().isdisjoint(hashes) and first.keys().isdisjoint(hashes):
            return {}
        shared = found.keys() & hashes | first.keys() & hashes
        every = {value: dict.fromkeys([*found.get(value, ()), *self._tail.having(value)]) for value in shared}
        return {value: list(posts)[:limit] for value, posts in every.items()}

    def _look_up(self, hashes: Iterable[int], limit: int) -> Posts:
        wanted = np.sort(self._filter.known(np.fromiter(hashes, np.uint64))) << _HALF
        wanted = wanted[np.diff(wanted, prepend=_POST) != 0]
        found: Posts = {}
        for run in self._runs:
            starts = run.searchsorted(wanted)
            starts = starts[run.take(starts, mode="clip") >> _HALF == wanted >> _HALF]
            stops = run.searchsorted(run[starts] | _POST, "right")
            _gather(run, starts, np.minimum(stops, starts + limit), found)
        return found


def _gather(run: Run, starts: Places, stops: Places, found: Posts) -> None:
    """Add the posts of each span of a run, of one hash, to those that are found of it."""
    ends = np.cumsum(stops - starts)
    begins = ends - stops + starts
    places = np.arange(ends[-1] if ends.size else 0) + np.repeat(starts - begins, stops - starts)
    posts = (run[places] & _POST).tolist()
    for value, begin, end in zip((run[starts] >> _HALF).tolist(), begins.tolist(), ends.tolist(), strict=True):
        found.setdefault(value, []).extend(posts[begin:end])


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

    def having(self, value: int) -> list[int]:
        return [self.first[value], *self._others.get(value, ())] if value in self.first else []

    def pairs(self) -> Run:
        """Every hash with every post that has it."""
        others = [(value, post_id) for value, post_ids in self._others.items() for post_id in post_ids]
        return np.concatenate(
            [
                np.fromiter(self.first, np.uint64) << _HALF | np.fromiter(self.first.values(), np.uint64),
                np.fromiter((value << 32 | post_id for value, post_id in others), np.uint64),
            ]
        )
