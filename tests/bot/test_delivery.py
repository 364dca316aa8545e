"""Promises are kept once: what is due goes out, in order, and what may have arrived is marked when it goes again."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot import delivery
from bot.delivery import (
    PART_PAUSE_S,
    ChatMoved,
    TopicGone,
    TryLater,
    Uncertain,
    Undeliverable,
    Unsendable,
    deliver_due,
)
from bot.desks import Desks
from bot.texts import LANGUAGES
from bot.views.digests import LIMIT
from bot.views.html import length, plain
from indexer.embedders.hashed import HashedEmbedder
from indexer.library import Library
from indexer.models import Cadence, Chat, DeliveryState, Digest, Origin, Period, Post, StoredPost, Story, Subscription
from indexer.opening import open_library
from indexer.stores import open_store
from tests.indexer.makers import DAY, add

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


async def test_a_digest_that_is_due_goes_out_once(world: World) -> None:
    await world.subscribe()
    assert await world.tick() == 1
    assert await world.tick() == 0
    assert await world.tick(NOW + timedelta(days=1)) == 0
    ((chat_id, html),) = world.postman.sent
    assert chat_id == ALICE
    assert "trees" in html
    assert world.shelf.asked == [(ALICE, Period(NINE - WEEK, NINE), None, None)]
    assert (await world.subscriptions())[0].next_due == NINE + WEEK


async def test_a_digest_that_is_due_lets_people_go_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.desks.PATIENCE_S", 30)
    await world.subscribe()
    await world.subscribe(BOB)
    with world.desks.serving():
        task = asyncio.create_task(world.tick())
        await asyncio.sleep(0.1)
        assert world.shelf.asked == []
    assert await task == 2


async def test_a_digest_that_takes_long_leaves_the_store_to_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end, gather = threading.Event(), threading.Event(), world.shelf.gathered

    def gathered(*values: Any, **options: Any) -> Any:
        def digest() -> Digest:
            begun.set()
            assert may_end.wait(10)
            return gather(*values, **options).digest()

        return SimpleNamespace(digest=digest)

    monkeypatch.setattr(world.shelf, "gathered", gathered)
    await world.subscribe()
    task = asyncio.create_task(world.tick())
    assert await asyncio.to_thread(begun.wait, 10)
    async with asyncio.timeout(5):
        assert len(await world.subscriptions()) == 1
    may_end.set()
    assert await task == 1


async def test_what_is_not_due_waits(world: World) -> None:
    await world.subscribe(due=NINE + timedelta(minutes=1))
    assert await world.tick() == 0


async def test_an_empty_period_sends_nothing_and_is_over(world: World) -> None:
    world.shelf.posts = 0
    subscription = await world.subscribe()
    assert await world.tick() == 0
    moved = (await world.subscriptions())[0]
    assert (moved.since, moved.next_due) == (NINE, NINE + WEEK)
    assert moved.subscription_id == subscription.subscription_id


async def test_after_weeks_of_sleep_one_digest_covers_them_all(world: World) -> None:
    await world.subscribe(due=NINE - 3 * WEEK)
    assert await world.tick() == 1
    assert world.shelf.asked == [(ALICE, Period(NINE - 4 * WEEK, NINE), None, None)]
    assert (await world.subscriptions())[0].next_due == NINE + WEEK


async def test_words_are_looked_for_by_meaning_and_tags_by_name(world: World) -> None:
    await world.subscribe(topic="big trees")
    await world.subscribe(topic="#trees")
    await world.tick()
    assert [(topic, vector) for _, _, topic, vector in world.shelf.asked] == [
        ("big trees", "vector of big trees"),
        ("#trees", None),
    ]


async def test_the_model_reads_the_words_of_a_topic_without_its_filters(world: World) -> None:
    await world.subscribe(topic="big trees @forest -ads lang:en")
    await world.subscribe(topic="@forest has:code")
    await world.tick()
    assert [vector for _, _, _, vector in world.shelf.asked] == ["vector of big trees", None]


async def test_a_topic_that_asks_for_nothing_does_not_hold_up_the_others(world: World, library: Library) -> None:
    world.shelf = library
    await world.desks.store(add, library, "Oaks outlive those who planted them.", library_id=BOB, seen_at=NINE - DAY)
    await world.subscribe(ALICE, topic="???")
    await world.subscribe(BOB, topic="oaks")
    assert await world.tick() == 1
    assert [chat_id for chat_id, _ in world.postman.sent] == [BOB]
    assert (await world.subscriptions(ALICE))[0].next_due == NINE + WEEK


async def test_a_digest_that_cannot_be_made_holds_up_no_other_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gather, broken = world.shelf.gathered, {ALICE}

    def gathered(library_id: int, period: Period, **options: Any) -> Any:
        if library_id in broken:
            raise OverflowError("date value out of range")
        return gather(library_id, period, **options)

    monkeypatch.setattr(world.shelf, "gathered", gathered)
    await world.subscribe(ALICE)
    await world.subscribe(BOB)
    assert await world.tick() == 1
    assert [chat_id for chat_id, _ in world.postman.sent] == [BOB]
    assert "for chat 1 could not be made" in caplog.text
    broken.clear()
    assert await world.tick(NOW + timedelta(minutes=59)) == 0
    assert await world.tick(NOW + timedelta(minutes=61)) == 1
    assert world.shelf.asked[-1][1].since == NINE - WEEK
    assert (await world.subscriptions(ALICE))[0].next_due == NINE + WEEK


async def test_a_message_that_fails_as_nobody_foresaw_holds_up_no_other(world: World) -> None:
    await world.promise("one", library_id=ALICE)
    await world.promise("two", library_id=BOB)
    world.postman.failures = [ValueError("unforeseen")]
    assert await world.tick() == 1
    assert await world.states(ALICE) == [DeliveryState.UNKNOWN]
    assert [chat_id for chat_id, _ in world.postman.sent] == [BOB]


@pytest.mark.parametrize(
    ("topic", "language", "head"),
    [
        ("oaks @forest -ads", "en", "about “oaks” (channel @forest, without “ads”)"),
        ("oaks -ads channel:Forest", "ru", "по запросу «oaks» (канал Forest, без «ads»)"),
        ("@forest -ads", "ru", " (канал @forest, без «ads»)\n1 пост, 1 канал"),
    ],
)
async def test_a_digest_that_is_due_holds_only_what_its_filters_let_through(
    world: World, library: Library, topic: str, language: str, head: str
) -> None:
    world.shelf = library
    forest, meadow = (Origin(name, username=name.lower()) for name in ("Forest", "Meadow"))
    posts = [
        Post("Oaks outlive those who planted them by centuries.", origin=forest),
        Post("Oaks for sale: ads of a nursery that plants oaks.", origin=forest),
        Post("Oaks stand alone in the grass and give shade to sheep.", origin=meadow),
    ]
    await world.desks.store(add, library, *posts, seen_at=NINE - DAY, library_id=ALICE)
    await world.desks.store(add, library, "Oaks of long ago.", seen_at=NINE - 9 * DAY, library_id=ALICE)
    await world.subscribe(topic=topic)
    assert await world.tick(language=language) == 1
    ((_, html),) = world.postman.sent
    assert head in plain(html)
    assert "planted them" in html
    assert not any(words in html for words in ("nursery", "sheep", "long ago"))


async def test_a_digest_speaks_the_language_of_its_chat(world: World) -> None:
    await world.desks.store(world.shelf.store.save_chat, Chat(ALICE, "ru"))
    await world.desks.store(world.shelf.store.save_chat, Chat(BOB, "ru", chosen="en"))
    await world.subscribe(ALICE)
    await world.subscribe(BOB)
    await world.tick()
    (_, russian), (_, english) = world.postman.sent
    assert any("а" <= letter <= "я" for letter in russian)
    assert not any("а" <= letter <= "я" for letter in english)


async def test_a_digest_speaks_the_language_that_is_chosen_while_it_is_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.desks.store(world.shelf.store.save_chat, Chat(ALICE, "ru"))
    await world.subscribe()
    make = delivery.make_digest

    async def made_slowly(*asked: Any) -> Digest:
        made = await make(*asked)
        await world.desks.store(world.shelf.store.save_chat, Chat(ALICE, "ru", chosen="en"))
        return made

    monkeypatch.setattr(delivery, "make_digest", made_slowly)
    await world.tick()
    assert not any("а" <= letter <= "я" for _, html in world.postman.sent for letter in html)
    assert world.postman.sent


async def test_parts_go_in_order_with_a_second_between_them(world: World) -> None:
    await world.promise("one", "two", "three")
    assert await world.tick() == 3
    assert world.postman.sent == [(ALICE, "one"), (ALICE, "two"), (ALICE, "three")]
    assert world.waited == [PART_PAUSE_S, PART_PAUSE_S]


async def test_a_part_that_has_to_wait_keeps_the_next_ones_back(world: World) -> None:
    await world.promise("one", "two")
    await world.promise("other", library_id=BOB)
    world.postman.failures = [TryLater(timedelta(seconds=7))]
    await world.tick()
    assert world.postman.sent == [(BOB, "other")]
    await world.tick(NOW + timedelta(seconds=6))
    assert world.postman.sent == [(BOB, "other")]
    await world.tick(NOW + timedelta(seconds=7))
    assert world.postman.sent == [(BOB, "other"), (ALICE, "one"), (ALICE, "two")]


async def test_an_uncertain_part_goes_once_more_and_says_so(world: World) -> None:
    await world.promise("one", "two")
    world.postman.failures = [Uncertain()]
    await world.tick()
    assert world.postman.sent == []
    await world.tick()
    (_, repeated), (_, second) = world.postman.sent
    assert repeated.endswith("one")
    assert repeated != "one"
    assert second == "two"
    assert await world.states() == [DeliveryState.SENT, DeliveryState.SENT]


async def test_a_part_that_is_uncertain_twice_is_given_up(world: World) -> None:
    await world.promise("one", "two")
    world.postman.failures = [Uncertain(), Uncertain()]
    for _ in range(3):
        await world.tick()
    assert world.postman.sent == [(ALICE, "two")]
    assert await world.states() == [DeliveryState.DEAD, DeliveryState.SENT]


async def test_a_part_in_flight_when_the_process_died_is_marked_as_a_repeat(world: World) -> None:
    await world.promise("one")
    await world.desks.store(world.shelf.store.take_delivery, NOW)
    await world.tick()
    assert world.postman.sent[0][1] != "one"
    assert world.postman.sent[0][1].endswith("one")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_mark_of_a_repeat_still_fits_into_a_message(world: World, language: str) -> None:
    await world.promise("x" * LIMIT)
    await world.desks.store(world.shelf.store.take_delivery, NOW)
    await world.tick(language=language)
    assert LIMIT < length(world.postman.sent[0][1]) <= 4096


async def test_a_chat_that_is_gone_ends_its_subscriptions(world: World) -> None:
    await world.promise("one", "two")
    await world.promise("other", library_id=BOB)
    world.postman.failures = [Undeliverable("bot was blocked by the user")]
    await world.tick()
    assert world.postman.sent == [(BOB, "other")]
    assert await world.subscriptions() == []
    assert await world.states() == [DeliveryState.DEAD, DeliveryState.DEAD]
    assert len(await world.subscriptions(BOB)) == 1


async def test_a_message_that_telegram_refuses_does_not_hold_up_the_next(world: World) -> None:
    await world.promise("bad", "good")
    world.postman.failures = [Unsendable("can't parse entities")]
    await world.tick()
    assert world.postman.sent == [(ALICE, "good")]
    assert len(await world.subscriptions()) == 1


async def test_a_digest_goes_to_its_topic_and_when_that_is_gone_to_the_chat_itself(world: World) -> None:
    promise, later = await world.subscribe(thread_id=77), NINE + WEEK
    assert promise != await world.subscribe(thread_id=88, due=later)
    await world.desks.store(world.shelf.store.promise, promise, ("one", "two"), since=NINE, next_due=later)
    world.postman.failures = [TopicGone("message thread not found")]
    assert await world.tick() == 2
    assert [html for _, html in world.postman.sent] == ["one", "two"]
    assert world.postman.threads == [77, None, None]
    assert [each.thread_id for each in await world.subscriptions()] == [None, 88]


async def test_a_subscription_of_a_topic_that_is_gone_and_an_equal_one_of_the_chat_become_one(world: World) -> None:
    kept, later = await world.subscribe(), NINE + WEEK
    promise = await world.subscribe(thread_id=77)
    for each in (promise, kept):
        await world.desks.store(world.shelf.store.promise, each, ("one", "two"), since=NINE, next_due=later)
    world.postman.failures = [TopicGone("message thread not found")]
    await world.tick()
    assert [html for _, html in world.postman.sent] == ["one", "two"]
    assert [each.subscription_id for each in await world.subscriptions()] == [kept.subscription_id]


async def test_what_a_topic_that_is_gone_was_promised_alone_goes_to_the_chat(world: World) -> None:
    promise, later = await world.subscribe(thread_id=77), NINE + WEEK
    await world.desks.store(world.shelf.store.promise, promise, ("one", "two"), since=NINE, next_due=later)
    kept = await world.subscribe(due=later)
    world.postman.failures = [TopicGone("message thread not found")]
    await world.tick()
    assert [html for _, html in world.postman.sent] == ["one", "two"]
    assert [each.subscription_id for each in await world.subscriptions()] == [kept.subscription_id]


async def test_a_topic_that_is_gone_where_none_was_meant_is_tried_once(world: World) -> None:
    await world.promise("one")
    world.postman.failures = [TopicGone("TOPIC_CLOSED")] * 2
    assert await world.tick() == 0
    assert await world.states() == [DeliveryState.DEAD]
    assert len(world.postman.threads) == 1


async def test_a_group_that_moved_gets_its_digest_where_it_is_now(world: World) -> None:
    await world.promise("one", library_id=-5)
    world.postman.failures = [ChatMoved(-1005)]
    await world.tick()
    assert world.postman.sent == [(-1005, "one")]
    assert len(await world.subscriptions(-1005)) == 1


async def test_at_the_end_no_further_message_is_begun(world: World) -> None:
    await world.promise("one", "two")
    assert await world.tick(ending=lambda: bool(world.postman.sent)) == 1
    assert await world.states() == [DeliveryState.SENT, DeliveryState.READY]
    assert await world.tick() == 1
    assert world.postman.sent[-1] == (ALICE, "two")
