"""Files come in from the command line."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tqdm import tqdm

from indexer.library import Library, Progress
from indexer.models import ImportReport, Post, Receipt, Skipped, count_verdicts
from indexer.sources import parse, read_paths

BATCH = 100  # posts a transaction: killed in between, an import has lost nothing and can be started again
STDIN = "-"


def import_paths(library: Library, paths: Sequence[str], library_id: int, now: datetime, *, label: str) -> ImportReport:
    """Take the posts of files and folders, or of standard input ("-"), into a library; they are embedded afterwards.

    Raises:
        SourceError: a file cannot be read; what was read before it is saved.
        StoreError: the database cannot be used.
    """
    started = time.monotonic()
    skips: list[Skipped] = []
    receipts: list[Receipt] = []
    entries = tqdm(_read(paths), desc=label, unit="", disable=not sys.stderr.isatty(), leave=False)
    for batch in _batches(_noting(entries, skips)):
        receipts += library.add(batch, library_id, via="import", seen_at=now)
    return count_verdicts(receipts, skips, seconds=round(time.monotonic() - started, 3))


def _read(paths: Sequence[str]) -> Iterator[Post | Skipped]:
    if STDIN in paths:
        yield from parse(sys.stdin.buffer.read())
    if named := [Path(path) for path in paths if path != STDIN]:
        yield from read_paths(named)


def _noting(entries: Iterable[Post | Skipped], skips: list[Skipped]) -> Iterator[Post]:
    for entry in entries:
        if isinstance(entry, Skipped):
            skips.append(entry)
        else:
            yield entry


def _batches(posts: Iterator[Post]) -> Iterator[list[Post]]:
    """Yield batches; what was read before a file turned out to be broken is not lost."""
    batch: list[Post] = []
    try:
        for post in posts:
            batch.append(post)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def bar(label: str) -> Progress:
    """Return a progress bar on standard error, where that is a terminal."""
    shown = tqdm(desc=label, disable=not sys.stderr.isatty(), leave=False)

    def show(done: int, of: int) -> None:
        shown.total, shown.n = of, done
        shown.refresh()
        if done >= of:
            shown.close()

    return show
