"""Every error of the house; words for people live in ``bot/texts``.

SvodkaError
├── SourceError                the user's file
│   ├── UnknownFormat          first bytes match no format
│   ├── BrokenExport           readable until a position
│   ├── NoPosts                read in whole, and nothing in it is a post
│   ├── WrongPairs             a line of a file of labelled pairs is none
│   ├── WrongCollection        a file of a folder of labelled questions is missing, or a line of it none
│   ├── BrokenArchive          damaged
│   ├── UnsafeArchive          encrypted, nested, leading outside, of an unknown kind, too many files
│   └── TooLarge               and the limit that it passed
├── QueryError                 empty, too long, bad period, zone, time or tag
├── StoreError                 ours
│   ├── StoreUnavailable       locked, full disk: try again later
│   ├── StoreUnreadable        not a database of ours, or damaged
│   └── IndexMismatch          built by another embedder: run `svodka rebuild`
├── EmbedderError              model missing or unreadable
├── FollowError                a channel's page cannot be had
├── NotAllowed                 this person or chat may not
└── DeliveryError              in bot/loops/delivery.py
"""

from datetime import timedelta


class SvodkaError(Exception):
    """Anything that can go wrong and is not our bug."""


class SourceError(SvodkaError):
    """The user's file cannot be taken."""


class UnknownFormat(SourceError):
    """The first bytes match no format."""

    def __init__(self, head: bytes = b"") -> None:
        super().__init__(f"unknown format: {head[:16]!r}")
        self.head = head


class BrokenExport(SourceError):
    """The file can be read until ``position`` (a line, counted from 1)."""

    def __init__(self, position: int, why: str) -> None:
        super().__init__(f"broken at {position}: {why}")
        self.position, self.why = position, why


class NoPosts(SourceError):
    """The file or folder holds nothing that is a post."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no posts in {name}")
        self.name = name


class WrongPairs(SourceError):
    """The line at ``position``, counted from 1, is no labelled pair."""

    def __init__(self, position: int) -> None:
        super().__init__(f"no labelled pair at {position}")
        self.position = position


class WrongCollection(SourceError):
    """A file of labelled questions cannot be read at the line ``position``, counted from 1; 0 where there is no such file."""

    def __init__(self, name: str, position: int) -> None:
        super().__init__(f"no labelled questions: {name} at {position}")
        self.name, self.position = name, position


class BrokenArchive(SourceError):
    """An archive is damaged."""

    def __init__(self, name: str) -> None:
        super().__init__(f"damaged archive {name}")
        self.name = name


class UnsafeArchive(SourceError):
    """An archive is refused; ``reason`` is one of: encrypted, nested, outside, unknown-kind, too-many."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(f"{reason}: {name}")
        self.reason, self.name = reason, name


class TooLarge(SourceError):
    """The file passes a limit; both in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes are more than {limit}")
        self.size, self.limit = size, limit


class QueryError(SvodkaError):
    """What a person asked for cannot be understood.

    ``reason`` is one of: empty, too-long, period, future-period, order, zone, time, cadence, weekday, tag, taxonomy, channel;
    ``value`` is what was written.
    """

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(f"{reason}: {value}")
        self.reason, self.value = reason, value


class StoreError(SvodkaError):
    """The database failed."""


class StoreUnavailable(StoreError):
    """Locked, full disk, read-only: nothing was lost, try again later."""


class StoreUnreadable(StoreError):
    """Not a database of ours, or a damaged one."""


class IndexMismatch(StoreError):
    """The vectors were made by another embedder."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(f"vectors of {found}, not of {wanted}")
        self.found, self.wanted = found, wanted


class EmbedderError(SvodkaError):
    """The model is missing or unreadable; the text says which command mends it."""


class FollowError(SvodkaError):
    """A channel's page cannot be had; ``reason`` is ``no-preview`` (there is none to read) or ``unreachable``."""

    def __init__(self, reason: str, name: str = "", retry_after: timedelta = timedelta()) -> None:
        super().__init__(f"{reason}: {name}")
        self.reason, self.name, self.retry_after = reason, name, retry_after


class NotAllowed(SvodkaError):
    """This person or chat may not use the bot; ``number`` is the id by which Telegram knows them, as text."""

    def __init__(self, number: int) -> None:
        super().__init__(f"not allowed: {number}")
        self.number = str(number)
