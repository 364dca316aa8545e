"""Folders: what cannot be looked into is named, and nothing goes round in circles."""

import os
from pathlib import Path

import pytest

from indexer.models import Entry, Post, Unread
from indexer.sources import read_files

LINE = '{"text": "Пост"}\n'


def read(folder: Path) -> tuple[list[str], list[Unread]]:
    entries: list[Entry] = list(read_files([folder]))
    posts = [entry.text for entry in entries if isinstance(entry, Post)]
    return posts, [entry for entry in entries if isinstance(entry, Unread)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b/c", ".d"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "posts.jsonl").write_text(LINE, "utf-8")
    return tmp_path


def close(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look into a folder, whoever runs the tests."""
    scan = os.scandir

    def closed(path: str) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)


def test_a_folder_is_read_with_all_below_it_but_what_is_hidden(folder: Path) -> None:
    (folder / "b" / ".hidden.jsonl").write_text(LINE, "utf-8")
    assert read(folder) == (["Пост"] * 2, [])


def test_a_folder_that_is_closed_is_named_and_the_others_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close(folder / "b", monkeypatch)
    assert read(folder) == (["Пост"], [Unread(str(folder / "b"), "unreadable")])


def test_a_folder_that_was_named_and_is_closed_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close(folder, monkeypatch)
    with pytest.raises(PermissionError):
        read(folder)


def test_links_that_lead_nowhere_are_named_and_those_that_lead_round_are_left_out(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "b" / "up").symlink_to("..")
    (folder / "above").symlink_to(folder.parent)
    (folder / "dead.jsonl").symlink_to(folder / "nowhere")
    (folder / "self.jsonl").symlink_to(folder / "self.jsonl")
    os.mkfifo(folder / "pipe.jsonl")
    dead = [Unread(str(folder / name), "unreadable") for name in ("dead.jsonl", "self.jsonl")]
    assert read(folder) == (["Пост"] * 2, dead)


def test_a_folder_behind_links_is_read_once(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "x").mkdir()
    (elsewhere / "x" / "far.jsonl").write_text('{"text": "Далеко"}\n', "utf-8")
    (elsewhere / "back").symlink_to(folder)
    for name in ("0", "b/1"):
        (folder / name).symlink_to(elsewhere)
    (folder / "2").symlink_to(elsewhere / "x")
    (folder / "again").symlink_to(folder / "a")
    assert read(folder) == (["Далеко", "Пост", "Пост"], [])
    (folder / "link").symlink_to(folder / "b")
    assert read(folder / "link") == (["Далеко", "Пост"], [])


def test_a_folder_behind_a_link_that_is_closed_is_named(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "link").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    close(folder / "link", monkeypatch)
    assert read(folder) == (["Пост"] * 2, [Unread(str(folder / "link"), "unreadable")])
