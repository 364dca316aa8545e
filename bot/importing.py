"""Files come in from the command line."""

import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

from tqdm import tqdm

from bot.meter import Meter
from bot.settings import Settings
from bot.texts import say
from indexer.errors import SvodkaError
from indexer.library import Library, Progress, embed_backlog
from indexer.models import Entry, Post, Skipped, Undated, Unread, VerdictKind
from indexer.reports import ImportReport
from indexer.sources import File, Limits, Reading, read_files, weigh

BATCH = 200  # posts a transaction: killed in between, an import has lost nothing and can be started again
STDIN = "-"
SHOWN_SKIPS = 5  # positions named for each reason
SHOWN_UNREAD, LONGEST_NAME = 10, 80  # files, and characters of the end of a name
_IN_MEMORY = 16 << 20  # bytes of standard input
_BAR = "{percentage:3.0f}% |{bar}| {desc}"


class Import:
    """One import: what became of what was read so far."""

    def __init__(self, library: Library, library_id: int, now: datetime) -> None:
        self._library, self._library_id, self._now = library, library_id, now
        self._verdicts: Counter[VerdictKind] = Counter()
        self._skips: list[Skipped] = []
        self._unread: list[Unread] = []
        self._undated: list[Undated] = []
        self._started = time.monotonic()

    def take(self, entries: Iterable[Entry]) -> Iterator[int]:
        """Take entries into the library, and yield after every transaction how many were read.

        Raises:
            StoreError: nothing of the last batch was taken in.
        """
        for batch in batches(entries, BATCH):
            posts = [entry for entry in batch if isinstance(entry, Post)]
            receipts = self._library.add(posts, self._library_id, via="import", seen_at=self._now)
            self._verdicts.update(receipt.verdict.kind for receipt in receipts)
            self._skips += (entry for entry in batch if isinstance(entry, Skipped))
            self._unread += (entry for entry in batch if isinstance(entry, Unread))
            self._undated += (entry for entry in batch if isinstance(entry, Undated))
            yield self._verdicts.total() + len(self._skips)

    def report(self) -> ImportReport:
        """Return what became of everything so far."""
        new, same, edited, contained, near = (self._verdicts[kind] for kind in VerdictKind)
        seconds = round(time.monotonic() - self._started, 3)
        left_out = (tuple(self._skips), tuple(self._unread), tuple(self._undated))
        return ImportReport(new, same, edited, contained, near, *left_out, seconds)


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


def report_as_json(report: ImportReport, *, rehearsed: bool = False) -> str:
    """Return the counts, every skipped message, and the seconds, as one line of JSON."""
    fields: dict[str, object] = {**counts(report)}
    fields["skips"] = [{"position": skip.position, "reason": skip.reason} for skip in report.skips]
    fields["seconds"] = report.seconds
    if report.unread:
        fields["unread"] = [{"file": file.name, "reason": file.reason} for file in report.unread]
    if report.undated:
        fields["undated"] = [each.position for each in report.undated]
    if rehearsed:
        fields["dry_run"] = True
    return json.dumps(fields, ensure_ascii=False)


def counts(report: ImportReport) -> dict[str, int]:
    """Return how many messages were read, and how many there were of each kind."""
    return {name: getattr(report, name) for name in ("read", "new", "same", "edited", "contained", "near", "skipped")}


def report_as_text(report: ImportReport, language: str) -> str:
    """Return what became of an import, and what was left out."""
    return "\n".join([say(language, "import-done", **counts(report), seconds=report.seconds), *left_out(report, language)])


def left_out(report: ImportReport, language: str) -> list[str]:
    """Return lines: how many were skipped for which reason, the first by their positions, or lost their date; unread files."""
    lines: list[str] = []
    for reason, count in Counter(skip.reason for skip in report.skips).most_common():
        places = [str(skip.position) for skip in report.skips if skip.reason == reason][:SHOWN_SKIPS]
        where = ", ".join(places) + (", …" if count > len(places) else "")
        lines.append(say(language, "import-skips", reason=say(language, "skipped-why", reason=reason), count=count, where=where))
    if report.undated:
        lines.append(say(language, "import-undated", count=len(report.undated), first=report.undated[0].position))
    for file in report.unread[:SHOWN_UNREAD]:
        name = file.name if len(file.name) <= LONGEST_NAME else f"…{file.name[-LONGEST_NAME:]}"
        lines.append(say(language, "import-unread", name=name, reason=say(language, "skipped-why", reason=file.reason)))
    if len(report.unread) > SHOWN_UNREAD:
        lines.append(say(language, "import-unread-more", count=len(report.unread) - SHOWN_UNREAD))
    return lines


def bar(label: str) -> Progress:
    """Return a progress bar on standard error, where that is a terminal; it appears when there is something to show."""
    shown: Any = None

    def show(done: int, of: int) -> None:
        nonlocal shown
        if shown is None:
            shown = tqdm(desc=label, disable=not sys.stderr.isatty(), leave=False)
        shown.total, shown.n = of, done
        shown.refresh()
        if done >= of:
            shown.close()

    return show
