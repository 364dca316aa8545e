"""One JSON array of messages, or one object behind another in many lines, as ``jq`` writes: what lines hold, and streamed."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from itertools import chain
from typing import TextIO

from indexer.errors import BrokenExport
from indexer.models import Entry, Skipped
from indexer.sources import jsonl
from indexer.sources.foreign import text_of
from indexer.sources.scanning import BrokenJson, Scanner

_SCALAR = r'(?:"(?:[^"\\]|\\.)*+"|[^\s{}\[\]",:]++)'


def fits(head: str) -> bool:
    """Say whether a text is an array of objects, or objects one behind another, of which one has a text; the last may be cut."""
    scanner = Scanner(io.StringIO(head))
    try:
        return any(isinstance(value, Mapping) and text_of(value) is not None for value in _values(scanner))
    except BrokenJson:
        return False


def _values(scanner: Scanner) -> Iterator[object]:
    for _ in _places(scanner):
        yield scanner.value()


def _places(scanner: Scanner) -> Iterator[None]:
    """Yield at the start of every object: of those of an array, of another behind it, and of those that stand by themselves."""
    while opening := scanner.peek():
        if opening == "[":
            yield from scanner.items()
        elif opening == "{":
            yield
        else:
            raise BrokenJson


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Entry]:
    """Yield the post of every object. Where the text is damaged, reading goes on at the next object that begins as the first.

    Raises: BrokenExport when not one object can be read.
    """
    scanner, position, begins = Scanner(stream), 0, None
    is_array = scanner.peek() == "["
    places: Iterator[None] | None = _places(scanner)
    while places is not None:
        try:
            for _ in places:
                value = scanner.value()
                position += 1
                begins = begins or _beginning(value)
                yield from jsonl.read_object(value, position, zone)
            return
        except BrokenJson as error:
            if not position:
                raise BrokenExport(1, "not a JSON array") from error
            position += 1
            yield Skipped(position, "broken-json")
            places = _behind(scanner, begins, is_array=is_array)


def _behind(scanner: Scanner, begins: re.Pattern[str] | None, *, is_array: bool) -> Iterator[None] | None:
    if begins is None or scanner.seek(begins) is None:
        return None
    return chain(scanner.rest(), _places(scanner)) if is_array else _places(scanner)


def _beginning(value: object) -> re.Pattern[str] | None:
    """Return what an object begins with that is like another: its first two keys, as entities and other parts share one."""
    if not isinstance(value, Mapping) or not value:
        return None
    first, *others = (re.escape(json.dumps(key)) for key in list(value)[:2])
    is_plain = others and not isinstance(next(iter(value.values())), Mapping | list)
    behind = rf"{_SCALAR}\s*,\s*{others[0]}\s*:" if is_plain else ""
    return re.compile(rf"(?=\{{\s*{first}\s*:\s*{behind})")
