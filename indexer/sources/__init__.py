"""The doors for files: what a file is, by its content alone, and the posts in it."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, TextIO, cast

from indexer.errors import BrokenArchive, BrokenExport, NoPosts, SourceError, UnknownFormat
from indexer.models import Entry, Post, Skipped, Undated, Unread
from indexer.sources import (
    desktop_copy,
    json_array,
    jsonl,
    mhtml,
    tdesktop_html,
    tdesktop_json,
    tdesktop_sorted,
    tme_page,
    web_copy,
)
from indexer.sources.albums import Part, join
from indexer.sources.archives import LIMITS, SNIFF, File, Limits, check_end, kind_of, unpacked
from indexer.sources.attached import without_attached
from indexer.sources.encodings import decode, is_text
from indexer.sources.folders import file_of, files_of
from indexer.sources.reading import HEAD, Passed, open_text

_FURNITURE = (".css", ".js")  # what an export's pages are drawn with

_Read = Iterator[Entry | Part]  # as it stands in files, of which one may begin in the middle of an album
Parse = Callable[[TextIO, tzinfo], _Read]


class Format(NamedTuple):
    """A kind of file: whether a head is of it, and how its posts are read, or its messages with the albums that they are of.

    A parser is given the text and the zone of times without an offset. It may raise BrokenExport while reading. Where something
    has to be known beforehand that may stand further behind, ``survey`` returns the parser; it may read the file once before.
    """

    fits: Callable[[str], bool]
    parse: Parse
    survey: Callable[[str, Callable[[], TextIO]], Parse] | None = None


FORMATS: dict[str, Format] = {  # asked in this order
    "tdesktop_json": Format(tdesktop_json.fits, tdesktop_json.parse, tdesktop_sorted.survey),
    "jsonl": Format(jsonl.fits, jsonl.parse),
    "json_array": Format(json_array.fits, json_array.parse),
    "tdesktop_html": Format(tdesktop_html.fits, tdesktop_html.parse),
    "tme_page": Format(tme_page.fits, tme_page.parse),
    "mhtml": Format(mhtml.fits, mhtml.parse),
    "desktop_copy": Format(desktop_copy.fits, desktop_copy.parse),
    "web_copy": Format(web_copy.fits, web_copy.parse),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the zone of times without an offset, what archives may hold, and who is told of bytes read."""

    zone: tzinfo = UTC
    limits: Limits = LIMITS
    tell: Callable[[int], None] | None = None


READING = Reading()
__all__ = [
    "FORMATS",
    "READING",
    "File",
    "Format",
    "Limits",
    "Reading",
    "detect",
    "in_memory",
    "parse",
    "read_files",
    "unread",
    "weigh",
]


def detect(head: bytes) -> str:
    """Return the name of the format of a file's content.

    Raises: UnknownFormat, also for an empty and for a binary file.
    """
    return _format_of(decode(head)[0])


def _format_of(text: str) -> str:
    for name, known in FORMATS.items():
        if known.fits(text):
            return name
    raise UnknownFormat(text[:64].encode(errors="replace"))  # text in any encoding


def parse(content: bytes, reading: Reading = READING, *, name: str = "") -> Iterator[Entry]:
    """Yield the posts of a file's content, or of the files in an archive's, and what in it is none.

    Raises: UnknownFormat at once; other SourceErrors while reading.
    """
    return read_file(in_memory(content, name), reading)


def in_memory(content: bytes, name: str = "") -> File:
    """Return bytes as a file."""
    return File(name, lambda: io.BytesIO(content), len(content))


def read_file(file: File, reading: Reading = READING) -> Iterator[Entry]:
    """Yield the posts of one file, or of the files in an archive, and what in it is none; positions count over all messages.

    Raises: UnknownFormat at once; while reading BrokenExport, when nothing at all can be read, and for an archive NoPosts and
    what ``unpacked`` raises.
    """
    return _counted(_read_file(file, reading))


def _read_file(file: File, reading: Reading) -> _Read:
    with file.open() as stream:
        head = stream.read(HEAD)
        if not head:
            check_end(stream)
    kind = kind_of(head)
    if kind is not None:
        return _read_archive(file, kind, reading)
    text, encoding = decode(head)
    return _read_text(file, text, encoding, FORMATS[_format_of(text)], reading)


def _read_archive(file: File, kind: str, reading: Reading) -> _Read:
    with unpacked(file, kind, reading.limits) as files:
        yield from _read_all(files, file.name, reading) if kind == "zip" else _read_file(files[0], reading)


def _read_text(file: File, head: str, encoding: str, known: Format, reading: Reading) -> _Read:
    parse = known.survey(head, lambda: open_text(file.open(), encoding)) if known.survey else known.parse
    content = file.open()
    with open_text(_told(content, reading), encoding) as stream:
        yield from parse(stream, reading.zone)
        check_end(content)


class _Told(Passed):
    """Tells how many bytes were read, as they are."""

    def __init__(self, stream: BinaryIO, tell: Callable[[int], None]) -> None:
        super().__init__(stream)
        self._tell = tell

    def next(self, size: int) -> bytes:
        """Return the next bytes."""
        chunk = super().next(size)
        self._tell(len(chunk))
        return chunk


def _told(stream: BinaryIO, reading: Reading) -> BinaryIO:
    return stream if reading.tell is None else cast(BinaryIO, io.BufferedReader(_Told(stream, reading.tell), 1 << 18))


def read_files(files: Sequence[Path | File], reading: Reading = READING) -> Iterator[Entry]:
    """Yield the posts of files and folders, folders with all below them in the order of names, hidden files left out.

    Positions of what is skipped count over all messages. A text of no known format in a folder is named as unread; pictures and
    the like are what nobody expects to be read.

    Raises: UnknownFormat and other SourceErrors for a file that was named, NoPosts for a folder without a single post.
    """
    return _counted(chain.from_iterable(_read_path(file, reading) for file in files))


def _counted(read: _Read) -> Iterator[Entry]:
    position = 0
    for entry in join(read):
        position += isinstance(entry, Post | Skipped)
        yield replace(entry, position=position) if isinstance(entry, Skipped | Undated) else entry


def _read_path(path: Path | File, reading: Reading) -> _Read:
    if isinstance(path, Path) and path.is_dir():
        return _read_all(files_of(path), path.name, reading)
    return _read_file(file_of(path) if isinstance(path, Path) else path, reading)


def weigh(files: Sequence[Path | File], reading: Reading = READING) -> int:
    """Return how many bytes there are to read, as ``Reading.tell`` will count them; what cannot be read weighs nothing."""
    return sum(_weigh(each, reading) for file in files for each in _all_files(file))


def _all_files(path: Path | File) -> list[File]:
    if isinstance(path, File):
        return [path]
    return without_attached(files_of(path)) if path.is_dir() else [file_of(path)]


def _weigh(file: File, reading: Reading) -> int:
    try:
        with file.open() as stream:
            head = stream.read(SNIFF)
        kind = kind_of(head)
        if kind is None:
            return file.size if is_text(head) else 0
        with unpacked(file, kind, reading.limits) as members:
            return sum(member.size for member in without_attached(members))
    except (SourceError, OSError):
        return 0


def _order(file: File) -> tuple[tuple[bool, tuple[object, ...], str], ...]:
    """By name, numbers in it counted; ``result.json`` comes before the pages of an export, which tell less."""
    *folders, name = PurePosixPath(file.name.replace("\\", "/")).parts or ("",)
    stem, dot, ending = name.rpartition(".")
    return (
        *((True, _numbered(part), "") for part in folders),
        (ending != "json", _numbered(stem or name), ending if dot else ""),
    )


def _numbered(name: str) -> tuple[object, ...]:
    """Words and numbers take turns, so that of two names like is compared with like."""
    return tuple(int(part) if i % 2 else part for i, part in enumerate(re.split(r"(\d{1,18})", name)))


def _read_all(files: Sequence[File], name: str, reading: Reading) -> _Read:
    found = False
    for file in sorted(without_attached(files), key=_order):
        for read in _read_one(file, reading):
            found = found or isinstance(read.entry if isinstance(read, Part) else read, Post)
            yield read
    if not found:
        raise NoPosts(name)


def _read_one(file: File, reading: Reading) -> _Read:
    """Read one file among many: what is wrong with it does not keep the others out."""
    try:
        yield from _read_file(file, reading)
    except UnknownFormat as error:
        if not (b"\0" in error.head or error.head == b"" or file.name.endswith(_FURNITURE)):
            yield unread(file.name, error)
    except NoPosts:
        return
    except (SourceError, OSError) as error:
        yield unread(file.name, error)


def unread(name: str, error: SourceError | OSError) -> Unread:
    """Return what to say of a file that could not be read, or not to its end."""
    reasons = {OSError: "unreadable", UnknownFormat: "unknown-format", BrokenExport: "broken", BrokenArchive: "broken"}
    return Unread(name, next((reason for kind, reason in reasons.items() if isinstance(error, kind)), "refused-archive"))
