"""What became of everything that an import read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.models import Entry, Receipt, Skipped, Undated, Unread, VerdictKind


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every message: read = new + same + edited + contained + near + skipped; and the files without any.

    ``undated`` are among those that were no skipped ones.
    """

    new: int = 0
    same: int = 0
    edited: int = 0
    contained: int = 0
    near: int = 0
    skips: tuple[Skipped, ...] = ()
    unread: tuple[Unread, ...] = ()
    undated: tuple[Undated, ...] = ()
    seconds: float = 0.0

    @property
    def skipped(self) -> int:
        """How many messages were no posts."""
        return len(self.skips)

    @property
    def read(self) -> int:
        """How many messages were read."""
        return self.new + self.same + self.edited + self.contained + self.near + self.skipped


class Tally:
    """Counts what becomes of everything that is read, batch by batch."""

    def __init__(self) -> None:
        self._verdicts: Counter[VerdictKind] = Counter()
        self._skips: list[Skipped] = []
        self._unread: list[Unread] = []
        self._undated: list[Undated] = []

    def add(self, entries: Iterable[Entry], receipts: Iterable[Receipt]) -> None:
        """Count a batch: what of it was no post, and what became of the posts."""
        self._verdicts.update(receipt.verdict.kind for receipt in receipts)
        for entry in entries:
            if isinstance(entry, Skipped):
                self._skips.append(entry)
            elif isinstance(entry, Unread):
                self._unread.append(entry)
            elif isinstance(entry, Undated):
                self._undated.append(entry)

    @property
    def posts(self) -> int:
        """How many posts were read."""
        return self._verdicts.total()

    @property
    def read(self) -> int:
        """How many messages were read."""
        return self.posts + len(self._skips)

    def report(self, seconds: float = 0.0) -> ImportReport:
        """Return what became of everything so far."""
        new, same, edited, contained, near = (self._verdicts[kind] for kind in VerdictKind)
        left_out = (tuple(self._skips), tuple(self._unread), tuple(self._undated))
        return ImportReport(new, same, edited, contained, near, *left_out, seconds)
