"""The plain text of a rich message: its blocks as lines, with the links and hashtags in them.

Source: Bot API 10.1, RichMessage, RichBlock, RichText; telegramdesktop/tdesktop, export_output_json.cpp, which names some parts
otherwise and has an object for every text.
"""

from collections.abc import Iterator, Mapping, Sequence

from indexer.language.text import clean
from indexer.sources.entities import each_once

_MAX_DEPTH = 40
# A block holds text under some of these names, in this order; lists of blocks and rows of cells lie under the others.
_TEXTS = ("summary", "title", "text", "expression", "formula")
_PARTS = ("blocks", "block", "items", "cells", "rows")
_AFTER = ("caption", "credit")
_INLINE = ("text", "expression", "source", "alternative_text", "credit")
_MARKED = {"url": ("url", "url"), "text_link": ("url", "href"), "hashtag": ("hashtag", "hashtag"), "link": ("url", "url")}
_TASKS = {"checked": "☑", "unchecked": "☐"}


def read_blocks(blocks: object) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return (text, links, hashtags) of a rich message's blocks: a line each, the cells of a table's row in one line."""
    marks: list[tuple[str, str]] = []
    lines = [line for line in _lines(blocks, marks, 0) if line.strip()]
    links = each_once(value for kind, value in marks if kind == "url" and not value.startswith("#"))
    hashtags = each_once(value.lstrip("#").split("@")[0] for kind, value in marks if kind == "hashtag")
    return "\n".join(lines), links, hashtags


def _lines(block: object, marks: list[tuple[str, str]], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(block, list):
        for part in block:
            yield from [_row(part, marks, depth)] if isinstance(part, list) else _lines(part, marks, depth + 1)
    elif isinstance(block, Mapping):
        own = [_inline(block.get(name), marks, depth + 1) for name in (*_TEXTS, *_author(block))]
        inner = [line for name in _PARTS for line in _lines(_part(block, name), marks, depth + 1)]
        yield from _itemized(_mark(block), [line for line in (*own, *inner) if line])
        yield from (_inline(block.get(name), marks, depth + 1) for name in _AFTER)


def _author(block: Mapping[str, object]) -> Sequence[str]:
    """An author is a text where a block is nothing else; a page that is embedded has one, too, by name."""
    return ("author",) if block.get("type") == "author_date" else ()


def _part(block: Mapping[str, object], name: str) -> object:
    part = block.get(name)
    if name == "rows" and isinstance(part, list):
        return [row.get("cells") for row in part if isinstance(row, Mapping)]
    return part


def _mark(block: Mapping[str, object]) -> str:
    """Return what stands before an item of a list: its number, or whether it is done."""
    mark = block.get("label") or _TASKS.get(str(block.get("task_state"))) or block.get("num")
    return mark if isinstance(mark, str) else ""


def _itemized(mark: str, lines: Sequence[str]) -> Sequence[str]:
    return [" ".join([mark, *lines[:1]]), *lines[1:]] if mark else lines


def _row(cells: list[object], marks: list[tuple[str, str]], depth: int) -> str:
    texts = [_inline(cell, marks, depth + 1) for cell in cells]
    return " | ".join(texts) if any(texts) else ""


def _inline(part: object, marks: list[tuple[str, str]], depth: int) -> str:
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(_inline(piece, marks, depth + 1) for piece in part)
    if not isinstance(part, Mapping):
        return ""
    place = len(marks)
    text = " ".join(filter(None, (_inline(part.get(name), marks, depth + 1) for name in _INLINE)))
    if (kind := str(part.get("type"))) in _MARKED:
        what, name = _MARKED[kind]
        marks.insert(place, (what, clean(str(part.get(name) or ("" if kind == "text_link" else text)))))
    return text
