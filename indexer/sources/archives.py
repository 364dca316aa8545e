"""Archives: what lies in a ``.zip`` or ``.gz``, read in place and never unpacked onto the disk."""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from indexer.errors import BrokenArchive, NoPosts, TooLarge, UnsafeArchive
from indexer.sources.cut_zip import with_list
from indexer.sources.encodings import is_text
from indexer.sources.reading import Passed

_ZIP, _GZIP = (b"PK\x03\x04", b"PK\x05\x06"), (b"\x1f\x8b",)
_OTHERS = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_TAR_MAGIC = slice(257, 262)
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, RuntimeError)
CHUNK = 4096  # bytes: at most so many before damage are lost
SNIFF = 512  # bytes that tell an archive and a text from other files
_ATTACHED = "files"  # where an export keeps the documents of its messages: an archive among them is no part of the export
_END_RECORD = 22 + 0xFFFF  # bytes of a zip's end: the record and a comment
_SMALL = 100 << 20  # bytes that unpack from however few


class File(NamedTuple):
    """A file by the name that a person knows it by; ``open`` gives its ``size`` bytes, from the beginning each time."""

    name: str
    open: Callable[[], BinaryIO]
    size: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may unpack to: bytes in all, files, and how many times its own size."""

    unpacked: int = 4 << 30
    files: int = 200_000
    ratio: int = 200


LIMITS = Limits()


def kind_of(head: bytes) -> str | None:
    """Return ``zip``, ``gzip``, ``other`` for an archive that is not read, or None."""
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_GZIP):
        return "gzip"
    return "other" if head.startswith(_OTHERS) or head[_TAR_MAGIC] == b"ustar" else None


@contextmanager
def unpacked(file: File, kind: str, limits: Limits) -> Iterator[list[File]]:
    """Hold an archive open and give the files in it.

    Raises:
        UnsafeArchive: ``encrypted``, ``nested``, ``outside`` for names that leave the folder, ``too-many``, ``unknown-kind``.
        TooLarge: it unpacks to more than the limits allow.
        BrokenArchive: it is damaged; also at the end, when all was read that there is.
    """
    if kind == "other":
        raise UnsafeArchive("unknown-kind", file.name)
    with file.open() as stream:
        with translated(file.name):
            files, is_cut = _unzip(file.name, stream, limits) if kind == "zip" else ([_ungzip(file, stream, limits)], False)
        with suppress(NoPosts) if is_cut else nullcontext():
            yield files
        if is_cut:
            raise BrokenArchive(file.name)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what the modules of archives raise into BrokenArchive."""
    try:
        yield
    except _DAMAGE as error:
        raise BrokenArchive(name) from error
    except OSError as error:
        if error.errno is not None:  # a disk that fails; bz2 has no class of its own for bad data
            raise
        raise BrokenArchive(name) from error


def _unzip(name: str, stream: BinaryIO, limits: Limits) -> tuple[list[File], bool]:
    """Return the files that may be read, and whether the archive was cut."""
    packed = stream.seek(0, io.SEEK_END)
    if _entries(stream, packed) > limits.files:  # before there is an object for each
        raise UnsafeArchive("too-many", name)
    archive, is_cut = _open(stream, packed, limits)
    members = [member for member in archive.infolist() if member.filename and not member.is_dir()]
    if len(members) > limits.files:
        raise UnsafeArchive("too-many", name)
    _check_ratio(sum(member.file_size for member in members), packed, limits)
    texts = [member for member in members if _is_text(name, archive, member)]
    _check_size(sum(member.file_size for member in texts), limits)
    return [File(member.filename, _opener(name, archive, member), member.file_size) for member in texts], is_cut


def _open(stream: BinaryIO, packed: int, limits: Limits) -> tuple[zipfile.ZipFile, bool]:
    try:
        return zipfile.ZipFile(stream), False
    except zipfile.BadZipFile:
        return zipfile.ZipFile(with_list(stream, lambda size: _check_ratio(size, packed, limits))), True


def _entries(stream: BinaryIO, packed: int) -> int:
    """Count the entries of a zip's directory, whose end record says where it lies; APPNOTE.TXT, 4.3.12 and 4.3.16."""
    before = stream.seek(max(0, packed - _END_RECORD))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    stream.seek(max(0, before + end - size))
    return sum(chunk.count(b"PK\x01\x02") for chunk in iter(partial(stream.read, 1 << 20), b""))


def _check_ratio(size: int, packed: int, limits: Limits) -> None:
    limit = max(_SMALL, limits.ratio * packed)
    if size > limit:
        raise TooLarge(size, limit)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.unpacked:
        raise TooLarge(size, limits.unpacked)


def _is_text(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member may hold posts, rather than a picture.

    Raises: UnsafeArchive for a member that nobody should open.
    """
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1]):
        raise UnsafeArchive("outside", name)
    if member.flag_bits & 1:
        raise UnsafeArchive("encrypted", name)
    try:
        with archive.open(member) as content:
            head = content.read(SNIFF)
    except zipfile.BadZipFile:
        return True  # it is damaged, which whoever reads it will say
    if kind_of(head) is None:
        return is_text(head)
    if _ATTACHED not in path.parts[:-1]:
        raise UnsafeArchive("nested", name)
    return False


def _opener(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        with translated(name):
            return cast(BinaryIO, io.BufferedReader(_Unpacked(name, archive.open(member))))

    return open_member


def _ungzip(file: File, stream: BinaryIO, limits: Limits) -> File:
    packed = stream.seek(0, io.SEEK_END)

    def open_content() -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(_Gunzipped(file.name, file.open(), packed, limits)))

    with open_content() as content:
        if kind_of(content.read(SNIFF)) is not None:
            raise UnsafeArchive("nested", file.name)
    stream.seek(-4, io.SEEK_END)
    size = int.from_bytes(stream.read(4), "little")  # modulo 4 GiB; RFC 1952
    return File(file.name.removesuffix(".gz"), open_content, size)


class _Unpacked(Passed):
    """A file in an archive, with errors of ours. It ends where damage begins, so that all before it is read."""

    def __init__(self, name: str, stream: Any) -> None:
        super().__init__(stream)
        self._name = name
        self.damage: BrokenArchive | None = None

    def next(self, size: int) -> bytes:
        """Return the next bytes, at most so many."""
        try:
            with translated(self._name):
                chunk: bytes = self._stream.read1(min(size, CHUNK))  # type: ignore[attr-defined]  # not more than can be had without damage
                return chunk
        except BrokenArchive as error:
            self.damage = error
            return b""


def check_end(stream: BinaryIO) -> None:
    """Make sure that a file that was read to its end has not ended early.

    Raises: BrokenArchive: the archive that it is in is damaged.
    """
    below = getattr(stream, "raw", None)
    if isinstance(below, _Unpacked) and below.damage is not None:
        raise below.damage


class _Gunzipped(_Unpacked):
    """Reads on only until the limit: a gzip file does not say beforehand how large it will be."""

    def __init__(self, name: str, stream: BinaryIO, packed: int, limits: Limits) -> None:
        super().__init__(name, gzip.GzipFile(fileobj=stream, mode="rb"))
        self._below, self._packed, self._limits, self._read = stream, packed, limits, 0

    def next(self, size: int) -> bytes:
        """Return the next bytes.

        Raises: TooLarge.
        """
        chunk = super().next(size)
        self._read += len(chunk)
        _check_ratio(self._read, self._packed, self._limits)
        _check_size(self._read, self._limits)
        return chunk

    def close(self) -> None:
        """Close both files: GzipFile leaves open what it was given."""
        super().close()
        self._below.close()
