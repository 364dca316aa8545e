"""Exports of Telegram Desktop whose keys another tool has sorted: what a chat is stands behind its messages.

``jq -S`` and ``json.dumps(…, sort_keys=True)`` write so. Such a file is read twice, first for what it says of its chats.
"""

import re
from collections.abc import Callable, Iterator
from datetime import tzinfo
from functools import partial
from typing import Any, TextIO

from indexer.sources import tdesktop_json
from indexer.sources.albums import Part
from indexer.sources.scanning import BrokenJson, Scanner

_SORTED = re.compile(r'\{\s*(?:"id"\s*:\s*-?\d+\s*,\s*)?"messages"\s*:\s*\[')


def survey(head: str, reopen: Callable[[], TextIO]) -> Callable[[TextIO, tzinfo], Iterator[Part]]:
    """Return how an export is parsed that begins so; one whose chats come before what they are is read from ``reopen`` before."""
    if _SORTED.search(head) is None:
        return tdesktop_json.parse
    with reopen() as stream:
        heads = list(_heads(Scanner(stream)))
    return partial(tdesktop_json.parse, heads=heads)


def _heads(scanner: Scanner) -> Iterator[dict[str, Any]]:
    """Yield what is said of every chat that is known behind its messages only; up to the first damage."""
    try:
        while opening := scanner.peek():
            for _ in scanner.items() if opening == "[" else (None,):
                yield from _heads_of(scanner)
    except BrokenJson:
        return


def _heads_of(scanner: Scanner) -> Iterator[dict[str, Any]]:
    about: dict[str, Any] = {}
    is_late = False
    for key in scanner.members():
        if key == "messages":
            is_late = is_late or "type" not in about
            for _ in scanner.items():
                scanner.value()
        elif key in ("chats", "left_chats"):
            yield from _heads_in(scanner)
        else:
            about[key] = scanner.value()
    if is_late:
        yield about


def _heads_in(scanner: Scanner) -> Iterator[dict[str, Any]]:
    for key in scanner.members():
        if key != "list":
            scanner.value()
            continue
        for _ in scanner.items():
            yield from _heads_of(scanner)
