"""Albums in exports, which write every photo as a message of its own: the parts without words belong to the post beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from indexer.models import Post, Skipped

_MOST = 100  # messages that are sent at once: a file that claims more is not held in memory
NO_TEXT, ALBUM_PART = "no-text", "album-part"


class Part(NamedTuple):
    """What one message gave. ``album`` is equal for messages with media that were sent at once, None for all others."""

    entry: Post | Skipped
    album: object = None


def join(parts: Iterable[Part]) -> Iterator[Post | Skipped]:
    """Yield what the messages gave, in order; those without words in an album that has some are parts of its post."""
    for album, group in groupby(parts, attrgetter("album")):
        entries = (part.entry for part in group)
        if album is None:
            yield from entries
        while sent := list(islice(entries, _MOST)):
            yield from _join(sent)


def _join(album: list[Post | Skipped]) -> Iterator[Post | Skipped]:
    has_words = any(isinstance(entry, Post) for entry in album)
    for entry in album:
        if has_words and isinstance(entry, Skipped) and entry.reason == NO_TEXT:
            yield replace(entry, reason=ALBUM_PART)
        else:
            yield entry
