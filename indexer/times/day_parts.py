"""Parts of a day: «вчера вечером», "this morning", "last night", «в ночь на субботу»."""

from datetime import datetime, time, timedelta

from indexer.times.calendar import calendar, weekday_of
from indexer.times.kinds import Kind
from indexer.times.said import Certainty, Said, Time

_HOURS = ((5, 12), (12, 18), (17, 24))  # of a morning, a day, an evening
_EVENING = 2
_DUSK, _DAWN = {3: 21, 4: 18}, 6  # «ночью», "last night"


def of_day(said: Said) -> Time | None:
    """«Вчера вечером», "this morning"; «вчера ночью» may be either night of yesterday, «эта ночь» is a subject."""
    ago, part = said.number("ago") or 0, said.number("part") or 0
    if said.text("part") == "ночь" and not said["lead"]:
        return None

    def stretch(local: datetime) -> tuple[datetime, datetime]:
        day = calendar(local, "day", ago)[0]
        if part in _DUSK and ago:
            return day, _at(day + timedelta(days=1), _DAWN)
        return _part(day, part)

    return Time(said.clear if ago else Certainty.TOLD, stretch, may_come=not ago)


def last_night(said: Said) -> Time | None:
    """Last night, «прошлой ночью»; «прошлым вечером» is that of yesterday; «последним вечером лета» is none."""
    part = said.number("part") or 0
    if part < _EVENING or (said.text("part") == "ночь" and not said["lead"]):
        return None
    ago = 0 if part in _DUSK else 1
    return Time(said.clear, lambda local: _part(calendar(local, "day", ago)[0], part), may_go_on=said.holds(Kind.PAST))


def of_weekday(said: Said) -> Time:
    """«В пятницу вечером», "on monday morning"; a night begins on it. "Friday night" alone is a topic."""
    number, part = said.number("weekday") or 0, said.number("part") or 0

    def stretch(local: datetime) -> tuple[datetime, datetime]:
        day = weekday_of(local, number)[0]
        return _part(day + timedelta(days=part in _DUSK), part)

    return Time(said.clear, stretch, may_come=True)


def night_to(said: Said) -> Time | None:
    """«В ночь на субботу»: it ends on that day."""
    number, night = said.number("weekday") or 0, said.number("night") or 0
    if said.text("night") != "ночь":
        return None
    return Time(Certainty.TOLD, lambda local: _part(weekday_of(local, number)[0], night), may_come=True)


def _part(day: datetime, part: int) -> tuple[datetime, datetime]:
    """A part of a day; the night is the one that ends on it."""
    if part in _DUSK:
        return _at(day - timedelta(days=1), _DUSK[part]), _at(day, _DAWN)
    return _at(day, _HOURS[part][0]), _at(day, _HOURS[part][1])


def _at(day: datetime, hour: int) -> datetime:
    """The wall-clock hour of a day; 24 is the next midnight."""
    return datetime.combine(day.date() + timedelta(days=hour // 24), time(hour % 24), tzinfo=day.tzinfo)
