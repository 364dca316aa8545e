"""A network or a store that is down for a while costs no update, and is said once."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

from bot.updates.inbox import BACK_OFF_S, MOST_ATTEMPTS, GivenUp
from indexer.errors import StoreUnavailable
from tests.bot.inboxes import ALICE, BOB, World, a_message, world

__all__ = ["world"]  # the fixture


async def test_a_network_that_is_down_is_waited_for_longer_and_longer_and_said_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    down = TelegramNetworkError(SendMessage(chat_id=1, text="x"), "Cannot connect")
    await world.run(*[down] * 3, [a_message(5)])
    assert world.waited == list(BACK_OFF_S[:3])
    assert world.handler.handled == [5]
    assert [record.levelname for record in caplog.records].count("WARNING") == 1
    assert all(record.exc_info is None for record in caplog.records)


async def test_what_failed_for_want_of_telegram_is_tried_again_after_a_while(world: World) -> None:
    world.handler.failing = {5: 1}
    world.handler.doors[6] = asyncio.Event()  # so that the inbox goes on
    await world.run([a_message(5, ALICE), a_message(6, BOB)])
    await world.handler.until(5)
    assert world.waited == [BACK_OFF_S[-1]]
    world.handler.doors[6].set()
    await world.inbox.drain()
    assert world.handler.handled == [5, 6]


async def test_what_failed_for_want_of_telegram_is_done_at_the_next_start(world: World) -> None:
    world.handler.failing = {5: 1}
    await world.run([a_message(5)])
    assert await world.pending() == [5]
    world.restarted()
    await world.run()
    assert world.handler.handled == [5]


async def until_tried_again(world: World) -> None:
    """Alice's update is put off until it can be handled; Bob's keeps the inbox at work meanwhile."""
    world.handler.doors[6] = asyncio.Event()
    await world.run([a_message(5, ALICE), a_message(6, BOB)])
    async with asyncio.timeout(10):
        await world.handler.until(5)
    world.handler.doors[6].set()
    await world.inbox.drain()


async def test_a_network_that_is_down_for_minutes_loses_nothing(world: World) -> None:
    world.handler.failing = {5: MOST_ATTEMPTS + 3}
    await until_tried_again(world)
    assert world.handler.told == []
    assert await world.pending() == []


async def test_a_network_that_is_down_at_every_start_loses_nothing(world: World) -> None:
    world.handler.failing = {5: MOST_ATTEMPTS + 3}
    await world.run([a_message(5)])
    for _ in range(MOST_ATTEMPTS + 3):
        world.restarted()
        await world.run()
    assert world.handler.handled == [5]


async def test_what_fails_for_longer_than_a_day_is_given_up(world: World) -> None:
    world.handler.failing = {5: 1_000}
    hours = iter(range(0, 10_000, 6))
    world.inbox._clock = lambda: next(hours) * 3_600.0
    world.handler.doors[6] = asyncio.Event()
    await world.run([a_message(5, ALICE), a_message(6, BOB)])
    async with asyncio.timeout(10):
        while not world.handler.told:  # noqa: ASYNC110 - the recorder notes what is told without a signal
            await asyncio.sleep(0.01)
    world.handler.doors[6].set()
    await world.inbox.drain()
    assert [(update_id, type(error)) for update_id, error in world.handler.told] == [(5, GivenUp)]


async def test_what_was_put_off_is_tried_again_though_the_store_fails_then(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.handler.failing, failures = {5: 1}, [StoreUnavailable("locked"), StoreUnavailable("locked")]
    pending = world.library.store.pending_updates

    def failing() -> Any:
        if failures and world.handler.failing[5] == 0:
            raise failures.pop()
        return pending()

    monkeypatch.setattr(world.library.store, "pending_updates", failing)
    await until_tried_again(world)
    assert failures == []


class FullDisk:
    """A store that cannot write."""

    def pending_updates(self) -> list[dict[str, Any]]:
        return []

    def save_updates(self, updates: list[dict[str, Any]]) -> None:
        raise StoreUnavailable("database or disk is full")


async def test_what_cannot_be_written_down_stays_at_telegram_and_is_said_once(world: World) -> None:
    world.library = SimpleNamespace(store=FullDisk())
    world.restarted()
    server = await world.run([a_message(5), a_message(6)], [a_message(5), a_message(6)])
    assert [poll.get("offset") for poll in server.polls] == [None, None, None]
    assert [(update_id, type(error)) for update_id, error in world.handler.told] == [(5, StoreUnavailable)]
    assert world.handler.handled == []
