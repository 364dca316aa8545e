"""Archives: read in place, refused with a reason when nobody should open them."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BrokenArchive, NoPosts, SourceError, TooLarge, UnsafeArchive
from indexer.models import Post, Unread
from indexer.sources import File, Limits, Reading, in_memory, parse, read_files, weigh
from tests.indexer.exports import as_html, as_json

LINE = b'{"text": "a post"}\n'


def zipped(files: dict[str, bytes], **options: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def texts(content: bytes, limits: Limits = Limits()) -> list[str]:  # noqa: B008  # it is frozen
    return [entry.text for entry in parse(content, Reading(limits=limits)) if isinstance(entry, Post)]


def test_pages_come_in_the_order_of_their_numbers_and_the_json_first() -> None:
    pages = {f"messages{number or ''}.html": as_html([(f"страница {number or 1}", {})]).encode() for number in (10, 2, 0)}
    content = zipped(
        {f"Export/{name}": page for name, page in pages.items()} | {"Export/result.json": as_json([("json", {})]).encode()}
    )
    assert texts(content) == ["json", "страница 1", "страница 2", "страница 10"]


def test_an_export_as_it_is_packed() -> None:
    files = {
        "css/style.css": b"body {}",
        "js/script.js": b"alert()",
        "photos/1.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "files/work.zip": zipped({"x.txt": b"attached"}),
        "README": b"What is this?",
        "messages.html": as_html().encode(),
    }
    entries = list(parse(zipped(files)))
    assert [entry for entry in entries if isinstance(entry, Unread)] == [Unread("README", "unknown-format")]
    assert len([entry for entry in entries if isinstance(entry, Post)]) == 9


ATTACHED = {
    "notes.jsonl": LINE,
    "page.html": as_html().encode(),
    "list.csv": b"a,b",
    "result.json": as_json().encode(),
    "x.zip": zipped({}),
}


@pytest.mark.parametrize(
    ("export", "folder"),
    [
        ("messages.html", "files"),
        ("messages2.html", "files"),
        ("result.json", "files"),
        ("chats/chat_01/messages.html", "chats/chat_01/files"),
        ("result.json", "chats/chat_01/files"),
    ],
)
def test_what_is_attached_to_messages_is_no_part_of_an_export(tmp_path: Path, export: str, folder: str) -> None:
    content = as_json([("Дуб", {})]) if export.endswith("json") else as_html([("Дуб", {})])
    files = {export: content.encode()} | {f"{folder}/{name}": attached for name, attached in ATTACHED.items()}
    files[f"{folder.removesuffix('files')}contacts/1.vcard"] = b"BEGIN:VCARD"
    for name, file in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(file)
    for entries in (parse(zipped(files)), read_files([tmp_path])):
        assert [entry.text if isinstance(entry, Post) else entry for entry in entries] == ["Дуб"]
    assert weigh([tmp_path]) == weigh([in_memory(zipped(files))]) == len(content.encode())


def test_a_folder_may_be_called_files(tmp_path: Path) -> None:
    files = {"files/a.jsonl": LINE, "files/result.json": as_json([("Дуб", {})]).encode(), "b.jsonl": LINE}
    assert texts(zipped(files)) == ["a post", "Дуб", "a post"]


def test_a_gzip_file_is_what_it_holds() -> None:
    assert texts(gzip.compress(as_json().encode())) == texts(as_json().encode())
    assert texts(gzip.compress(LINE)[:-9] + gzip.compress(LINE)[-9:]) == ["a post"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({"../x.jsonl": LINE}), "outside"),
        (zipped({"/etc/x.jsonl": LINE}), "outside"),
        (zipped({"a\\..\\..\\x.jsonl": LINE}), "outside"),
        (zipped({"C:/x.jsonl": LINE}), "outside"),
        (zipped({"good.jsonl": LINE, "inner.zip": zipped({"x.jsonl": LINE})}), "nested"),
        (zipped({"good.jsonl": LINE, "inner.gz": gzip.compress(LINE)}), "nested"),
        (gzip.compress(zipped({"x.jsonl": LINE})), "nested"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "unknown-kind"),
        (b"Rar!\x1a\x07\x01\0", "unknown-kind"),
        (b"x" * 257 + b"ustar\0" + b"\0" * 300, "unknown-kind"),
    ],
)
def test_what_nobody_should_open_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnsafeArchive) as caught:
        list(parse(content, name="archive"))
    assert (caught.value.reason, caught.value.name) == (reason, "archive")


def test_a_password_is_asked_of_nobody() -> None:
    content = bytearray(zipped({"x.jsonl": LINE}))
    content[6] |= 1  # the flag in the local header and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnsafeArchive, match="encrypted"):
        list(parse(bytes(content)))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    bomb = b"\0" * (120 << 20)
    with pytest.raises(TooLarge):
        list(parse(zipped({"a.jsonl": bomb})))
    with pytest.raises(TooLarge):
        list(parse(gzip.compress(b'{"text": "' + b"a" * (120 << 20))))


def test_the_limits_can_be_chosen() -> None:
    many = zipped({f"{i}.jsonl": LINE for i in range(5)})
    assert len(texts(many)) == 5
    with pytest.raises(UnsafeArchive, match="too-many"):
        texts(many, Limits(files=4))
    with pytest.raises(TooLarge):
        texts(many, Limits(unpacked=5 * len(LINE) - 1))
    with pytest.raises(TooLarge):
        texts(gzip.compress(LINE * 9), Limits(unpacked=len(LINE)))


def test_too_many_files_are_refused_before_each_of_them_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*values: object) -> None:
        raise AssertionError("the directory was read")

    content = zipped({f"{i}.jsonl": LINE for i in range(5)})
    lying = bytearray(content)
    lying[-12:-10] = b"\1\0"  # how many files the end record tells
    monkeypatch.setattr("zipfile.ZipFile.__init__", fail)
    for archive in (content, bytes(lying), content + b"a comment"):
        with pytest.raises(UnsafeArchive, match="too-many"):
            texts(archive, Limits(files=4))


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_archive_is_an_error_of_ours(place: int, byte: int) -> None:
    for content in (zipped({"x.jsonl": LINE * 9, "y.html": as_html().encode()}), gzip.compress(LINE * 9)):
        damaged = bytearray(content)
        damaged[place % len(damaged)] = byte
        for each in (bytes(damaged), content[: place % len(content)]):
            try:
                list(parse(each))
            except SourceError:
                continue


def test_a_directory_that_points_before_the_file_is_damage() -> None:
    content = zipped({"result.json": as_json().encode(), "a/messages.html": as_html().encode()})
    with pytest.raises(BrokenArchive):
        list(parse(content[:200] + content[1520:]))


def test_a_file_without_a_name_is_left_alone() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x.jsonl", LINE)
        archive.writestr("y.jsonl", LINE)
        archive.filelist[0].filename = ""
    assert texts(buffer.getvalue()) == ["a post"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_damage_is_known_in_every_kind_of_packing(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("x.jsonl", LINE * 50)
    content = bytearray(buffer.getvalue())
    assert len(texts(bytes(content))) == 50
    content[45:60] = b"\xff" * 15
    with pytest.raises(SourceError):
        list(parse(bytes(content)))


def test_an_archive_without_posts_says_so() -> None:
    with pytest.raises(NoPosts):
        list(parse(zipped({})))
    with pytest.raises(BrokenArchive):
        list(parse(zipped({"x.jsonl": LINE})[:-30]))


def test_what_is_told_is_what_was_weighed(tmp_path: Path) -> None:
    told: list[int] = []
    files = {"a.zip": zipped({"x.jsonl": LINE * 100, "p.jpg": b"\0" * 999}), "b.jsonl": LINE, "c.gz": gzip.compress(LINE * 50)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    reading = Reading(tell=told.append)
    list(read_files([tmp_path], reading))
    assert sum(told) == weigh([tmp_path], reading) == 151 * len(LINE)
    assert weigh([in_memory(b"")]) == 0


def test_an_archive_in_a_file_that_can_be_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl.gz"  # so standard input is kept, to be read twice
    path.write_bytes(gzip.compress(LINE))
    entries = read_files([File("-", lambda: path.open("rb+"), path.stat().st_size)])
    assert [entry.text for entry in entries if isinstance(entry, Post)] == ["a post"]
