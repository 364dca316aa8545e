"""Text copied from channels' web pages: posts under "Forwarded from …", with the page's own words and doubled bodies."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from typing import TextIO

from indexer.cleaning import join_lines, merge_copies, split_lines
from indexer.language.text import clean, words
from indexer.models import Origin, Post, Preview, Skipped
from indexer.sources.entities import find_hashtags, find_links
from indexer.sources.reading import read_whole
from indexer.sources.web_preview import find_preview

_SPACE = r"[^\S\n]"  # a copy has no-break spaces, too
_HEADER = re.compile(
    rf"^(?:{_SPACE}|\ufeff)*(?:Forwarded{_SPACE}from|Переслано{_SPACE}(?:от|из))(?::{_SPACE}*|{_SPACE}+)(\S.*?){_SPACE}*$",
    re.MULTILINE,
)
_APP = r"(?:the )?(?:telegram|телеграм\w*)(?: (?:app|web|desktop))?"
_NOTICES = (  # what t.me pages print, and what a browser's translator makes of it
    rf"(?:please,? )?open (?:in )?{_APP}(?: to (?:view|see|watch) .{{1,40}})?",
    rf"(?:view|open|watch|see|show) (?:(?:this )?post )?(?:in|on) (?:{_APP}|channel)",
    r"this (?:media|message|post|video|file|content) (?:is not|isn't) (?:supported|available)(?: (?:in|by|on) .{1,40})?",
    r"(?:this )?(?:media|file|video|photo) is too big(?: .{1,30})?",
    r"(?:anonymous|public) (?:poll|quiz)|final results",
    rf"(?:пожалуйста,? )?(?:откройте|открыть) (?:(?:это|приложение|в) )*{_APP}(?:,? чтобы .{{1,50}})?",
    rf"(?:посмотреть|смотреть|просмотреть|открыть|показать) (?:(?:этот )?пост )?(?:в|на) (?:{_APP}|канале)",
    r"(?:(?:этот|это|эти) )?(?:тип )?(?:медиа\w*|видео|файл|сообщени[ея]|пост|контент|формат) не (?:поддержива|доступ).{0,50}",
    r"(?:(?:этот|это) )?(?:медиа\w*|файл|видео|фото) слишком (?:больш|велик).{0,40}",
    r"(?:анонимный|публичный|открытый) опрос|(?:анонимная|публичная) викторина|(?:окончательные|итоговые) результаты",
)
_BOILERPLATE = re.compile("|".join(_NOTICES), re.IGNORECASE)
_TIME = r"(?:(?:edited|изменено|ред\.)\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?"
_COUNT = r"\d[\d.,\u00a0\u202f ]*+[KMКМ]?"
_FOOTER = re.compile(
    rf"{_TIME}|{_COUNT}\s*(?:views?|просмотр\w*|voters?|votes?|answers?|голос\w*|comments?|комментари\w*)(?:\s*(?:.{{1,40}},\s*)?{_TIME})?"
    r"|\d[\d.,]*[KMКМ]|edited|изменено|leave a comment|оставить комментарий|(?:[^\w\s]++\s*+\d[\d.,]*+[KMКМ]?\s*+)+",
    re.IGNORECASE,
)
_EMOJI_COUNT = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")
_DANGLING_WORDS, _DANGLING_LENGTH = 6, 60


def fits(text: str) -> bool:
    """Say whether a text is copied from a channel's page: it has a header of a forward or a line that only such a page prints."""
    return _HEADER.search(text) is not None or any(is_boilerplate(line) for line in text.split("\n"))


def parse(stream: TextIO, zone: tzinfo = UTC) -> Iterator[Post | Skipped]:
    """Yield the post under every header; text before the first one is a post without origin. Such texts have no times."""
    whole = clean(read_whole(stream))
    headers = list(_HEADER.finditer(whole))
    ends = [*(header.start() for header in headers), len(whole)]
    blocks = [(Origin(), whole[: ends[0]])] if whole[: ends[0]].strip() else []
    blocks += [(read_header(header.group(1)), whole[header.end() : ends[i + 1]]) for i, header in enumerate(headers)]
    for position, (origin, block) in enumerate(blocks, 1):
        yield read_post(origin, block) or Skipped(position, "no-text")


def read_header(name: str) -> Origin:
    """Return the origin that a header names: "Channel (Author)" or "Channel"; only a bracket at the end holds an author."""
    name, depth = name.replace("\u00a0", " "), 0
    for place in reversed(range(len(name))):
        depth += {")": 1, "(": -1}.get(name[place], 0)
        if depth == 0:
            break
    title, author = name[:place].rstrip(), name[place + 1 : -1].strip()
    is_signed = name.endswith(")") and name[place] == "(" and author and title and name[place - 1].isspace()
    return Origin(title, author) if is_signed else Origin(name)


def read_post(origin: Origin, block: str) -> Post | None:
    """Return the post that a block under a header holds, its text once; None where only the page's own words were in it."""
    lines, preview = _read_body(_without_page(split_lines(block)))
    text = join_lines(_without_ending(lines, origin.title or ""))
    if not text and not preview:
        return None
    return Post(text=text, origin=origin, links=find_links(text), hashtags=find_hashtags(text), preview=preview)


def _read_body(lines: list[str]) -> tuple[list[str], Preview | None]:
    """Return the lines of the text, each once, and the preview: it may stand under the last copy or under every one."""
    lines, preview = _take_preview(lines)
    merged = merge_copies(lines)
    rest, second = _take_preview(merged.lines, tail=merged.tail if not preview else 0)
    if preview is None or second == preview:
        return rest, second
    return merged.lines, preview


def _take_preview(lines: list[str], *, tail: int = 0) -> tuple[list[str], Preview | None]:
    found = find_preview(lines, tail=tail)
    return (lines[: -found[1]], found[0]) if found else (lines, None)


def is_boilerplate(line: str) -> bool:
    """Say whether a whole line is what a page prints in place of something that it cannot show."""
    return _BOILERPLATE.fullmatch(line.replace("\u00a0", " ").strip().rstrip(".!")) is not None


def _without_page(lines: Sequence[str]) -> list[str]:
    """Return lines without the page's own: notices anywhere, counters and times at the end, a video's length before a notice."""
    kept = [line for line in lines if not is_boilerplate(line)]
    if len(kept) < len(lines):
        while len(kept) > 1 and re.fullmatch(r"\d{1,2}:\d{2}(?::\d{2})?", kept[0].strip()):
            kept = kept[1:]
    while len(kept) > 1 and _is_footer(kept[-1]) and not kept[-2].rstrip().endswith(":"):
        kept = kept[:-1]
    return kept


def _is_footer(line: str) -> bool:
    row = line.strip()
    if _FOOTER.fullmatch(row) is None:
        return False
    return row[0].isalnum() or _EMOJI_COUNT.match(row) is not None


def _without_ending(lines: list[str], title: str) -> list[str]:
    """Return lines without a last one that merely signs with the channel's name, or whose colon introduces nothing."""
    while len(lines) > 1 and (_is_signature(lines[-1], title) or _is_dangling(lines[-1])):
        lines = lines[:-1]
    return lines


def _is_signature(line: str, title: str) -> bool:
    return bool(title) and words(line) == words(title) != []


def _is_dangling(line: str) -> bool:
    return line.rstrip().endswith(":") and len(line) <= _DANGLING_LENGTH and len(words(line)) <= _DANGLING_WORDS
