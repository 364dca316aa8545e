"""Dates as tools and people write them into JSON."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from indexer.sources.reading import read_moment, to_utc

_OFFSET = re.compile(r"(?<!\s)\s*+(?:(UTC|GMT|Z)|([+-]\d{2}:?\d{2}))$", re.IGNORECASE)
_MAIL = re.compile(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d")  # RFC 2822
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_SECONDS = re.compile(r"\d{1,13}\.\d{1,9}")
_NESTED = ("$date", "$numberLong")  # MongoDB's


def read_any_moment(stamp: object, zone: tzinfo = UTC) -> datetime | None:
    """Return a moment in UTC: ISO 8601, seconds since 1970, an e-mail's date, "24.09.2024 09:47", MongoDB's; None for all else.

    A moment without an offset is one of the zone.
    """
    for name in _NESTED:
        stamp = stamp.get(name, stamp) if isinstance(stamp, Mapping) else stamp
    if not isinstance(stamp, str):
        return read_moment(stamp, zone)
    try:
        return _read_words(stamp.strip(), zone)
    except (ValueError, OverflowError):
        return None


def _read_words(stamp: str, zone: tzinfo) -> datetime | None:
    if found := _DAY_FIRST.fullmatch(stamp):
        day, month, year, hour, minute, second = (int(number or 0) for number in found.groups())
        return to_utc(datetime(year, month, day, hour, minute, second, tzinfo=zone), zone)
    if _SECONDS.fullmatch(stamp):
        return read_moment(float(stamp))
    if _MAIL.match(stamp):
        return to_utc(parsedate_to_datetime(stamp), UTC)
    return read_moment(_OFFSET.sub(lambda end: "+00:00" if end[1] else end[2], stamp), zone)
