"""The hashes by which repeats are found: a row for every post, and a tree of them, written by thousands of posts at once."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from indexer.models import Signature
from indexer.stores.connection import in_list
from indexer.stores.hash_filter import HashFilter
from indexer.stores.hash_tail import TAIL, HashTail
from indexer.stores.sightings import Sightings

CANDIDATES = 24  # posts that share most with a post
COMMON = 32  # posts of a library that are read for one hash, earliest first: more share a footer or a template
LEAST_SHARED = 0.15  # share of the smaller set of hashes: of the repeats in data/eval, none shares less than 0.25
MANY = 300  # posts since the store was opened: more are an import
_SHARING = """
SELECT (SELECT json_group_array(post_id) FROM (
    SELECT post_id FROM fingerprints WHERE hash = wanted.value
    AND EXISTS (SELECT 1 FROM holdings WHERE library_id = :library AND holdings.post_id = fingerprints.post_id) LIMIT :common
)), wanted.value FROM json_each(:hashes) AS wanted
"""
_MERGED = "SELECT value FROM facts WHERE name = 'merged_hashes'"  # the last post whose hashes are in the tree
_MERGE = """
INSERT OR IGNORE INTO fingerprints SELECT value, post_id FROM signatures, json_each(hashes) WHERE post_id > ?
ORDER BY value, post_id
"""
_LATER_HASHES = "SELECT value FROM signatures, json_each(hashes) WHERE post_id > ?"


class Repeats(Sightings):
    """The part of the store that finds posts by what they share."""

    _asked = 0  # how many posts' candidates were asked for since the store was opened
    _filter: HashFilter | None = None
    _tail: HashTail | None = None

    def write_hashes(self, post_id: int, hashes: frozenset[int], *, is_latest: bool) -> None:
        """Write a post's hashes; those of the latest posts wait for the next merge, all others are found in the tree."""
        given = _json(sorted(hashes))
        self.run("INSERT INTO signatures VALUES (?, ?)", [post_id, given])
        if not is_latest:
            self.run("INSERT OR IGNORE INTO fingerprints SELECT value, ? FROM json_each(?)", [post_id, given])
        elif post_id - (merged := int(self.value(_MERGED) or 0)) >= TAIL:
            self.run(_MERGE, [merged])
            self.run("INSERT OR REPLACE INTO facts VALUES ('merged_hashes', ?)", [str(post_id)])
        if self._filter is not None:
            self._filter.add(hashes)
            self._filter.last += post_id == self._filter.last + 1

    def sharing(self, signature: Signature, library_id: int) -> list[int]:
        """The posts that share the rarest hashes, at most ``CANDIDATES``.

        What is read has a bound for every hash, so a footer that a million posts have costs no more than one of fifty; and as a
        hash counts by how few posts have it, such a footer does not hide the post that shares the rest.
        """
        known = self._known_hashes(signature.hashes)
        if not known:
            return []
        hashes = _json(known)
        weights: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        common = 0  # hashes of which not all posts were read: any post may have them
        tail = self._latest_hashes()
        for found, value in self.rows(_SHARING, {"library": library_id, "hashes": hashes, "common": COMMON}):
            post_ids = json.loads(found) if found != "[]" else []
            post_ids += self._held_of(tail.posts(value), post_ids, library_id)
            common += len(post_ids) == COMMON
            shared.update(post_ids if len(post_ids) < COMMON else ())
            for post_id in post_ids:
                weights[post_id] += 1 / len(post_ids)
        best = nsmallest(CANDIDATES, weights, key=lambda post_id: (-weights[post_id], post_id))
        return [post_id for post_id in best if self._shares_enough(shared[post_id] + common, signature, post_id)]

    def _latest_hashes(self) -> HashTail:
        merged = int(self.value(_MERGED) or 0)
        if self._tail is None or self._tail.since != merged:
            self._tail = HashTail(merged)
        self._tail.read(self.rows("SELECT post_id, hashes FROM signatures WHERE post_id > ? ORDER BY post_id", [self._tail.last]))
        return self._tail

    def _held_of(self, post_ids: Sequence[int], known: Sequence[int], library_id: int) -> list[int]:
        """The first of some posts that a library holds, as many as there is room for; asked for by a few, as mostly those do."""
        held: list[int] = []
        for start in range(0, len(post_ids), COMMON):
            marks = in_list(post_ids[start : start + COMMON])
            rows = self.rows(f"SELECT post_id FROM holdings WHERE library_id = ? AND post_id IN ({marks})", [library_id])
            held += sorted(post_id for (post_id,) in rows if post_id not in known)
            if len(known) + len(held) >= COMMON:
                break
        return held[: max(0, COMMON - len(known))]

    def _known_hashes(self, hashes: frozenset[int]) -> Iterable[int]:
        """Leave out the hashes that no post has; only where many posts come, as to learn them all takes its time."""
        self._asked += 1
        if self._asked < MANY or not self.db.conn.in_transaction:  # outside of one, another process may be writing
            return hashes
        self._filter = self._filter or HashFilter()
        latest = int(self.value("SELECT max(post_id) FROM signatures") or 0)
        if latest > self._filter.last:
            self._filter.add(h for (h,) in self.stream(_LATER_HASHES, [self._filter.last]))
            self._filter.last = latest
        return self._filter.known(hashes)

    def forget_cache(self) -> None:
        """After a rollback, forget what was learned from rows that are not there."""
        self._filter = self._tail = None

    def _shares_enough(self, shared: int, signature: Signature, post_id: int) -> bool:
        """Whether a post shares what a repeat shares at least: a fraction of the smaller of both sets of hashes."""
        if shared >= LEAST_SHARED * len(signature.hashes):
            return True
        return shared >= LEAST_SHARED * int(
            self.value("SELECT json_array_length(hashes) FROM signatures WHERE post_id = ?", [post_id]) or 0
        )


def _json(hashes: Iterable[int]) -> str:
    return f"[{','.join(map(str, hashes))}]"
