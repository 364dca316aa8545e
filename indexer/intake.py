"""A post comes in: it is judged against its library, stored once for all of them, and put in its place."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from indexer.deriving import CountTokens, derive, derive_signed
from indexer.errors import QueryError
from indexer.models import Derived, Post, Receipt, Seen, Sighting, Signature, StoredPost, TagSource, Verdict, VerdictKind
from indexer.ports import Embedder, Store
from indexer.repeats.dedup import is_fuller, judge, same_place, sign
from indexer.tags import Taxonomy, own_tag

FORWARD, NOTE, IMPORT, CHANNEL, FOLLOW = "forward", "note", "import", "channel", "follow"
_READ_AGAIN = (IMPORT, FOLLOW)  # what was seen before is no news there
_BY_HAND = (FORWARD, NOTE)  # a person picked the post: it belongs to the day on which they did
_MERGED = (VerdictKind.NEAR, VerdictKind.CONTAINED)
NOT_WRITTEN = 0  # the sighting of a post that was read again from a file: there is nothing to take back


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A post that comes into a library, what it is recognised by, when and by which door it is seen, and its message's key.

    ``derived`` is what its words give, where that was worked out ahead.
    """

    post: Post
    signature: Signature
    library_id: int
    seen: Seen
    key: str | None = None
    derived: Derived | None = None

    @property
    def is_live(self) -> bool:
        """Whether it stands on a page that was fetched now: an earlier version that is shown again is the one that stands."""
        return self.seen.via == FOLLOW


@dataclass(frozen=True, slots=True)
class _Settled:
    """Which post a library holds for one that arrived, and whose place that took."""

    post_id: int
    replaced: int | None


class Intake:
    """Takes posts into libraries, in a transaction that whoever calls holds open."""

    def __init__(self, store: Store, embedder: Embedder, taxonomy: Taxonomy) -> None:
        self._store, self._taxonomy = store, taxonomy
        self._count_tokens: CountTokens = embedder.count_tokens

    def take(
        self, posts: Sequence[Post], library_id: int, seen: Seen, keys: Sequence[str | None], ahead: Mapping[Post, Derived]
    ) -> list[Receipt]:
        """Take posts in and return what became of each; a key names the message that brought it, if one did.

        ``ahead`` is what the words of some of them give.
        """
        signed = {post: derived.signature for post, derived in ahead.items()}
        unsigned = [post for post in posts if post not in signed]
        signed |= zip(unsigned, sign(unsigned), strict=True)
        self._store.expect([signed[post] for post in posts])
        return [
            self._take(_Arrival(post, signed[post], library_id, seen, key, ahead.get(post)))
            for post, key in zip(posts, keys, strict=True)
        ]

    def news(self, posts: Sequence[Post], library_id: int) -> list[Post]:
        """Return those of posts, in order, that a library does not hold word by word."""
        return [post for post in posts if not self._store.find_content(library_id, self._store.content_key(post))]

    def derive(self, posts: Sequence[Post]) -> list[Derived]:
        """Return what the words of posts give, in order."""
        return derive(posts, self._count_tokens)

    def _take(self, arrival: _Arrival) -> Receipt:
        content = self._store.content_key(arrival.post)
        known = self._store.find_sighting(arrival.library_id, arrival.key) if arrival.key else None
        if known and known[1] == content:
            return known[0]  # the same message once more, as after a restart
        held = self._held_already(arrival, content)
        if held is not None:
            return Receipt(held, Verdict(VerdictKind.SAME, held), NOT_WRITTEN)
        verdict = self._judge(arrival, self._version(arrival, known[0].post_id) if known else [])
        settled = self._settle(arrival, verdict)
        sighting_id = self._write_down(arrival, content, verdict, settled)
        if verdict.kind is VerdictKind.EDITED:
            self._part_repeats(arrival.library_id, settled.post_id, arrival.post)
        return Receipt(settled.post_id, verdict, sighting_id)

    def _held_already(self, arrival: _Arrival, content: bytes) -> int | None:
        """Return the post that a library holds of one that is read again, or a later version of it; None where it is news."""
        is_read_again = arrival.seen.via in _READ_AGAIN
        held, is_replaced = (is_read_again and self._store.find_content(arrival.library_id, content)) or (None, False)
        if held is not None and not (arrival.is_live and is_replaced):
            self._store.count_interest(held, arrival.post)
            return held
        return None if arrival.is_live else self._store.later_version(arrival.library_id, arrival.post)

    def _version(self, arrival: _Arrival, post_id: int) -> list[StoredPost]:
        """Return the post that a message brought before, where it is held as a version of that message."""
        is_version = arrival.key and self._store.is_version(arrival.library_id, arrival.key, post_id)
        return self._store.stored(arrival.library_id, [post_id]) if is_version else []

    def _judge(self, arrival: _Arrival, versions: Sequence[StoredPost]) -> Verdict:
        candidates = self._store.candidates(arrival.post, arrival.signature, arrival.library_id)
        verdict = judge(arrival.post, candidates, is_live=arrival.is_live)
        if arrival.post.is_apart and verdict.kind in _MERGED:
            return Verdict(VerdictKind.NEW, similarity=verdict.similarity)
        return _of_version(arrival.post, verdict, versions)

    def _settle(self, arrival: _Arrival, verdict: Verdict) -> _Settled:
        """Let a library hold a post, or the one that it was judged to be."""
        post, library_id = arrival.post, arrival.library_id
        old = next(iter(self._store.stored(library_id, [verdict.of] if verdict.of is not None else [])), None)
        replaced = old.post_id if old and _takes_its_place(post, old, verdict) else None
        if old is None or replaced is not None:
            post_id = self.save(post, arrival.signature, arrival.derived)
            self._store.hold(library_id, post_id, _moment(post, arrival.seen, old))
        else:
            post_id = old.post_id
            self._store.count_interest(post_id, post)
            if not same_place(post, old.post) or _is_elsewhere(post, old):
                self._store.keep_repeat(_bare(post), arrival.signature)
        if replaced is not None and replaced != post_id:
            self._store.move_sightings(library_id, replaced, post_id)
            self._store.release(library_id, replaced)
        return _Settled(post_id, replaced)

    def _part_repeats(self, library_id: int, post_id: int, post: Post) -> None:
        """Hold by themselves what repeated a post that was edited, where it does not repeat it any more."""
        leads = self._store.stored(library_id, [post_id])
        for repeat, seen in self._store.repeats_of(library_id, post_id):
            other, signature = self._kept(repeat)
            verdict = judge(other, leads)
            if same_place(other, post) or verdict.of == post_id:
                continue
            if verdict.of is None:
                self.save(other, signature)
                self._store.hold(library_id, repeat, _moment(other, seen, None))
                leads += self._store.stored(library_id, [repeat])
            self._store.move_repeat(library_id, repeat, verdict)

    def _write_down(self, arrival: _Arrival, content: bytes, verdict: Verdict, settled: _Settled) -> int:
        """Write every sighting down, those that an export carried included, and return the first one's id."""
        post, library_id, post_id = arrival.post, arrival.library_id, settled.post_id
        self._store.add_own_tags(library_id, post_id, self._own_tags(post))
        if verdict.kind is VerdictKind.NEW and post.deleted_at is not None and not self._store.is_shared(post_id):
            self._store.mark_deleted([post_id], post.deleted_at)
        if verdict.kind is VerdictKind.NEW and post.is_apart:
            verdict = replace(verdict, of=post_id)
        first, *others = post.sightings or (arrival.seen,)
        same = Verdict(VerdictKind.SAME, post_id)
        ids = [
            self._store.save_sighting(library_id, post_id, given, seen=one, key=arrival.key, content=content, replaced=before)
            for one, given, before in ((first, verdict, settled.replaced), *((other, same, None) for other in others))
        ]
        return ids[0]

    def _own_tags(self, post: Post) -> list[str]:
        """The tags that an export carried; what is none is left out, as a person would have been told when they gave it."""
        kept: list[str] = []
        for name in post.own_tags:
            with suppress(QueryError):
                kept.append(own_tag(name, self._taxonomy))
        return kept

    def save(self, post: Post, signature: Signature, derived: Derived | None = None) -> int:
        """Store a post and everything that its words alone give; return its id."""
        return self._store.save_post(_bare(post), derived or derive_signed(post, signature, self._count_tokens))

    def put(self, posts: Sequence[Post], library_id: int, moment: datetime) -> list[int]:
        """Store posts and let a library hold them, unjudged; nothing will be recognised as a repeat of theirs."""
        post_ids = [self.save(post, each._replace(hashes=b"")) for post, each in zip(posts, sign(posts), strict=True)]
        for post_id in post_ids:
            self._store.hold(library_id, post_id, moment)
        return post_ids

    def derive_again(self, posts: Sequence[tuple[int, Post]]) -> None:
        """Write anew what stored posts' words give."""
        for (post_id, _), derived in zip(posts, self.derive([post for _, post in posts]), strict=True):
            self._store.derive_again(post_id, derived)

    def take_back(self, sighting_id: int, library_id: int) -> bool:
        """Undo what one sighting did: what remains of what was seen of the post is judged again, as if it had not been."""
        taken = self._store.take_sighting(library_id, sighting_id)
        if taken is None:
            return False
        post_id, replaced, brought = taken
        cluster = [post_id, *self._parted(library_id, replaced, post_id)]
        seen = self._store.sightings_of(library_id, cluster)
        if replaced is not None or not self._store.is_seen(library_id, post_id):
            self._judge_again(library_id, cluster, seen)
        touched = {*cluster, replaced, brought, *(post for each in seen for post in (each.content, each.replaced))}
        self._store.forget_unseen(each for each in touched if each is not None)
        return True

    def _parted(self, library_id: int, restored: int | None, post_id: int) -> list[int]:
        """The posts that stood for the same as one that comes back, before an edit parted them from it."""
        if restored is None:
            return []
        post, signature = self._kept(restored)
        found = self._store.candidates(post, signature, library_id)
        return [each.post_id for each in found if each.post_id != post_id and judge(post, [each]).kind is VerdictKind.SAME]

    def _judge_again(self, library_id: int, cluster: Sequence[int], seen: Sequence[Sighting]) -> None:
        """Settle anew, in their order, the sightings that stand for some posts of a library."""
        tags = [tag for stored in self._store.stored(library_id, cluster) for tag in stored.tags if tag.source is TagSource.OWN]
        kept = [(each, each.content) for each in seen if each.content is not None]
        if not kept and seen:
            return  # only versions that were outdated when they came
        for post_id in cluster:
            self._store.release(library_id, post_id)
        held: list[int] = []
        for each, content in kept:
            post, signature = self._kept(content)
            verdict = self._judge_among(post, each, self._store.stored(library_id, held), library_id)
            settled = self._settle(_Arrival(post, signature, library_id, Seen(each.seen_at, each.via)), verdict)
            held = [*(one for one in held if one not in (settled.replaced, settled.post_id)), settled.post_id]
            self._store.judge_sighting(each.sighting_id, settled.post_id, verdict, settled.replaced)
        if held:
            self._store.move_stray(library_id, [each.sighting_id for each in seen if each.content is None], held[0])
            self._store.add_own_tags(library_id, held[0], [tag.name for tag in tags])

    def _judge_among(self, post: Post, seen: Sighting, held: Sequence[StoredPost], library_id: int) -> Verdict:
        verdict = judge(post, held, is_live=seen.via == FOLLOW)
        versions = (each for each in held if seen.key and self._store.is_version(library_id, seen.key, each.post_id))
        return _of_version(post, verdict, list(islice(versions, 1)))

    def _kept(self, post_id: int) -> tuple[Post, Signature]:
        """A post whose words are kept, held or not, and what it is recognised by."""
        ((_, post),) = self._store.raw_posts([post_id])
        return post, sign([post])[0]

    def split(self, post_id: int, library_id: int) -> list[int]:
        """Make posts of their own of all that were judged to repeat a post without being the same, and return their ids."""
        apart: list[int] = []
        while (merge := self._store.last_merge(library_id, post_id)) and merge.merged is not None:
            other = merge.merged if merge.replaced is None else merge.replaced
            post, signature = self._kept(other)
            self.save(post, signature)
            self._store.end_merge(library_id, merge, post_id)
            self._store.hold(library_id, other, post.date or merge.seen_at)
            apart.append(other)
        return apart


def _of_version(post: Post, verdict: Verdict, versions: Sequence[StoredPost]) -> Verdict:
    """What a post is to an earlier version of its message, where that is held: an edit of it, unless it says the same as any."""
    if not versions or verdict.kind is VerdictKind.SAME:
        return verdict
    return Verdict(VerdictKind.EDITED, versions[0].post_id, judge(post, versions).similarity)


def _bare(post: Post) -> Post:
    return replace(post, own_tags=(), sightings=(), deleted_at=None, is_apart=False)


def _takes_its_place(post: Post, old: StoredPost, verdict: Verdict) -> bool:
    """Say whether a post leads from now on: a later version, a fuller copy, or the earlier one of two that say the same."""
    if verdict.kind is VerdictKind.CONTAINED:
        return is_fuller(post, old.post)
    is_earlier = post.date is not None and old.post.date is not None and post.date < old.post.date
    is_copy = not same_place(post, old.post) and _is_elsewhere(post, old)  # a channel may say the same every week
    return verdict.kind is VerdictKind.EDITED or (is_earlier and is_copy)


def _moment(post: Post, seen: Seen, old: StoredPost | None) -> datetime:
    """When a library meets a post: on the day that a person picked it, or one like it; else on the day that it was published."""
    if old is not None and (old.moment != old.post.date or post.date is None or same_place(post, old.post)):
        return old.moment
    first = post.sightings[0] if post.sightings else seen
    return first.seen_at if first.via in _BY_HAND or post.date is None else post.date


def _is_elsewhere(post: Post, old: StoredPost) -> bool:
    """Say whether a post comes from another channel than the one that it repeats."""
    ours, theirs = post.origin, old.post.origin
    numbers = {number for number in (ours.chat_id, theirs.chat_id) if number is not None}
    named = (ours.title, ours.username, ours.author) != (theirs.title, theirs.username, theirs.author)
    return named or len(numbers) > 1
