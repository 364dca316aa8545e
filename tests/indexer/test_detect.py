"""What a file is, by its content; folders of files."""

import codecs
import math
import struct
import zipfile
from pathlib import Path

import pytest

from indexer.errors import BrokenExport, NoPosts, UnknownFormat
from indexer.models import Post, Skipped, Unread
from indexer.sources import detect, in_memory, parse, read_files, weigh
from tests.indexer.exports import as_html, as_json

WEB = "Forwarded from Канал\nТекст поста\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (WEB.encode(), "web_copy"),
        (b"\xef\xbb\xbf" + WEB.replace("\n", "\r\n").encode(), "web_copy"),
        (WEB.encode("utf-16"), "web_copy"),
        ("Переслано из Канала\nТекст".encode("cp1251"), "web_copy"),
        ("Просто текст\nVIEW IN TELEGRAM\n".encode(), "web_copy"),
        (WEB.encode()[:-2], "web_copy"),
        (f'{WEB}Ищем class="page_wrap" и tgme_widget_message'.encode(), "web_copy"),
        (b'{"messages": [], "name": "A"}', "tdesktop_json"),
        (b'{"text": "a"}\n', "jsonl"),
        (b'\n{"post_id": 1}\n{"text": "a"}', "jsonl"),
        (b'{"text": "cut', "jsonl"),
    ],
)
def test_a_format_is_known_by_content(content: bytes, name: str) -> None:
    assert detect(content) == name


WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize(
    "text",
    [
        as_json([("Привет, лес 😀", {})]),
        as_html([("Привет, лес 👨‍👩‍👧", {})]),
        '{"text": "Привет"}\n{"text": "你好，世界"}\n',
        '[{"text": "hello"}]',
        WEB + "и ещё\n",
        "Переслано из Канала\nТекст",
    ],
)
def test_wide_characters_are_read_with_a_mark_and_without(encoding: str, text: str, tmp_path: Path) -> None:
    wanted, content = list(parse(text.encode())), text.encode(encoding)
    assert wanted
    assert list(parse(content)) == wanted
    assert list(parse(content + bytes(5000)))[: len(wanted)] == wanted, "zeros of a failing disk"
    assert weigh([in_memory(content)]) == len(content)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", content)
    assert list(read_files([tmp_path])) == wanted


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_a_mark_says_which_byte_comes_first(mark: bytes) -> None:
    content = mark + WEB.encode("utf-16-be" if len(mark) == 2 else "utf-32-be")
    assert list(parse(content)) == list(parse(WEB.encode()))


@pytest.mark.parametrize("encoding", ["utf-8", *WIDE])
def test_a_text_of_no_known_format_is_named_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n', "utf-8")
    (tmp_path / "note.txt").write_bytes("Обычный текст без заголовков\n".encode(encoding))
    assert [entry for entry in read_files([tmp_path]) if isinstance(entry, Unread)] == [
        Unread(str(tmp_path / "note.txt"), "unknown-format")
    ]


@pytest.mark.parametrize(
    "content",
    [
        struct.pack("<3000h", *(int(300 * math.sin(i / 9)) for i in range(3000))),
        struct.pack("<3000i", *range(3000)),
        struct.pack(">3000i", *range(3000)),
        struct.pack("<3000d", *(i / 7 for i in range(3000))),
        bytes(3000),
        b"text" + bytes(3000) + b"\1\2",
    ],
)
def test_numbers_are_no_wide_characters(content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        parse(content)
    assert weigh([in_memory(content)]) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t\n",
        b"\xef\xbb\xbf",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        b"SQLite format 3\0\x10\0\x01\x01\0",
        bytes(range(256)),
        "Обычный текст без заголовков".encode(),
        b'{\n "name": "export"\n}',
        b"[1, 2]",
        b"<!DOCTYPE html><html></html>",
    ],
)
def test_anything_else_is_unknown(content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        detect(content)
    with pytest.raises(UnknownFormat):
        parse(content)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b" / "2.txt").write_text(WEB, "utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "первый"}\n{"text": ""}\n', "utf-8")
    (tmp_path / "c.bin").write_bytes(b"\0\1\2")
    (tmp_path / "d.jsonl").write_text('{"text": "a', "utf-8")
    (tmp_path / ".git" / "x.txt").write_text(WEB, "utf-8")
    (tmp_path / ".hidden").write_text(WEB, "utf-8")
    entries = list(read_files([tmp_path]))
    assert [entry.text if isinstance(entry, Post) else entry for entry in entries] == [
        "первый",
        Skipped(2, "no-text"),
        "Текст поста",
        Unread(str(tmp_path / "d.jsonl"), "broken"),
    ]


def test_a_folder_without_a_post_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("ничего", "utf-8")
    reader = read_files([tmp_path])
    assert next(reader) == Unread(str(tmp_path / "x.txt"), "unknown-format")
    with pytest.raises(NoPosts):
        next(reader)


def test_a_named_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    (tmp_path / "y").write_bytes(b'{"text": "a')
    with pytest.raises(UnknownFormat):
        list(read_files([tmp_path / "x"]))
    with pytest.raises(BrokenExport):
        list(read_files([tmp_path / "y"]))


def test_the_samples_are_a_folder_of_posts(samples: Path) -> None:
    entries = list(read_files([samples]))
    assert len(entries) == 23
    assert all(isinstance(entry, Post) for entry in entries)
