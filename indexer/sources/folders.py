"""The files below a folder."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from indexer.sources.archives import File


def file_of(path: Path) -> File:
    """Return the file at a path."""
    return File(str(path), lambda: path.open("rb"), path.stat().st_size)


def files_of(folder: Path) -> list[File]:
    """Return all files below a folder but the hidden ones; what nobody may look at is a file that cannot be opened.

    Raises: OSError: the folder itself cannot be looked into.
    """
    closed: list[File] = []

    def keep(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        closed.append(_closed(error.filename, error))

    return [*_below(folder, keep), *closed]


def _below(folder: Path, keep: Callable[[OSError], None]) -> Iterator[File]:
    for place, folders, names in os.walk(folder, onerror=keep):
        folders[:] = filter(_is_shown, folders)
        for path in (Path(place, name) for name in filter(_is_shown, names)):
            try:
                if path.is_file():
                    yield file_of(path)
            except OSError as error:
                yield _closed(str(path), error)


def _is_shown(name: str) -> bool:
    return not name.startswith(".")


def _closed(name: str, error: OSError) -> File:
    def open_closed() -> BinaryIO:
        raise error

    return File(name, open_closed, 0)
