"""Periods as people write them, in Russian and English: "7d", «на прошлой неделе», 2026-11, "last 10 days"."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from indexer.day_words import MONTH_WORDS, in_figures, is_time
from indexer.errors import QueryError
from indexer.models import Period
from indexer.text import fold

DEFAULT = timedelta(days=7)
LONGEST_WORDS = 8  # «с 1 ноября 2026 по 7 ноября 2026»
_Stretch = tuple[datetime | None, datetime | None]

_UNIT_WORDS = {
    "hour": r"hours?|hrs?|h|час(?:а|ов)?|ч",
    "day": r"days?|d|день|дня|дней|дни|сутки|суток|дн|д",
    "week": r"weeks?|wk|w|недел[яюеиь]|недель|нед|н",
    "month": r"months?|mo|m|месяц(?:а|е|ев|ы)?|мес|м",
    "year": r"years?|yr|y|год(?:а|у|ы)?|лет|г",
}
_BARE_WORDS = {
    "day": r"day|день|сутки",
    "week": r"week|неделя|неделю",
    "month": r"month|месяц",
    "year": r"year|год",
}
_CALENDAR_WORDS = {
    "day": r"day|день",
    "week": r"week|недел[яюеи]",
    "month": r"month|месяц(?:а|е)?",
    "year": r"year|год(?:а|у)?",
}


def _named(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in words.items())


_LEAD = r"(?:(?:за|на|в|во|for|in|on|over|during|of|within)\s+)?(?:the\s+)?"
_ROLLING = r"(?:(?:last|past|последн\w+|прошл\w+)\s+)?"
_MONTH = "|".join(f"(?P<m{i}>{pattern})" for i, pattern in enumerate(MONTH_WORDS, 1))
_OF_YEAR = r"(?:,?\s+(?P<year>\d{4})(?:\s*(?:год\w*|г\.?))?)?"
_COUNTED = re.compile(rf"{_LEAD}{_ROLLING}(?P<count>[1-9]\d*)\s*(?:{_named(_UNIT_WORDS)})\.?")
_BARE = re.compile(rf"{_LEAD}(?:(?P<latest>past|последн\w+)\s+)?(?:{_named(_BARE_WORDS)})")
_PREVIOUS = re.compile(rf"{_LEAD}(?:last|previous|прошл\w+|предыдущ\w+)\s+(?:{_named(_CALENDAR_WORDS)})")
_THIS = re.compile(rf"{_LEAD}(?:this|current|эт(?:от|ой|ом|у|а)|текущ\w+)\s+(?:{_named(_CALENDAR_WORDS)})")
_TODAY = re.compile(rf"{_LEAD}(?:(?P<today>today|сегодня)|(?P<yesterday>yesterday|вчера)|(?P<before>позавчера))")
_MONTH_NAME = re.compile(rf"(?P<lead>{_LEAD})(?:(?P<day>\d{{1,2}})\s+)?(?:{_MONTH})\.?(?:\s+(?P<day2>\d{{1,2}}))?{_OF_YEAR}")
_DAYS_OF_MONTH = re.compile(
    rf"(?:с\s+|from\s+)?(?P<first>\d{{1,2}})\s*(?:-|–|—|по|to)\s*(?P<last>\d{{1,2}})\s+(?:{_MONTH}){_OF_YEAR}"
)
_ISO = r"\d{4}-\d{1,2}(?:-\d{1,2}(?:[t ]\d{1,2}:\d{2}\S*)?)?"
_DATE = rf"(?:{_ISO}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
_SINCE = re.compile(rf"(?:с|со|from|since)\s+(?P<date>{_DATE}|(?:19|20)\d\d)")
_DATED = re.compile(rf"{_LEAD}(?P<date>{_DATE})")
_YEAR = re.compile(rf"(?P<lead>{_LEAD})(?P<year>(?:19|20)\d\d)(?:\s*(?:год\w*|г\.?))?")
_SIDE = rf"{_DATE}|(?:19|20)\d\d"
_RANGE = re.compile(rf"(?:с\s+|from\s+)?(?P<since>{_SIDE})?\s*(?:\.\.\.?|…|–|—|\s-\s|\sпо\s|\sto\s)\s*(?P<until>{_SIDE})?")
_AMBIGUOUS = re.compile(r"may|mar|march|мар|мая|мае|день|day|год|year|сутки")  # words of topics
_KIND_OF_YEAR = re.compile(  # «новый год» and "leap year" are topics
    r"\w+(?:ый|ий|ой)|(?:the|a|new|first|next|leap|light|school|academic|fiscal|financial|tax|calendar|gap|what|which|every|each|per|of)"
)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|last|past|previous|this|current"
    r"|сегодня|вчера|позавчера|последн\w+|прошл\w+|предыдущ\w+|эт(?:от|ой|ом|у|а)|текущ\w+)\b"
)
# «Выучить Rust за месяц» is no time, «за неделю» mostly is.
_SHORT_WHILE = re.compile(
    rf"за\s+{_ROLLING}(?:(?:(?:[12]?\d|3[01])\s+)?(?:{_UNIT_WORDS['day']}|{_UNIT_WORDS['week']})|(?:[12]?\d|3[01])\s+(?:{_UNIT_WORDS['hour']}))"
)
_DAY_OR_MONTH = re.compile(rf"{_DATE}|\.\.|…")
_SINCE_YEAR = re.compile(r"(?:с|со|since)\s+(?:19|20)\d\d|(?:с|from)\s+(?:19|20)\d\d\s+(?:по|to)\s+(?:19|20)\d\d")
_DIMENSIONS = re.compile(r"[23]d")  # "3d" is three days only where nothing but tags stands beside it


def parse_period(text: str, *, now: datetime, zone: str) -> Period | None:
    """Return the period that the whole text names, or None where it names none.

    Days are days of the zone's wall clock; an end day belongs to it. "Last week" is the calendar's, "week" and "7d" end now.

    Raises: ``QueryError("future-period")`` where it begins after ``now``, ``QueryError("period")`` for a date that is none.
    """
    local = now.astimezone(ZoneInfo(zone))
    written = in_figures(" ".join(fold(text).split()), local.date())
    try:
        stretch = _read(written, local)
        return None if stretch is None else _checked(stretch, now, text)
    except (ValueError, OverflowError) as error:
        raise QueryError("period", text) from error


def find_period(words: str, *, now: datetime, zone: str) -> tuple[Period | None, str]:
    """Return the period that stands before or after other words, and those words without it; the longest reading counts.

    Raises: as ``parse_period``.
    """
    parts = words.split()
    for size in range(min(LONGEST_WORDS, len(parts)), 0, -1):
        for start in sorted({0, len(parts) - size}, reverse=True):
            phrase, rest = " ".join(parts[start : start + size]), parts[:start] + parts[start + size :]
            is_topic = _is_topic(fold(phrase), rest, now) and not _ends_in_a_year(parts, start)
            period = None if is_topic else parse_period(phrase, now=now, zone=zone)
            if period is not None:
                return period, " ".join(rest)
    return None, " ".join(parts)


def parse_moment(text: str, *, zone: str, end: bool = False) -> datetime:
    """Return the moment, in UTC, at which a written date, month or year begins, or with ``end`` is over; a timestamp is itself.

    A timestamp without an offset is read in the zone. Raises: ``QueryError("period")``.
    """
    try:
        stretch = _dated(" ".join(fold(text).split()), ZoneInfo(zone))
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
        period = parse_period(text, now=now, zone=zone)
        if period is None:
            raise
    return period.until if end else period.since


def shared(one: Period, other: Period) -> Period:
    """Return the time that two periods share; where they share none, it ends before it begins."""
    since = max(filter(None, (one.since, other.since)), default=None)
    until = min(filter(None, (one.until, other.until)), default=None)
    return Period(since, until)


def is_clearly_time(words: str) -> bool:
    """Say whether words that name a period hardly name a topic: «в марте», "last week", 2025-01; not "may", "2025", "3 days"."""
    written = in_figures(" ".join(fold(words).split()), date.max)
    if _RELATIVE.search(written) or _DAY_OR_MONTH.search(written) or _SINCE_YEAR.fullmatch(written):
        return True
    if month := _MONTH_NAME.fullmatch(written):
        return bool(month["year"]) or _is_day(month) or (_within(month["lead"]) and not month["day"] and not month["day2"])
    if _SHORT_WHILE.fullmatch(written):
        return True
    year = _YEAR.fullmatch(written)
    return bool(_DAYS_OF_MONTH.fullmatch(written)) or (year is not None and _within(year["lead"]))


def _is_day(month: re.Match[str]) -> bool:
    day, number = month["day"] or month["day2"], next(i for i in range(1, 13) if month[f"m{i}"])
    return bool(day) and not (month["day"] and month["day2"]) and is_time(int(day), number, month[f"m{number}"], month["lead"])


def _within(lead: str) -> bool:
    return lead.split()[:1] in (["в"], ["во"], ["за"], ["in"], ["during"])


def _is_topic(phrase: str, rest: list[str], now: datetime) -> bool:
    """Whether words that could be a period more likely belong to the topic beside them."""
    if not rest:
        return False
    if _DIMENSIONS.fullmatch(phrase):
        return not all(word.startswith("#") for word in rest)
    return bool(_AMBIGUOUS.fullmatch(phrase)) or (phrase.isdecimal() and int(phrase) > now.year)


def _ends_in_a_year(parts: list[str], start: int) -> bool:
    """Whether the words from ``start`` on are a lone "year" behind a topic, and not of one: «трамп год», not «новый год»."""
    is_year = start > 0 and fold(" ".join(parts[start:])) in ("год", "year")
    return is_year and not _KIND_OF_YEAR.fullmatch(fold(parts[start - 1]))


def _checked(stretch: _Stretch, now: datetime, text: str) -> Period:
    since, until = (None if side is None else side.astimezone(UTC) for side in stretch)
    if since is not None and until is not None and since >= until:
        raise QueryError("period", text)
    if since is not None and since > now:
        raise QueryError("future-period", text)
    return Period(since, until)


def _read(written: str, local: datetime) -> _Stretch | None:
    for pattern, build in _GRAMMAR:
        if match := pattern.fullmatch(written):
            return build(match, local)
    return None


def _counted(match: re.Match[str], local: datetime) -> _Stretch:
    return _back(local, int(match["count"]), _unit(match)), local


def _bare(match: re.Match[str], local: datetime) -> _Stretch:
    return _back(local, 1, _unit(match)), local


def _previous(match: re.Match[str], local: datetime) -> _Stretch:
    start = _start(local, _unit(match))
    return _back(start, 1, _unit(match)), start


def _this(match: re.Match[str], local: datetime) -> _Stretch:
    start = _start(local, _unit(match))
    return start, _back(start, -1, _unit(match))


def _today(match: re.Match[str], local: datetime) -> _Stretch:
    ago = 0 if match["today"] else 1 if match["yesterday"] else 2
    start = _start(local, "day") - timedelta(days=ago)
    return start, start + timedelta(days=1)


def _date(match: re.Match[str], local: datetime) -> _Stretch:
    return _dated(match["date"], local.tzinfo)


def _since(match: re.Match[str], local: datetime) -> _Stretch:
    return _dated(match["date"], local.tzinfo)[0], None


def _year(match: re.Match[str], local: datetime) -> _Stretch:
    return _dated(match["year"], local.tzinfo)


def _range(match: re.Match[str], local: datetime) -> _Stretch | None:
    since, until = match["since"], match["until"]
    if not since and not until:
        return None
    return _dated(since, local.tzinfo)[0] if since else None, _dated(until, local.tzinfo)[1] if until else None


def _month_name(match: re.Match[str], local: datetime) -> _Stretch | None:
    if match["day"] and match["day2"]:
        return None
    day = match["day"] or match["day2"]
    return _in_month(match, local, int(day) if day else None, int(day) if day else None)


def _days_of_month(match: re.Match[str], local: datetime) -> _Stretch:
    return _in_month(match, local, int(match["first"]), int(match["last"]))


def _in_month(match: re.Match[str], local: datetime, first: int | None, last: int | None) -> _Stretch:
    """Without a year, the latest such month that has begun."""
    month = next(i for i in range(1, 13) if match[f"m{i}"])
    year = int(match["year"]) if match["year"] else local.year - (month > local.month)
    start = datetime(year, month, first or 1, tzinfo=local.tzinfo)
    if last is None:
        return start, _back(start, -1, "month")
    return start, datetime(year, month, last, tzinfo=local.tzinfo) + timedelta(days=1)


def _dated(written: str, zone: object) -> tuple[datetime, datetime]:
    """Return both ends of a date, month or year; of a timestamp, the same moment twice. Raises: ValueError."""
    assert isinstance(zone, ZoneInfo)
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written):
        written = f"{match[3]}-{match[2]}-{match[1]}"
    if not re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", written):
        moment = datetime.fromisoformat(written.upper())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return moment, moment
    numbers = [int(part) for part in written.split("-")]
    year, month, day = (numbers + [1, 1])[:3]
    start = datetime(year, month, day, tzinfo=zone)
    return start, _back(start, -1, ("year", "month", "day")[len(numbers) - 1])


def _unit(match: re.Match[str]) -> str:
    return next(unit for unit in _UNIT_WORDS if match.groupdict().get(unit))


def _start(local: datetime, unit: str) -> datetime:
    midnight = datetime.combine(local.date(), time(), tzinfo=local.tzinfo)
    if unit == "week":
        return midnight - timedelta(days=midnight.weekday())
    if unit == "year":
        return midnight.replace(month=1, day=1)
    return midnight.replace(day=1) if unit == "month" else midnight


def _back(local: datetime, count: int, unit: str) -> datetime:
    """Return the same wall-clock time ``count`` units ago, in a shorter month its last day. Hours are real ones."""
    if unit == "hour":
        return (local.astimezone(UTC) - timedelta(hours=count)).astimezone(local.tzinfo)
    if unit in ("day", "week"):
        return local - timedelta(days=count * (7 if unit == "week" else 1))
    months = local.year * 12 + local.month - 1 - count * (12 if unit == "year" else 1)
    first = local.replace(year=months // 12, month=months % 12 + 1, day=1)
    longest = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(local.day, longest.day))


_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], _Stretch | None]], ...] = (
    (_TODAY, _today),
    (_YEAR, _year),  # before counts: «2025 год» is a year
    (_COUNTED, _counted),
    (_PREVIOUS, _previous),
    (_THIS, _this),
    (_BARE, _bare),
    (_DATED, _date),
    (_SINCE, _since),
    (_RANGE, _range),
    (_DAYS_OF_MONTH, _days_of_month),
    (_MONTH_NAME, _month_name),
)
