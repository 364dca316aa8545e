"""The hashes by which repeats are found: a row for every post, and a tree of them, written by thousands of posts at once."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import count

from indexer.models import Signature
from indexer.stores.connection import json_list
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
ORDER BY value
"""
_SIZES = "SELECT post_id, json_array_length(hashes) FROM signatures WHERE post_id IN (SELECT value FROM json_each(?))"
_HELD = "SELECT post_id FROM holdings WHERE library_id = ? AND post_id IN (SELECT value FROM json_each(?))"
_WAITING = "SELECT post_id, hashes FROM signatures WHERE post_id > ? ORDER BY post_id"
_MERGED_HASHES = "SELECT value FROM signatures, json_each(hashes) WHERE post_id > ? AND post_id <= ?"


class Repeats(Sightings):
    """The part of the store that finds posts by what they share."""

    _asked = 0  # how many posts' candidates were asked for since the store was opened
    _filter: HashFilter | None = None
    _tail: HashTail | None = None
    _learned = 0  # the transaction in which the tail was read last

    def write_hashes(self, post_id: int, hashes: frozenset[int], *, is_latest: bool) -> None:
        """Write a post's hashes; those of the latest posts wait for the next merge, all others are found in the tree."""
        given = json_list(sorted(hashes))
        self.run("INSERT INTO signatures VALUES (?, ?)", [post_id, given])
        if is_latest:
            tail = self._latest_hashes()
            tail.add(post_id, hashes)
            self._merge_when_long(tail)
        else:
            self.run("INSERT OR IGNORE INTO fingerprints SELECT value, ? FROM json_each(?)", [post_id, given])
            self._learn_rewritten(hashes)

    def _learn_rewritten(self, hashes: frozenset[int]) -> None:
        self._tail = None  # the post may be one of those in it
        if self._filter is not None:
            self._filter.add(hashes)

    def _merge_when_long(self, tail: HashTail) -> None:
        if tail.last - tail.since < TAIL:
            return
        self.run(_MERGE, [tail.since])
        self.run("INSERT OR REPLACE INTO facts VALUES ('merged_hashes', ?)", [str(tail.last)])
        if self._filter is not None and self._filter.last == tail.since:
            self._filter.learn(tail.hashes(), tail.last)
        self._tail = HashTail(tail.last)

    def sharing(self, signature: Signature, library_id: int) -> list[int]:
        """The posts that share the rarest hashes, at most ``CANDIDATES``.

        What is read has a bound for every hash, so a footer that a million posts have costs no more than one of fifty; and as a
        hash counts by how few posts have it, such a footer does not hide the post that shares the rest.
        """
        found = self._posts_by_hash(signature.hashes, library_id)
        return self._best(signature, found.values()) if found else []

    def _best(self, signature: Signature, found: Iterable[Sequence[int]]) -> list[int]:
        weights, shared = defaultdict[int, float](float), defaultdict[int, int](int)
        common = 0  # hashes of which not all posts were read: any post may have them
        for post_ids in found:
            is_common = len(post_ids) == COMMON
            common += is_common
            for post_id in post_ids:
                weights[post_id] += 1 / len(post_ids)
                shared[post_id] += not is_common
        best = nsmallest(CANDIDATES, weights, key=lambda post_id: (-weights[post_id], post_id))
        return self._sharing_enough({post_id: shared[post_id] + common for post_id in best}, len(signature.hashes))

    def _sharing_enough(self, shared: Mapping[int, int], hashes: int) -> list[int]:
        """Those posts that share what a repeat shares at least: a fraction of the smaller of both sets of hashes."""
        unsure = [post_id for post_id in shared if shared[post_id] < LEAST_SHARED * hashes]
        sizes = dict(self.rows(_SIZES, [json_list(unsure)])) if unsure else {}
        return [post_id for post_id in shared if shared[post_id] >= LEAST_SHARED * min(hashes, sizes.get(post_id, 0))]

    def _posts_by_hash(self, hashes: frozenset[int], library_id: int) -> dict[int, list[int]]:
        """Of each hash that a library's posts have: those posts, at most ``COMMON``, earliest first."""
        tail = self._latest_hashes()
        found = self._merged_posts(self._merged_hashes(hashes, tail.since), library_id)
        waiting = tail.sharing(hashes)
        for value, post_ids in (self._held_of(waiting, library_id) if waiting else {}).items():
            merged = found.get(value, [])
            found[value] = [*merged, *(post_id for post_id in post_ids if post_id not in merged)][:COMMON]
        return found

    def _latest_hashes(self) -> HashTail:
        """The tail as it is now; what was read in a transaction stays true until its end, as nobody else can write."""
        if self._tail is not None and self.db.conn.in_transaction and self._learned == self.transactions:
            return self._tail
        merged = int(self.value(_MERGED) or 0)
        if self._tail is None or self._tail.since != merged:
            self._tail = HashTail(merged)
        self._tail.read(self.rows(_WAITING, [self._tail.last]))
        self._learned = self.transactions
        return self._tail

    def _merged_hashes(self, hashes: frozenset[int], merged: int) -> Collection[int]:
        """Leave out the hashes that the tree has not; only where many posts come, as to learn them all takes its time."""
        self._asked += 1
        if self._asked < MANY or not self.db.conn.in_transaction:  # outside of one, another process may write
            return hashes
        self._filter = self._filter or HashFilter()
        if self._filter.last < merged:
            self._filter.learn((value for (value,) in self.stream(_MERGED_HASHES, [self._filter.last, merged])), merged)
        return self._filter.known(hashes)

    def _merged_posts(self, hashes: Collection[int], library_id: int) -> dict[int, list[int]]:
        if not hashes:
            return {}
        rows = self.rows(_SHARING, {"library": library_id, "hashes": json_list(hashes), "common": COMMON})
        return {value: json.loads(post_ids) for post_ids, value in rows if post_ids != "[]"}

    def _held_of(self, waiting: Mapping[int, Sequence[int]], library_id: int) -> dict[int, list[int]]:
        """Of each hash's posts the first that a library holds; asked for by a few, as mostly a library holds those."""
        found: dict[int, list[int]] = {value: [] for value in waiting}
        for start in count(step=COMMON):
            parts = {value: waiting[value][start : start + COMMON] for value in waiting if len(found[value]) < COMMON}
            asked = set().union(*parts.values())
            if not asked:
                break
            held = {post_id for (post_id,) in self.rows(_HELD, [library_id, json_list(asked)])}
            for value, part in parts.items():
                found[value] += filter(held.__contains__, part)
        return {value: post_ids for value, post_ids in found.items() if post_ids}

    def forget_cache(self) -> None:
        """After a rollback, forget what was learned from rows that are not there."""
        self._filter = self._tail = None
