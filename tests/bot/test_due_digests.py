"""A digest that is due is made and goes out once, of what it was asked to hold, and holds up nobody."""

import asyncio
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.loops import delivery
from bot.views.html import plain
from indexer.library import Library
from indexer.models import Chat, DeliveryState, Digest, Origin, Period, Post
from tests.bot.deliveries import ALICE, BOB, NINE, NOW, WEEK, World, library, world
from tests.indexer.makers import DAY, add

__all__ = ["library", "world"]  # the fixtures


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
