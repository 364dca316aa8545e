"""One JSON array of messages, as tools write who write no lines; its objects are what lines hold, and it is streamed."""

import json
import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import TextIO

from indexer.errors import BrokenExport
from indexer.models import Entry, Skipped
from indexer.sources import jsonl
from indexer.sources.foreign import text_of
from indexer.sources.scanning import BrokenJson, Scanner

_BEGIN, _BETWEEN = re.compile(r"\s*\[\s*(?=\{)"), re.compile(r"\s*,\s*(?=\{)")
_DECODER = json.JSONDecoder(strict=False)


def fits(head: str) -> bool:
    """Say whether a text is an array of objects of which one has a text; the last one may be cut."""
    return any(text_of(each) is not None for each in _objects(head))


def _objects(head: str) -> Iterator[dict[str, object]]:
    place = _BEGIN.match(head)
    while place is not None:
        try:
            found, end = _DECODER.raw_decode(head, place.end())
        except (ValueError, RecursionError):
            return
        yield found
        place = _BETWEEN.match(head, end)


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Entry]:
    """Yield the post of every object. Behind damage nothing is read: a bracket there tells nothing.

    Raises: BrokenExport when not one object can be read.
    """
    scanner, position = Scanner(stream), 0
    try:
        for _ in scanner.items():
            value = scanner.value()
            position += 1
            yield from jsonl.read_object(value, position, zone)
    except BrokenJson as error:
        if not position:
            raise BrokenExport(1, "not a JSON array") from error
        yield Skipped(position + 1, "broken-json")
