"""A phrase as the words of time that it is made of: figures, and words of letters."""

import re
from dataclasses import replace

from indexer.text import fold
from indexer.times.kinds import Kind, Token
from indexer.times.words import word_token

_FIGURES = re.compile(
    r"(?P<date>\d{4}-\d{1,2}(?:-\d{1,2}(?:t\d{1,2}:\d{2}\S*)?)?(?!\d)|\d{1,2}([./])\d{1,2}\2(?:\d{4}|(?<=\d\d[./]\d\d[./])\d\d)(?![.\d]))"
    r"|(?P<decimal>\d{1,2}[.,]5(?![.,\d]))|(?P<short>\d{2}\.\d{2}(?![.\d]))|(?P<clock>\d{1,2}:\d{2}\S*)"
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th|-?го|-?е|-й|-ом|-ем|-м)(?!\w)|q(?P<quarter_name>[1-4])(?!\w)|h(?P<half_name>[12])(?!\w)"
    r"|(?P<year>\d{4})(?:-(?:м|й|го|ом)(?!\w)|(?!\d))|(?P<number>\d{1,2}(?!\d))|(?P<count>\d+)"
    r"|(?P<dots>\.\.\.?|…)|(?P<hyphen>(?<=\S)[-–—](?=\S))|(?P<dash>[-–—])|(?P<comma>,)"
    r"|(?P<word>(?:(?:twenty|thirty|пол)-)?[^\W\d_]+(?!\w))(?P<stop>\.(?!\.))?|(?P<space>\s+)"
)
_OF_YEAR = {"год", "года", "году", "годах", "годов", "годы", "гг", "г"}  # behind a year they are part of it
_SHORT_YEAR = 10  # «в 22 году»; fewer are counted
_NEAR = {Kind.THIS: 0, Kind.LAST: -1, Kind.PREVIOUS: -1, Kind.BEFORE_LAST: -2}
_IN_YEARS = {Kind.MONTH, Kind.SEASON, Kind.IN_SEASON, Kind.QUARTER, Kind.QUARTER_NAME, Kind.SEMESTER, Kind.HALF_NAME}
_SHORTENS_YEARS = _IN_YEARS | {Kind.PART}  # «в начале 24 года»
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

    «2026 год» is one word, and so are «в 22 году», and «прошлого года» behind a month or a season.
    """
    if found and _is_year_of(found[-1], token):
        return [*found, Token(Kind.YEAR, f"20{token.value}", 2000 + token.value, "year")]
    if not found or token.unit != "year":
        return [*found, token]
    last, named = found[-1], [each.kind for each in found[-3:-1] if each.kind is not Kind.OF]
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
        return word_token(match["word"], is_shortened=bool(match["stop"]))
    if name == "decimal":
        return Token(Kind.DECIMAL, match[0], 2 * int(match[0][:-2]) + 1)
    if name in _WITH_NUMBERS:
        return Token(_WITH_NUMBERS[name], match[name] if name == "year" else match[0], int(match[name]))
    return Token(_PLAIN[name], match[0]) if name in _PLAIN else None
