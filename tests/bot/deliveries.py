"""What tests of promised digests begin with: a shelf of digests, a postman, and time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.desks import Desks
from bot.loops.delivery import (
    deliver_due,
)
from indexer.embedders.hashed import HashedEmbedder
from indexer.library import Library
from indexer.models import Cadence, DeliveryState, Digest, Origin, Period, Post, StoredPost, Story, Subscription
from indexer.opening import open_library
from indexer.stores import open_store

ALICE, BOB = 1, 2
NOW = datetime(2026, 11, 24, 9, 0, 5, tzinfo=UTC)
NINE = NOW.replace(second=0)
WEEK = timedelta(weeks=1)


class Shelf:
    """A library with a real store, whose digests are as long as the test wants."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.posts = 1
        self.asked: list[tuple[int, Period, str | None, Any]] = []

    def topic_title(self, name: str, language: str) -> str:
        return name

    def embed_query(self, text: str) -> str:
        return f"vector of {text}"

    def gathered(self, library_id: int, period: Period, *, topic: str | None = None, vector: Any = None) -> Any:
        self.asked.append((library_id, period, topic, vector))
        stored = StoredPost(1, Post("Words about trees.", origin=Origin("Forest")), "en", NINE)
        stories = (Story("trees", (stored,), stored, ("Words about trees.",)),) if self.posts else ()
        return SimpleNamespace(digest=lambda: Digest(period, stories, self.posts, 0, 1, topic))


class Postman:
    """A Sender that remembers, and fails as told."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.threads: list[int | None] = []
        self.failures: list[Exception | None] = []

    async def send(self, chat_id: int, html: str, *, thread_id: int | None = None) -> int:
        self.threads.append(thread_id)
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure
        self.sent.append((chat_id, html))
        return 1000 + len(self.sent)


class World:
    """A shelf, a postman, and time."""

    def __init__(self, shelf: Any, desks: Desks) -> None:
        self.shelf, self.desks, self.postman, self.waited = shelf, desks, Postman(), list[float]()

    async def wait(self, pause_s: float) -> None:
        self.waited.append(pause_s)

    async def tick(self, now: datetime = NOW, **options: Any) -> int:
        return await deliver_due(self.shelf, self.desks, self.postman, now, wait=self.wait, **options)

    async def subscribe(
        self, library_id: int = ALICE, due: datetime = NINE, topic: str | None = None, thread_id: int | None = None
    ) -> Subscription:
        wish = Subscription(0, library_id, Cadence.WEEKLY, (due.weekday(),), time(9), "UTC", topic, due - WEEK, due, thread_id)
        return await self.desks.store(self.shelf.store.add_subscription, wish)

    async def promise(self, *parts: str, library_id: int = ALICE) -> None:
        subscription = await self.subscribe(library_id)
        await self.desks.store(self.shelf.store.promise, subscription, parts, since=NINE, next_due=NINE + WEEK)

    async def states(self, library_id: int = ALICE) -> list[DeliveryState]:
        return [delivery.state for delivery in await self.desks.store(self.shelf.store.deliveries, library_id)]

    async def subscriptions(self, library_id: int = ALICE) -> list[Subscription]:
        return await self.desks.store(self.shelf.store.subscriptions, library_id)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    desks = Desks()
    store = await desks.store(open_store, "sqlite:///:memory:", HashedEmbedder())
    yield World(Shelf(store), desks)
    await desks.store(store.close)
    desks.close()


@pytest.fixture
async def library(world: World) -> AsyncIterator[Library]:
    """A real library, for a world whose shelf it becomes."""
    opened = await world.desks.store(open_library, "sqlite:///:memory:", "hashed")
    yield opened
    await world.desks.store(opened.close)
