"""Albums in exports, which write every photo as a message of its own: the parts without words belong to the post beside them."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from indexer.models import Post, Skipped

NO_TEXT, ALBUM_PART = "no-text", "album-part"


class Part(NamedTuple):
    """What one message gave. ``album`` is equal for messages with media that were sent at once, None for all others."""

    entry: Post | Skipped
    album: Hashable | None = None


def join(parts: Iterable[Part]) -> Iterator[Post | Skipped]:
    """Yield what the messages gave, in order; one with media and no words beside another of the same album is a part of it."""
    before, here = Part(Skipped(0, "")), None
    for after in parts:
        if here is not None:
            yield _entry(before, here, after)
            before = here
        here = after
    if here is not None:
        yield _entry(before, here, Part(Skipped(0, "")))


def _entry(before: Part, here: Part, after: Part) -> Post | Skipped:
    is_part = here.album is not None and here.album in (before.album, after.album)
    if is_part and isinstance(here.entry, Skipped) and here.entry.reason == NO_TEXT:
        return replace(here.entry, reason=ALBUM_PART)
    return here.entry
