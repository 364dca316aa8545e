"""What became of everything that an import read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.models import Receipt, Skipped, Undated, Unread, VerdictKind


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


def count_verdicts(
    receipts: Sequence[Receipt],
    skips: Sequence[Skipped] = (),
    unread: Sequence[Unread] = (),
    undated: Sequence[Undated] = (),
) -> ImportReport:
    """Return the report of what became of posts, skipped messages and files."""
    kinds = Counter(receipt.verdict.kind for receipt in receipts)
    new, same, edited, contained, near = (kinds[kind] for kind in VerdictKind)
    return ImportReport(new, same, edited, contained, near, skips=tuple(skips), unread=tuple(unread), undated=tuple(undated))
