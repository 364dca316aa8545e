"""Updates are written down before they are confirmed, and handled once."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

from bot.desks import Desks
from bot.inbox import BACK_OFF_S, MOST_ATTEMPTS, GivenUp, Inbox, WrongToken, chat_of
from indexer.embedders.hashed import HashedEmbedder
from indexer.errors import StoreUnavailable
from indexer.stores import open_store
from tests.bot.wires import TOKEN, RecordingSession, refusal

ALICE, BOB = 1, 2


def a_message(update_id: int, chat_id: int = ALICE, text: str = "hello") -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": update_id, "date": 0, "chat": chat, "text": text}}


class Server:
    """A Telegram that keeps updates until they are confirmed; ``idle`` is set when it has no more to give."""

    def __init__(self, *batches: list[dict[str, Any]] | Exception) -> None:
        self.batches = list(batches)
        self.polls: list[dict[str, Any]] = []
        self.idle = asyncio.Event()

    async def __call__(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        self.polls.append(parameters)
        if not self.batches:
            self.idle.set()
            await asyncio.Event().wait()
        batch = self.batches.pop(0)
        if isinstance(batch, Exception):
            raise batch
        return batch


class Recorder:
    """A handler that remembers. What is in ``held`` it keeps, what is in ``failing`` fails so often."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.told: list[tuple[int, Exception]] = []
        self.held: set[int] = set()
        self.failing: dict[int, int] = {}
        self.doors: dict[int, asyncio.Event] = {}
        self._dealt = asyncio.Condition()

    async def handle(self, update: dict[str, Any]) -> bool:
        update_id = update["update_id"]
        if update_id in self.doors:
            await self.doors[update_id].wait()
        if self.failing.get(update_id, 0) > 0:
            self.failing[update_id] -= 1
            raise TelegramNetworkError(SendMessage(chat_id=1, text="x"), "down")
        self.handled.append(update_id)
        async with self._dealt:
            self._dealt.notify_all()
        return update_id not in self.held

    async def until(self, update_id: int) -> None:
        async with self._dealt:
            await self._dealt.wait_for(lambda: update_id in self.handled)

    async def tell(self, update: dict[str, Any], error: Exception) -> None:
        self.told.append((update["update_id"], error))


class World:
    """An inbox between a server and a handler."""

    def __init__(self, library: Any, desks: Desks) -> None:
        self.library, self.desks, self.handler = library, desks, Recorder()
        self.session = RecordingSession()
        self.waited: list[float] = []
        self.inbox = self.restarted()

    def restarted(self) -> Inbox:
        async def wait(pause_s: float) -> None:
            self.waited.append(pause_s)
            await asyncio.sleep(0)

        self.inbox = Inbox(Bot(TOKEN, session=self.session), self.library, self.desks, self.handler, wait=wait)
        return self.inbox

    async def run(self, *batches: list[dict[str, Any]] | Exception) -> Server:
        server = self.session.poll = Server(*batches)
        running = asyncio.create_task(self.inbox.run())
        idle = asyncio.create_task(server.idle.wait())
        await asyncio.wait({running, idle}, return_when=asyncio.FIRST_COMPLETED)
        idle.cancel()
        if running.done():
            await running
        if not self.handler.doors:
            await self.inbox.drain()
        running.cancel()
        await asyncio.wait({running})
        return server

    async def pending(self) -> list[int]:
        return [update["update_id"] for update in await self.desks.store(self.library.store.pending_updates)]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    desks = Desks()
    store = await desks.store(open_store, "sqlite:///:memory:", HashedEmbedder())
    yield World(SimpleNamespace(store=store), desks)
    await desks.store(store.close)
    desks.close()


async def test_an_update_is_written_down_before_it_is_confirmed(world: World) -> None:
    server = await world.run([a_message(5), a_message(6)])
    assert [poll.get("offset") for poll in server.polls] == [None, "7"]
    assert world.handler.handled == [5, 6]
    assert await world.pending() == []


async def test_without_anything_to_confirm_no_offset_is_sent(world: World) -> None:
    server = await world.run([a_message(5)], [])
    assert [poll.get("offset") for poll in server.polls] == [None, "6", None]


async def test_only_kinds_that_are_handled_are_asked_for(world: World) -> None:
    server = await world.run()
    assert '"my_chat_member"' in server.polls[0]["allowed_updates"]
    assert "chosen_inline_result" not in server.polls[0]["allowed_updates"]


async def test_what_is_typed_inline_is_answered_and_not_written_down(world: World) -> None:
    typed = {"update_id": 6, "inline_query": {"id": "1", "from": {"id": ALICE}, "query": "oaks", "offset": ""}}
    server = await world.run([a_message(5), typed])
    assert [poll.get("offset") for poll in server.polls] == [None, "7"]
    await world.handler.until(6)
    assert await world.desks.store(world.library.store.update, 6) is None
    assert chat_of(typed) == ALICE


async def test_an_update_that_telegram_repeats_is_handled_once(world: World) -> None:
    await world.run([a_message(5)], [a_message(5)])
    world.restarted()
    await world.run([a_message(5)])
    assert world.handler.handled == [5]


async def test_a_held_update_is_repeated_neither(world: World) -> None:
    world.handler.held = {5}
    await world.run([a_message(5)], [a_message(5)])
    assert world.handler.handled == [5]
    assert await world.pending() == [5]
    await world.inbox.finish([5])
    assert await world.pending() == []


async def test_what_a_killed_process_left_is_handled_first(world: World) -> None:
    world.handler.held = {5, 6}
    await world.run([a_message(5), a_message(6)])
    world.handler.held = set()
    world.restarted()
    await world.run([a_message(7)])
    assert world.handler.handled == [5, 6, 5, 6, 7]
    assert await world.pending() == []


async def test_one_chat_in_order_and_chats_side_by_side(world: World) -> None:
    door = world.handler.doors[5] = asyncio.Event()
    await world.run([a_message(5, ALICE), a_message(6, ALICE), a_message(7, BOB)])
    await world.handler.until(7)
    assert world.handler.handled == [7]
    door.set()
    await world.inbox.drain()
    assert world.handler.handled == [7, 5, 6]


async def test_an_update_that_kills_the_process_again_and_again_is_given_up(world: World) -> None:
    await world.desks.store(world.library.store.save_updates, [a_message(5)])
    for _ in range(MOST_ATTEMPTS):
        await world.desks.store(world.library.store.start_update, 5)
    await world.run()
    assert world.handler.handled == []
    assert [(update_id, type(error)) for update_id, error in world.handler.told] == [(5, GivenUp)]
    assert await world.pending() == []


async def test_kinds_that_nobody_handles_are_done_at_once(world: World) -> None:
    await world.run([{"update_id": 5, "poll": {"id": "1"}}, {"update_id": 6}, {"update_id": 7, "message": "nonsense"}])
    assert world.handler.handled == []
    assert await world.pending() == []


async def test_a_batch_with_nonsense_in_it_is_taken_without_the_nonsense(world: World) -> None:
    await world.run([{"no": "id"}, a_message(6)])
    assert world.handler.handled == [6]


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


async def test_a_conflict_is_said_and_tried_again(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.session.poll = None
    world.session.answers = [refusal(409, "Conflict: terminated by other getUpdates request")] * 2 + [
        refusal(401, "Unauthorized")
    ]
    with pytest.raises(WrongToken):
        await world.inbox.run()
    assert "one token serves one program" in caplog.text
    assert world.waited == list(BACK_OFF_S[:2])


async def test_a_webhook_is_removed(world: World) -> None:
    world.session.answers = [
        refusal(409, "Conflict: can't use getUpdates method while webhook is active"),
        (200, {"ok": True, "result": True}),
        refusal(401, "Unauthorized"),
    ]
    with pytest.raises(WrongToken):
        await world.inbox.run()
    assert [method for method, _ in world.session.calls] == ["getUpdates", "deleteWebhook", "getUpdates"]


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


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        (a_message(1, -5), -5),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 3}, "message": {"chat": {"id": 9}}}}, 9),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 3}, "inline_message_id": "x"}}, 3),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 4}}}, 4),
        ({"update_id": 1, "message": {"chat": "?"}}, None),
        ({"update_id": 1, "message_reaction": {"chat": {"id": 4}}}, None),
    ],
)
def test_the_chat_of_an_update(update: dict[str, Any], chat_id: int | None) -> None:
    assert chat_of(update) == chat_id
