"""Markdown as Telegram libraries write a message's entities into its text: taken out again, with the links and the code it marks.

Source: Telethon, ``telethon.extensions.markdown``; Pyrogram, "Text Formatting"
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.sources.entities import each_once, find_links

_CODE = re.compile(r"(```)(?:[\w+#-]*\n)?(.+?)(```)|(?<![`\w])(`)([^`]+)(`)(?![`\w])", re.DOTALL)
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(((?:(?:https?|tg|mailto|ton)://?|t\.me/|www\.)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)"
)
_BOLD, _ITALIC, _STRUCK, _HIDDEN = r"\*\*", "(?<!_)__(?!_)", "~~", r"\|\|"
_MARKS = [re.compile(mark) for mark in (_BOLD, _ITALIC, _STRUCK, _HIDDEN)]
# Inside a word or between blanks it is a power, or a word that somebody is too shy to write; rarely the end of bold type.
_INSIDE = re.compile(r"[^\W_].{2}[^\W_]|[ \t].{2}[ \t]", re.DOTALL)
_IN_CODE = re.compile(r"[a-z\d].{2}[a-z\d]", re.DOTALL | re.IGNORECASE)
_ARGUMENT = re.compile(r"(?<=[(,])( ?)\*\*(?=[a-z_]\w*[,)=])", re.ASCII)  # f(**options)
_NAME = re.compile(r"__[a-z][a-z\d_]*__")  # __init__

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, the links in it and behind its words in their order, and whether anything was marked as code."""

    text: str
    links: tuple[str, ...]
    has_code: bool


def read_markdown(text: str) -> Marked:
    """Return what a text says, with its links; a mark that has no other end, or stands in code, is a character like any."""
    code = list(_CODE.finditer(text))
    spans = [match.span() for match in (*code, *_ARGUMENT.finditer(text))]
    masked = _masked(text, spans, " ")
    links = list(_LINK.finditer(masked))
    addresses = [(match.end(1), match.end()) for match in links]
    masked = _masked(masked, addresses, " ")
    cuts = [span for match in code for span in _ends(match)]
    cuts += [span for match in links for span in ((match.start(), match.start(1)), (match.end(1), match.end()))]
    said = _masked(text, [*spans, *addresses], "\0")
    cuts += [span for mark in _MARKS for span in _paired(said, mark)]
    hidden = [(match.start(), match.group(2)) for match in links]
    seen = [(masked.find(link), link) for link in find_links(masked)]
    return Marked(_without(text, cuts), each_once(link for _, link in sorted(hidden + seen)), bool(code))


def _masked(text: str, spans: Iterable[Span], filler: str) -> str:
    """Return a text of the same length with a filler in the place of spans: a blank, which ends addresses, or what is none."""
    for start, end in spans:
        text = text[:start] + filler * (end - start) + text[end:]
    return text


def _ends(match: re.Match[str]) -> Iterator[Span]:
    """Yield what is no code of a span of it: the marks, and the language's name behind the first."""
    opening, inside, closing = (1, 2, 3) if match.group(1) else (4, 5, 6)
    yield match.start(opening), match.start(inside)
    yield match.span(closing)


def _paired(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    """Yield the marks of one kind that open and close something, by twos; one inside only where another has no other end."""
    found = [m.span() for m in mark.finditer(text) if not _IN_CODE.fullmatch(_around(text, m.span()))]
    outside = [span for span in found if not _INSIDE.fullmatch(_around(text, span))]
    ends = found if len(outside) % 2 else outside
    for first, last in zip(ends[::2], ends[1::2], strict=False):
        if not _NAME.fullmatch(text[first[0] : last[1]]):
            yield from (first, last)


def _around(text: str, span: Span) -> str:
    return text[max(0, span[0] - 1) : span[1] + 1]


def _without(text: str, cuts: Iterable[Span]) -> str:
    kept, position = [], 0
    for start, end in sorted(cuts):
        kept.append(text[position:start])
        position = max(position, end)
    return "".join([*kept, text[position:]])
