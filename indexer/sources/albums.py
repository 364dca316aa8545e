"""Albums in exports, which write every photo as a message of its own: the parts without words belong to the post beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.models import Entry, Post, Skipped

_MOST = 100  # messages that are sent at once: a file that claims more is not held in memory
NO_TEXT, ALBUM_PART = "no-text", "album-part"


class Part(NamedTuple):
    """What one message gave. ``album`` is equal for messages with media that were sent at once, None for all others.

    ``number`` is the message's in its chat, where that is known.
    """

    entry: Post | Skipped
    album: object = None
    number: int | None = None


def join(read: Iterable[Part | Entry]) -> Iterator[Entry]:
    """Yield what was read, in order; messages without words in an album that has some are parts of its post.

    A post that alone has the words of its album has the number of the first part, as on pages of t.me and in forwards. Where
    reading fails, all comes out before that was read.
    """
    sent: list[Part] = []
    try:
        for each in read:
            album = each.album if isinstance(each, Part) else None
            if sent and (album != sent[0].album or len(sent) == _MOST):
                yield from _join(sent)
                sent = []
            if isinstance(each, Part) and album is not None:
                sent.append(each)
            else:
                yield each.entry if isinstance(each, Part) else each
    except Exception:
        yield from _join(sent)
        raise
    yield from _join(sent)


def _join(album: Sequence[Part]) -> Iterator[Post | Skipped]:
    worded = sum(isinstance(part.entry, Post) for part in album)
    first = min((part.number for part in album if part.number), default=None)
    for entry, _, number in album:
        if isinstance(entry, Post) and worded == 1 and first != number:
            yield _numbered(entry, first)
        elif isinstance(entry, Skipped) and worded and entry.reason == NO_TEXT:
            yield replace(entry, reason=ALBUM_PART)
        else:
            yield entry


def _numbered(post: Post, number: int | None) -> Post:
    """A post under another number: its own in its chat, or that of the message which brought it from elsewhere."""
    link = None if post.link is None else f"{post.link.rpartition('/')[0]}/{number}"
    is_here = post.origin.message_id is not None
    return replace(post, origin=replace(post.origin, message_id=number) if is_here else post.origin, link=link)
