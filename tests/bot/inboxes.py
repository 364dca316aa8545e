"""What tests of the inbox begin with: a Telegram that gives updates, a handler that remembers, and an inbox between them."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

from bot.desks import Desks
from bot.updates.inbox import Inbox
from indexer.embedders.hashed import HashedEmbedder
from indexer.stores import open_store
from tests.bot.wires import TOKEN, RecordingSession

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
