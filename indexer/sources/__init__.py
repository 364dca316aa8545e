"""The doors for files: what a file is, by its content alone, and the posts in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from indexer.errors import BrokenExport, NoPosts, UnknownFormat
from indexer.models import Post, Skipped
from indexer.sources import jsonl, web_copy
from indexer.sources.reading import decode


class Format(NamedTuple):
    """A kind of file: whether a text is of it, and how its posts are read; positions of what is skipped count from 1."""

    fits: Callable[[str], bool]
    parse: Callable[[str], Iterator[Post | Skipped]]


FORMATS: dict[str, Format] = {  # asked in this order
    "jsonl": Format(jsonl.fits, jsonl.parse),
    "web_copy": Format(web_copy.fits, web_copy.parse),
}


def detect(head: bytes) -> str:
    """Return the name of the format of a file's content.

    Raises: UnknownFormat, also for an empty and for a binary file.
    """
    return _format_of(decode(head), head)


def _format_of(text: str, content: bytes) -> str:
    for name, known in FORMATS.items():
        if known.fits(text):
            return name
    raise UnknownFormat(content[:64])


def parse(source: Path | bytes) -> Iterator[Post | Skipped]:
    """Yield the posts of one file or of its content, and what in it is none.

    Raises: UnknownFormat at once; BrokenExport while reading, when nothing at all can be read.
    """
    content = source.read_bytes() if isinstance(source, Path) else source
    text = decode(content)
    return FORMATS[_format_of(text, content)].parse(text)


def read_paths(paths: Sequence[Path]) -> Iterator[Post | Skipped]:
    """Yield the posts of files and folders, folders with all below them in the order of names, hidden files left out.

    Positions of what is skipped count over everything read. A file of no known format in a folder is skipped.

    Raises: UnknownFormat and BrokenExport for a file that was named, NoPosts for a folder without a single post.
    """
    entries = chain.from_iterable(_read_folder(path) if path.is_dir() else parse(path) for path in paths)
    for position, entry in enumerate(entries, 1):
        yield replace(entry, position=position) if isinstance(entry, Skipped) else entry


def _read_folder(folder: Path) -> Iterator[Post | Skipped]:
    found = False
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            for entry in _read_within_folder(path):
                found = found or isinstance(entry, Post)
                yield entry
    if not found:
        raise NoPosts(folder.name)


def _read_within_folder(path: Path) -> Iterator[Post | Skipped]:
    try:
        yield from parse(path)
    except UnknownFormat:
        yield Skipped(1, "unknown-format")
    except BrokenExport:
        yield Skipped(1, "broken-json")
