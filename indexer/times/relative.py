"""Times by how far back they lie: "yesterday", "last week", «за 3 дня», «в среду»."""

from indexer.times.calendar import back, calendar, weekday_of
from indexer.times.said import Certainty, Said, Time
from indexer.times.words import Kind

_TOPICS = {"день", "day", "год", "year", "сутки"}
_SHORT_WHILE = {"hour", "day", "week"}  # «выучить Rust за месяц» is no time, «за неделю» mostly is
_LONG = 31  # «вокруг света за 80 дней» is no time


def today(said: Said) -> Time:
    """Today, «за вчера», «позавчера»."""
    ago = said.number("ago") or 0
    is_told = said.text("lead") == "на" and not ago  # «курс на сегодня»
    return Time(Certainty.TOLD if is_told else said.clear, lambda local: calendar(local, "day", ago))


def counted(said: Said) -> Time | None:
    """7d, «за 3 дня», "last 10 days": they end now."""
    count, unit = said.number("count") or 0, said.unit
    if not count:
        return None
    is_short = said.begins(Kind.ZA) and count <= _LONG and unit in _SHORT_WHILE
    is_told = is_short or said.holds(Kind.LAST, Kind.PAST)
    return Time(Certainty.TOLD if is_told else Certainty.BARE, lambda local: (back(local, count, unit), local))


def latest(said: Said) -> Time:
    """«За неделю», "past month": they end now."""
    unit = said.unit
    if said.holds(Kind.PAST) or (said.begins(Kind.ZA) and unit in _SHORT_WHILE):
        certainty = said.clear
    else:
        certainty = Certainty.TOPIC if said.lone in _TOPICS else Certainty.BARE
    return Time(certainty, lambda local: (back(local, 1, unit), local))


def of_calendar(said: Said) -> Time:
    """«На прошлой неделе», "this month": the calendar's."""
    unit, ago = said.unit, 0 if said.holds(Kind.THIS) else 1
    return Time(said.clear, lambda local: calendar(local, unit, ago))


def weekday(said: Said) -> Time | None:
    """«В среду», "last sunday": the latest before today; «на среду» is to come."""
    number = said.number("weekday") or 0
    if said.text("lead") not in ("", "в", "во", "on"):
        return None
    return Time(said.clear, lambda local: weekday_of(local, number), may_come=True)
