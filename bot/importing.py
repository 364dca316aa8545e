"""Files come in from the command line."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from tqdm import tqdm

from bot.desks import Desks
from bot.meter import Meter, bar
from bot.settings import Settings
from bot.texts import say
from bot.views.imports import report_as_json, report_as_text
from indexer.errors import SvodkaError
from indexer.intake import IMPORT
from indexer.library import NOTHING_AHEAD, Library, embed_backlog
from indexer.models import Derived, Entry, Post, Receipt
from indexer.reports import ImportReport, Tally
from indexer.sources import File, Limits, Reading, read_files, weigh

BATCH = 200  # posts a transaction: killed in between, an import has lost nothing and can be started again
STDIN = "-"
_IN_MEMORY = 16 << 20  # bytes of standard input
_BAR = "{percentage:3.0f}% |{bar}| {desc}"


class Import:
    """One import into a library: takes in what was read, and counts what became of it."""

    def __init__(self, library: Library, library_id: int, now: datetime) -> None:
        self._library, self._library_id, self._now = library, library_id, now
        self._started = time.monotonic()
        self.tally = Tally()

    def take(self, entries: Iterable[Entry]) -> Iterator[int]:
        """Take entries into the library, and yield after every transaction how many messages were read.

        Raises:
            StoreError: nothing of the last batch was taken in.
        """
        for batch in batches(entries, BATCH):
            self.take_batch(batch)
            yield self.tally.read

    async def take_behind(self, batch: Sequence[Entry], desks: Desks) -> list[Receipt]:
        """Take a batch in when no person is being served: what its words give is worked out beside the store's desk.

        Raises:
            StoreError: nothing of it was taken in.
        """
        await desks.calm()
        news = await desks.store(self._library.news, posts_of(batch), self._library_id)
        ahead = await desks.read(self._library.derive, news)
        await desks.calm()
        return await desks.store(self.take_batch, batch, ahead)

    def take_batch(self, batch: Sequence[Entry], ahead: Mapping[Post, Derived] = NOTHING_AHEAD) -> list[Receipt]:
        """Take a batch into the library in one transaction, and return the receipts of its posts, in order.

        Raises:
            StoreError: nothing of it was taken in.
        """
        receipts = self._library.add(posts_of(batch), self._library_id, via=IMPORT, seen_at=self._now, ahead=ahead)
        self.tally.add(batch, receipts)
        return receipts

    def report(self) -> ImportReport:
        """Return what became of everything so far."""
        return self.tally.report(round(time.monotonic() - self._started, 3))


def import_all(
    library: Library,
    paths: Sequence[str],
    library_id: int,
    settings: Settings,
    *,
    zone: str,
    rehearse: bool = False,
    as_json: bool = False,
) -> None:
    """Take files, folders or standard input ("-") into a library, embed them, and print the report.

    A rehearsal happens in a copy of the library.

    Raises:
        SourceError: a file cannot be read; what was read before it is saved, and reported.
        StoreError: the database cannot be used.
    """
    with library.rehearsal() if rehearse else nullcontext(library) as stage:
        work = Import(stage, library_id, datetime.now(UTC))
        try:
            _read(work, paths, reading_of(settings, zone), settings.language)
        except KeyboardInterrupt:
            print(say(settings.language, "import-rehearsed" if rehearse else "import-stopped"), file=sys.stderr)
            raise
        except SvodkaError:
            if work.report().read:
                _finish(library, work.report(), settings.language, rehearse=rehearse, as_json=as_json)
            raise
    _finish(library, work.report(), settings.language, rehearse=rehearse, as_json=as_json)


def _finish(library: Library, report: ImportReport, language: str, *, rehearse: bool, as_json: bool) -> None:
    """Embed what came in, and say what became of it."""
    if not rehearse:
        embed_backlog(library, bar(say(language, "embedding-bar")))
    print(report_as_json(report, rehearsed=rehearse) if as_json else report_as_text(report, language))
    if rehearse and not as_json:
        print(say(language, "import-rehearsed"))


def _read(work: Import, paths: Sequence[str], reading: Reading, language: str) -> None:
    """Read everything, with a bar on standard error where that is a terminal."""
    files = [_file(path) for path in paths]
    label, hidden = say(language, "import-bar"), not sys.stderr.isatty()
    meter = Meter(0 if hidden else weigh(files, reading))
    with tqdm(total=100, desc=label, disable=hidden, leave=False, bar_format=_BAR) as shown:
        for read in work.take(read_files(files, replace(reading, tell=meter.count))):
            shown.n = meter.percent
            shown.set_description_str(meter.words(read, language))


def _file(path: str) -> Path | File:
    if path == STDIN:
        return _spooled(path, sys.stdin.buffer)
    if not Path(path).is_fifo():
        return Path(path)
    with Path(path).open("rb") as pipe:  # as of ``import <(unpack export)``
        return _spooled(path, pipe)


def _spooled(name: str, stream: BinaryIO) -> File:
    """Return a stream as a file that can be opened again; a large one is kept on the disk meanwhile."""
    kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # it goes with the process
    shutil.copyfileobj(stream, kept)
    size = kept.tell()

    def again() -> BinaryIO:
        kept.seek(0)
        return cast(BinaryIO, _Kept(kept))

    return File(name, again, size)


class _Kept:
    """A file that stays open when its reader closes it."""

    def __init__(self, stream: "tempfile.SpooledTemporaryFile[bytes]") -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def __enter__(self) -> "_Kept":
        return self

    def __exit__(self, *_: object) -> None:
        return

    def close(self) -> None:
        return


def posts_of(batch: Sequence[Entry]) -> list[Post]:
    """Return the posts of a batch, in order."""
    return [entry for entry in batch if isinstance(entry, Post)]


def batches(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Yield entries by the batch; what was read before a file turned out to be broken is not lost."""
    batch: list[Entry] = []
    try:
        for entry in entries:
            batch.append(entry)
            if len(batch) == size:
                yield batch
                batch = []
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def reading_of(settings: Settings, zone: str) -> Reading:
    """Return how files are read by these settings, times without an offset in a zone (IANA)."""
    return Reading(ZoneInfo(zone), Limits(settings.unpacked_mb << 20, settings.archive_files))
