"""The words of time that people write in Russian and English, each as what it is: a number, a month, a unit, "last", «назад»."""

import re
from functools import lru_cache

from indexer.times.feast_days import FEASTS
from indexer.times.kinds import Kind, Token
from indexer.times.weekdays import FULL_NAMES, SHORT_NAMES

_MONTH_WORDS = (
    r"january|jan|январ[ьяе]|янв",
    r"february|feb|феврал[ьяе]|февр?",
    r"march|mar|март[ае]?|мар",
    r"april|apr|апрел[ьяе]|апр",
    r"may|ма[йяе]",
    r"june|jun|июн[ьяе]|июн",
    r"july|jul|июл[ьяе]|июл",
    r"august|aug|август[ае]?|авг",
    r"september|sept?|сентябр[ьяе]|сент?",
    r"october|oct|октябр[ьяе]|окт",
    r"november|nov|ноябр[ьяе]|нояб?",
    r"december|dec|декабр[ьяе]|дек",
)
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
    "два|две|двух|пару|two|couple",
    "три|трех|three",
    "четыре|четырех|four",
    "пять|five",
    "шесть|six",
    "семь|seven",
    "восемь|eight",
)
_PARTS = ("начал[еау]|beginning|start", "середин[еыу]|middle", "конц[еау]|end")
_DAY_PARTS = ("morning|утром", "afternoon|днем", "evening|вечером", "ночью?", "night")
_ORDERS = ("перв(?:ый|ая|ой|ом|ую|ых|ые)", "втор(?:ой|ая|ом|ую)", "трет(?:ий|ьем)", "четверт(?:ый|ом)")
_SEASONS = ("winter|зим[аыу]", "spring|весн[аыу]", "summer|лет[оа]", "autumn|fall|осен[ьи]")
_HALF_UNITS = (
    ("hour", "пол-?часа"),
    ("day", "пол-?дня|полсуток"),
    ("week", "пол-?недели"),
    ("month", "пол-?месяца"),
    ("year", "пол-?года"),
)
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
    (Kind.QUARTER, "quarter|квартал[ае]?"),
    (Kind.SEMESTER, "полугоди[еяи]"),
    (Kind.WEEKEND, "weekend|выходны[ех]"),
    (Kind.LATELY, "днях"),
    (Kind.OTHER, "other"),
    (Kind.YONDER, "той|том|ту|тот|те|тех"),
    (Kind.HOLIDAYS, "праздник(?:и|ах)|каникул(?:ы|ах)|holidays?"),
    (Kind.NEW, "new"),
    (Kind.YEARS, "year['’]s"),
    (Kind.EVE, "eve"),
    (Kind.CHISLO, "числ(?:а|о|ах)"),
    (Kind.APPROXIMATELY, "about|around|roughly|approximately|около"),
    (Kind.COURSE, "течени[еи]"),
    (Kind.DECADE, "декад[аеу]"),
    (Kind.THIS, r"this|current|эт(?:от|ой|ом|у|а|ого|им|и|их)|текущ\w+"),
)
_LEXICON = (
    *((Kind.MONTH, number, "", words) for number, words in enumerate(_MONTH_WORDS, 1)),
    *((Kind.WEEKDAY, number, "", words) for number, words in enumerate(map("|".join, zip(FULL_NAMES, SHORT_NAMES, strict=True)))),
    *(
        (Kind.DAY, ago, "", words)
        for ago, words in enumerate(
            (
                "today(?:['’]s)?|сегодня(?:шн(?:ий|его|ие|их|яя))?",
                "yesterday(?:['’]s)?|вчера(?:шн(?:ий|его|ие|их|яя))?",
                "позавчера(?:шнего)?",
            )
        )
    ),
    *((Kind.DAY, -ahead, "", words) for ahead, words in enumerate(("tomorrow|завтра", "послезавтра"), 1)),
    *((Kind.NTH, number, "", word) for word, number in _NTH.items()),
    *((Kind.TENS, number, "", word) for word, number in TENS.items()),
    *((Kind.COUNT, number, "", words) for number, words in enumerate((*_COUNTS, "девять|nine", "десять|ten"), 1)),
    *((Kind.PART, number, "", words) for number, words in enumerate(_PARTS)),
    *((Kind.EARLY, number, "", word) for number, word in enumerate(("early", "mid", "late"))),
    *((Kind.DAY_PART, number, "", words) for number, words in enumerate(_DAY_PARTS)),
    *((Kind.FEAST, number, "", words) for number, (words, *_) in enumerate(FEASTS)),
    *((Kind.ORDER, number, "", words) for number, words in enumerate(_ORDERS, 1)),
    *((Kind.SEASON, number, "", words) for number, words in enumerate(_SEASONS)),
    *((Kind.IN_SEASON, number, "", word) for number, word in enumerate(("зимой", "весной", "летом", "осенью"))),
    (Kind.HALF, 1, "", "half|половин(?:[ауые]|ой)"),
    (Kind.HALVES, 1, "", "пол"),
    (Kind.HALVES, 3, "", "полтор[аы]|полутора"),
    *((Kind.HALF_UNIT, 1, unit, words) for unit, words in _HALF_UNITS),
    *((kind, 0, unit, words) for kind, unit, words in _UNIT_WORDS),
    *((kind, 0, "", words) for kind, words in _OTHERS),
)
_WORD = re.compile("|".join(f"({words})" for *_, words in _LEXICON))
_SHORTENED = {Kind.MONTH, Kind.WEEKDAY, Kind.LAST, Kind.PAST, Kind.UNIT, Kind.CASE, Kind.UNITS}  # "нояб.", "2026 г."


@lru_cache(maxsize=4096)  # a question is read several times
def word_token(word: str, *, is_shortened: bool) -> Token | None:
    """Return what a folded word of letters is, None where it is no word of time; ``is_shortened``: a stop follows it."""
    match = _WORD.fullmatch(word)
    if match is None:
        return None
    kind, number, unit, _ = _LEXICON[(match.lastindex or 1) - 1]
    return None if is_shortened and kind not in _SHORTENED else Token(kind, word, number, unit)
