"""The hashes of the latest posts, which wait in memory until there are enough to be merged into the tree in its order.

One post's hashes lie all over a tree of millions: a transaction of a hundred posts would write most of its pages anew, where the
rows of a few thousand posts share them. Source: O'Neil and others, "The log-structured merge-tree", 1996.
"""

import json
from collections.abc import Iterable

TAIL = 4096  # posts


class HashTail:
    """The posts after ``since``, the last one whose hashes are in the tree; ``last`` is the latest that was read."""

    def __init__(self, since: int) -> None:
        self.since = self.last = since
        self._posts: dict[int, list[int]] = {}

    def read(self, rows: Iterable[tuple[int, str]]) -> None:
        """Learn rows of signatures, in the order of their posts."""
        for post_id, hashes in rows:
            for value in json.loads(hashes):
                self._posts.setdefault(value, []).append(post_id)
            self.last = post_id

    def posts(self, value: int) -> list[int]:
        """Return the posts that have a hash, earliest first; some may have been deleted since."""
        return self._posts.get(value, [])
