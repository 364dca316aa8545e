"""Posts, and where they were seen."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from indexer.models import ALWAYS, Derived, Merge, Period, Post, Receipt, Seen, Sighting, Signature, StoredPost, Tag, Verdict


class PostStore(Protocol):
    """Posts and what is derived from them. Every reading method is limited to the library that it names."""

    def write(self) -> AbstractContextManager[None]:
        """Hold one transaction; blocks inside another are part of it."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...

    def save_post(self, post: Post, derived: Derived) -> int:
        """Store a post once and return its id; an equal one is not stored again."""
        ...

    def count_interest(self, post_id: int, post: Post) -> None:
        """Keep the latest numbers of views and reactions, where a post brings any."""
        ...

    def keep_repeat(self, post: Post, signature: Signature) -> None:
        """Keep the words of a post that repeats another, so that the two can be told apart again; it is not searched."""
        ...

    def save_topics(self, post_id: int, topics: Iterable[Tag], lex: str) -> None:
        """Add topics to a post, and their names' stems to the words by which it is found."""
        ...

    def hold(self, library_id: int, post_id: int, moment: datetime) -> None:
        """Put a post into a library."""
        ...

    def held(self, library_id: int, post_ids: Iterable[int]) -> set[int]:
        """Return those of some posts that a library holds."""
        ...

    def release(self, library_id: int, post_id: int) -> None:
        """Take a post out of a library; its row goes when no library refers to it any more."""
        ...

    def is_shared(self, post_id: int) -> bool:
        """Say whether more than one library holds a post."""
        ...

    def forget_unseen(self, post_ids: Iterable[int]) -> None:
        """Delete the rows of posts that no holding and no sighting refers to."""
        ...

    def channel_names(self, library_id: int, post_ids: Sequence[int] | None = None) -> list[str]:
        """Return the titles of the channels that a library's posts come from, and their names with "@", each once.

        With ``post_ids`` only these posts are read.
        """
        ...

    def count_posts(self) -> int:
        """Return how many posts are stored for all libraries."""
        ...

    def moment(self, library_id: int, post_id: int) -> datetime | None:
        """Return when a library met a post that it holds."""
        ...

    def expect(self, signatures: Iterable[Signature]) -> None:
        """Look up at once what several posts share whose candidates are asked for next, in the same transaction."""
        ...

    def candidates(self, post: Post, signature: Signature, library_id: int) -> list[StoredPost]:
        """Return the posts of a library that a post may repeat: same place, same words, or shared shingles."""
        ...

    def stored(self, library_id: int, post_ids: Sequence[int]) -> list[StoredPost]:
        """Return the posts that a library holds among the given ids, in their order."""
        ...

    def post_ids(self, library_id: int, period: Period = ALWAYS) -> list[int]:
        """Return the ids of a library's posts whose moment lies in a period, in the order of their moments."""
        ...

    def latest_ids(self, library_id: int, start: int, count: int) -> list[int]:
        """Return the ids of a library's latest posts, the latest first, from the one at ``start``."""
        ...

    def count(self, library_id: int) -> int:
        """Return how many posts a library holds."""
        ...

    def vocabulary(self, library_id: int) -> list[tuple[Tag, int]]:
        """Return a library's tags with how many posts have each, whoever gave it to them, most used first."""
        ...

    def has_tag(self, library_id: int, name: str) -> bool:
        """Say whether a post of a library has a tag, whoever gave it."""
        ...

    def add_own_tags(self, library_id: int, post_id: int, names: Iterable[str]) -> None:
        """Add a person's own tags to a post."""
        ...

    def remove_own_tags(self, library_id: int, post_id: int, names: Iterable[str]) -> None:
        """Take a person's own tags off a post."""
        ...

    def raw_posts(self, post_ids: Sequence[int] | None = None) -> Iterator[tuple[int, Post]]:
        """Yield stored posts with their ids, all of them by default."""
        ...

    def derive_again(self, post_id: int, derived: Derived) -> None:
        """Write anew everything that is derived from a post; its vectors will be made again."""
        ...


class SightingStore(Protocol):
    """What a library was given, from where and when, and what it was taken for."""

    def content_key(self, post: Post) -> bytes:
        """Return bytes that are equal for posts that are equal in everything, where they were published included."""
        ...

    def find_content(self, library_id: int, content: bytes) -> tuple[int, bool] | None:
        """Return what a library holds of exactly this post, and whether another version of it has taken its place since.

        That is the post, or what it was found to repeat; None if it is new.
        """
        ...

    def sightings_of(self, library_id: int, post_ids: Iterable[int]) -> list[Sighting]:
        """Return the sightings that stand for some posts, in the order in which they were made."""
        ...

    def judge_sighting(self, sighting_id: int, post_id: int, verdict: Verdict, replaced: int | None) -> None:
        """Write down anew what a sighting was judged to be."""
        ...

    def move_stray(self, library_id: int, sighting_ids: Sequence[int], post_id: int) -> None:
        """Let some sightings stand for a post."""
        ...

    def is_seen(self, library_id: int, post_id: int) -> bool:
        """Say whether a library still has a sighting of exactly this post, which is then held for its own sake."""
        ...

    def is_version(self, library_id: int, key: str, post_id: int) -> bool:
        """Say whether a post is what a message said, now or before an edit, rather than one that it repeated."""
        ...

    def later_version(self, library_id: int, post: Post) -> int | None:
        """Return what a library holds of a later version of a message, as its dates of edits say; None where there is none."""
        ...

    def repeats_of(self, library_id: int, post_id: int) -> list[tuple[int, Seen]]:
        """Return the posts that a library took for another, with how each was seen first, in that order; no versions of it."""
        ...

    def move_repeat(self, library_id: int, repeat: int, verdict: Verdict) -> None:
        """Let a library's sightings of a post that was taken for another stand for what it is now: for itself, if it is new."""
        ...

    def seen_post(self, library_id: int, post_id: int) -> Post | None:
        """Return a post that a library has seen, even where it holds a later version of it now."""
        ...

    def save_sighting(
        self,
        library_id: int,
        receipt_post: int,
        verdict: Verdict,
        *,
        seen: Seen,
        key: str | None,
        content: bytes,
        replaced: int | None,
    ) -> int:
        """Write down that a library saw a post, and return the sighting's id."""
        ...

    def find_sighting(self, library_id: int, key: str) -> tuple[Receipt, bytes] | None:
        """Return the latest sighting of a message, and the key of the content that it brought."""
        ...

    def take_sighting(self, library_id: int, sighting_id: int) -> tuple[int, int | None, int | None] | None:
        """Delete a sighting and return its post, the one that it had replaced, and the one that it brought.

        None where there is no such sighting.
        """
        ...

    def last_merge(self, library_id: int, post_id: int) -> Merge | None:
        """Return the latest sighting of a post that was another post, judged to repeat or to hold it; None without one."""
        ...

    def end_merge(self, library_id: int, merge: Merge, post_id: int) -> None:
        """Let a merged post's sightings stand for it alone, and where it had taken another's place, the earlier ones for that."""
        ...

    def last_sightings(self, library_id: int) -> list[tuple[int, int]]:
        """Return (sighting id, post id) of what a library was given last, all that came in together."""
        ...

    def last_given(self, library_id: int) -> int | None:
        """Return the post that people gave a library last; None without one."""
        ...

    def together(self, library_id: int, sighting_id: int) -> list[int]:
        """Return the sightings that came in together with one of a library, itself included."""
        ...

    def receipts(self, library_id: int, sighting_ids: Iterable[int]) -> list[Receipt]:
        """Return what is there of some sightings of a library, as they are judged now, in the order in which they were made."""
        ...

    def elsewhere(self, library_id: int, post_ids: Sequence[int]) -> dict[int, int]:
        """Return in how many other channels a library saw each post or a repeat of it; posts without any are left out."""
        ...

    def move_sightings(self, library_id: int, old: int, new: int) -> None:
        """Let a library's sightings and own tags of one version of a post stand for another."""
        ...
