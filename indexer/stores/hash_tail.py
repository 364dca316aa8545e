"""The hashes of the latest posts, which wait in memory until there are enough to be merged into the tree in its order.

One post's hashes lie all over a tree of millions: a transaction of a hundred posts would write most of its pages anew, where the
rows of a few thousand posts share them. Source: O'Neil and others, "The log-structured merge-tree", 1996.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Set

TAIL = 4096  # posts


class HashTail:
    """The posts after ``since``, the last one whose hashes are in the tree; ``last`` is the latest that was added.

    Most hashes are of one post: a list for each would cost more to make and to keep than all the rest.
    """

    def __init__(self, since: int) -> None:
        self.since = self.last = since
        self._first: dict[int, int] = {}
        self._others: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, post_id: int, hashes: Iterable[int]) -> None:
        """Note the hashes of a post that is later than all before; each is given once."""
        first = self._first.setdefault
        for value in hashes:
            if first(value, post_id) != post_id:
                self._others[value].append(post_id)
        self.last = post_id

    def read(self, rows: Iterable[tuple[int, str]]) -> None:
        """Add rows of signatures, in the order of their posts."""
        for post_id, hashes in rows:
            self.add(post_id, json.loads(hashes))

    def hashes(self) -> Collection[int]:
        """Return every hash of the posts, once."""
        return self._first.keys()

    def sharing(self, hashes: Set[int]) -> dict[int, list[int]]:
        """Return the posts of those hashes that any has, earliest first; some posts may have been deleted since."""
        return {value: [self._first[value], *self._others.get(value, ())] for value in self._first.keys() & hashes}
