"""Days as people say them, in the figures that ``periods`` reads: «шестого ноября», "november 6th", «в понедельник»."""

import re
from datetime import date, timedelta

_TENS = ("", "десят", "двадцат", "тридцат")
_UNITS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_TEENS = tuple(f"{unit}надцат" for unit in ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"))
_ENGLISH = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
    *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    *(f"twenty-{unit}" for unit in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")),
    *("thirtieth", "thirty-first"),
)
_DAYS = (
    {f"{stem}{end}": day for day, stem in enumerate((*_UNITS, *_TEENS), 1) for end in ("ого", "ое", "его", "ье", "ьего")}
    | {f"{_TENS[day // 10]}{end}": day for day in (20, 30) for end in ("ого", "ое")}
    | {f"{head} {stem}{end}": tens + unit
       for head, tens, last in (("двадцать", 20, 9), ("тридцать", 30, 1))
       for unit, stem in enumerate(_UNITS[:last], 1)
       for end in ("ого", "ое", "его", "ье", "ьего")}
    | {written: day for day, word in enumerate(_ENGLISH, 1) for written in (word, word.replace("-", " "))}
)  # fmt: skip
MONTH_WORDS = (
    r"january|jan|январ[ьяе]|янв",
    r"february|feb|феврал[ьяе]|фев",
    r"march|mar|март[ае]?|мар",
    r"april|apr|апрел[ьяе]|апр",
    r"may|ма[йяе]",
    r"june|jun|июн[ьяе]|июн",
    r"july|jul|июл[ьяе]|июл",
    r"august|aug|август[ае]?|авг",
    r"september|sept?|сентябр[ьяе]|сент?",
    r"october|oct|октябр[ьяе]|окт",
    r"november|nov|ноябр[ьяе]|ноя",
    r"december|dec|декабр[ьяе]|дек",
)
_MONTHS = f"(?:{'|'.join(MONTH_WORDS)})"
# Days that are written about on other days too.
_FEASTS = {
    (1, 1),
    (14, 2),
    (23, 2),
    (8, 3),
    (12, 4),
    (1, 5),
    (9, 5),
    (12, 6),
    (4, 7),
    (1, 9),
    (11, 9),
    (7, 11),
    (25, 12),
    (31, 12),
}
_UNSURE = re.compile(r"may|mar|march")  # beside a number too: "may 20 students", "march 2 matches"
_A_MONTH = re.compile(rf"\b{_MONTHS}\b")
_SPELLED = re.compile(rf"\b({'|'.join(sorted(_DAYS, key=len, reverse=True))})(?=\s+(?:of\s+)?{_MONTHS}\b)")
_SPELLED_BEHIND = re.compile(
    rf"(?<=\s)({'|'.join(sorted((word.replace('-', '[- ]') for word in _ENGLISH), key=len, reverse=True))})\b"
)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|-?го|-?е)\b")
_OF = re.compile(rf"\b(?:on\s+)?(?:the\s+)?(\d{{1,2}})\s+of\s+(?={_MONTHS}\b)")
_SPAN = re.compile(rf"(?:от|между|between)\s+(\d{{1,2}})\s+(?:до|и|and)\s+(\d{{1,2}})(?=\s+{_MONTHS}\b)")
_SPAN_BEHIND = re.compile(
    rf"(?:(?:between|from)\s+({_MONTHS})|(?!may|mar)({_MONTHS}))\s+(\d{{1,2}})\s*(?:-|–|and|to)\s*(\d{{1,2}})\b(?!\s*[.:]\d)"
)
_DAY = rf"(?:(\d{{1,2}})\s+({_MONTHS})|({_MONTHS})\s+(\d{{1,2}}))(?:,?\s+(\d{{4}}))?\b"
_BOTH = re.compile(rf"(?:(?:с|со|от|from|between)\s+)?{_DAY}\s*(?:по|до|to|and|-|–|—)\s*{_DAY}")
_SHORT_BOTH = re.compile(r"\b(?:с|от)\s+(\d{2})\.(\d{2})\s+(?:по|до)\s+(\d{2})\.(\d{2})(?![.\d])")
_SHORT = re.compile(r"\bза\s+(\d{2})\.(\d{2})(?![.\d])")
_WEEKDAYS = (
    r"monday|понедельник[а]?",
    r"tuesday|вторник[а]?",
    r"wednesday|сред[аыу]",
    r"thursday|четверга?",
    r"friday|пятниц[аыу]",
    r"saturday|суббот[аыу]",
    r"sunday|воскресень[ея]",
)
_WEEKDAY = re.compile(
    r"\b(?P<lead>в|во|on|since|с|со|после|after|last|прошл\w+)\s+(?:(?:last|this|прошл\w+|эт\w+)\s+)?"
    + "(?:" + "|".join(f"(?P<d{i}>{names})" for i, names in enumerate(_WEEKDAYS)) + r")\b"
)  # fmt: skip


def in_figures(written: str, today: date) -> str:
    """Return folded words with their days in figures; a weekday is the latest before today, a date without a year the latest."""
    written = _SPELLED.sub(lambda match: str(_DAYS[match[1]]), written)
    if _A_MONTH.search(written):
        written = _SPELLED_BEHIND.sub(lambda match: str(_DAYS[match[1]]), written)
        written = _OF.sub(_without_of, _ORDINAL.sub(r"\1", written))
        written = _BOTH.sub(lambda match: _both(match, today), written)
        written = _SPAN_BEHIND.sub(lambda match: f"{match[3]}-{match[4]} {match[1] or match[2]}", _SPAN.sub(r"\1-\2", written))
    written = _WEEKDAY.sub(lambda match: _weekday(match, today), written)
    written = _SHORT_BOTH.sub(
        lambda match: _range(match[0], _numbers(match[1], match[2]), _numbers(match[3], match[4]), today), written
    )
    return _SHORT.sub(lambda match: f"за {match[1]}.{match[2]}.{_year(_numbers(match[1], match[2]), today)}", written)


def _without_of(match: re.Match[str]) -> str:
    """Return "6 november" for "the 6 of november"; a May with "of" is the month."""
    return f"{'on ' if _UNSURE.match(match.string, match.end()) else ''}{match[1]} "


def is_time(day: int, month: int, written: str, lead: str) -> bool:
    """Say whether a day of a month as it is written, with what leads it, is a time rather than a feast or a verb."""
    return (lead.strip() not in ("", "the") or not _UNSURE.fullmatch(written)) and (
        (day, month) not in _FEASTS or lead.startswith("за")
    )


def names_weekday(written: str) -> bool:
    """Say whether folded words name a day of the week as a time."""
    return bool(_WEEKDAY.search(written))


def _numbers(day: str, month: str) -> tuple[int, int]:
    """Return (month, day)."""
    return int(month), int(day)


def _year(day: tuple[int, int], today: date) -> int:
    """Return the year of the latest such day that has begun."""
    return today.year - (day > (today.month, today.day))


def _both(match: re.Match[str], today: date) -> str:
    """Two days with their months as a range of dates."""
    sides = [(match[i] or match[i + 3], match[i + 1] or match[i + 2], match[i + 4]) for i in (1, 6)]
    (first, last), years = [(_month(name), int(day)) for day, name, _ in sides], [year for _, _, year in sides]
    return _range(match[0], first, last, today, *years)


def _month(name: str) -> int:
    return next(i for i, names in enumerate(MONTH_WORDS, 1) if re.fullmatch(names, name))


def _range(
    written: str, first: tuple[int, int], last: tuple[int, int], today: date, since: str | None = None, until: str | None = None
) -> str:
    """Return days as «с 2026-11-01 по 2026-11-05», or as they were written where there is no such day."""
    end = int(until) if until else _year(last, today)
    start = int(since) if since else end - (first > last)
    try:
        return f"с {date(start, *first)} по {date(end, *last)}"
    except ValueError:
        return written


def _weekday(match: re.Match[str], today: date) -> str:
    wanted = next(i for i in range(7) if match[f"d{i}"])
    ago = (today.weekday() - wanted - 1) % 7 + 1
    lead = "" if match["lead"].startswith(("last", "прошл")) else f"{match['lead']} "
    return f"{lead}{today - timedelta(days=ago)}"
