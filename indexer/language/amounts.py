"""Numbers as they are meant, however they are written: grouped, rounded to millions, of money, years, decades and telephones."""

import re
from functools import lru_cache

from indexer.language.letters import is_cyrillic

MONEY = "$€£¥₽₴₸₿"
# Every pattern begins with what is rare, and looks back from there: to look back from every place takes ten times as long.
_ASCII_DIGIT = re.compile("[0-9]")
_GROUPS = re.compile(r"[ \u00a0\u2009\u202f](?<=\d.)(?<!\d{4}.)(?=\d{3}(?!\d))")  # 1 000 000
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")  # 1,000,000: only in English, elsewhere a comma is a point
_PRICE = re.compile(rf"[{MONEY}]\d{{1,3}}(?:,\d{{3}})++(?![\d,])")  # $1,299: there, too
_POINT = re.compile(r",(?<=\d,)(?=\d)")  # 7,5
_ZEROS = re.compile(r"0(?<![\w.,:/]0)0*(?=\d)")  # 09:00
_APART = r"[ \u00a0\u2009\u202f()\-‑–]{0,3}+"  # what groups the digits of a telephone's number
_TELEPHONE = re.compile(  # of Russia with 8 or +7, or of any country with its code behind a plus
    rf"[1-9](?:(?<=[78])(?<![\w/=\-].)(?<!\+8)(?<!\d[.,:].){_APART}[3-9]\d\d(?:{_APART}\d){{7}}"
    rf"|(?<=\+.)(?<!\w\+.)(?:{_APART}\d){{8,13}})(?!\w|[.,:]\d)"
)
_RANGE = re.compile(r"–(?<=\d–)(?=\d)")  # 2026–2027
_JOINED = re.compile(r"\.(?:(?<=тыс\.)|(?<=млн\.)|(?<=млрд\.)|(?<=трлн\.))(?=[^\W\d])", re.IGNORECASE)  # «5 тыс.руб.»
_NUMBER = r"(\d(?<![\w.]\d)\d*+)(?:\.(\d++))?+"
_NUMBER_OF = r"(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
_SCALED = re.compile(
    rf"{_NUMBER}[ \u00a0\-]?+(?:(тыс(?:\.|яч(?:[аиуе]|ей|ам|ами|ах)?)?|thousand)|(млн\.?|миллион{_NUMBER_OF}|million|mln)"
    rf"|(млрд\.?|миллиард{_NUMBER_OF}|billion|bn)|(трлн\.?|триллион{_NUMBER_OF}|trillion))(?!\w)",
    re.IGNORECASE,
)
_SIGN, _COUNTRY = re.compile(f"[{MONEY}]"), re.compile(r"US\$[ \u00a0]?(?=\d)")
_PRICED = re.compile(rf"(?<=[{MONEY}]){_NUMBER} ?+(?:([kк])|(mn?)|(bn?)|(tn?))(?!\w)", re.IGNORECASE)  # 20 m may be metres
# Of a unit a sign and a word are made: the one is part of the figure, the other a word of the text, as it mostly was one.
_UNITS = {2: "₽rub", 3: "%percent", 4: "$usd", 5: "€eur"}
_UNIT = re.compile(
    r"(\d)\s?+(?:(₽|руб(?:\.|л\w++)?)|(%|процент\w*+|percent)|(\$|(?:доллар\w*+|долл\.?)(?: сша)?|(?:us )?dollars?|usd)"
    r"|(€|евро|euros?))(?!\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"([$€₽])(?<!\w.)[ \u00a0]?+(\d++(?:\.\d++)?+)(?![\w\-–—])")
_YEAR = re.compile(r"([12](?<!\w[12])[09]\d\d)(?:-(?:го|й|м))?+\s?+(?:гг?\.?|год(?:а|у|ом|е|ы|ов|ам|ами|ах)?)(?!\w)")
_DECADE = re.compile(r"0-(?<=\d0-)(?:х|е|[ыи][ех])(?!\w)(?:\s?+(?:гг?(?!\w)\.?+|год(?:ы|ов|ах|ам|ами)(?!\w)))?+")


@lru_cache(maxsize=4096)
def levelled(text: str) -> str:
    """Return a text with its numbers written in one way.

    1000 for "1 000" and «1 тыс.», 7.5 for «7,5», 9:00 for "09:00", "20000000 $usd" for "20 million dollars" and "$20m", «2026 г»
    for «2026 году», «1990-х г» for «1990-х» and «1990-е годы», "+78005553535" for "8 (800) 555-35-35".
    """
    if not _ASCII_DIGIT.search(text):
        return text
    text = _TELEPHONE.sub(_dialled, text)
    if "," in text:
        grouped = _PRICE if is_cyrillic(text) else _THOUSANDS
        text = _POINT.sub(".", grouped.sub(lambda found: found[0].replace(",", ""), text))
    text = _JOINED.sub(". ", _RANGE.sub("-", text))
    text = _SCALED.sub(_in_full, _ZEROS.sub("", _GROUPS.sub("", text)))
    if _SIGN.search(text):
        text = _SIGNED.sub(r"\2 \1", _PRICED.sub(_in_full, _COUNTRY.sub("$", text)))
    text = _DECADE.sub("0-х г", text) if "0-" in text else text
    return _YEAR.sub(r"\1 г", _UNIT.sub(lambda unit: f"{unit[1]} {_UNITS[unit.lastindex or 2]}", text))


def _dialled(found: re.Match[str]) -> str:
    """A telephone's number as a mobile telephone keeps it."""
    digits = "".join(filter(str.isdecimal, found[0]))
    has_plus = found.string.startswith("+", found.start() - 1)
    return digits if has_plus else f"+7{digits[1:]}"


def _in_full(found: re.Match[str]) -> str:
    """A number of thousands, millions, billions or trillions."""
    zeros = 3 * ((found.lastindex or 3) - 2)
    part = (found[2] or "").ljust(zeros, "0")
    whole, rest = (found[1] + part[:zeros]).lstrip("0") or "0", part[zeros:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole
