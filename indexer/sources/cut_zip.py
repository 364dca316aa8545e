"""A ``.zip`` whose end is missing, and with it the list of its files: the list is made again from what stands before every file.

Source: APPNOTE.TXT 6.3.10, 4.3.7 "Local file header", 4.3.12 "Central directory structure", 4.3.16 "End of central directory"
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, BadZipFile

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_BEGIN = b"PK\x03\x04"
_SIZES_BEHIND = 8  # a flag: what comes from a pipe has its sizes behind it
_CHUNK = 1 << 14
_LARGEST = 0xFFFFFFFF

Check = Callable[[int], None]


class _Member(NamedTuple):
    """A file: its fields as in both headers, its name, and where it begins and ends."""

    fields: tuple[int, ...]  # version, flags, method, time, date, CRC, packed size, size
    name: bytes
    at: int
    end: int


class _WithTail(io.RawIOBase):
    """A file with more behind its end."""

    def __init__(self, stream: BinaryIO, size: int, tail: bytes) -> None:
        self._stream, self._size, self._tail, self._at = stream, size, tail, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size + len(self._tail)}[whence]
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer has no item assignment
        behind = self._at - self._size
        if behind < 0:
            self._stream.seek(self._at)
            chunk = self._stream.read(min(len(buffer), -behind))
        else:
            chunk = self._tail[behind : behind + len(buffer)]
        buffer[: len(chunk)] = chunk
        self._at += len(chunk)
        return len(chunk)


def with_list(stream: BinaryIO, check: Check) -> BinaryIO:
    """Return a cut archive with a list of its files behind it; ``check`` is told how large those are whose head does not say.

    Raises: BadZipFile: not one file begins in it, or it is larger than 4 GiB; what ``check`` raises.
    """
    size = stream.seek(0, io.SEEK_END)
    members = list(_members(stream, size, check))
    if not members or size > _LARGEST:
        raise BadZipFile
    rows = b"".join(_row(member) for member in members)
    tail = rows + _END.pack(b"PK\x05\x06", 0, 0, len(members) % 0xFFFF, len(members) % 0xFFFF, len(rows), size, 0)
    return cast(BinaryIO, io.BufferedReader(_WithTail(stream, size, tail)))


def _row(member: _Member) -> bytes:
    version, flags, *others = member.fields
    fields = (version, version, flags & ~_SIZES_BEHIND, *others)
    return _CENTRAL.pack(b"PK\x01\x02", *fields, len(member.name), 0, 0, 0, 0, 0, member.at) + member.name


def _members(stream: BinaryIO, size: int, check: Check) -> Iterator[_Member]:
    at = 0
    while (member := _member(stream, at, size, check)) is not None:
        yield member
        at = _next(stream, member.end)


def _member(stream: BinaryIO, at: int, size: int, check: Check) -> _Member | None:
    """Return the file that begins at a place; None where none begins, and where nothing says how large it is."""
    stream.seek(at)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_BEGIN):
        return None
    _, version, flags, method, time, date, crc, packed, unpacked, name_size, extra_size = _LOCAL.unpack(head)
    name = stream.read(name_size)
    begin = at + _LOCAL.size + name_size + extra_size
    if flags & _SIZES_BEHIND:
        if method != ZIP_DEFLATED:
            return None
        crc, packed, unpacked = _inflated(stream, begin, check)
    packed = max(0, min(packed, size - begin))
    return _Member((version, flags, method, time, date, crc, packed, unpacked), name, at, begin + packed)


def _inflated(stream: BinaryIO, begin: int, check: Check) -> tuple[int, int, int]:
    """Return the CRC, the packed size and the size of what begins at a place, as far as it goes."""
    stream.seek(begin)
    inflate, crc, packed, size = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0, 0
    while not inflate.eof and (chunk := inflate.unconsumed_tail or stream.read(_CHUNK)):
        try:
            part = inflate.decompress(chunk, _CHUNK)
        except zlib.error:
            break
        packed += len(chunk) - len(inflate.unused_data if inflate.eof else inflate.unconsumed_tail)
        crc, size = zlib.crc32(part, crc), size + len(part)
        check(size)
    return crc if inflate.eof else crc ^ 1, packed, size


def _next(stream: BinaryIO, end: int) -> int:
    """Return where the next file begins, behind the sizes of the last one."""
    stream.seek(end)
    found = stream.read(_LOCAL.size).find(_BEGIN)
    return end + max(0, found)
