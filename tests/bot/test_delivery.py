"""Promises are kept once: the parts of what is due go out in order, and what may have arrived is marked when it goes again."""

from datetime import timedelta

import pytest

from bot.loops.delivery import (
    PART_PAUSE_S,
    ChatMoved,
    TopicGone,
    TryLater,
    Uncertain,
    Undeliverable,
    Unsendable,
)
from bot.texts import LANGUAGES
from bot.views.digests import LIMIT
from bot.views.html import length
from indexer.models import DeliveryState
from tests.bot.deliveries import ALICE, BOB, NINE, NOW, WEEK, World, world

__all__ = ["world"]  # the fixture


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
