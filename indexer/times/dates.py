"""Times by the calendar: dates in figures and in words, months, years, and what lies between two."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from indexer.times.calendar import Day, Stretch, back, dated, day_of, days_between, month_of, year_at
from indexer.times.kinds import Kind
from indexer.times.said import Certainty, Said, Time

# Month and day: days that are written about on other days too.
_FEASTS = {
    *((1, 1), (2, 14), (2, 23), (3, 8), (4, 12), (5, 1), (5, 9), (6, 12), (7, 4)),
    *((9, 1), (9, 11), (11, 7), (12, 25), (12, 31)),
}
UNSURE = {"may", "mar", "march"}  # beside a number too: "may 20 students", "march 2 matches"
_TOPICS = UNSURE | {"мар", "мая", "мае"}
_SHORT_DATE = re.compile(r"\d\d[./]\d\d[./]\d\d")
_OPEN = (Kind.SINCE, Kind.FROM)


def date(said: Said) -> Time:
    """2026-11-06, 06.11.2026, "since 2026-11"; 06.11.26 is told as well, and a version."""
    written, is_open = said.text("date"), said.begins(*_OPEN)
    certainty = Certainty.TOLD if _SHORT_DATE.fullmatch(written) else Certainty.CLEAR
    return Time(certainty, lambda local: (_dated(written, local)[0], None) if is_open else _dated(written, local))


def short(said: Said) -> Time:
    """Days without a year: «за 06.11», «с 01.11 по 06.11»; 01.11-06.11 may be versions."""
    first, last = _short_day(said.text("since") or said.text("until")), _short_day(said.text("until"))
    certainty = Certainty.CLEAR if said.begins(Kind.ZA, Kind.SINCE, Kind.OT) else Certainty.ALONE
    return Time(certainty, lambda local: days_between(local, first, last))


def short_alone(said: Said) -> Time:
    """06.11, «с 06.11»: as well a version."""
    day, is_open = _short_day(said.text("day")), said.begins(Kind.SINCE)

    def stretch(local: datetime) -> Stretch:
        since, until = days_between(local, day, day)
        return since, None if is_open else until

    return Time(Certainty.ALONE, stretch)


def _short_day(written: str) -> Day:
    day, month = written.split(".")
    return int(month), int(day), None


def year(said: Said) -> Time | None:
    """2026, «в 2026 году», "since 2026"; «с 2026 года» is told as well."""
    written, is_open = said.text("year"), said.begins(*_OPEN)
    if not _is_year(written):
        return None
    if is_open:
        is_since = Certainty.TOLD if said["year"][0].unit else Certainty.CLEAR
        certainty = is_since if said.begins(Kind.SINCE) else Certainty.BARE
        return Time(certainty, lambda local: (_dated(written, local)[0], None))
    is_told = said.begins(Kind.IN, Kind.ZA)
    return Time(Certainty.TOLD if is_told else Certainty.BARE, lambda local: _dated(written, local), may_go_on=_is_all(said))


def side_of_year(said: Said) -> Time | None:
    """«До 2025 года», "after 2024": as well told; beside "after" the year counts, as with a day."""
    written, is_after = said.text("year"), said.begins(Kind.AFTER)
    if not _is_year(written):
        return None

    def stretch(local: datetime) -> Stretch:
        since, _ = _dated(written, local)
        return (since, None) if is_after else (None, since)

    return Time(Certainty.BARE, stretch)


def between_dates(said: Said) -> Time | None:
    """2026-11-01..2026-11-06, "from 2025 to 2026"; a side may be open. «С 2025 по 2026 год» is told as well."""
    since, until = said.text("since"), said.text("until")
    years = [token for token in (*said["since"], *said["until"]) if token.kind is Kind.YEAR]
    if not (since or until) or not all(_is_year(token.text) for token in years):
        return None
    is_led = said.begins(Kind.ZA, Kind.IN)
    is_told = is_led or any(token.unit for token in years)
    is_clear = is_led or said.holds(Kind.DATE, Kind.DOTS) or (said.begins(*_OPEN) and said.holds(Kind.TO))

    def stretch(local: datetime) -> Stretch:
        return _dated(since, local)[0] if since else None, _dated(until, local)[1] if until else None

    surely = Certainty.TOLD if is_told else Certainty.CLEAR
    return Time(surely if is_clear else Certainty.BARE, stretch)


def _is_year(written: str) -> bool:
    return written[:2] in ("19", "20")


def month(said: Said) -> Time:
    """«В ноябре», "november 2026", «за весь ноябрь», «ноябрь 24»."""
    number, year = said.number("month") or 0, said.number("year")
    if year is not None:
        certainty = Certainty.TOLD
    elif said.begins(Kind.IN, Kind.ZA):
        certainty = said.clear
    else:
        certainty = Certainty.TOPIC if said.lone in _TOPICS else Certainty.BARE

    def stretch(local: datetime) -> Stretch:
        if said.ends_in_short_year and year_at(local, year or 0) > local.year:
            return day_of(local, (number, (year or 0) % 100, None))  # «ноябрь 30» is no year yet
        return month_of(local, number, year)

    return Time(certainty, stretch, may_go_on=_is_all(said))


def side_of_month(said: Said) -> Time:
    """«С октября», "since march"; «до октября», "after march": as well told. «До декабря» is to come, before there is one."""
    number, is_since = said.number("month") or 0, not said.begins(Kind.BEFORE, Kind.DO)

    def stretch(local: datetime) -> Stretch:
        if number > local.month and not is_since:
            return month_of(local, number, local.year)[0], None
        since, _ = month_of(local, number, None)
        return (since, None) if is_since else (None, since)

    return Time(Certainty.TOLD if said.begins(Kind.SINCE) else Certainty.BARE, stretch, may_come=True)


def _is_all(said: Said) -> bool:
    """Whether all of a time may be all of something: "all may be well"."""
    return said.holds(Kind.ALL) and not said.begins(Kind.ZA)


def months(said: Said) -> Time:
    """«С января по март», "between march and may 2024"; without a year, they end at the latest such month that has begun."""
    first, last, year = said.number("first") or 0, said.number("last") or 0, said.number("year")

    def stretch(local: datetime) -> Stretch:
        since, until = month_of(local, last, year)
        return back(since, (last - first) % 12, "month"), until

    return Time(Certainty.TOLD, stretch)


def month_and_next(said: Said) -> Time | None:
    """«В ноябре и декабре», "in march and april 2024"; what lies between others is not meant."""
    first, last = said.number("first") or 0, said.number("last") or 0
    return months(said) if (last - first) % 12 == 1 else None


def months_of_years(said: Said) -> Time:
    """«С октября 2023 по март 2024», "november 2023 - may 2024"."""
    first, last = said.number("first") or 0, said.number("last") or 0
    begins, ends = said.number("from"), said.number("to")
    return Time(Certainty.TOLD, lambda local: (month_of(local, first, begins)[0], month_of(local, last, ends)[1]))


def last_month(said: Said) -> Time:
    """Last november: the latest that is over; «в позапрошлом ноябре» is a year before it."""
    number, more = said.number("month") or 0, said.steps_back - 1
    return Time(Certainty.TOLD, lambda local: month_of(local, number, local.year - (number >= local.month) - more))


def day(said: Said) -> Time | None:
    """«6 ноября», "november 6th", "the sixth of november"; not «ноября шестого»."""
    if any(token.kind is Kind.NTH and not token.text.isascii() for token in said["number1"]):
        return None
    day, name = _day(said, 1), said.text("month1") or said.text("behind1")
    is_led = said.begins(Kind.ZA, Kind.IN, Kind.ON, Kind.OF) or bool(said["of1"])
    is_sure = (is_led or name not in UNSURE) and (day[:2] not in _FEASTS or said.begins(Kind.ZA))
    return Time(Certainty.TOLD if is_sure or day[2] is not None else Certainty.BARE, lambda local: day_of(local, day))


def side_of_day(said: Said) -> Time | None:
    """«С 9 мая», "since may 9": of days that are written about on others too; «с» is also "with". None of any other day."""
    time, is_since = day(said), not said.begins(Kind.BEFORE, Kind.DO)
    if time is None or time.certainty is not Certainty.BARE:
        return None
    return time.side(Certainty.TOLD if said.text("lead") == "since" else Certainty.BARE, is_since=is_since)


def days_of_month(said: Said) -> Time | None:
    """«С 1 по 6 ноября», "november 1-6"; "may 3-5 business days" are none."""
    month, year = said.number("month") or said.number("unsure") or 0, said.number("year")
    first, last = said.number("first") or 0, said.number("last") or 0
    if said.text("unsure") in UNSURE:
        return None
    is_told = not said.begins(*_OPEN) and not said.holds(Kind.HYPHEN)

    def stretch(local: datetime) -> Stretch:
        return day_of(local, (month, first, year))[0], day_of(local, (month, last, year))[1]

    return Time(Certainty.TOLD if is_told else Certainty.CLEAR, stretch)


def days(said: Said) -> Time:
    """«С 28 октября по 3 ноября»."""
    first, last = _day(said, 1), _day(said, 2)
    return Time(Certainty.CLEAR, lambda local: days_between(local, first, last))


def _day(said: Said, side: int) -> Day:
    month = said.number(f"month{side}") or said.number(f"behind{side}") or 0
    return month, said.number(f"day{side}") or said.number(f"number{side}") or 0, said.number(f"year{side}")


def _dated(written: str, local: datetime) -> tuple[datetime, datetime]:
    assert isinstance(local.tzinfo, ZoneInfo)
    return dated(written, local.tzinfo)
