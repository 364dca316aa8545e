"""Telegram's HTML: what others wrote is escaped, lengths are Telegram's, snippets show the words that were asked for."""

import html
import re
from collections.abc import Iterable, Set
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts import day, say
from indexer.addresses import read_address
from indexer.language.sentences import cut
from indexer.language.text import stems
from indexer.models import Post

LIMIT = 4096  # Bot API, sendMessage: characters after entities parsing, which are UTF-16 units
SNIPPET, TITLE = 220, 60
_TRAPS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # they turn or hide the words that follow
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:[.'’\-+#][^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\bt\.me/\S+", re.IGNORECASE)
_BEFORE = 60  # characters shown before the first match


def escape(text: str) -> str:
    """Return a text of others as HTML that shows it and does nothing else."""
    return html.escape(_TRAPS.sub("", text), quote=False)


def length(markup: str) -> int:
    """Return how long HTML is once parsed, in UTF-16 units, as Telegram counts."""
    return len(html.unescape(_TAG.sub("", markup)).encode("utf-16-le")) // 2


def plain(markup: str) -> str:
    """Return HTML as bare text."""
    return html.unescape(_TAG.sub("", markup))


def link(markup: str, url: str | None) -> str:
    """Return HTML as a link, or as it is where the address is none that Telegram opens."""
    read = read_address(url or "")
    if not url or not read or read.scheme not in ("http", "https"):
        return markup
    return f'<a href="{html.escape(url)}">{markup}</a>'


def channel(post: Post, language: str) -> str:
    """Return the escaped name of the place or person that a post comes from."""
    name = post.origin.title or post.origin.author or (f"@{post.origin.username}" if post.origin.username else None)
    return escape(cut(_one_line(name), TITLE)) if name else say(language, "unknown-channel")


def date(moment: datetime | None, language: str, zone: str) -> str | None:
    """Return a post's date in the reader's zone; None where it is not known."""
    return day(local(moment, zone), language) if moment else None


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment in the reader's zone; one that would leave the calendar there stays as it is."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except OverflowError:
        return moment


def title(post: Post, language: str, *, limit: int = TITLE) -> str:
    """Return a post's first words, escaped."""
    return escape(cut(_one_line(post.reading), limit)) or say(language, "no-text")


def snippet(passage: str, wanted: Set[str], *, limit: int = SNIPPET) -> str:
    """Return the stretch of a passage that holds most of the wanted stems, in HTML, their words in bold."""
    text = _one_line(_TRAPS.sub("", passage))
    found = _found(text, wanted)
    start = _best_start(text, found, limit)
    shown = cut(text[start:], limit)
    marked = [(a - start, b - start) for a, b in found if a >= start and b - start <= len(shown.rstrip("…"))]
    return ("…" if start else "") + _bold(shown, marked)


_Found = dict[tuple[int, int], frozenset[str]]


def _found(text: str, wanted: Set[str]) -> _Found:
    """Return where wanted words stand and which they are; those in addresses only where there are no others."""
    matches = list(_WORD.finditer(text))
    found = {match.span(): held for match in matches if (held := frozenset(wanted & set(stems(match[0]))))}
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    outside = {span: held for span, held in found.items() if not any(a <= span[0] < b for a, b in addresses)}
    return outside or found


def _best_start(text: str, found: _Found, limit: int) -> int:
    """Return where to begin, a little before the words whose stretch holds most different ones, of equals most in all."""
    if len(text) <= limit or not found:
        return 0
    first = max(found, key=lambda span: _told(found, span[0], span[0] + limit - _BEFORE))[0]
    wished = max(0, first - _BEFORE)
    space = text.find(" ", wished, first) if wished else -1
    return space + 1 if space >= 0 else wished and first


def _told(found: _Found, start: int, end: int) -> tuple[int, int]:
    inside = [held for (a, b), held in found.items() if start <= a and b <= end]
    return len(frozenset().union(*inside)), len(inside)


def _bold(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for a, b in spans:
        parts += [escape(text[at:a]), f"<b>{escape(text[a:b])}</b>"]
        at = b
    return "".join([*parts, escape(text[at:])])


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def pack(blocks: Iterable[str], *, limit: int = LIMIT, between: str = "\n\n") -> list[str]:
    """Return blocks of HTML in as few messages as they need; a block that is too long for one is cut between its lines."""
    messages: list[str] = []
    for block in (piece for whole in blocks for piece in _pieces(whole, limit)):
        if messages and length(messages[-1] + between + block) <= limit:
            messages[-1] += between + block
        else:
            messages.append(block)
    return messages


def _pieces(block: str, limit: int) -> list[str]:
    return [block] if length(block) <= limit else pack(block.split("\n"), limit=limit, between="\n") if "\n" in block else [block]
