"""Which words make a time: patterns of kinds of words, and what each of them names."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.language.text import fold
from indexer.times import dates, day_parts, feasts, month_days, parts, relative
from indexer.times.kinds import Kind, Token
from indexer.times.said import Certainty, Said, Time
from indexer.times.tokens import tokens

_DAY_AND_MONTH = (
    "(?:(?P<day{0}>NTH_DAY)(?P<of{0}>OF)?(?P<month{0}>MONTH)|(?P<behind{0}>MONTH)(?P<number{0}>NTH_DAY))"
    "(?:COMMA?(?P<year{0}>YEAR))?"
)
_PARTS = {
    "FIRST_DAY": _DAY_AND_MONTH.format(1),
    "LAST_DAY": _DAY_AND_MONTH.format(2),
    "NTH_DAY": "(?:NUMBER|TENS?NTH)",
    "OF_YEAR": "(?:(?:COMMA|OF)?(?P<year>YEAR))?",
    "THIRD": "(?P<lead>IN|ON|AT)?THE?(?P<part>PART OF?|EARLY HYPHEN?)THE?",
    "HALF_OF": "(?:ZA|IN|ON)?THE?(?P<nth>ORDER|NTH)HALF OF?THE?",
    "WHOLE": "(?:(?=MONTH|YEAR)(?P<month>MONTH)?(?:COMMA|OF)?(?P<year>YEAR)?|NEAR?(?:UNIT|CASE))",
    "HALVED": (
        "(?:HALVES ANY_UNIT|HALF_UNIT|HALF(?:AN|HYPHEN)?ANY_UNIT|AN?UNIT(?:AND AN|SINCE)HALF"
        "|(?:NUMBER|COUNT)(?:AND AN|SINCE)HALF ANY_UNIT|DECIMAL ANY_UNIT)"
    ),
    "ANY_UNIT": "(?:UNIT|CASE|UNITS)",
    "NEAR": "(?:LAST|PREVIOUS|BEFORE_LAST|THIS)",
    "BACK": "(?:THAT?AGO)",
    "WRITTEN": "(?:DATE CLOCK?)",
    "LEAD": "(?P<lead>ZA|IN|ON|OF)?THE?",
    "OPEN": "(?:SINCE|FROM)",
    "BOTH": "(?:OT|BETWEEN)",
    "LINE": "(?:HYPHEN|DASH|TO)",
}
_RULES: tuple[tuple[str, Callable[[Said], Time | None]], ...] = (
    ("LEAD(?P<ago>DAY)(?P<adjective>UNIT|UNITS)?", relative.today),
    ("LEAD(?P<first>DAY)(?:AND|COMMA|LINE)(?P<last>DAY)", relative.from_day_to_day),
    ("(?:(?P<ago>DAY)(?:IN THE)?|LEAD THIS)(?P<part>DAY_PART)", day_parts.of_day),
    ("(?P<part>DAY_PART)(?P<ago>DAY)", day_parts.of_day),
    ("LEAD(?:LAST|PAST)(?P<part>DAY_PART)", day_parts.last_night),
    ("(?P<lead>(?:IN|ON|ZA)(?:LAST|THIS)?|LAST|THIS)(?P<weekday>WEEKDAY)(?P<part>DAY_PART)", day_parts.of_weekday),
    ("(?P<part>DAY_PART)(?P<lead>IN|ON)(?P<weekday>WEEKDAY)", day_parts.of_weekday),
    ("IN(?P<night>DAY_PART)ON(?P<weekday>WEEKDAY)", day_parts.night_to),
    ("LEAD UNIT(?:BEFORE|AFTER)(?P<ago>DAY)", relative.day_before),
    ("(?P<lead>IN)AN?(?P<count>(?:NUMBER|COUNT OF?)UNITS|UNIT|HALVED)", relative.ahead_in_english),
    ("LEAD(?:LAST|PAST)?(?P<count>(?:NUMBER|COUNT OF?|YEAR)(?:LAST|PAST)?ANY_UNIT|HALVED)", relative.counted),
    ("LEAD(?:(?:LAST|PAST)?FEW(?:LAST|PAST)?|PAST)UNITS", relative.last_few),
    ("AN?FEW UNITS BACK|(?P<least>NUMBER|COUNT)(?:HYPHEN|DASH|OR)(?P<most>NUMBER|COUNT)ANY_UNIT BACK", relative.few_ago),
    ("AN?(?P<count>(?:NUMBER|COUNT OF?)ANY_UNIT|HALVED|ANY_UNIT(?:NUMBER|COUNT))BACK", relative.ago),
    ("AN?(?P<one>UNIT|UNITS)BACK|APPROXIMATELY CASE BACK", relative.ago),
    ("LEAD(?:NEAR(?:UNIT|CASE)|UNIT BEFORE LAST)", relative.of_calendar),
    ("ZA YONDER UNIT|(?:IN|ON)?YONDER CASE", relative.that_one),
    ("LEAD(?P<past>PAST|ALL)?UNIT|ON AN UNIT", relative.latest),
    ("LEAD NEXT(?:UNIT|CASE|(?P<weekday>WEEKDAY)|(?P<month>MONTH)|WEEKEND)", relative.coming),
    ("THROUGH(?P<count>(?:NUMBER|COUNT)ANY_UNIT|HALVED)|THROUGH(?:UNIT|UNITS)", relative.ahead),
    ("(?:ZA|ON)?ALL TIME|ALL", relative.always),
    ("(?P<lead>ON)LATELY|THE OTHER UNIT", relative.one_of_these_days),
    ("SOON|(?P<lead>IN|ZA)PAST TIME", relative.lately),
    ("(?:(?P<lead>ZA|IN|ON)(?:LAST|BEFORE_LAST|THIS)?|LAST|BEFORE_LAST)?(?P<weekday>WEEKDAY)", relative.weekday),
    ("LEAD(?P<weekday>WEEKDAY)BEFORE LAST", relative.weekday),
    ("(?:OPEN|BOTH)?(?P<first>WEEKDAY)(?:LINE|DO|AND)(?P<last>WEEKDAY)", relative.weekdays),
    ("(?P<lead>ZA|IN|ON|AT)?THE?(?P<which>NEAR|PAST|YONDER)?(?P<days>WEEKEND)(?:BEFORE LAST)?", parts.weekend),
    ("LEAD NEAR(?P<season>SEASON|IN_SEASON)", parts.season_near),
    ("LEAD(?P<season>SEASON|IN_SEASON)OF_YEAR", parts.season),
    ("LEAD(?P<season>SEASON|IN_SEASON)(?P<first>YEAR)(?:HYPHEN|DASH|SLASH)(?P<last>YEAR|NUMBER)", parts.winter_of_years),
    ("(?P<since>SINCE)THE?(?P<season>SEASON)", parts.since_season),
    ("LEAD NEAR(?:QUARTER|SEMESTER)", parts.quarter_near),
    ("LEAD(?P<nth>(?:ORDER|NTH|NUMBER)(?:QUARTER|SEMESTER)|QUARTER_NAME|HALF_NAME)OF_YEAR", parts.quarter),
    ("LEAD(?P<feast>FEAST)HOLIDAYS?OF_YEAR", feasts.feast),
    ("LEAD(?:(?P<feast>FEAST)|NEW(?:YEARS|UNITS))EVE OF_YEAR", feasts.eve),
    ("THIRD WHOLE", parts.third),
    ("HALF_OF WHOLE", parts.half),
    ("THIRD(?P<season>SEASON)OF_YEAR", parts.third_of_season),
    ("LEAD(?P<nth>ORDER|NTH|LAST|PAST)(?:UNIT|CASE)OF?(?P<month>MONTH)OF_YEAR", parts.week_of_month),
    ("LEAD(?P<nth>ORDER|NTH|LAST|PAST)(?:DECADE|CHISLO)(?P<month>MONTH)OF_YEAR", parts.decade_of_month),
    ("(?:LEAD|OPEN)(?P<date>WRITTEN)", dates.date),
    ("(?:ZA|(?:SINCE|OT)(?P<since>SHORT)(?:TO|DO))(?P<until>SHORT)", dates.short),
    ("ZA?(?P<since>SHORT)(?:HYPHEN|DASH)(?P<until>SHORT)", dates.short),
    ("(?:ON|SINCE)?(?P<day>SHORT)", dates.short_alone),
    ("(?:LEAD ALL?|OPEN)(?P<year>YEAR)", dates.year),
    ("(?:BEFORE|DO|AFTER)(?P<year>YEAR)", dates.side_of_year),
    ("OPEN?(?P<since>WRITTEN|YEAR)?DOTS(?P<until>WRITTEN|YEAR)?", dates.between_dates),
    ("(?:OPEN|ZA|IN)?(?P<since>WRITTEN|YEAR)LINE(?P<until>WRITTEN|YEAR)", dates.between_dates),
    ("OPEN?(?P<first>NTH_DAY)LINE(?P<last>NTH_DAY)(?P<month>MONTH)OF_YEAR", dates.days_of_month),
    ("BOTH(?P<first>NTH_DAY)(?:LINE|DO|AND)(?P<last>NTH_DAY)OF?(?P<month>MONTH)OF_YEAR", dates.days_of_month),
    ("(?P<unsure>MONTH)(?P<first>NTH_DAY)LINE(?P<last>NTH_DAY)OF_YEAR", dates.days_of_month),
    ("(?:BETWEEN|FROM)(?P<month>MONTH)(?P<first>NTH_DAY)(?:LINE|AND)(?P<last>NTH_DAY)OF_YEAR", dates.days_of_month),
    ("BETWEEN(?P<since>YEAR)AND(?P<until>YEAR)", dates.between_dates),
    ("LEAD ALL?(?P<month>MONTH)OF_YEAR", dates.month),
    ("(?:OPEN|AFTER|BEFORE|DO)(?P<month>MONTH)", dates.side_of_month),
    ("(?:OPEN|BOTH)(?P<first>MONTH)(?:LINE|DO|AND)(?P<last>MONTH)OF_YEAR", dates.months),
    ("LEAD(?P<first>MONTH)(?:HYPHEN|DASH)(?P<last>MONTH)OF_YEAR", dates.months),
    ("(?P<lead>IN|ZA)(?P<first>MONTH)AND(?:IN|ZA)?(?P<last>MONTH)OF_YEAR", dates.month_and_next),
    ("(?:OPEN|BOTH|LEAD)(?P<first>MONTH)(?P<from>YEAR)(?:LINE|DO|AND)(?P<last>MONTH)(?P<to>YEAR)", dates.months_of_years),
    ("IN?(?:LAST|PREVIOUS|BEFORE_LAST)(?P<month>MONTH)", dates.last_month),
    ("LEAD FIRST_DAY", dates.day),
    ("(?P<lead>ZA|ON|IN)?THE?(?P<day>NTH_DAY)CHISLO?(?:OF?THE?(?P<of>NEAR(?:UNIT|CASE)))?", month_days.day),
    ("(?P<lead>OPEN|OT)?THE?(?P<first>NTH_DAY)CHISLO?(?:LINE|DO)THE?(?P<last>NTH_DAY)CHISLO?", month_days.days),
    ("(?P<lead>OPEN|AFTER|BEFORE|DO)FIRST_DAY", dates.side_of_day),
    ("(?:OPEN|BOTH)?FIRST_DAY(?:LINE|DO|AND)LAST_DAY", dates.days),
)
_MEANT_IN_RUSSIAN = re.compile(
    r"c (?=.*[а-я])(?!(?:в|во|за|на|до|по|вчера|сегодня|позавчера|завтра)\b)"
)  # not C, «код на c вчера»
_SIDES = (Kind.SINCE, Kind.AFTER, Kind.BEFORE, Kind.DO)


def read_time(phrase: str) -> Time | None:
    """Return the time that a whole phrase names, or None."""
    folded = " ".join(fold(phrase).split())
    if folded.startswith("c ") and not _MEANT_IN_RUSSIAN.match(folded):
        return None
    words = tokens(folded)
    return _read(words) if words else None


def _read(words: Sequence[Token]) -> Time | None:
    kinds = "".join(token.kind for token in words)
    if _IN_THE_TIME.match(kinds):
        return _read(words[2:])  # «в период с 1 по 5 ноября»
    if _STARTING.match(kinds):
        return _read((Token(Kind.SINCE, "since"), *words[2:]))
    if (at := kinds.find(Kind.THIS + Kind.PAST)) >= 0:
        return _read((*words[:at], *words[at + 1 :]))  # "this past week"
    if _IN_THE_COURSE.match(kinds):
        return _read(
            (Token(Kind.ZA, "за"), *(replace(each, kind=Kind.UNIT) if each.kind is Kind.CASE else each for each in words[2:]))
        )
    if _AS_IF_ALONE.match(kinds):
        return _read(words[1:])  # «ровно год назад», "from last week"
    for pattern, rule in _GRAMMAR:
        if (match := pattern.fullmatch(kinds)) and (time := rule(said := Said(words, match))):
            return replace(time, may_go_on=True) if said.ends_in_short_year else time  # «летом 24 человека»
    return _side(words)


def _side(words: Sequence[Token]) -> Time | None:
    """What is since or until a time: "since yesterday", «до прошлой недели»; «до пятницы» is none."""
    first, rest = words[0], words[1:]
    if first.kind not in _SIDES or not rest or rest[0].kind in _SIDES:
        return None
    led = (_read((*lead, *rest)) for lead in ((Token(Kind.ON, "on"),), (Token(Kind.IN, "in"),), ()))
    time = next((each for each in led if each and each.certainty >= Certainty.TOLD), None)
    is_since = first.kind in (Kind.SINCE, Kind.AFTER)
    if time is None or (time.may_come and not is_since):
        return None
    return time.side(Certainty.TOLD if time.may_go_on else Certainty.CLEAR, is_since=is_since)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the letters of kinds for one of names."""
    for name, part in _PARTS.items():
        pattern = re.sub(rf"\b{name}\b", part, pattern)
    return re.compile(re.sub("[A-Z_]{2,}", lambda match: Kind[match[0]].value, pattern).replace(" ", ""))


_IN_THE_TIME = _compiled("(?:IN|ZA)TIME(?=SINCE|OT)")
_STARTING = _compiled("HEDGE FROM(?=.)")  # "starting from last week"
_IN_THE_COURSE = _compiled("IN COURSE(?=LAST|PAST|PREVIOUS|THIS)")  # «в течение последней недели»
_AS_IF_ALONE = _compiled("HEDGE(?!$)|APPROXIMATELY(?!CASE)(?=.*AGO)|FROM(?=THE?(?:LAST|PAST|PREVIOUS|THIS|DAY))")
_GRAMMAR = tuple((_compiled(pattern), rule) for pattern, rule in _RULES)
