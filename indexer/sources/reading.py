"""What all doors share: a stream's text, a source's idea of time to an aware moment, and what a message without text is."""

import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO, TextIO

from indexer.errors import TooLarge
from indexer.language.text import fold
from indexer.models import YEARS, Post, Skipped

HEAD = 1 << 16  # bytes of a file by which its encoding and its format are known
LARGEST = 64 << 20  # characters of a page: Telegram Desktop's have about one million
_WORD = re.compile(r"\w")
_VIA = re.compile(r"(?: via @\w+)++$", re.ASCII)
_MILLISECONDS = 1e11  # a number above is in milliseconds: as seconds it would be past the year 5000


def open_text(stream: BinaryIO, encoding: str) -> TextIO:
    """Return a stream's text; bytes that are none become U+FFFD, and lines end where they end in the file."""
    return io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")


class Passed(io.RawIOBase):
    """A stream that passes another one on; whoever wants to see what is read overrides ``next``."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def next(self, size: int) -> bytes:
        """Return the next bytes, at most so many; none at the end."""
        return self._stream.read(size)

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer has no item assignment
        """Read into a buffer, and return how many bytes there were."""
        chunk = self.next(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close both."""
        self._stream.close()
        super().close()


def read_whole(stream: TextIO) -> str:
    """Return all of a text that has to be in memory at once.

    Raises: TooLarge.
    """
    text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise TooLarge(len(text), LARGEST)
    return text


def numbered(entries: Iterable[Post | Skipped]) -> Iterator[Post | Skipped]:
    """Yield entries with the positions of the skipped among all of them, from 1."""
    for position, entry in enumerate(entries, 1):
        yield replace(entry, position=position) if isinstance(entry, Skipped) else entry


def is_readable(text: str) -> bool:
    """Say whether a text holds anything that can be seen."""
    return _WORD.search(text) is not None or bool(fold(text).strip())


def single_spaced(name: str) -> str:
    """Return a name with one space between its words, as the pages of an export write it where other sources do not."""
    return " ".join(filter(None, name.split(" "))) if "  " in name else name


def without_bot(name: str | None, title: str | None = None) -> str | None:
    """Return who speaks, without the "via @bot" that pages put behind a name; a chat with a ``title`` that ends so keeps it.

    Names of others end there in every format: pages do not tell what is the name's own.
    """
    bare = _VIA.sub("", name or "")
    return title if title and bare == _VIA.sub("", title) else bare or None


def read_moment(stamp: object, zone: tzinfo = UTC) -> datetime | None:
    """Return the moment that a source wrote as ISO 8601 or as seconds (or milliseconds) since 1970; None where it cannot be read.

    A moment without an offset is one of the ``zone``.
    """
    if isinstance(stamp, str):
        return _read_iso(stamp.strip(), zone)
    if isinstance(stamp, bool) or not isinstance(stamp, int | float):
        return None
    return _read_unix(float(stamp))


def _read_iso(stamp: str, zone: tzinfo) -> datetime | None:
    try:
        return to_utc(datetime.fromisoformat(stamp), zone)
    except ValueError:
        return read_moment(int(stamp)) if stamp.isdecimal() and len(stamp) < 16 else None


def to_utc(moment: datetime, zone: tzinfo) -> datetime | None:
    """Return a moment in UTC; one without an offset is of the zone. None where its year is none of posts."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC) if moment.year in YEARS else None


def _read_unix(stamp: float) -> datetime | None:
    if not math.isfinite(stamp) or stamp <= 0:  # Telegram writes 0 for "no date"
        return None
    try:
        return to_utc(datetime.fromtimestamp(stamp / 1000 if stamp > _MILLISECONDS else stamp, UTC), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def channel_id(number: int) -> int:
    """Return the id in the Bot API of the channel with a number."""
    return -1000000000000 - number
