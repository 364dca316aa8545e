"""A phrase as the words of time that it is made of: figures, and words of letters."""

import re
from dataclasses import replace

from indexer.language.text import fold
from indexer.times.kinds import Kind, Token
from indexer.times.words import word_token

_FIGURES = re.compile(
    r"(?P<date>\d{4}-\d{1,2}(?:-\d{1,2}(?:t\d{1,2}:\d{2}\S*)?)?(?!\d)|\d{1,2}([./])\d{1,2}\2(?:\d{4}|(?<=\d\d[./]\d\d[./])\d\d)(?![.\d]))"
    r"|(?P<decimal>\d{1,2}[.,]5(?![.,\d]))|(?P<short>\d{2}\.\d{2}(?![.\d]))|(?P<clock>\d{1,2}:\d{2}\S*)"
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th|-?го|-?е|-й|-ом|-ем|-м)(?!\w)|q(?P<quarter_name>[1-4])(?!\w)|h(?P<half_name>[12])(?!\w)"
    r"|['’](?P<short_year>\d\d)(?!\w)|(?P<slash>(?<=\d)/(?=\d))"
    r"|(?P<year>\d{4})(?:-(?:м|й|го|ом)(?!\w)|(?!\d))|(?P<number>\d{1,2}(?!\d))|(?P<count>\d+)"
    r"|(?P<dots>\.\.\.?|…)|(?P<hyphen>(?<=\S)[-–—](?=\S))|(?P<dash>[-–—])|(?P<comma>,)"
    r"|(?P<word>(?:(?:twenty|thirty|пол)-)?[^\W\d_]+(?:['’]s)?(?!\w))(?P<stop>\.(?!\.))?|(?P<space>\s+)"
)
_OF_YEAR = {"год", "года", "году", "годах", "годов", "годы", "гг", "г"}  # behind a year they are part of it
_SHORT_YEAR = 10  # «в 22 году»; fewer are counted
_CENTURY = 2000
_NEAR = {Kind.THIS: 0, Kind.LAST: -1, Kind.PREVIOUS: -1, Kind.BEFORE_LAST: -2}
_IN_YEARS = {Kind.MONTH, Kind.SEASON, Kind.IN_SEASON, Kind.QUARTER, Kind.QUARTER_NAME, Kind.SEMESTER, Kind.HALF_NAME}
_SHORTENS_YEARS = _IN_YEARS | {Kind.PART}  # «в начале 24 года»
_BETWEEN = (Kind.OF, Kind.THE, Kind.HYPHEN)
_BEFORE_MONTH = {Kind.PART, Kind.EARLY, Kind.HALF, Kind.NUMBER, Kind.NTH}  # «6 ноября 24» has its year behind
_BEFORE_GENITIVE = _BEFORE_MONTH | {Kind.SINCE, Kind.OT, Kind.DO, Kind.AFTER}  # "since may 24" is a day
_NUMBERED = (Kind.NTH, Kind.YEAR, Kind.NUMBER, Kind.COUNT, Kind.QUARTER_NAME, Kind.HALF_NAME)
_WITH_NUMBERS = {kind.name.lower(): kind for kind in _NUMBERED}
_ALONE = (Kind.DATE, Kind.SHORT, Kind.CLOCK, Kind.DOTS, Kind.DASH, Kind.HYPHEN, Kind.COMMA, Kind.SLASH)
_PLAIN = {kind.name.lower(): kind for kind in _ALONE}


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

    «2026 год» is one word, and so are «в 22 году», and «прошлого года» behind a month or a season.
    """
    if found and _is_year_of(found[-1], token):
        return [*found, _year(token.value)]
    if found and token.kind is Kind.NUMBER and token.value >= _SHORT_YEAR and _awaits_year(found):
        return [*found, Token(Kind.YEAR, token.text, _CENTURY + token.value)]
    if not found or token.unit != "year":
        return [*found, token]
    last, named = found[-1], [each.kind for each in found[-3:-1] if each.kind is not Kind.OF]
    if (
        last.kind is Kind.NUMBER
        and last.value >= _SHORT_YEAR
        and (token.text == "году" or (named and named[-1] in _SHORTENS_YEARS))
    ):
        return [*found[:-1], _year(last.value)]
    if last.kind is Kind.YEAR and token.text in _OF_YEAR:
        return [*found[:-1], _year(last.value % 100) if last.is_short_year else replace(last, unit="year")]
    if last.kind in _NEAR and named and named[-1] in _IN_YEARS:
        return [*found[:-1], Token(Kind.YEAR, f"{last.text} {token.text}", _NEAR[last.kind], "year")]
    return [*found, token]


def _is_year_of(last: Token, token: Token) -> bool:
    """Whether a number is the year of the month or season before it: «в мае 24-го», but not of «мая 24-го»."""
    is_named = last.kind in (Kind.SEASON, Kind.IN_SEASON) or (last.kind is Kind.MONTH and _is_no_genitive(last.text))
    return is_named and token.kind is Kind.NTH and token.text.endswith("го") and token.value >= _SHORT_YEAR


def _awaits_year(found: list[Token]) -> bool:
    """Whether what is said so far awaits a year in two figures: «лето 24», «ноябрь 24», «с ноября 24», «6 ноября 24».

    «Ноября 24» and "november 24" are days.
    """
    last = found[-1]
    if last.kind is not Kind.MONTH or _is_no_genitive(last.text):
        return last.kind in _IN_YEARS
    before = next((token.kind for token in reversed(found[:-1]) if token.kind not in _BETWEEN), None)
    return before in (_BEFORE_MONTH if last.text.isascii() else _BEFORE_GENITIVE)


def _is_no_genitive(month: str) -> bool:
    return not month.isascii() and month[-1] not in "яа"


def _year(short: int) -> Token:
    return Token(Kind.YEAR, str(_CENTURY + short), _CENTURY + short, "year")


def is_of_time(word: str) -> bool:
    """Say whether a word, with what is written into it, can be a part of a time."""
    return bool(tokens(fold(word)))


def _token(match: re.Match[str]) -> Token | None:
    name = match.lastgroup or ""
    if match["word"]:
        return word_token(match["word"], is_shortened=bool(match["stop"]))
    if name == "short_year":
        return Token(Kind.YEAR, match[0], _CENTURY + int(match[name]))
    if name == "decimal":
        return Token(Kind.DECIMAL, match[0], 2 * int(match[0][:-2]) + 1)
    if name in _WITH_NUMBERS:
        return Token(_WITH_NUMBERS[name], match[name] if name == "year" else match[0], int(match[name]))
    return Token(_PLAIN[name], match[0]) if name in _PLAIN else None
