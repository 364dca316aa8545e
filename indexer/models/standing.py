"""What a library gets by itself: digests that are promised, channels that are followed, and how a chat wants to be spoken to."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from indexer.models.posts import StoredPost
from indexer.models.searching import Period


class Cadence(StrEnum):
    """How often a subscription is due."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Story:
    """Posts of one period about one thing. ``quotes`` are one or two of the lead's own sentences; ``lead`` is one of ``posts``.

    About one event (``is_event``; ``topic`` where all posts share one), about one topic, or with an empty label about none. The
    last ``more`` of the posts are counted rather than listed.
    """

    label: str
    posts: tuple[StoredPost, ...]
    lead: StoredPost
    quotes: tuple[str, ...]
    topic: str | None = None
    is_event: bool = False
    more: int = 0
    repeats: int = 0

    @property
    def listed(self) -> tuple[StoredPost, ...]:
        """The posts that a digest shows, best first."""
        return self.posts[: len(self.posts) - self.more]


@dataclass(frozen=True, slots=True)
class Digest:
    """A period in stories, best first. ``repeats`` counts sightings beyond the first of every post."""

    period: Period
    stories: tuple[Story, ...]
    posts: int
    repeats: int
    channels: int
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A promise to send a digest. Of its ``weekdays`` 0 is Monday, daily has none; ``at`` is wall-clock time in ``zone`` (IANA).

    ``since`` is where the next digest's period starts and ``next_due`` where it ends. ``topic`` is a person's words or ``#tag``,
    ``thread_id`` the topic of a forum in which it was asked for, None for the chat itself.
    """

    subscription_id: int
    library_id: int
    cadence: Cadence
    weekdays: tuple[int, ...]
    at: time
    zone: str
    topic: str | None
    since: datetime
    next_due: datetime
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """A public channel whose preview on t.me a library reads on a schedule. ``username`` is in lower case.

    ``etag`` and ``last_modified`` are what the server said of the page that was read last, ``last_id`` the highest message on it;
    ``failures`` counts the polls that failed since.
    """

    library_id: int
    username: str
    next_due: datetime
    etag: str | None = None
    last_modified: str | None = None
    last_id: int | None = None
    failures: int = 0


class DeliveryState(StrEnum):
    """Where one part of a digest is on its way: an ``inflight`` part whose process died becomes ``unknown``."""

    READY = "ready"
    INFLIGHT = "inflight"
    UNKNOWN = "unknown"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One promised message of a digest, for a forum's topic where its subscription has one.

    ``part`` counts from 1; ``repeat`` says that it may have arrived before.
    """

    delivery_id: int
    subscription_id: int
    library_id: int
    part: int
    html: str
    state: DeliveryState
    repeat: bool = False
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person was shown last in a chat: a page of an answer, by the number of its pages and of its first post, from 0."""

    page_set_id: int
    start: int
    moment: datetime


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat has chosen: its language (``ru`` or ``en``) and time zone; None where it has not said.

    ``language`` is what a person's Telegram says, in a group that of whoever spoke first; ``chosen`` was asked for and wins.
    """

    library_id: int
    language: str | None = None
    zone: str | None = None
    chosen: str | None = None

    @property
    def speaks(self) -> str | None:
        """The language of what is sent to the chat itself, such as a digest."""
        return self.chosen or self.language
