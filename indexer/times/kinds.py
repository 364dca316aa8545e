"""Kinds of words of time, and a word as it is read."""

from dataclasses import dataclass
from enum import StrEnum


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
    HALF_UNIT = "R"  # полгода
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
    HALVES = "%"  # полтора
    DECIMAL = "@"  # 1.5
    YONDER = "~"  # на той неделе
    SLASH = ";"  # 23/24
    APPROXIMATELY = ">"  # около, around
    COURSE = "<"  # в течение
    DECADE = "/"  # декада
    FEAST = "_"  # на майских, christmas
    HOLIDAYS = ":"
    NEW = "`"
    YEARS = "'"  # year's
    EVE = '"'
    CHISLO = "!"  # числа: of a day of some month


@dataclass(frozen=True, slots=True)
class Token:
    """A word of time, folded: what it is, its number (of a month 1 to 12, of Monday 0, of today 0, yesterday 1,
    tomorrow -1, of what is told in halves how many), or its unit.

    A year has a unit where it is called a year: «2026 год»; its number is 0 for this year, -1 for the last. In two figures it
    is of this century: «лето 24».
    """

    kind: Kind
    text: str
    value: int = 0
    unit: str = ""

    @property
    def is_short_year(self) -> bool:
        """Whether it is a year in two figures, which might count what follows: «летом 24 человека»."""
        return self.kind is Kind.YEAR and len(self.text) == 2
