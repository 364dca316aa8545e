"""What cannot be done now is put off, and said once; chats that are closed for now are left alone."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage

from bot.conversation.talk import Talk
from bot.desks import Desks
from bot.loops.background import for_ever
from bot.routers.held import Held
from bot.texts import say
from bot.updates.flood import Flood
from bot.updates.wire import open_bot
from indexer.errors import StoreUnavailable
from indexer.library import Library
from indexer.times.schedule import parse_subscription
from tests.bot.wires import TOKEN, RecordingSession

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FULL = StoreUnavailable("database or disk is full")


@pytest.fixture
def talk(library: tuple[Library, Desks]) -> Talk:
    return Talk(*library, 5, "en", "UTC", NOW, message_id=77, thread_id=8)


class World:
    """Work that is held, and that fails as often as there are errors."""

    def __init__(self, *errors: Exception) -> None:
        self.session, self.errors = RecordingSession(), list(errors)
        self.finished: list[int] = []
        self.waiting: list[int] = []
        bot = open_bot(TOKEN, None, Flood(lambda: NOW), session=self.session)
        self.held = Held(bot, begin=self._nothing, finish=self._finish, put_off=self._put_off)

    async def work(self) -> None:
        if self.errors:
            raise self.errors.pop(0)

    async def _nothing(self, update_ids: Sequence[int]) -> None:
        pass

    async def _finish(self, update_ids: Sequence[int]) -> None:
        self.finished += update_ids

    def _put_off(self, update_ids: Sequence[int], error: Exception) -> None:
        self.waiting += update_ids


async def test_what_waits_for_the_disk_is_told_once_and_nobody_has_to_repeat_it(talk: Talk) -> None:
    world = World(FULL, FULL, FULL)
    for _ in range(4):
        await world.held.settle(talk, [1, 2], world.work)
    assert world.session.texts() == [say("en", "error-put-off")]
    told = world.session.sent("sendMessage")[0]
    assert told["message_thread_id"] == "8"
    assert '"message_id":77' in str(told["reply_parameters"]).replace(" ", "")
    assert world.waiting == [1, 2] * 3
    assert world.finished == [1, 2]


async def test_the_readers_of_a_channel_are_told_nothing(talk: Talk) -> None:
    world = World(FULL, ZeroDivisionError())
    await world.held.settle(talk, [1], world.work, is_told=False)
    await world.held.settle(talk, [1], world.work, is_told=False)
    assert world.session.texts() == []
    assert world.finished == [1]


@pytest.mark.parametrize("why", ["TOPIC_CLOSED", "not enough rights to send text messages to the chat", "CHAT_WRITE_FORBIDDEN"])
async def test_a_chat_that_is_closed_for_now_keeps_its_subscriptions(
    talk: Talk, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    wish = parse_subscription("daily", library_id=5, zone="UTC", now=NOW)
    await talk.desks.store(talk.library.store.add_subscription, wish)
    world = World(TelegramBadRequest(SendMessage(chat_id=5, text="?"), f"Bad Request: {why}"))
    with caplog.at_level(logging.INFO):
        await world.held.settle(talk, [1], world.work)
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("INFO", None)]
    assert world.session.texts() == []
    assert world.finished == [1]
    assert await talk.desks.store(talk.library.store.subscriptions, 5)


async def test_a_failure_that_goes_on_is_in_the_log_once(caplog: pytest.LogCaptureFixture) -> None:
    steps = 0

    async def step() -> None:
        nonlocal steps
        steps += 1
        if steps > 3:
            raise asyncio.CancelledError
        raise FULL

    with pytest.raises(asyncio.CancelledError), caplog.at_level(logging.INFO):
        await for_ever(step, "embedding", pause_s=0)
    assert [record.getMessage() for record in caplog.records] == [f"embedding: {FULL}; trying again"]
