"""The plain text of a rich message: its blocks as lines, with the links and hashtags in them.

Source: Bot API 10.1, RichMessage, RichBlock, RichText
"""

from collections.abc import Iterator, Mapping

from indexer.sources.entities import each_once

_MAX_DEPTH = 40
# A block holds text under some of these names, in this order; lists of blocks and rows of cells lie under the others.
_TEXTS = ("label", "summary", "text", "expression")
_PARTS = ("blocks", "items", "cells")
_AFTER = ("caption", "credit")


def read_blocks(blocks: object) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return (text, links, hashtags) of a rich message's blocks: a line each, the cells of a table's row in one line."""
    marks: list[tuple[str, str]] = []
    lines = [line for line in _lines(blocks, marks, 0) if line.strip()]
    links = each_once(value for kind, value in marks if kind == "url")
    hashtags = each_once(value.lstrip("#") for kind, value in marks if kind == "hashtag")
    return "\n".join(lines), links, hashtags


def _lines(block: object, marks: list[tuple[str, str]], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(block, list):
        for part in block:
            yield from [_row(part, marks, depth)] if isinstance(part, list) else _lines(part, marks, depth + 1)
    elif isinstance(block, Mapping):
        inner = [line for name in _PARTS for line in _lines(block.get(name), marks, depth + 1) if line]
        own = [_inline(block.get(name), marks, depth + 1) for name in _TEXTS]
        if block.get("label") and inner:  # an item of a list: its mark stands before its first line
            own, inner = [], [f"{own[0]} {inner[0]}", *inner[1:]]
        after = [_inline(block.get(name), marks, depth + 1) for name in _AFTER]
        yield from (*own, *inner, *after)


def _row(cells: list[object], marks: list[tuple[str, str]], depth: int) -> str:
    texts = [_inline(cell, marks, depth + 1) for cell in cells]
    return " | ".join(text for text in texts if text)


def _inline(part: object, marks: list[tuple[str, str]], depth: int) -> str:
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(_inline(piece, marks, depth + 1) for piece in part)
    if not isinstance(part, Mapping):
        return ""
    kind = str(part.get("type"))
    if kind in ("url", "hashtag"):
        marks.append((kind, str(part.get(kind) or "")))
    names = ("text", "expression", "alternative_text", "credit")
    return " ".join(filter(None, (_inline(part.get(name), marks, depth + 1) for name in names)))
