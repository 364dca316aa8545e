"""The hashes by which repeats are found: a row for every post, and an index of them in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from indexer.models import Signature
from indexer.repeats.winnowing import HASH_BYTES
from indexer.stores.connection import json_list
from indexer.stores.hash_index import COMMON, HashIndex
from indexer.stores.sightings import Sightings

CANDIDATES = 24  # posts that share most with a post
ALIKE = 4  # posts that share nothing but what is common: more of them share the same footer or template
LEAST_SHARED = 1 / 7  # of the smaller set of hashes: a piece of seven shingles in a long text may share but one
_AT_ONCE = 1 << 14  # rows
_INSERT = "INSERT INTO signatures (post_id, hashes) VALUES (?, ?)"
_LAST = "SELECT max(seq) FROM signatures"
_LATER = "SELECT seq, post_id, hashes FROM signatures WHERE seq > ? ORDER BY seq LIMIT ?"
_HELD = (
    "SELECT post_id FROM json_each(?) CROSS JOIN holdings ON post_id = value WHERE library_id = ?"  # posts first: half the time
)


class Repeats(Sightings):
    """The part of the store that finds posts by what they share."""

    _kept: HashIndex | None = None
    _learned = 0  # the transaction in which the index was brought up last

    def __init__(self, path: str) -> None:
        self._unwritten: dict[int, bytes] = {}
        super().__init__(path)

    def write_hashes(self, post_id: int, hashes: bytes) -> None:
        """Write a post's hashes, with those of others before the transaction ends."""
        with self.write():
            self._unwritten[post_id] = hashes
            if self._kept is not None and self._is_current():  # else the row will be read
                self._kept.add(post_id, hashes)

    def finish(self) -> None:
        """Write the rows of hashes that wait; also before any of this transaction are read or deleted."""
        if not self._unwritten:
            return
        self.run_many(_INSERT, self._unwritten.items())
        self._unwritten = {}
        if self._kept is not None and self._is_current():
            self._kept.last = int(self.value(_LAST))

    def expect(self, signatures: Iterable[Signature]) -> None:
        """Look up at once what several posts share that are asked for next, in the same transaction."""
        self._hash_index().expect([signature.hashes for signature in signatures])

    def _is_current(self) -> bool:
        """Whether the index was brought up in this transaction: nobody else can write until its end."""
        return self.db.conn.in_transaction and self._learned == self.transactions

    def _hash_index(self) -> HashIndex:
        """The index as it is now."""
        if self._kept is not None and self._is_current():
            return self._kept
        self.finish()
        index = self._kept = self._kept or HashIndex()
        while rows := self.rows(_LATER, [index.last, _AT_ONCE]):
            index.read(rows)
        self._learned = self.transactions
        return index

    def sharing(self, signature: Signature, library_id: int) -> list[int]:
        """The posts that share the rarest hashes, at most ``CANDIDATES``, and a few that share common ones alone.

        What is read has a bound for every hash, so a footer that a million posts have costs no more than one of fifty; and as a
        hash counts by how few posts have it, such a footer does not hide the post that shares the rest.
        """
        found = self._posts_by_hash(signature.hashes, library_id)
        return self._best(len(signature.hashes) // HASH_BYTES, found.values()) if found else []

    def _best(self, hashes: int, found: Iterable[Sequence[int]]) -> list[int]:
        weights, shared = defaultdict[int, float](float), defaultdict[int, int](int)
        common = 0  # hashes of which not all posts were read: any post may have them
        for post_ids, times in Counter(map(tuple, found)).items():  # a copy shares many hashes with one post alone
            is_common = len(post_ids) == COMMON
            common += times * is_common
            for post_id in post_ids:
                weights[post_id] += times / len(post_ids)
                if not is_common:
                    shared[post_id] += times
        ranked = sorted(sorted(weights), key=weights.__getitem__, reverse=True)  # of equal weights the earliest
        best = [each for each in ranked if each in shared][:CANDIDATES]
        best += [each for each in ranked if each not in shared][:ALIKE]
        return self._sharing_enough({post_id: shared[post_id] + common for post_id in best}, hashes)

    def _sharing_enough(self, shared: Mapping[int, int], hashes: int) -> list[int]:
        """Those posts that share what a repeat shares at least: a fraction of the smaller of both sets of hashes."""
        size = self._hash_index().size
        return [
            post_id
            for post_id, count in shared.items()
            if count >= LEAST_SHARED * hashes or count >= LEAST_SHARED * size(post_id)
        ]

    def _posts_by_hash(self, hashes: bytes, library_id: int) -> dict[int, list[int]]:
        """Of each hash that a library's posts have: the first ``COMMON`` of those that were added."""
        index, limit = self._hash_index(), COMMON
        found: dict[int, list[int]] = {}
        having = index.posts(hashes)
        while having and (others := self._not_held(library_id, having.values())):  # mostly a library holds the first
            held = {value: [each for each in ids if each not in others] for value, ids in having.items()}
            found |= {value: ids[:COMMON] for value, ids in held.items() if ids}
            few = [value for value, ids in having.items() if len(ids) == limit and len(held[value]) < COMMON]
            limit *= 8
            having = index.posts_of(few, limit) if few else {}
        return found | {value: ids[:COMMON] for value, ids in having.items()}

    def _not_held(self, library_id: int, many: Iterable[Iterable[int]]) -> set[int]:
        asked = set[int]().union(*many)
        return asked - self.held(library_id, asked)

    def held(self, library_id: int, post_ids: Iterable[int]) -> set[int]:
        """Return those of some posts that a library holds."""
        return {post_id for (post_id,) in self.rows(_HELD, [json_list(post_ids), library_id])}

    def forget_cache(self) -> None:
        """After a rollback, forget what was learned from rows that are not there."""
        self._kept = None
        self._unwritten = {}
