"""Days of a month that is not named: «15-го», «25 числа», "on the 15th", «15-го прошлого месяца»."""

from datetime import datetime, timedelta

from indexer.times.calendar import Stretch, back, calendar
from indexer.times.kinds import Kind
from indexer.times.said import Certainty, Said, Time

_LONGEST = 31
_COUNTED = (2, 3, 4)  # «сложить 3 числа»


def day(said: Said) -> Time | None:
    """«15-го», «за 25 число», "on the 15th": the latest such day that has begun; «15-го прошлого месяца»."""
    number, has_month, ago = said.number("day") or 0, bool(said["of"]), said.steps_back
    is_told = has_month or said.holds(Kind.CHISLO)
    if not _is_day(number) or (has_month and said.unit != "month") or not (is_told or _is_dated(said, "day")):
        return None

    def stretch(local: datetime) -> Stretch:
        since = calendar(local, "month", ago)[0].replace(day=number) if has_month else _latest(local, number)
        return since, since + timedelta(days=1)

    is_count = said.begins(Kind.NUMBER) and number in _COUNTED and not has_month
    return Time(Certainty.ALONE if is_count else Certainty.TOLD, stretch, may_come=True, may_go_on=not is_told)


def days(said: Said) -> Time | None:
    """«С 1 по 5 число», "from the 1st to the 5th": the latest whose last day has begun."""
    first, last, is_told = said.number("first") or 0, said.number("last") or 0, said.holds(Kind.CHISLO)
    is_dated = bool(said["lead"]) and all(said[end][0].kind is Kind.NTH for end in ("first", "last"))
    if not (_is_day(first) and _is_day(last)) or not (is_told or is_dated):
        return None

    def stretch(local: datetime) -> Stretch:
        until = _latest(local, last)
        month = back(until.replace(day=1), int(first > last), "month")
        return month.replace(day=first), until + timedelta(days=1)

    return Time(Certainty.TOLD, stretch, may_come=True, may_go_on=not is_told)


def _is_day(number: int) -> bool:
    return 1 <= number <= _LONGEST


def _is_dated(said: Said, group: str) -> bool:
    """Whether a number is written as one of a day: «15-го», and in English "on the 15th"; «пятого» is of anything."""
    written = said.text(group)
    is_english = said.text("lead") == "on" and said.holds(Kind.THE)
    return written[0].isdigit() and (written.endswith("го") or (is_english and said[group][0].kind is Kind.NTH))


def _latest(local: datetime, day: int) -> datetime:
    """The latest day of that number that has begun; of three months in a row one has it."""
    month = calendar(local, "month")[0]
    begins = (back(month, ago, "month") for ago in range(3))
    found = (first + timedelta(days=day - 1) for first in begins)
    return next(each for each in found if each.day == day and each <= local)
