"""What all doors share: bytes to text, and a source's idea of time to an aware moment."""

import codecs
import math
from datetime import UTC, datetime

from indexer.errors import UnknownFormat

_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")
_MILLISECONDS = 1e11  # a number above is in milliseconds: as seconds it would be past the year 5000


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 with or without a mark, else Windows-1251, as old editors save Russian.

    Raises: UnknownFormat for an empty or binary file.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
    else:
        text = _decode_eight_bits(content)
    controls = sum(text.count(c) for c in _CONTROLS)
    if not text.strip() or controls * 100 > len(text):
        raise UnknownFormat(content[:64])
    return text


def _decode_eight_bits(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end >= len(content) and len(content) - error.start < 4:  # a file or head cut inside its last character
            return content[: error.start].decode("utf-8-sig")
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in content[:4096]):
        raise UnknownFormat(content[:64])
    return content.decode("cp1251", "replace")


def read_moment(stamp: object) -> datetime | None:
    """Return the moment that a source wrote as ISO 8601 or as seconds (or milliseconds) since 1970; None where it cannot be read.

    A moment without a zone is taken for UTC.
    """
    if isinstance(stamp, str):
        return _read_iso(stamp.strip())
    if isinstance(stamp, bool) or not isinstance(stamp, int | float):
        return None
    return _read_unix(float(stamp))


def _read_iso(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return read_moment(int(stamp)) if stamp.isdecimal() and len(stamp) < 16 else None


def _read_unix(stamp: float) -> datetime | None:
    if not math.isfinite(stamp) or stamp <= 0:  # Telegram writes 0 for "no date"
        return None
    try:
        return datetime.fromtimestamp(stamp / 1000 if stamp > _MILLISECONDS else stamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None
