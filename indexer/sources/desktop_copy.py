"""Text copied in Telegram Desktop: messages one below another, each under its author's name and its time in brackets.

Source: telegramdesktop/tdesktop, history_inner_widget.cpp, history_item_text.cpp. Times are written as the computer's language
has them.
"""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import TextIO

from indexer.language.text import clean
from indexer.models import Origin, Post, Skipped
from indexer.sources import web_copy
from indexer.sources.entities import find_hashtags, find_links
from indexer.sources.reading import is_readable, numbered, read_whole, single_spaced, to_utc

_SPACE = r"[^\S\n]"
_HEADER = re.compile(  # the numbers of the date: 24.09.2024, 2024-09-24, 9/24/24
    rf"^[ \t\ufeff]*(?P<name>\S.{{0,199}}?),?{_SPACE}{{1,3}}\[(?P<first>\d{{1,4}})(?P<sign>[./-])(?P<second>\d{{1,2}})(?P=sign)"
    rf"(?P<third>\d{{4}}|\d{{1,2}}),?{_SPACE}+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<seconds>\d{{2}}))?"
    rf"(?:{_SPACE}*(?P<half>[AP])\.?M\.?)?\]:?{_SPACE}*$",
    re.MULTILINE | re.IGNORECASE,
)
_FORWARDED = re.compile(  # in brackets, but for what Telegram's web version copies
    r"(?P<opens>\[)?(?:Forwarded(?: story)? from|Переслано (?:от|из)):?\s++"
    r"(?P<name>\S.{0,199}?)(?:\s+(?:via|через) @\w+)?(?(opens)\])"
)
_POLL = re.compile(r"\[ (?:Poll|Опрос) : (.+) \]")
_ADDED = re.compile(r"\[(?:In reply to|В ответ(?: на)?) .+\]|\[ .+ \]")  # "[ Photo ]" stands for a picture


def fits(text: str) -> bool:
    """Say whether a text is copied in Telegram Desktop: a line is a header of its, and no page's words stand above it."""
    found = _HEADER.search(text)
    return found is not None and not web_copy.fits(text[: found.start()])


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Post | Skipped]:
    """Return the post under every header; text before the first one is a post without origin and time.

    A date with slashes has its month first where another date of the text shows it, or where the clock has AM and PM.
    """
    return numbered(_read(clean(read_whole(stream)), zone))


def _read(whole: str, zone: tzinfo) -> Iterator[Post | Skipped]:
    headers = list(_HEADER.finditer(whole))
    ends = [*(header.start() for header in headers), len(whole)]
    if whole[: ends[0]].strip():
        yield _post(whole[: ends[0]], Origin(), None)
    month_first = _is_month_first(headers)
    for header, end in zip(headers, ends[1:], strict=True):
        moment = _moment(header, zone, month_first=month_first)
        yield _post(whole[header.end() : end], Origin(_name(header["name"])), moment)


def _is_month_first(headers: list[re.Match[str]]) -> bool:
    """What numbers above twelve say of all dates with slashes; where there is none, a clock of twelve hours."""
    dates = [header for header in headers if header["sign"] == "/"]
    if any(int(date["first"]) > 12 for date in dates):
        return False
    return any(int(date["second"]) > 12 or date["half"] for date in dates)


def _moment(header: re.Match[str], zone: tzinfo, *, month_first: bool) -> datetime | None:
    first, second, third, hour = (int(header[name]) for name in ("first", "second", "third", "hour"))
    year, month, day = (first, second, third) if first > 31 else (third, second, first)
    if header["sign"] == "/" and month_first and first <= 31:
        month, day = day, month
    if header["half"]:
        hour = hour % 12 + 12 * (header["half"] in "Pp")
    try:
        clock = (hour, int(header["minute"]), int(header["seconds"] or 0))
        return to_utc(datetime(year + 2000 * (year < 100), month, day, *clock, tzinfo=zone), zone)
    except ValueError:
        return None


def _post(block: str, origin: Origin, moment: datetime | None) -> Post | Skipped:
    """Return the post that stands under a header, a forward with its source."""
    lines = block.strip().split("\n")
    while lines and (forwarded := _FORWARDED.fullmatch(lines[0])) or _is_added(lines):
        origin = web_copy.read_header(_name(forwarded["name"])) if forwarded else origin
        lines = lines[1:]
    text = clean("\n".join(_poll(lines) or lines))
    if not is_readable(text):
        return Skipped(0, "no-text")
    return Post(text, moment, origin, links=find_links(text), hashtags=find_hashtags(text))


def _is_added(lines: list[str]) -> bool:
    return bool(lines) and _ADDED.fullmatch(lines[0]) is not None and _POLL.fullmatch(lines[0]) is None


def _poll(lines: list[str]) -> list[str]:
    """Return the lines of a poll as other sources give them; none for a message that is no poll."""
    question = _POLL.fullmatch(lines[0]) if lines else None
    return [question[1], *(re.sub(r"^- ", "– ", line) for line in lines[1:])] if question else []


def _name(name: str) -> str:
    return single_spaced(name.replace("\u00a0", " ").strip())
