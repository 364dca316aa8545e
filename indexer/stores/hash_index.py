"""Which posts have a hash, in memory, as words and vectors are: sorted runs of all hashes, the shorter the later they came.

A run of a million hashes takes 8 MB, and the hashes of a hundred posts are looked up in it at once. Runs that are about as long
are merged, so there are few. Source: O'Neil and others, "The log-structured merge-tree", 1996.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from indexer.language.word_hashes import Flags, Places
from indexer.repeats.winnowing import HASH_BYTES, distinct
from indexer.stores.hash_filter import Hashes, HashFilter

GROWTH = 8  # a run is at least so many times as long as the next
COMMON = 32  # posts of one hash that are looked up ahead
_HALF = np.uint64(32)
_POST = np.uint64(2**32 - 1)
_NONE = np.uint64(2**64 - 1)

Run = npt.NDArray[np.uint64]  # sorted; the upper half of a number is a hash, the lower half a post's id
Numbers = npt.NDArray[np.uint64] | Places
Row = tuple[int, int, bytes]  # a row's number, a post, and its hashes
Posts = dict[int, list[int]]  # of a hash


class HashIndex:
    """The posts and hashes of the rows up to ``last`` and of those that were added; some posts may have been deleted since."""

    def __init__(self) -> None:
        self.last = 0
        self._runs: list[Run] = []
        self._filter = HashFilter()
        self._added: dict[int, bytes] = {}  # in no run yet
        self._sizes = np.zeros(1 << 16, np.uint32)  # how many hashes each post has
        self._expected: dict[bytes, list[int]] = {}  # of a post's hashes: those that any other has
        self._found: Posts = {}
        self._since: Posts = {}  # as ``_found``, of the posts that were added since

    def add(self, post_id: int, hashes: bytes) -> None:
        """Note the hashes of a post that is written now."""
        self._added[post_id] = hashes
        expected = self._expected.get(hashes)
        if expected is None:
            self._expected.clear()
            return
        for value in expected:
            self._since.setdefault(value, []).append(post_id)
        if len(expected) * HASH_BYTES < len(hashes):  # asked once more, there is more to be found: this post
            del self._expected[hashes]

    def read(self, rows: Sequence[Row]) -> None:
        """Add rows, in their order."""
        if rows:
            self._take({post_id: hashes for _, post_id, hashes in rows})
            self.last = rows[-1][0]

    def size(self, post_id: int) -> int:
        """Return how many hashes a post has that was found."""
        added = self._added.get(post_id)
        return int(self._sizes[post_id]) if added is None else len(added) // HASH_BYTES

    def _take(self, hashes: Mapping[int, bytes]) -> None:
        """Move the hashes of posts into a run."""
        if not hashes:
            return
        if (last := max(hashes)) >= len(self._sizes):
            self._sizes = np.append(self._sizes, np.zeros(last, np.uint32))
        post_ids, counts = np.fromiter(hashes, np.uint64), _counts(hashes.values())
        self._sizes[post_ids] = counts
        self._push(_pairs(post_ids, counts, hashes.values()))

    def _push(self, pairs: Run) -> None:
        self._expected.clear()
        if not pairs.size:
            return
        run = distinct(np.sort(pairs))  # a post that was signed again is there twice
        self._filter.add(run >> _HALF)
        while self._runs and len(self._runs[-1]) < GROWTH * len(run):
            run = distinct(np.sort(np.concatenate([self._runs.pop(), run]), kind="stable"))  # of two runs it is a merge
        self._runs.append(run)

    def expect(self, many: Sequence[bytes]) -> None:
        """Look the hashes of several posts up at once; whatever was expected before is forgotten.

        Most hashes no post has: those that one has, or two of these posts, are all that is asked for when their turn comes.
        """
        self._take(self._added)
        self._added, self._since = {}, {}
        asked = np.sort(_pairs(np.arange(len(many)), _counts(many), many))
        values = asked >> _HALF
        self._found = self._look_up(values, COMMON)
        again = values[1:] == values[:-1]
        known = _are_in(values, self._found)
        known[1:] |= again
        known[:-1] |= again
        self._expected = {hashes: [] for hashes in many}
        for value, i in zip(values[known].tolist(), (asked[known] & _POST).tolist(), strict=True):
            self._expected[many[i]].append(value)

    def posts(self, hashes: bytes) -> Posts:
        """Return the posts of those of a post's hashes that any has: the first ``COMMON`` that were added."""
        if hashes not in self._expected:
            self.expect([hashes])
        expected = self._expected[hashes]
        return self._first(expected, self._found, COMMON) if expected else {}

    def posts_of(self, values: Collection[int], limit: int) -> Posts:
        """Return the first ``limit`` posts of hashes that were found to have more."""
        return self._first(values, self._look_up(np.sort(np.fromiter(values, np.uint64)), limit), limit)

    def _first(self, values: Iterable[int], found: Posts, limit: int) -> Posts:
        every = ((value, found.get(value, []) + self._since.get(value, [])) for value in values)
        return {value: posts if len(posts) == 1 else list(dict.fromkeys(posts))[:limit] for value, posts in every if posts}

    def _look_up(self, values: Hashes, limit: int) -> Posts:
        """The posts of sorted hashes in the runs."""
        wanted = self._filter.known(values)
        wanted = distinct(wanted) << _HALF
        found: Posts = {}
        for run in self._runs:
            starts = run.searchsorted(wanted)
            starts = starts[run.take(starts, mode="clip") >> _HALF == wanted >> _HALF]
            stops = run.searchsorted(run[starts] | _POST, "right")
            _gather(run, starts, np.minimum(stops, starts + limit), found)
        return found


def _are_in(values: Hashes, found: Posts) -> Flags:
    """Which values were found."""
    every = np.sort(np.append(np.fromiter(found, np.uint64), _NONE))
    flags: Flags = every[every.searchsorted(values)] == values
    return flags


def _counts(many: Collection[bytes]) -> Places:
    """How many hashes each of several posts has."""
    return np.fromiter(map(len, many), np.int64, len(many)) // HASH_BYTES


def _pairs(numbers: Numbers, counts: Places, many: Iterable[bytes]) -> Run:
    """Every hash with the number of its post."""
    values = np.frombuffer(b"".join(many), np.uint32).astype(np.uint64)
    return values << _HALF | np.repeat(numbers.astype(np.uint64), counts)


def _gather(run: Run, starts: Places, stops: Places, found: Posts) -> None:
    """Add the posts of each span of a run, of one hash, to those that are found of it."""
    if not starts.size:
        return
    ends = np.cumsum(stops - starts)
    begins = ends - stops + starts
    places = np.arange(ends[-1]) + np.repeat(starts - begins, stops - starts)
    posts = (run[places] & _POST).tolist()
    for value, begin, end in zip((run[starts] >> _HALF).tolist(), begins.tolist(), ends.tolist(), strict=True):
        found.setdefault(value, []).extend(posts[begin:end])
