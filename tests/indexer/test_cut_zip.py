"""A zip whose end is missing: what stands before the cut is read, and that it is damaged is said."""

import io
import random
import zipfile
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BrokenArchive, SourceError, TooLarge, UnsafeArchive
from indexer.models import Entry, Post, Unread
from indexer.sources import Limits, Reading, in_memory, read_files


class Pipe(io.RawIOBase):
    """What can only be written on: an archiver puts sizes behind the files then."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]  # typeshed's buffer is wider
        self.content += content
        return len(content)


def archive(method: int = zipfile.ZIP_DEFLATED, *, piped: bool = False, lines: int = 2000) -> bytes:
    pipe, buffer = Pipe(), io.BytesIO()
    with zipfile.ZipFile(pipe if piped else buffer, "w", method) as opened:
        opened.writestr("экспорт/photos/1.jpg", b"\xff\xd8\0" + random.Random(1).randbytes(3000))
        for name in ("a", "b", "c"):
            opened.writestr(f"экспорт/{name}.jsonl", "".join(f'{{"text": "Сообщение {name} {i * i}"}}\n' for i in range(lines)))
    return bytes(pipe.content) if piped else buffer.getvalue()


def read(content: bytes, limits: Limits = Limits()) -> tuple[list[Entry], SourceError | None]:  # noqa: B008  # it is frozen
    entries: list[Entry] = []
    try:
        for entry in read_files([in_memory(content, "x.zip")], Reading(limits=limits)):
            entries.append(entry)
    except SourceError as error:
        return entries, error
    return entries, None


def count(entries: list[Entry]) -> dict[str, int]:
    return dict(Counter(entry.text.split()[1] for entry in entries if isinstance(entry, Post)))


@pytest.mark.parametrize(
    ("method", "piped"), [(zipfile.ZIP_DEFLATED, False), (zipfile.ZIP_DEFLATED, True), (zipfile.ZIP_STORED, False)]
)
def test_of_a_cut_archive_everything_before_the_cut_is_read(method: int, piped: bool) -> None:
    whole = archive(method, piped=piped)
    assert read(whole)[1] is None
    entries, error = read(whole[:-30])  # the list of its files alone is cut
    assert count(entries) == {"a": 2000, "b": 2000, "c": 2000}
    assert isinstance(error, BrokenArchive)
    inside = whole.index("экспорт/b.jsonl".encode())
    entries, error = read(whole[: inside + (whole.index("экспорт/c.jsonl".encode()) - inside) // 2])
    found = count(entries)
    assert (found["a"], "c" in found) == (2000, False)
    assert 0 < found["b"] < 2000
    assert [entry.name for entry in entries if isinstance(entry, Unread)] == ["экспорт/b.jsonl"]
    assert isinstance(error, BrokenArchive)


def test_a_cut_archive_without_a_post_is_damaged() -> None:
    whole = archive()
    for content in (whole[:40], whole[:1000], archive(zipfile.ZIP_BZIP2, piped=True)[:-30]):
        assert isinstance(read(content)[1], BrokenArchive)


def test_a_cut_archive_is_refused_for_what_any_is() -> None:
    bomb = Pipe()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a.jsonl", b"\n" * (101 << 20))
    assert isinstance(read(bytes(bomb.content)[:-30], Limits(ratio=2))[1], TooLarge)
    outside = archive().replace("экспорт/".encode(), b"/../../".ljust(15, b"."))
    assert isinstance(read(outside[:-30])[1], UnsafeArchive)


@given(st.data())
def test_a_damaged_archive_never_raises_anything_else(data: st.DataObject) -> None:
    content = bytearray(archive(piped=data.draw(st.booleans()), lines=5))
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, 400))] = data.draw(st.integers(0, 255))
    read(bytes(content[: data.draw(st.integers(0, len(content)))]))
