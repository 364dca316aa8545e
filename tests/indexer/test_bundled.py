"""The bundled model's folder is put in place whole, by whoever comes first."""

import shutil
from pathlib import Path

import pytest

from indexer.embedders.bundled_e5 import _put_in_place


def a_folder(path: Path, *names: str) -> Path:
    path.mkdir()
    for name in names:
        (path / name).write_text(str(path))
    return path


def test_what_another_process_finished_is_never_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one ends between a look at the folder and what is done about it."""
    target, part = tmp_path / "model", a_folder(tmp_path / "part", "modules.json")
    is_file, rmtree = Path.is_file, shutil.rmtree

    def late(path: Path) -> bool:
        seen = is_file(path)
        if not target.exists():
            a_folder(target, "modules.json")
        return seen

    def watched(path: Path, **options: bool) -> None:
        assert not is_file(path / "modules.json")
        rmtree(path, **options)

    monkeypatch.setattr(Path, "is_file", late)
    monkeypatch.setattr(shutil, "rmtree", watched)
    _put_in_place(part, target)
    assert is_file(target / "modules.json")


def test_a_folder_that_was_left_half_written_is_replaced(tmp_path: Path) -> None:
    target, part = a_folder(tmp_path / "model", "config.json"), a_folder(tmp_path / "part", "modules.json")
    _put_in_place(part, target)
    assert [path.name for path in target.iterdir()] == ["modules.json"]
