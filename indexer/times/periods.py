"""Periods as people write them, in Russian and English: "7d", «на прошлой неделе», 2026-11, "last 10 days"."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from indexer.errors import QueryError
from indexer.language.question_words import asks_for_all, is_about, is_about_nothing
from indexer.language.text import fold
from indexer.models import Period
from indexer.times import Certainty, Time, is_of_time, read_time
from indexer.times.calendar import dated

DEFAULT = timedelta(days=7)
LONGEST_WORDS = 8  # «с 1 ноября 2026 по 7 ноября 2026»

_KIND_OF_YEAR = re.compile(  # «новый год» and "leap year" are topics
    r"\w+(?:ый|ий|ой)|(?:the|a|new|first|next|leap|light|school|academic|fiscal|financial|tax|calendar|gap|what|which|every|each|per|of)"
)
_DIMENSIONS = re.compile(r"[23]d")  # "3d" is three days only where nothing but filters stands beside it
_FILTERS = "#@-"
_LEADING_ON = {"of", "до", "before", "until", "till", "by", "to", "к"}  # before a time: it is a part of more
_JOINING = {"и", "или", "and", "or"}
_SIGNS = "(),;:"  # beside a period: «за неделю: рубль», «рубль (за неделю)»
_SEAM = re.compile(r"^[-–—](?:\s|$)|(?<=\w)[,:;]$|\s[-–—]$")  # what stood between them


def parse_period(text: str, *, now: datetime, zone: str) -> Period | None:
    """Return the period that the whole text names, or None where it names none.

    Days are days of the zone's wall clock; an end day belongs to it. "Last week" is the calendar's, "week" and "7d" end now.

    Raises: ``QueryError("future-period")`` where it begins after ``now``, ``QueryError("period")`` for a date that is none,
    ``QueryError("order")`` where it ends before it begins.
    """
    time = read_time(text)
    return None if time is None else period_of_time(time, text, now=now, zone=zone)


def period_of_time(time: Time, written: str, *, now: datetime, zone: str) -> Period:
    """Return the period that a time names. Raises: as ``parse_period``."""
    period = _stretch_of(time, written, now, zone)
    if period.since is not None and period.since > now:
        raise QueryError("future-period", written)
    return period


def _stretch_of(time: Time, written: str, now: datetime, zone: str) -> Period:
    try:
        since, until = (side and side.astimezone(UTC) for side in time.stretch(now.astimezone(ZoneInfo(zone))))
    except (ValueError, OverflowError) as error:
        raise QueryError("period", written) from error
    if since is not None and until is not None and since >= until:
        raise QueryError("order", written)
    return Period(since, until)


def find_period(words: str, *, now: datetime, zone: str) -> tuple[Period | None, str]:
    """Return the period that stands before or after other words, and those words without it; the longest reading counts.

    What is to come belongs to the words beside it, «погода на завтра», unless these say what they are about.

    Raises: as ``parse_period``.
    """
    parts, of_topic = words.split(), set[bool]()  # the sides, first or last, on which words of time are the topic's
    for size in range(min(LONGEST_WORDS, len(parts)), 0, -1):
        for start in sorted({0, len(parts) - size}, reverse=True):
            phrase, rest = " ".join(parts[start : start + size]).strip(_SIGNS), parts[:start] + parts[start + size :]
            time = None if (start == 0) in of_topic else read_time(phrase)
            if time is not None and start > 0 and fold(parts[start - 1]) in _LEADING_ON:
                of_topic.add(False)  # nor is "may" of "by end of may" a time
                continue
            if time is None or (_is_topic(time, parts, start, size, now) and not _ends_in_a_year(parts, start)):
                continue
            period = _stretch_of(time, phrase, now, zone)
            if period.since is None or period.since <= now:
                topic = _SEAM.sub("", " ".join(rest)).strip()
                return period, "" if is_about_nothing(topic) else topic
            if _are_filters(rest) or (start == 0 and is_about(" ".join(rest))):
                raise QueryError("future-period", phrase)
            of_topic.add(start == 0)  # «неделю» of «через неделю» is no time either
    return None, " ".join(parts)


def _are_filters(parts: Sequence[str]) -> bool:
    return all(part[0] in _FILTERS for part in parts)


def _is_topic(time: Time, parts: list[str], start: int, size: int, now: datetime) -> bool:
    """Whether words that could be a period more likely belong to the topic beside them."""
    before, phrase, behind = parts[:start], fold(" ".join(parts[start : start + size])), parts[start + size :]
    if _are_filters([*before, *behind]):
        return False
    is_part = (
        _DIMENSIONS.fullmatch(phrase)
        or _is_one_of_several(before, behind)
        or (time.may_go_on and behind and not (is_about(" ".join(behind)) or asks_for_all(" ".join(behind))))
    )
    return bool(is_part) or time.certainty < Certainty.BARE or (phrase.isdecimal() and int(phrase) > now.year)


def _is_one_of_several(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether words of time beside a time join it to another: «5 и 6 ноября»."""
    beside = (*takewhile(is_of_time, reversed(before)), *takewhile(is_of_time, behind))
    return not _JOINING.isdisjoint(map(fold, beside))


def _ends_in_a_year(parts: list[str], start: int) -> bool:
    """Whether the words from ``start`` on are a lone "year" behind a topic, and not of one: «трамп год», not «новый год»."""
    is_year = start > 0 and fold(" ".join(parts[start:])) in ("год", "year")
    return is_year and not _KIND_OF_YEAR.fullmatch(fold(parts[start - 1]))


def parse_moment(text: str, *, zone: str, end: bool = False) -> datetime:
    """Return the moment, in UTC, at which a written date, month or year begins, or with ``end`` is over; a timestamp is itself.

    A timestamp without an offset is read in the zone. Raises: ``QueryError("period")``.
    """
    try:
        stretch = dated(" ".join(fold(text).split()), ZoneInfo(zone))
        return stretch[1 if end else 0].astimezone(UTC)  # the first day there is has no beginning in UTC
    except (ValueError, OverflowError) as error:
        raise QueryError("period", text) from error


def parse_side(text: str, *, now: datetime, zone: str, end: bool = False) -> datetime | None:
    """Return a side of a date, as ``parse_moment`` does, or of a period in words such as "yesterday"; None for one that is open.

    Raises: ``QueryError("period")``.
    """
    try:
        return parse_moment(text, zone=zone, end=end)
    except QueryError:
        time = read_time(text)
        if time is None:
            raise
        period = _stretch_of(time.edges, text, now, zone)
    return period.until if end else period.since


def shared(one: Period, other: Period) -> Period:
    """Return the time that two periods share. Raises: ``QueryError("order")`` where they share none."""
    since = max(filter(None, (one.since, other.since)), default=None)
    until = min(filter(None, (one.until, other.until)), default=None)
    if since is not None and until is not None and since >= until:
        raise QueryError("order")
    return Period(since, until)
