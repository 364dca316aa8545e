"""Days as people say them, in the figures that ``periods`` reads: «шестого ноября», "november 6th", «в понедельник»."""

import re
from datetime import date, timedelta

_TENS = ("", "десят", "двадцат", "тридцат")
_UNITS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_TEENS = (
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
)
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
    | {word: day for day, word in enumerate(_ENGLISH, 1)}
)  # fmt: skip
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[ьяе]|(?:март|август)[ае]?|ма[йяе])"
)
_SPELLED = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _DAYS), key=len, reverse=True))})(?=\s+(?:of\s+)?{_MONTHS}\b)")
_SPELLED_BEHIND = re.compile(rf"(?<=\s)({'|'.join(sorted(map(re.escape, _ENGLISH), key=len, reverse=True))})\b")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|-?го|-?е)\b")
_OF = re.compile(rf"\b(?:the\s+)?(\d{{1,2}})\s+of\s+(?={_MONTHS}\b)")
_SPAN = re.compile(rf"(?:от|между|between)\s+(\d{{1,2}})\s+(?:до|и|and)\s+(\d{{1,2}})(?=\s+{_MONTHS}\b)")
_SPAN_BEHIND = re.compile(rf"(?:between\s+|from\s+)?({_MONTHS})\s+(\d{{1,2}})\s*(?:-|–|and|to)\s*(\d{{1,2}})\b(?!\s*[.:]\d)")
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
    r"\b(?P<lead>в|во|on|since|с|со|до|после|after|until|before|за|last|прошл\w+)\s+(?:(?:last|this|прошл\w+|эт\w+)\s+)?"
    + "(?:" + "|".join(f"(?P<d{i}>{names})" for i, names in enumerate(_WEEKDAYS)) + r")\b"
)  # fmt: skip
_SHORT = re.compile(r"\b(?P<lead>за|от|с|со|до|после|on|since|after|until|before)\s+(?P<day>\d{2})\.(?P<month>\d{2})(?![.\d])")


def in_figures(written: str, today: date) -> str:
    """Return folded words with their days in figures; a weekday is the latest before today, a date without a year the latest."""
    written = _SPELLED.sub(lambda match: str(_DAYS[match[1]]), written)
    if re.search(rf"\b{_MONTHS}\b", written):
        written = _SPELLED_BEHIND.sub(lambda match: str(_DAYS[match[1]]), written)
        written = _OF.sub(r"\1 ", _ORDINAL.sub(r"\1", written))
        written = _SPAN_BEHIND.sub(r"\2-\3 \1", _SPAN.sub(r"\1-\2", written))
    written = _WEEKDAY.sub(lambda match: _weekday(match, today), written)
    return _SHORT.sub(lambda match: _short(match, today), written)


def _weekday(match: re.Match[str], today: date) -> str:
    wanted = next(i for i in range(7) if match[f"d{i}"])
    ago = (today.weekday() - wanted - 1) % 7 + 1
    lead = "" if match["lead"].startswith(("last", "прошл")) else f"{match['lead']} "
    return f"{lead}{today - timedelta(days=ago)}"


def _short(match: re.Match[str], today: date) -> str:
    day, month = int(match["day"]), int(match["month"])
    year = today.year - ((month, day) > (today.month, today.day))
    return f"{match['lead']} {match['day']}.{match['month']}.{year}"
