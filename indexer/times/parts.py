"""Parts of months and years, seasons and weekends: «в начале ноября», "the first half of 2024", «летом», "last weekend"."""

from collections.abc import Callable
from datetime import datetime, timedelta

from indexer.times.calendar import Stretch, back, calendar, latest, month_of, part_of, season_of, weekend_of, year_at
from indexer.times.dates import UNSURE
from indexer.times.kinds import Kind
from indexer.times.said import Certainty, Said, Time

_JUNE, _DECEMBER = 6, 12
_WEEKS = 4  # of a month that are whole
_ON_WEEKENDS = ("", "в", "на", "за", "on", "at", "over", "during")


def third(said: Said) -> Time | None:
    """«В начале ноября», "in mid 2024", «в конце прошлой недели»: a third of it; "early may" is none."""
    index = said.number("part") or 0
    if said.holds(Kind.EARLY) and said.text("month") in UNSURE and not (said["lead"] or said["year"]):
        return None
    return _part(said, index, 3)


def third_of_season(said: Said) -> Time | None:
    """«С начала осени», "at the end of summer 2024": a month of it; "early fall" is none."""
    number, index = said.number("season") or 0, said.number("part") or 0
    if said.holds(Kind.EARLY) and not (said["lead"] or said["year"]):
        return None

    def month(local: datetime, of: int) -> tuple[datetime, datetime]:
        since = back(season_of(local, number, of)[0], -index, "month")
        return since, back(since, -1, "month")

    return Time(Certainty.TOLD, _in_year(said.number("year"), month), may_come=True)


def week_of_month(said: Said) -> Time | None:
    """«На первой неделе ноября», "in the last week of november": its days in sevens, from its beginning or its end."""
    nth, is_last = said.number("nth") or 0, said.holds(Kind.LAST, Kind.PAST)
    if said.unit != "week" or not (is_last or 1 <= nth <= _WEEKS):
        return None

    def week(local: datetime, of: int) -> tuple[datetime, datetime]:
        first, after = month_of(local, said.number("month") or 0, of)
        since = after - timedelta(days=7) if is_last else first + timedelta(days=7 * (nth - 1))
        return since, since + timedelta(days=7)

    return Time(Certainty.TOLD, _in_year(said.number("year"), week), may_come=True)


def decade_of_month(said: Said) -> Time | None:
    """«В первой декаде ноября», «в последних числах ноября»: a third of it."""
    nth = 3 if said.holds(Kind.LAST, Kind.PAST) else said.number("nth") or 0
    return _part(said, nth - 1, 3) if 1 <= nth <= 3 else None


def half(said: Said) -> Time | None:
    """«В первой половине ноября», "the second half of 2024"."""
    nth = said.number("nth") or 0
    return _part(said, nth - 1, 2) if 1 <= nth <= 2 else None


def _part(said: Said, index: int, parts: int) -> Time | None:
    month, year = said.number("month"), said.number("year")
    if month is None and year is None:
        return _part_of_unit(said, index, parts)
    of_year = _in_year(year, lambda local, of: part_of(_month_or_year(local, month, of), index, parts))
    return Time(Certainty.TOLD, of_year, may_come=True)


def _part_of_unit(said: Said, index: int, parts: int) -> Time | None:
    unit, ago = said.unit, said.steps_back
    is_clear = ago > 0 or said.holds(Kind.THIS)
    if unit not in ("week", "month", "year") or (said.holds(Kind.EARLY) and not is_clear):
        return None
    certainty = Certainty.CLEAR if is_clear else Certainty.TOLD
    return Time(certainty, lambda local: part_of(calendar(local, unit, ago), index, parts), may_come=True)


def _month_or_year(local: datetime, month: int | None, year: int) -> tuple[datetime, datetime]:
    if month:
        return month_of(local, month, year)
    return calendar(local.replace(year=year, month=1, day=1), "year")


def _in_year(year: int | None, of_year: Callable[[datetime, int], tuple[datetime, datetime]]) -> Callable[[datetime], Stretch]:
    """Return what a year has one of: that of the year, or else the latest."""
    if year is None:
        return lambda local: latest(local, lambda each: of_year(local, each))
    return lambda local: of_year(local, year_at(local, year))


def quarter(said: Said) -> Time | None:
    """Q3 2024, H1 2024, «в третьем квартале», «первое полугодие»; "in the third quarter" is of a match."""
    nth, year, count = said.number("nth") or 0, said.number("year"), _count_in_year(said)
    if not 1 <= nth <= count:
        return None
    is_of_match = said.text("nth").endswith(" quarter")
    is_led = said.begins(Kind.IN, Kind.ZA) and not is_of_match
    is_told = year is not None or is_led or said.holds(Kind.SEMESTER)
    of_year = _in_year(year, lambda local, of: part_of(_month_or_year(local, None, of), nth - 1, count))
    return Time(Certainty.TOLD if is_told else Certainty.TOPIC, of_year, may_come=True)


def quarter_near(said: Said) -> Time:
    """«В прошлом квартале», "this quarter", «в этом полугодии»."""
    ago, count = said.steps_back, _count_in_year(said)

    def stretch(local: datetime) -> Stretch:
        years, number = divmod(local.year * count + (local.month - 1) * count // 12 - ago, count)
        return part_of(_month_or_year(local, None, years), number, count)

    return Time(Certainty.TOLD, stretch)


def _count_in_year(said: Said) -> int:
    return 2 if said.holds(Kind.SEMESTER, Kind.HALF_NAME) else 4


def season(said: Said) -> Time:
    """«Летом 2024», "in the summer of 2024", «зимой»: the latest that has begun; a winter is of the year in which it ends."""
    number, year = said.number("season") or 0, said.number("year")
    if not (said.holds(Kind.IN_SEASON) or said.begins(Kind.IN, Kind.ZA)):
        certainty = Certainty.TOPIC if year is None else Certainty.BARE
    elif year is None:
        certainty = Certainty.BARE if said.begins(Kind.ZA) else Certainty.ALONE  # «куда поехать летом»
    else:
        certainty = Certainty.TOLD
    of_year = _in_year(year, lambda local, of: season_of(local, number, of))
    return Time(certainty, of_year, may_come=True)


def winter_of_years(said: Said) -> Time | None:
    """«Зима 23/24», «зимой 2023-2024», "winter 2023/24"."""
    first, last = said.number("first") or 0, said.number("last") or 0
    if said.number("season") or (last - first) % 100 != 1:
        return None
    return Time(Certainty.TOLD, lambda local: season_of(local, 0, first + 1))


def since_season(said: Said) -> Time:
    """«С лета», "since summer": since the latest that has begun."""
    number = said.number("season") or 0
    return Time(Certainty.TOLD, lambda local: (latest(local, lambda of: season_of(local, number, of))[0], None))


def season_near(said: Said) -> Time | None:
    """«Этим летом» is of this year, "last summer" of the last; "for" is an aim.

    From July on this winter is the one to come; in December, when it has begun, the last autumn is that of this year.
    """
    if said.text("lead") not in ("", "в", "за", "in", "during", "over"):
        return None
    number, ago = said.number("season") or 0, said.steps_back

    def stretch(local: datetime) -> Stretch:
        is_next = local.month > _JUNE if number == 0 else ago and local.month == _DECEMBER
        return season_of(local, number, local.year + bool(is_next) - ago)

    return Time(said.clear if ago else Certainty.TOLD, stretch, may_come=not ago)


def weekend(said: Said) -> Time | None:
    """«На выходных»: the latest that has begun; "last weekend": the latest that is over; «на выходные» are to come."""
    ago, lead = said.steps_back, said.text("lead")
    is_aim = lead == "на" and said.text("days") == "выходные" and not ago
    if lead not in _ON_WEEKENDS or is_aim:
        return None

    def stretch(local: datetime) -> Stretch:
        since, until = weekend_of(local)
        is_past = local >= (until if ago else since)
        return weekend_of(local, max(0, ago - 1) + (0 if is_past or said.holds(Kind.THIS) else 1))

    told = Certainty.TOPIC if said.lone else Certainty.TOLD
    return Time(said.clear if ago else told, stretch, may_come=not ago or said.holds(Kind.YONDER))
