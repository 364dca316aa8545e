"""The words of time that people write in Russian and English, each as what it is: a number, a month, a unit, "last", «назад»."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from indexer.text import fold
from indexer.times.weekdays import FULL_NAMES, SHORT_NAMES

_MONTH_WORDS = (
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


class Kind(StrEnum):
    """What a word of time is, in one letter: a phrase is a string of them, and the grammar's patterns match such strings."""

    NUMBER = "a"  # 6: up to two digits, as a day has
    COUNT = "b"  # 100, две
    YEAR = "c"  # 2026: any four digits
    NTH = "d"  # 6th, шестого
    TENS = "e"  # двадцать: of a day in words
    DATE = "f"  # 2026-11-06, 06.11.2026, 2026-11
    SHORT = "g"  # 06.11
    CLOCK = "h"  # 10:00
    MONTH = "i"
    WEEKDAY = "j"
    DAY = "k"  # today, вчера
    UNIT = "l"  # week, неделя: also without a number
    CASE = "m"  # неделе, месяца: of "last week"
    UNITS = "n"  # weeks, недель, 7d: behind a number
    ZA = "o"  # за
    IN = "p"  # в, in, during
    ON = "q"  # на, on, for
    OF = "r"
    THE = "s"
    SINCE = "t"  # с, since
    FROM = "u"
    AFTER = "v"
    OT = "w"  # от
    BETWEEN = "x"
    BEFORE = "y"  # before, until
    DO = "z"  # до: before, or to
    TO = "A"  # to, по
    AND = "B"
    LAST = "C"  # "last week" is the calendar's, "last 3 days" end now
    PAST = "D"  # "past week" ends now
    PREVIOUS = "E"
    THIS = "F"
    DASH = "G"
    HYPHEN = "H"  # within a word: 1-5
    DOTS = "I"
    COMMA = "J"
    AN = "K"  # a, an
    AGO = "L"
    AT = "M"
    PART = "N"  # в начале, the end of
    EARLY = "O"  # early, mid, late
    ORDER = "P"  # первый, второй
    HALF = "Q"
    HALF_YEAR = "R"  # полгода
    QUARTER = "S"
    QUARTER_NAME = "T"  # Q3
    SEASON = "U"  # summer, лето
    IN_SEASON = "V"  # летом
    WEEKEND = "W"
    LATELY = "X"  # на днях
    OTHER = "Y"  # the other day
    SEMESTER = "Z"  # полугодие
    HALF_NAME = "0"  # H1
    THAT = "1"  # тому назад
    NEXT = "2"
    THROUGH = "3"  # через
    ALL = "4"
    TIME = "5"  # всё время
    BEFORE_LAST = "6"  # позапрошлый
    FEW = "7"
    SOON = "8"  # recently, недавно
    HEDGE = "9"  # ровно, earlier
    DAY_PART = "="  # утром, night
    OR = "&"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of time, folded: what it is, its number (of a month 1 to 12, of Monday 0, of today 0, yesterday 1,
    tomorrow -1), or its unit.

    A year has a unit where it is called a year: «2026 год»; its number is 0 for this year, -1 for the last.
    """

    kind: Kind
    text: str
    value: int = 0
    unit: str = ""


_UNITS = ("первое", "второе", "третье", "четвертое", "пятое", "шестое", "седьмое", "восьмое", "девятое", "десятое")
_TEENS = tuple(f"{unit}надцатое" for unit in ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"))
_NTH = {nth: day for day, nth in (*enumerate((*_UNITS, *_TEENS), 1), (20, "двадцатое"), (30, "тридцатое"))}
_NTH |= {nth[:-2] + ("ьего" if nth == "третье" else "ого"): day for nth, day in _NTH.items()}
_ENGLISH = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
    *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    *(f"twenty-{unit}" for unit in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")),
    *("thirtieth", "thirty-first"),
)
_NTH |= {nth: day for day, nth in enumerate(_ENGLISH, 1)}
TENS = {"двадцать": 20, "тридцать": 30, "twenty": 20, "thirty": 30}

_COUNTS = (
    "один|одну|one",
    "два|две|пару|two|couple",
    "три|three",
    "четыре|four",
    "пять|five",
    "шесть|six",
    "семь|seven",
    "восемь|eight",
)
_PARTS = ("начал[еа]|beginning|start", "середин[еы]|middle", "конц[еа]|end")
_DAY_PARTS = ("morning|утром", "afternoon|днем", "evening|вечером", "ночью?", "night")
_ORDERS = ("перв(?:ый|ая|ой|ом|ую)", "втор(?:ой|ая|ом|ую)", "трет(?:ий|ьем)", "четверт(?:ый|ом)")
_SEASONS = ("winter|зим[аыу]", "spring|весн[аыу]", "summer|лет[оа]", "autumn|fall|осен[ьи]")
_UNIT_WORDS = (
    (Kind.UNIT, "hour", "hour|час"),
    (Kind.UNIT, "day", "day|день|сутки"),
    (Kind.UNIT, "week", "week|недел[яю]"),
    (Kind.UNIT, "month", "month|месяц"),
    (Kind.UNIT, "year", "year|год"),
    (Kind.CASE, "week", "недел[еи]"),
    (Kind.CASE, "month", "месяц[ае]"),
    (Kind.CASE, "year", "год[ау]"),
    (Kind.UNITS, "hour", "hours|hrs?|h|часа|часов|ч"),
    (Kind.UNITS, "day", "days|d|дня|дней|дни|суток|дн|д"),
    (Kind.UNITS, "week", "weeks|wk|w|недель|нед|н"),
    (Kind.UNITS, "month", "months|mo|m|месяцев|месяцы|мес|м"),
    (Kind.UNITS, "year", "years|yr|y|годы|годах|годов|гг|лет|г"),
)
_OTHERS = (
    (Kind.ZA, "за"),
    (Kind.IN, "в|во|in|during"),
    (Kind.ON, "на|for|on|over|within"),
    (Kind.OF, "of"),
    (Kind.THE, "the"),
    (Kind.SINCE, "с|со|c|since"),  # a Latin c looks like the Russian one: the grammar asks for Russian beside it
    (Kind.FROM, "from"),
    (Kind.AFTER, "после|after"),
    (Kind.OT, "от"),
    (Kind.BETWEEN, "между|between"),
    (Kind.BEFORE, "before|until|till"),
    (Kind.DO, "до"),
    (Kind.TO, "по|to"),
    (Kind.AND, "и|and"),
    (Kind.OR, "или|or"),
    (Kind.LAST, r"last|прош(?:л\w+|едш\w+)?|минувш\w+|истекш\w+"),
    (Kind.PAST, r"past|recent|посл(?:едн\w+)?"),
    (Kind.PREVIOUS, r"previous|предыдущ\w+"),
    (Kind.BEFORE_LAST, r"позапрошл\w+"),
    (Kind.FEW, "few|several|несколько"),
    (Kind.SOON, "recently|lately|недавно"),
    (Kind.HEDGE, "earlier|exactly|starting|ровно|примерно|начиная"),
    (Kind.AN, "an?"),
    (Kind.AGO, "ago|назад"),
    (Kind.THAT, "тому"),
    (Kind.NEXT, r"next|следующ\w+|будущ\w+"),
    (Kind.THROUGH, "через"),
    (Kind.ALL, "all|everything|весь|все|всю"),
    (Kind.TIME, "times?|время|период"),
    (Kind.AT, "at"),
    (Kind.HALF, "half|половин[ауые]|пол|полтора|полторы"),
    (Kind.QUARTER, "quarter|квартал[ае]?"),
    (Kind.SEMESTER, "полугоди[еяи]"),
    (Kind.WEEKEND, "weekend|выходны[ех]"),
    (Kind.LATELY, "днях"),
    (Kind.OTHER, "other"),
    (Kind.THIS, r"this|current|эт(?:от|ой|ом|у|а|ого|им|и|их)|текущ\w+"),
)
_LEXICON = (
    *((Kind.MONTH, number, "", words) for number, words in enumerate(_MONTH_WORDS, 1)),
    *((Kind.WEEKDAY, number, "", words) for number, words in enumerate(map("|".join, zip(FULL_NAMES, SHORT_NAMES, strict=True)))),
    *(
        (Kind.DAY, ago, "", words)
        for ago, words in enumerate(("today|сегодня(?:шний|шнего)?", "yesterday|вчера(?:шний|шнего)?", "позавчера(?:шнего)?"))
    ),
    *((Kind.DAY, -ahead, "", words) for ahead, words in enumerate(("tomorrow|завтра", "послезавтра"), 1)),
    *((Kind.NTH, number, "", word) for word, number in _NTH.items()),
    *((Kind.TENS, number, "", word) for word, number in TENS.items()),
    *((Kind.COUNT, number, "", words) for number, words in enumerate((*_COUNTS, "девять|nine", "десять|ten"), 1)),
    *((Kind.PART, number, "", words) for number, words in enumerate(_PARTS)),
    *((Kind.EARLY, number, "", word) for number, word in enumerate(("early", "mid", "late"))),
    *((Kind.DAY_PART, number, "", words) for number, words in enumerate(_DAY_PARTS)),
    *((Kind.ORDER, number, "", words) for number, words in enumerate(_ORDERS, 1)),
    *((Kind.SEASON, number, "", words) for number, words in enumerate(_SEASONS)),
    *((Kind.IN_SEASON, number, "", word) for number, word in enumerate(("зимой", "весной", "летом", "осенью"))),
    (Kind.HALF_YEAR, 6, "month", "полгода|пол-года"),
    *((kind, 0, unit, words) for kind, unit, words in _UNIT_WORDS),
    *((kind, 0, "", words) for kind, words in _OTHERS),
)
_WORD = re.compile("|".join(f"({words})" for *_, words in _LEXICON))
_FIGURES = re.compile(
    r"(?P<date>\d{4}-\d{1,2}(?:-\d{1,2}(?:t\d{1,2}:\d{2}\S*)?)?(?!\d)|\d{1,2}([./])\d{1,2}\2(?:\d{4}|(?<=\d\d[./]\d\d[./])\d\d)(?![.\d]))"
    r"|(?P<short>\d{2}\.\d{2}(?![.\d]))|(?P<clock>\d{1,2}:\d{2}\S*)"
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th|-?го|-?е|-й|-ом|-ем|-м)(?!\w)|q(?P<quarter_name>[1-4])(?!\w)|h(?P<half_name>[12])(?!\w)"
    r"|(?P<year>\d{4})(?:-(?:м|й|го|ом)(?!\w)|(?!\d))|(?P<number>\d{1,2}(?!\d))|(?P<count>\d+)"
    r"|(?P<dots>\.\.\.?|…)|(?P<hyphen>(?<=\S)[-–—](?=\S))|(?P<dash>[-–—])|(?P<comma>,)"
    r"|(?P<word>(?:(?:twenty|thirty|пол)-)?[^\W\d_]+(?!\w))(?P<stop>\.(?!\.))?|(?P<space>\s+)"
)
_OF_YEAR = {"год", "года", "году", "годах", "годов", "годы", "гг", "г"}  # behind a year they are part of it
_SHORT_YEAR = 10  # «в 22 году»; fewer are counted
_FRACTIONS = {"пол": 6, "полтора": 18}  # of a year, in months
_NEAR = {Kind.THIS: 0, Kind.LAST: -1, Kind.PREVIOUS: -1, Kind.BEFORE_LAST: -2}
_IN_YEARS = {Kind.MONTH, Kind.SEASON, Kind.IN_SEASON, Kind.QUARTER, Kind.QUARTER_NAME, Kind.SEMESTER, Kind.HALF_NAME}
_SHORTENS_YEARS = _IN_YEARS | {Kind.PART}  # «в начале 24 года»
_SHORTENED = {Kind.MONTH, Kind.WEEKDAY, Kind.LAST, Kind.PAST, Kind.UNIT, Kind.CASE, Kind.UNITS}  # "нояб.", "2026 г."
_NUMBERED = (Kind.NTH, Kind.YEAR, Kind.NUMBER, Kind.COUNT, Kind.QUARTER_NAME, Kind.HALF_NAME)
_WITH_NUMBERS = {kind.name.lower(): kind for kind in _NUMBERED}
_PLAIN = {kind.name.lower(): kind for kind in (Kind.DATE, Kind.SHORT, Kind.CLOCK, Kind.DOTS, Kind.DASH, Kind.HYPHEN, Kind.COMMA)}


def tokens(written: str) -> tuple[Token, ...] | None:
    """Return the words of folded text, or None where one of them is no word of time; «2026 год» is one."""
    found, at = list[Token](), 0
    while at < len(written):
        match = _FIGURES.match(written, at)
        token = None if match is None else _token(match)
        if match is None or (token is None and not match["space"]):
            return None
        at = match.end()
        if token:
            found = _with(found, token)
    return tuple(found)


def _with(found: list[Token], token: Token) -> list[Token]:
    """Return the words with one more.

    «2026 год» is one word, and so are «в 22 году», «полтора года», and «прошлого года» behind a month or a season.
    """
    if found and _is_year_of(found[-1], token):
        return [*found, Token(Kind.YEAR, f"20{token.value}", 2000 + token.value, "year")]
    if not found or token.unit != "year":
        return [*found, token]
    last, named = found[-1], [each.kind for each in found[-3:-1] if each.kind is not Kind.OF]
    if last.text in _FRACTIONS:
        return [*found[:-1], Token(Kind.HALF_YEAR, f"{last.text}{token.text}", _FRACTIONS[last.text], "month")]
    if (
        last.kind is Kind.NUMBER
        and last.value >= _SHORT_YEAR
        and (token.text == "году" or (named and named[-1] in _SHORTENS_YEARS))
    ):
        return [*found[:-1], Token(Kind.YEAR, f"20{last.value}", 2000 + last.value, "year")]
    if last.kind is Kind.YEAR and token.text in _OF_YEAR:
        return [*found[:-1], replace(last, unit="year")]
    if last.kind in _NEAR and named and named[-1] in _IN_YEARS:
        return [*found[:-1], Token(Kind.YEAR, f"{last.text} {token.text}", _NEAR[last.kind], "year")]
    return [*found, token]


def _is_year_of(last: Token, token: Token) -> bool:
    """Whether a number is the year of the month before it: «в мае 24-го», but not of «мая 24-го»."""
    is_month = last.kind is Kind.MONTH and not last.text.isascii() and last.text[-1] in "ьеймтр"
    return is_month and token.kind is Kind.NTH and token.text.endswith("го") and token.value >= _SHORT_YEAR


def is_of_time(word: str) -> bool:
    """Say whether a word, with what is written into it, can be a part of a time."""
    return bool(tokens(fold(word)))


def _token(match: re.Match[str]) -> Token | None:
    name = match.lastgroup or ""
    if match["word"]:
        return _word(match["word"], is_shortened=bool(match["stop"]))
    if name in _WITH_NUMBERS:
        return Token(_WITH_NUMBERS[name], match[name] if name == "year" else match[0], int(match[name]))
    return Token(_PLAIN[name], match[0]) if name in _PLAIN else None


@lru_cache(maxsize=4096)  # a question is read several times
def _word(word: str, *, is_shortened: bool) -> Token | None:
    match = _WORD.fullmatch(word)
    if match is None:
        return None
    kind, number, unit, _ = _LEXICON[(match.lastindex or 1) - 1]
    return None if is_shortened and kind not in _SHORTENED else Token(kind, word, number, unit)
