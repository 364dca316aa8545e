"""Times by how far back they lie: "yesterday", "last week", «за 3 дня», «неделю назад», «в среду»."""

from collections.abc import Callable
from datetime import datetime, timedelta

from indexer.times.calendar import Stretch, back, calendar, month_of, weekday_of, weekend_of
from indexer.times.kinds import Kind
from indexer.times.said import Certainty, Said, Time

_TOPICS = {"час", "hour", "день", "day", "год", "year", "сутки"}
_SHORT_WHILE = {"hour", "day", "week"}  # «выучить Rust за месяц» is no time, «за неделю» mostly is
_AROUND = {"hour": timedelta(minutes=30), "day": timedelta(0), "week": timedelta(days=3), "month": timedelta(days=15)}
_AROUND["year"] = timedelta(days=182)
_AROUND_HALVES = {"hour": timedelta(minutes=15), "day": timedelta(hours=6), "week": timedelta(days=1)}  # who counts in halves
_AROUND_HALVES |= {"month": timedelta(days=7), "year": timedelta(days=15)}
_LENGTHS = {"пару", "один", "одну"}  # «за пару дней», «за один день» are how long
_FEW = (2, 6)  # from how many to how many
_LIFE = 20  # years: before them nobody wrote what is kept here
_OTHER_WORDS = {"sun", "sat", "wed", "mon", "вс"}  # «в ВС», "on sun" are of something else
_COUNTS = (Kind.COUNT, Kind.HALF_UNIT, Kind.HALVES, Kind.HALF, Kind.AN)
_LONG = 31  # «вокруг света за 80 дней» is no time


def today(said: Said) -> Time | None:
    """Today, «за вчера», «на завтра», «вчерашние», "today's"; «курс доллара сегодня» asks for the latest there is."""
    ago = said.number("ago") or 0
    is_adjective = "шн" in said.text("ago") or said.text("ago").endswith("s")
    if said["adjective"] and not (is_adjective and said.unit == "day"):
        return None  # «вчерашнего дня»
    if ago < 0:
        return _to_come(said, lambda local: calendar(local, "day", ago))
    is_subject = is_adjective and not (said["lead"] and said["adjective"])
    return Time(said.clear if ago else Certainty.TOLD, lambda local: calendar(local, "day", ago), may_go_on=is_subject)


def from_day_to_day(said: Said) -> Time | None:
    """«Вчера и сегодня», «вчера, сегодня», «позавчера-вчера»."""
    first, last = sorted((said.number("first") or 0, said.number("last") or 0), reverse=True)
    if last < 0 or first == last:
        return None
    return Time(Certainty.TOLD, lambda local: (calendar(local, "day", first)[0], calendar(local, "day", last)[1]))


def day_before(said: Said) -> Time | None:
    """The day before yesterday, the day after tomorrow."""
    ago = (said.number("ago") or 0) + (1 if said.holds(Kind.BEFORE) else -1)
    if said.unit != "day":
        return None
    if ago < 0:
        return _to_come(said, lambda local: calendar(local, "day", ago))
    return Time(Certainty.CLEAR, lambda local: calendar(local, "day", ago))


def counted(said: Said) -> Time | None:
    """7d, «за 3 дня», "last two weeks", "last month and a half": they end now; «за полчаса» is rather how long."""
    count, unit = said.count or 0, said.unit
    if not count:
        return None
    is_length = said["count"][0].text in _LENGTHS or count % 1
    is_while = said.begins(Kind.ZA) and count <= _LONG and unit in _SHORT_WHILE and not is_length
    if is_while or said.holds(Kind.LAST, Kind.PAST):
        certainty = Certainty.TOLD
    elif said.begins(*_COUNTS) and said["count"][0].text.isalpha():
        certainty = Certainty.TOPIC  # "two weeks notice"
    else:
        certainty = Certainty.BARE
    return Time(certainty, lambda local: (back(local, count, unit), local))


def ago(said: Said) -> Time | None:
    """«2 дня назад»: the day; "a month ago": the month around that day, and so with a week, a year and an hour.

    Of «полтора месяца назад» it is half as much.
    """
    count, unit = said.count, said.unit
    is_half = bool((count or 0) % 1)
    is_moment, width = unit == "hour" or (unit == "day" and is_half), (_AROUND_HALVES if is_half else _AROUND)[unit]
    is_one = count is not None or said.holds(Kind.UNIT, Kind.APPROXIMATELY)
    if count == 0 or not is_one or (unit == "year" and (count or 1) > _LIFE):
        return None

    def day(local: datetime) -> tuple[datetime, datetime]:
        point = back(local, count or 1, unit)
        return (point, point) if is_moment else calendar(point, "day")

    def around(local: datetime) -> Stretch:
        since, until = day(local)
        return since - width, until + width

    return Time(Certainty.TOLD, around, edge=day)


def last_few(said: Said) -> Time:
    """«За последние несколько дней», "past few weeks", "recent days": they end now; «последние дни Помпеи» are none."""
    unit, may_go_on = said.unit, not (said["lead"] or said.holds(Kind.FEW))
    is_while = said.begins(Kind.ZA) and unit in _SHORT_WHILE
    certainty = Certainty.TOLD if is_while or said.holds(Kind.LAST, Kind.PAST) else Certainty.TOPIC
    return Time(certainty, lambda local: (back(local, _FEW[1], unit), local), may_go_on=may_go_on)


def few_ago(said: Said) -> Time | None:
    """«Несколько дней назад», «2-3 дня назад», "two or three weeks ago": any of them."""
    unit, counts = said.unit, (said.number("least") or _FEW[0], said.number("most") or _FEW[1])
    if counts[0] > counts[1] or (unit == "year" and counts[1] > _LIFE):
        return None

    def stretch(local: datetime) -> Stretch:
        least, most = (calendar(back(local, count, unit), "hour" if unit == "hour" else "day") for count in counts)
        return most[0], least[1]

    return Time(Certainty.TOLD, stretch)


def one_of_these_days(said: Said) -> Time | None:
    """«На днях», "the other day": one of the last three days, or today."""
    if said.text("lead") not in ("на", "") or (said.holds(Kind.OTHER) and said.unit != "day"):
        return None
    return Time(Certainty.TOLD, lambda local: (calendar(local, "day", 3)[0], local), may_come=True)


def lately(said: Said) -> Time:
    """Recently, «недавно», «в последнее время»: the last month; what follows the word alone may be recent itself."""
    return Time(Certainty.TOLD, lambda local: (calendar(back(local, 1, "month"), "day")[0], local), may_go_on=bool(said.lone))


def latest(said: Said) -> Time:
    """«За неделю», "past month": they end now; «последний день» may be the last of something, «весь день» a part of more."""
    unit, may_go_on = said.unit, said.text("past") not in ("", "past") and not said.begins(Kind.ZA)
    if said.holds(Kind.PAST) or (said.begins(Kind.ZA) and unit in _SHORT_WHILE):
        certainty = said.clear
    else:
        certainty = Certainty.TOPIC if said.lone in _TOPICS else Certainty.BARE
    return Time(certainty, lambda local: (back(local, 1, unit), local), may_go_on=may_go_on)


def of_calendar(said: Said) -> Time:
    """«На прошлой неделе», "this month": the calendar's, but for the last hour; "last day on earth" is none."""
    unit, ago = said.unit, said.steps_back
    if unit == "hour" and ago:
        return Time(said.clear, lambda local: (back(local, 1, unit), local), may_go_on=True)
    return Time(said.clear, lambda local: calendar(local, unit, ago), may_go_on=said.holds(Kind.LAST) and unit == "day")


def that_one(said: Said) -> Time | None:
    """«На той неделе», «в том месяце»: who says so means the last one, or the next."""
    unit = said.unit
    if unit not in ("week", "month", "year"):
        return None
    return Time(Certainty.TOLD, lambda local: calendar(local, unit, 1), may_come=True)


def coming(said: Said) -> Time | None:
    """«На следующей неделе», "next month": the calendar's; "next friday", "next january": the first of them to come."""
    weekday, month = said.number("weekday"), said.number("month")

    def stretch(local: datetime) -> Stretch:
        if weekday is not None:
            return calendar(local, "day", -((weekday - local.weekday() - 1) % 7 + 1))
        if month is not None:
            return month_of(local, month, local.year + (month <= local.month))
        return weekend_of(local, -1) if said.holds(Kind.WEEKEND) else calendar(local, said.unit, -1)

    return _to_come(said, stretch)


def ahead(said: Said) -> Time | None:
    """«Через неделю», «через 3 дня»."""
    count, unit = said.count or 1, said.unit

    def stretch(local: datetime) -> Stretch:
        point = back(local, -count, unit)
        return (point, back(point, -1, unit)) if unit == "hour" else calendar(point, "day")

    return _to_come(said, stretch)


def ahead_in_english(said: Said) -> Time | None:
    """In two weeks, in a week; «в час» is none."""
    return ahead(said) if said.text("lead") == "in" and (said.number("count") or said.holds(Kind.AN)) else None


def _to_come(said: Said, stretch: Callable[[datetime], Stretch]) -> Time | None:
    """What is to come is words of a question; it may be of a name: "tomorrow never dies", "edge of tomorrow"."""
    if said.begins(Kind.OF):
        return None
    is_led = said.begins(Kind.ZA, Kind.IN, Kind.ON)
    return Time(Certainty.TOLD if is_led else Certainty.BARE, stretch, may_come=True, may_go_on=not is_led)


def always(said: Said) -> Time:
    """«За всё время»; «всё» beside other words is theirs."""
    return Time(Certainty.TOPIC if said.lone else Certainty.BARE, lambda _: (None, None))


def weekday(said: Said) -> Time | None:
    """«В среду», "last sunday": the latest before today, «в позапрошлую среду» a week earlier; «на среду» is to come."""
    number = said.number("weekday") or 0
    is_other_word = said.text("weekday") in _OTHER_WORDS and not said.steps_back
    if said.text("lead") not in ("", "в", "во", "on", "за") or is_other_word:
        return None
    more = 7 * (said.steps_back == 2)
    certainty = Certainty.TOPIC if said.lone else said.clear
    return Time(certainty, lambda local: weekday_of(back(local, more, "day"), number), may_come=not more)


def weekdays(said: Said) -> Time | None:
    """«С понедельника по среду», "between monday and wednesday": the latest whose last day has begun."""
    is_led = said.begins(Kind.SINCE, Kind.FROM, Kind.OT, Kind.BETWEEN)
    if said.holds(Kind.AND) and not said.begins(Kind.BETWEEN):
        return None
    first, last = said.number("first") or 0, said.number("last") or 0

    def stretch(local: datetime) -> Stretch:
        since, until = calendar(local, "day", (local.weekday() - last) % 7)
        return back(since, (last - first - 1) % 7 + 1, "day"), until

    return Time(Certainty.TOLD if is_led else Certainty.TOPIC, stretch, may_come=True)
