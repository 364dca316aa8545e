"""Stretches of wall-clock time: days, weeks, months and years of a zone, and how far back they lie."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Stretch = tuple[datetime | None, datetime | None]  # half-open, in local time; None is an open side
Day = tuple[int, int, int | None]  # month, day, and the year if it is named, as year_at has it
_FORM = ("year", "month", "day")


def calendar(local: datetime, unit: str, ago: int = 0) -> tuple[datetime, datetime]:
    """Return the hour, day, week, month or year that lies ``ago`` of them before the one that a moment is in."""
    midnight = datetime.combine(local.date(), time(), tzinfo=local.tzinfo)
    first = {
        "hour": local.replace(minute=0, second=0, microsecond=0),
        "day": midnight,
        "week": midnight - timedelta(days=midnight.weekday()),
        "month": midnight.replace(day=1),
        "year": midnight.replace(month=1, day=1),
    }[unit]
    since = back(first, ago, unit)
    return since, back(since, -1, unit)


def back(local: datetime, count: float, unit: str) -> datetime:
    """Return the same wall-clock time ``count`` units ago, in a shorter month its last day. Hours are real ones.

    Half a month is 15 days.
    """
    if unit == "hour":
        return (local.astimezone(UTC) - timedelta(hours=count)).astimezone(local.tzinfo)
    if unit in ("day", "week"):
        return local - timedelta(days=count * (7 if unit == "week" else 1))
    if rest := count * (12 if unit == "year" else 1) % 1:
        return back(local, count - rest, unit) - timedelta(days=30 * rest)
    months = local.year * 12 + local.month - 1 - int(count * (12 if unit == "year" else 1))
    first = local.replace(year=months // 12, month=months % 12 + 1, day=1)
    longest = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(local.day, longest.day))


def year_at(local: datetime, year: int) -> int:
    """Return a year; one that is 0 or less counts from this one."""
    return year if year > 0 else local.year + year


def month_of(local: datetime, month: int, year: int | None) -> tuple[datetime, datetime]:
    """Return a month; without a year, the latest that has begun."""
    named = local.year - (month > local.month) if year is None else year_at(local, year)
    since = datetime(named, month, 1, tzinfo=local.tzinfo)
    return since, back(since, -1, "month")


def day_of(local: datetime, day: Day) -> tuple[datetime, datetime]:
    """Return a day; without a year, that of the latest such month that has begun."""
    month, number, year = day
    since = month_of(local, month, year)[0].replace(day=number)
    return since, since + timedelta(days=1)


def days_between(local: datetime, first: Day, last: Day) -> tuple[datetime, datetime]:
    """Return the time from one day to another, both included; without years, they end at the latest such day that has begun."""
    until_year = local.year - (last[:2] > (local.month, local.day)) if last[2] is None else year_at(local, last[2])
    since_year = until_year - (first[:2] > last[:2]) if first[2] is None else year_at(local, first[2])
    zone = local.tzinfo
    return datetime(since_year, *first[:2], tzinfo=zone), datetime(until_year, *last[:2], tzinfo=zone) + timedelta(days=1)


def weekday_of(local: datetime, weekday: int) -> tuple[datetime, datetime]:
    """Return the latest such day before today; Monday is 0."""
    return calendar(local, "day", (local.weekday() - weekday - 1) % 7 + 1)


def weekend_of(local: datetime, ago: int = 0) -> tuple[datetime, datetime]:
    """Return Saturday and Sunday of this week, or of one before it."""
    since = calendar(local, "week", ago)[0] + timedelta(days=5)
    return since, since + timedelta(days=2)


def season_of(local: datetime, season: int, year: int) -> tuple[datetime, datetime]:
    """Return a season of the northern year, 0 is winter; a winter is of the year in which it ends."""
    since = back(datetime(year, 3, 1, tzinfo=local.tzinfo), 3 * (1 - season), "month")
    return since, back(since, -3, "month")


def part_of(whole: tuple[datetime, datetime], index: int, parts: int) -> tuple[datetime, datetime]:
    """Return a part of a year in whole months, of what is shorter in whole days; the first has index 0."""
    since, until = whole
    days = (until - since).days
    if days > 31:
        return back(since, -12 * index // parts, "month"), back(since, -12 * (index + 1) // parts, "month")
    return since + timedelta(days=days * index // parts), since + timedelta(days=days * (index + 1) // parts)


def latest(local: datetime, of_year: Callable[[int], tuple[datetime, datetime]]) -> tuple[datetime, datetime]:
    """Return the latest that has begun of what each year has one; the winter of next year begins in this one."""
    found = (of_year(local.year + ahead) for ahead in (1, 0))
    return next((stretch for stretch in found if stretch[0] <= local), of_year(local.year - 1))


def dated(written: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return both ends of a date, month or year in figures; of a timestamp, the same moment twice.

    With strokes the day is first, unless it can only be the month. Raises: ValueError.
    """
    if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)", written):
        is_american = "/" in written and int(match[2]) > 12
        day, month = (match[2], match[1]) if is_american else (match[1], match[2])
        written = f"{match[3] if len(match[3]) == 4 else '20' + match[3]}-{month}-{day}"
    if not re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", written):
        moment = datetime.fromisoformat(written.upper())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return moment, moment
    numbers = [int(part) for part in written.split("-")]
    start = datetime.combine(date(*(numbers + [1, 1])[:3]), time(), tzinfo=zone)
    return start, back(start, -1, _FORM[len(numbers) - 1])
