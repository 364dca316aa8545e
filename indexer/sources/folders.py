"""The files below a folder."""

import os
from collections.abc import Callable, Iterable, Iterator
from errno import ENOENT
from pathlib import Path
from typing import BinaryIO

from indexer.sources.archives import File


def file_of(path: Path) -> File:
    """Return the file at a path."""
    return File(str(path), lambda: path.open("rb"), path.stat().st_size)


def files_of(folder: Path) -> list[File]:
    """Return all files below a folder, and where links in it lead, but the hidden ones.

    What nobody may look at, and a link that leads nowhere, is a file that cannot be opened.

    Raises: OSError: the folder itself cannot be looked into.
    """
    closed: list[File] = []

    def keep(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        closed.append(_closed(error.filename, error))

    return [*_below(folder, keep), *closed]


def _below(folder: Path, keep: Callable[[OSError], None]) -> Iterator[File]:
    """Links to folders come behind all that needs none, each folder once; one that the folder itself lies in is left out."""
    seen, waiting = set(folder.resolve().parents), [folder]
    for start in waiting:  # it grows
        for place, folders, names in os.walk(start, onerror=keep):
            real = Path(place).resolve()
            folders[:] = [] if real in seen else filter(_is_shown, folders)
            waiting += (path for path in (Path(place, name) for name in folders) if path.is_symlink())
            if real not in seen:
                seen.add(real)
                yield from _files(Path(place, name) for name in filter(_is_shown, names))


def _files(paths: Iterable[Path]) -> Iterator[File]:
    for path in paths:
        try:
            if path.is_file():
                yield file_of(path)
            elif not path.exists():
                yield _closed(str(path), FileNotFoundError(ENOENT, "It leads nowhere", str(path)))
        except OSError as error:
            yield _closed(str(path), error)


def _is_shown(name: str) -> bool:
    return not name.startswith(".")


def _closed(name: str, error: OSError) -> File:
    def open_closed() -> BinaryIO:
        raise error

    return File(name, open_closed, 0)
