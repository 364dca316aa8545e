"""When subscriptions are due, and how people write their weekdays and times."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from indexer.errors import QueryError
from indexer.language.question_words import without_about
from indexer.language.text import fold
from indexer.models import Cadence, Subscription
from indexer.times.weekdays import FULL_NAMES, OFTEN_NAMES, SHORT_NAMES

NINE = time(9)
MONDAY = 0
EVERY_DAY = tuple(range(7))
WORKDAYS, WEEKEND = EVERY_DAY[:5], EVERY_DAY[5:]
_Said = dict[str, tuple[int, ...] | time]
_LOOK_AHEAD = 9  # days: a week, and one on each side for zones that are a date ahead or behind


def next_due(subscription: Subscription, after: datetime) -> datetime:
    """Return the first due moment strictly later than ``after``, in UTC; the wall clock of the zone decides.

    A time that the clock skips comes as much later as the clock jumped; of a time that comes twice, the first counts.
    """
    zone, weekdays = ZoneInfo(subscription.zone), _weekdays(subscription)
    today = after.astimezone(zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(-1, _LOOK_AHEAD)):
        if day.weekday() not in weekdays:
            continue
        due = datetime.combine(day, subscription.at.replace(tzinfo=None), tzinfo=zone).astimezone(UTC)
        if due > after:
            return due
    raise AssertionError("a week has every weekday")


def days_since_last(subscription: Subscription) -> timedelta:
    """Return how long before it is next due a subscription was due: a day, a week, or what lies between two of its weekdays."""
    due = subscription.next_due.astimezone(ZoneInfo(subscription.zone)).weekday()
    return timedelta(days=min((due - weekday - 1) % 7 + 1 for weekday in _weekdays(subscription)))


def _weekdays(subscription: Subscription) -> Sequence[int]:
    return EVERY_DAY if subscription.cadence is Cadence.DAILY else subscription.weekdays or (MONDAY,)


_MOST_WORDS = 12  # that can tell when: what follows is a topic

_GROUPS = (
    (r"будн(?:и|ям)|(?:будни|рабочи)(?:[ем] дн(?:и|ям)|й день)|weekdays?|workdays?|(?:working|business) days?", WORKDAYS),
    (r"выходны[ем](?: дн(?:и|ям))?|на выходных|weekends?", WEEKEND),
)
_WEEKDAYS = tuple(map("|".join, zip(FULL_NAMES, SHORT_NAMES, OFTEN_NAMES, strict=True)))
_NAMED = (*((pattern, (weekday,)) for weekday, pattern in enumerate(_WEEKDAYS)), *_GROUPS)
_DAY = f"(?:{'|'.join(pattern for pattern, _ in _NAMED)})"
_DAYS = re.compile(rf"\b({_DAY})(?:\s?[-–—]\s?({_DAY}))?(?=\W|$)")  # «пн», «пн-пт»
_SPAN = rf"{_DAY}(?:\s?[-–—]\s?{_DAY})?"
_EACH = r"(?:(?:only\s)?(?:on|at)(?:\sthe)?|(?:только\s)?(?:по|в|во)|every|each|only|только|кажд(?:ый|ую|ое|ые))"
_AND = rf"(?:\.?[,/&+]|\s(?:(?:и|and|[,/&+])\s)?(?:{_EACH}\s)?)"  # «вт,чт», «по вторникам и по четвергам»
_TO = rf"(?:(?:с|со|c|от)\s{_DAY}\s(?:по|до)|(?:from\s)?{_DAY}\s(?:to|till|until|thru|through|до))\s{_DAY}"
_SELDOM = (
    r"(?:дважды|трижды|раз|(?:\d{1,2}|два|три|четыре)\sраза?)\sв\s(?:день|неделю|месяц|год|(?:две|три|2|3)\s(?:недели|месяца|дня))"
    r"|(?:once|twice|\w{1,9}\stimes)\sa\s(?:day|week|month|year)|bi-?weekly|fortnightly"
    r"|every\s(?:two|three|other|second|\d{1,2})\s(?:days?|weeks?|months?)"
    r"|кажд(?:ые|ый|ую)\s(?:два|две|три|втор(?:ой|ую)|\d{1,2})\s(?:дня|дней|день|недел[июь]|месяц(?:а|ев)?)"
    r"|через\s(?:день|неделю)(?=$|\s(?:в\s)?\d)"
)
_LIFE = re.compile("будни|выходные|weekdays?|weekends?|workdays?")  # «будни врача» are a topic, «будни 10:00» are not
_WHEN = re.compile(r"$|\s(?:(?:at|в|во)\s)?\d")
_HEADS = tuple(
    (kind, re.compile(rf"(?:{pattern})(?=\s|$)"))
    for kind, pattern in (
        ("daily", r"daily|every\s?day|once\s+a\s+day|(?:every|each)\s+morning"),
        ("daily", r"ежедневно|каждый\s+день|раз\s+в\s+день|по\s+утрам|каждое\s+утро"),
        ("range", _TO),
        ("weekdays", rf"(?:{_EACH}\s)?{_SPAN}(?:{_AND}{_SPAN})*(?:\sonly)?"),
        ("bad-weekday", rf"{_DAY},\S+"),
        ("more", rf"(?:и|and|&|\+)\s(?:(?:по|в|on)\s)?{_DAY}"),  # «по вторникам в 10 и четвергам в 12»
        ("except", rf"(?:кроме|except|but(?:\snot)?|но\sне)\s(?:{_EACH}\s)?(?:{_DAY}|выходных|будн(?:ей|их))"),
        ("weekly", r"weekly|every\s+week|once\s+a\s+week|еженедельно|каждую\s+неделю|раз\s+в\s+неделю"),
        ("cadence", _SELDOM),
        ("cadence", r"monthly|hourly|yearly|ежемесячно|ежечасно|ежегодно|(?:every|кажд\w+)\s+(?:month|hour|year|месяц|час|год)"),
        ("time", r"(?:(?:at|в|во)\s+)?(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:\s*(?P<half>am|pm|утра|вечера|дня|ночи))?"),
        ("time", r"(?:(?:at|в|во)\s+)?(?P<h>\d{1,2})(?P<m>)\s*(?P<half>am|pm|утра|вечера|дня|ночи)"),
        ("time", r"(?:at|в|во)\s+(?P<h>\d{1,2})(?P<m>)(?P<half>)(?:\s?(?:ч|час(?:а|ов)?|o'clock))?"),
        (
            "more-time",
            r"(?:и|and|&|\+)\s(?:(?:at|в|во)\s\d{1,2}|\d{1,2}[:.]\d{2}|\d{1,2}\s?(?:am|pm|утра|вечера|дня|ночи))(?:[:.]\d{2})?",
        ),
        ("bad-time", r"(?:(?:at|в|во)\s+)?(?<!\d)(?:\d++[:.]\d+\S*|\d{3,}+:?\d*|\d++:)"),
        ("bare-time", r"(?P<h>\d{1,2})(?P<m>)(?P<half>)"),
        ("bad-weekday", r"(?:every|each|по|кажд(?:ый|ую|ое|ые))\s+\S+"),
        ("unknown-weekday", r"[^\W\d]\w*(?=\s+(?:(?:at|в)\s+)?\d{1,2}[:.]\d{2}(?:\s|$))"),
    )
)


_ABOUT = {"про", "о", "об", "about"}
_LEAD = re.compile(r"^на\s+(?=\S)", re.IGNORECASE)  # «подписка на ИИ», «на новости про ИИ»


def parse_subscription(text: str, *, library_id: int, zone: str, now: datetime) -> Subscription:
    """Return what "weekly mon 09:00 #optuna" or «по будням в 10 llm» asks for; unsaid, it is weekly, on Monday, at 9:00.

    Cadence, weekdays and time stand together, in any order, before or after the topic. The first period starts ``now``.

    Raises: ``QueryError`` with the reason cadence, weekday or time.
    """
    said, topic = _said_and_topic([part for part in text.split() if fold(part)])
    weekdays, at = said.get("weekdays", (MONDAY,)), said.get("time", NINE)
    assert isinstance(weekdays, tuple)
    assert isinstance(at, time)
    start, about = now.astimezone(UTC), without_about(_LEAD.sub("", topic)) or None
    is_daily = "daily" in said or weekdays == EVERY_DAY
    cadence, days = (Cadence.DAILY, ()) if is_daily else (Cadence.WEEKLY, weekdays)
    promise = Subscription(0, library_id, cadence, days, at, zone, about, since=start, next_due=start)
    return replace(promise, next_due=next_due(promise, now))


def _said_and_topic(parts: list[str]) -> tuple[_Said, str]:
    for start in range(len(parts)):
        said: _Said = {}
        if start and fold(parts[start - 1]) in _ABOUT:
            continue  # «новости про среду»
        try:
            rest = _read_on(parts[start:], said)
        except QueryError:
            if said or start == 0:
                raise
            continue  # the topic's own words, such as "gpt 3.5"
        if said and (start == 0 or not rest):
            return said, " ".join(parts[:start] + rest)
    return {}, " ".join(parts)


def _read_on(parts: list[str], said: _Said) -> list[str]:
    while parts and (taken := _take(" ".join(_word(part) for part in parts[:_MOST_WORDS]), said)):
        parts = parts[taken:]
    return parts


def _word(part: str) -> str:
    word = re.sub(r"\s", "", fold(part))
    return word.rstrip(",;.") or word


def _take(rest: str, said: _Said) -> int:
    """Note what the rest begins with; return how many words that took, 0 where the topic begins."""
    for kind, pattern in _HEADS:
        match = pattern.match(rest)
        if match and (kind != "bare-time" or said) and _is_taken(kind, match, said):
            return len(match[0].split())
    return 0


def _is_taken(kind: str, match: re.Match[str], said: _Said) -> bool:
    if kind == "more-time" and "time" in said:
        raise QueryError("time", match[0])  # «в 9:30 и в 18:00»
    if kind in ("bad-time", "cadence"):
        return _refuse(kind.removeprefix("bad-"), match[0], said)
    if kind == "unknown-weekday" and "weekly" not in said:
        return False
    if kind.endswith("-weekday"):
        return _refuse("weekday", match[0], said)
    if kind.endswith("time"):
        return kind != "more-time" and "time" not in said and said.setdefault("time", _clock(match)) is not None
    if kind != "weekly":
        return _are_days_taken(kind, match, said)
    said[kind] = ()
    return True


def _are_days_taken(kind: str, match: re.Match[str], said: _Said) -> bool:
    is_life = _LIFE.fullmatch(match[0]) and not _WHEN.match(match.string, match.end())
    if not said and (is_life or kind == "more"):
        return False
    if kind in ("more", "except") or said.keys() & ({"weekdays"} if kind == "daily" else {"daily", "weekdays"}):
        raise QueryError("weekday", match[0])
    said["daily" if kind == "daily" else "weekdays"] = _days(kind, match[0])
    return True


def _days(kind: str, written: str) -> tuple[int, ...]:
    spans = [(_meant(days[1]), _meant(days[2] or days[1])) for days in _DAYS.finditer(written)]
    if kind == "range":
        spans = [(spans[0][0], spans[-1][-1])]
    return tuple(sorted({day for first, last in spans for day in _between(first[0], last[-1])}))


def _meant(written: str) -> tuple[int, ...]:
    return next(weekdays for pattern, weekdays in _NAMED if re.fullmatch(pattern, written))


def _between(first: int, last: int) -> list[int]:
    return [(first + day) % 7 for day in range((last - first) % 7 + 1)]


def _refuse(reason: str, written: str, said: _Said) -> bool:
    """What is already said cannot be said badly again: then these are words of the topic."""
    settled = {"time": {"time"}, "weekday": {"time", "weekdays", "daily"}, "cadence": {"weekly", "weekdays", "daily"}}[reason]
    if settled & set(said):
        return False
    raise QueryError(reason, written)


def _clock(match: re.Match[str]) -> time:
    hour, minute, half = int(match["h"]), int(match["m"] or 0), match["half"]
    if half and not 1 <= hour <= 12:
        raise QueryError("time", match[0])
    if half in ("pm", "вечера", "дня") and hour < 12:
        hour += 12
    elif half in ("am", "ночи", "утра") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise QueryError("time", match[0])
    return time(hour, minute)
