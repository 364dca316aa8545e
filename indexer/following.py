"""A channel's public preview comes in, poll after poll: new posts, edits, and what is gone since."""

import io
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from indexer.library import Library
from indexer.models import Follow, Post, Receipt, Skipped, VerdictKind
from indexer.sources import tme_page

LONGEST = timedelta(days=1)  # between two polls, however often they failed
_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll brought to one library."""

    new: int = 0
    edited: int = 0
    deleted: int = 0
    posts: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What pages hold: posts, the oldest first, and the numbers of all messages, those without a post included.

    From the message ``since`` on, all that the channel has are there; None: nothing was read, as where nothing has changed.
    """

    posts: tuple[Post, ...] = ()
    numbers: frozenset[int] = frozenset()
    since: int | None = None


def read_pages(pages: Sequence[str]) -> Read:
    """Return what pages hold, the newest page first."""
    entries = [entry for page in reversed(pages) for entry in _entries(page)]
    numbers = frozenset(number for page in pages for number in tme_page.message_ids(page))
    return Read(tuple(entry for entry in entries if isinstance(entry, Post)), numbers, _since(pages, numbers))


def _entries(page: str) -> list[Post | Skipped]:
    """What a page holds, but for the message in which it may be cut."""
    found = list(tme_page.parse(io.StringIO(page), UTC))
    return found if tme_page.is_whole(page) else found[:-1]


def _since(pages: Sequence[str], numbers: Set[int]) -> int | None:
    """From which message on the pages show all there is: the first one, where they reach back to it."""
    if not pages or not all(map(tme_page.is_whole, pages)):
        return None
    if tme_page.is_first(pages[-1]):
        return 0 if numbers or tme_page.is_empty(pages[-1]) else None
    return min(numbers, default=None)


def polled(receipts: Sequence[Receipt], gone: int) -> Polled:
    """Return what a poll brought whose posts got these receipts."""
    kinds = [receipt.verdict.kind for receipt in receipts]
    return Polled(kinds.count(VerdictKind.NEW), kinds.count(VerdictKind.EDITED), gone, len(receipts))


def mark_gone(library: Library, follow: Follow, read: Read, now: datetime) -> int:
    """Mark as deleted what was read once, should be among the messages that were read now, and is not; the posts are kept.

    What is there again is marked so. Return how many are gone. Raises: StoreError.
    """
    if read.since is None:
        return 0
    there, since = read.numbers, read.since
    known = library.store.followed_messages(follow.library_id, follow.username, since)
    gone = [post_id for number, post_id, deleted in known if number not in there and not deleted]
    back = [post_id for number, post_id, deleted in known if number in there and deleted]
    library.store.mark_deleted(gone, now)
    library.store.mark_deleted(back, None)
    return len(gone)


def after_success(follow: Follow, due: datetime, *, etag: str | None, last_modified: str | None, highest: int | None) -> Follow:
    """Return a follow that was polled: what the server said now, or before, and the page's ``highest`` message."""
    return replace(
        follow,
        next_due=due,
        failures=0,
        etag=etag or follow.etag,
        last_modified=last_modified or follow.last_modified,
        last_id=max(filter(None, (follow.last_id, highest)), default=None),
    )


def after_failure(follow: Follow, now: datetime, every: timedelta, *, retry_after: timedelta = timedelta()) -> Follow:
    """Return a follow whose poll failed: each time in a row it waits twice as long, at most a day, and never less than asked."""
    patience = min(LONGEST, every * 2 ** min(_DOUBLINGS, follow.failures + 1))
    return replace(follow, next_due=now + max(patience, retry_after), failures=follow.failures + 1)
