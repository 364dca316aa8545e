"""One JSON array of messages, as tools write who write no lines; its objects are what lines hold, and it is streamed."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import TextIO

from indexer.errors import BrokenExport
from indexer.models import Entry, Skipped
from indexer.sources import jsonl
from indexer.sources.foreign import text_of
from indexer.sources.scanning import BrokenJson, Scanner

_SCALAR = r'(?:"(?:[^"\\]|\\.)*+"|[^\s{}\[\]",:]++)'


def fits(head: str) -> bool:
    """Say whether a text is an array of which one object has a text; the last one may be cut."""
    scanner = Scanner(io.StringIO(head))
    if scanner.peek() != "[":
        return False
    try:
        return any(isinstance(value, Mapping) and text_of(value) is not None for value in _values(scanner))
    except BrokenJson:
        return False


def _values(scanner: Scanner) -> Iterator[object]:
    for _ in scanner.items():
        yield scanner.value()


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Entry]:
    """Yield the post of every object. Where the array is damaged, reading goes on at the next object that begins as the first.

    Raises: BrokenExport when not one object can be read.
    """
    scanner, position, begins = Scanner(stream), 0, None
    places: Iterator[None] | None = scanner.items()
    while places is not None:
        try:
            for _ in places:
                value = scanner.value()
                position += 1
                begins = begins or _beginning(value)
                yield from jsonl.read_object(value, position, zone)
            places = _next(scanner)
        except BrokenJson as error:
            if not position:
                raise BrokenExport(1, "not a JSON array") from error
            position += 1
            yield Skipped(position, "broken-json")
            places = scanner.rest() if begins and scanner.seek(begins) else None


def _next(scanner: Scanner) -> Iterator[None] | None:
    """Return the places in the array that somebody has put behind the last one into the same file; None at the end."""
    if scanner.peek() not in ("", "["):
        raise BrokenJson
    return scanner.items() if scanner.peek() else None


def _beginning(value: object) -> re.Pattern[str] | None:
    """Return what an object begins with that is like another: its first two keys, as entities and other parts share one."""
    if not isinstance(value, Mapping) or not value:
        return None
    first, *others = (re.escape(json.dumps(key)) for key in list(value)[:2])
    is_plain = others and not isinstance(next(iter(value.values())), Mapping | list)
    behind = rf"{_SCALAR}\s*,\s*{others[0]}\s*:" if is_plain else ""
    return re.compile(rf"(?=\{{\s*{first}\s*:\s*{behind})")
