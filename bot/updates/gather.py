"""Bursts: what arrives in one chat within a quiet second is handed on as one bundle."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

QUIET_S = 1.0  # an album's parts and a burst of forwards arrive within it
LONGEST_S = 10.0  # an endless stream still gets its receipts
MOST = 100  # Bot API, getUpdates: at most so many updates a call


@dataclass(slots=True)
class _Bundle(Generic[T]):
    arrived: list[T] = field(default_factory=list)
    deadline: float = 0.0
    timer: asyncio.Task[None] | None = None


class Gather(Generic[T]):
    """Holds what arrives in each chat until the chat has been quiet, the bundle is full, or somebody asks for it."""

    def __init__(
        self,
        hand_on: Callable[[int, list[T]], Awaitable[None]],
        *,
        quiet_s: float = QUIET_S,
        longest_s: float = LONGEST_S,
        most: int = MOST,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._hand_on, self._quiet_s, self._longest_s, self._most, self._wait = hand_on, quiet_s, longest_s, most, wait
        self._bundles: dict[int, _Bundle[T]] = {}
        self._turns: dict[int, asyncio.Lock] = {}
        self._handing: set[asyncio.Task[None]] = set()

    def add(self, chat_id: int, arrived: T, *, quiet_s: float | None = None) -> None:
        """Hold one more; the chat's quiet second begins anew, unless the bundle is full or has waited for long enough.

        ``quiet_s`` is how long this one waits for what comes with it, where that is not a second.
        """
        now, quiet_s = asyncio.get_running_loop().time(), self._quiet_s if quiet_s is None else quiet_s
        bundle = self._bundles.setdefault(chat_id, _Bundle(deadline=now + self._longest_s))
        bundle.arrived.append(arrived)
        if bundle.timer:
            bundle.timer.cancel()
        left_s = 0.0 if len(bundle.arrived) >= self._most else max(0.0, min(quiet_s, bundle.deadline - now))
        bundle.timer = asyncio.create_task(self._hand_on_after(chat_id, left_s))

    async def _hand_on_after(self, chat_id: int, left_s: float) -> None:
        await self._wait(left_s)
        handing = asyncio.create_task(
            self.flush(chat_id)
        )  # a task of its own: one more arrival cancels the timer, never the work
        self._handing.add(handing)
        handing.add_done_callback(self._handing.discard)

    async def flush(self, chat_id: int) -> None:
        """Hand on what a chat's bundle holds, and return when that, and any bundle before it, has been dealt with."""
        turn = self._turns.setdefault(chat_id, asyncio.Lock())
        async with turn:
            bundle = self._bundles.pop(chat_id, None)
            if bundle is None:
                return
            if bundle.timer:
                bundle.timer.cancel()
            await self._hand_on(chat_id, bundle.arrived)

    async def close(self) -> None:
        """Hand on everything that is held."""
        for chat_id in list(self._bundles):
            await self.flush(chat_id)
        await asyncio.gather(*self._handing)
