"""A channel's public preview comes in, poll after poll: new posts, edits, and what is gone since."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from indexer.library import Library
from indexer.models import Follow, Post, VerdictKind
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


def take_pages(library: Library, follow: Follow, pages: Sequence[str], now: datetime) -> Polled:
    """Take the posts of pages, the newest page first, into a library.

    What was on an earlier page, should be on one of these, and is not, is marked as deleted; the post is kept.

    Raises:
        StoreError: nothing was taken in.
    """
    posts = [entry for page in reversed(pages) for entry in tme_page.parse(io.StringIO(page), UTC) if isinstance(entry, Post)]
    receipts = library.add(posts, follow.library_id, via="follow", seen_at=now)
    kinds = [receipt.verdict.kind for receipt in receipts]
    there = {number for page in pages for number in tme_page.message_ids(page)}
    gone = _mark_gone(library, follow, there, now)
    return Polled(kinds.count(VerdictKind.NEW), kinds.count(VerdictKind.EDITED), gone, len(posts))


def _mark_gone(library: Library, follow: Follow, there: set[int], now: datetime) -> int:
    if not there:
        return 0
    known = library.store.followed_messages(follow.library_id, follow.username)
    gone = [post_id for number, post_id, deleted in known if number > min(there) and number not in there and not deleted]
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
