"""Durable updates: written down, then acknowledged, then handled once; one chat in order, chats side by side."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, TelegramMethod

from bot.desks import Desks
from bot.updates.fleeting import Typing, is_fleeting
from bot.updates.wire import PASSING
from indexer.errors import StoreError, StoreUnavailable, SvodkaError
from indexer.library import Library

Update = dict[str, Any]

POLL_S = 25  # long polling: Telegram answers at once when there is something
ANSWER_S = 15  # how much later than promised an answer may come
BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # the last one repeats
MOST_ATTEMPTS = 5  # an update that ended the process so often is given up
PATIENCE_S = 86_400.0  # what passes, such as a network that is down, is no attempt for so long
MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post")
KINDS = (*MESSAGES, "callback_query", "inline_query", "my_chat_member")

log = logging.getLogger(__name__)


class WrongToken(SvodkaError):
    """Telegram does not know the bot's token."""


class GivenUp(SvodkaError):
    """An update has been tried too often."""


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates whose answers stay as they came: one update that cannot be understood does not spoil the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Handler(Protocol):
    """Whoever deals with updates."""

    async def handle(self, update: Update) -> bool:
        """Deal with an update; False where it is held and will be finished later. Raises nothing that the update can cause."""
        ...

    async def tell(self, update: Update, error: Exception) -> None:
        """Tell whoever an update came from that it could not be dealt with. Raises nothing."""
        ...


async def whole(update: Update) -> Update:
    """Everything of an update may be written down."""
    return update


class Inbox:
    """Fetches updates, and hands each to the handler once; ``kept`` says what of an update may be written down."""

    def __init__(
        self,
        bot: Bot,
        library: Library,
        desks: Desks,
        handler: Handler,
        *,
        kept: Callable[[Update], Awaitable[Update]] = whole,
        poll_s: int = POLL_S,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot, self._library, self._desks, self._handler = bot, library, desks, handler
        self._kept, self._poll_s, self._wait, self._clock = kept, poll_s, wait, clock
        self._typing = Typing(handler)
        self._lanes: dict[int, deque[Update]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._under_way: set[int] = set()
        self._told: set[int] = set()
        self._since: dict[int, float] = {}  # when an update was first put off
        self._uncounted: list[int] = []
        self._later: asyncio.Task[None] | None = None
        self._offset: int | None = None

    async def run(self) -> None:
        """Deal with what an earlier process left, then fetch for ever.

        Raises:
            WrongToken: Telegram does not know the token.
        """
        await self._hand_over_pending()
        failures = 0
        while True:
            try:
                await self._fetch()
                if failures:
                    log.info("Telegram answers again")
                    await self._hand_over_pending()
                failures = 0
            except (AiogramError, StoreError, OSError) as error:
                await self._recover(error, failures)
                failures += 1

    async def _hand_over_pending(self) -> None:
        for update in await self._desks.store(self._library.store.pending_updates):
            self._hand_over(update)

    async def _fetch(self) -> None:
        """One long poll, which confirms the one before. Nothing to confirm, no offset: after a quiet week ids may begin anew."""
        poll = GetRawUpdates(offset=self._offset, timeout=self._poll_s, allowed_updates=list(KINDS))
        arrived = [update for update in await self._bot(poll, request_timeout=self._poll_s + ANSWER_S) if _is_update(update)]
        arrived = [await self._kept(update) for update in arrived]
        lasting = [update for update in arrived if not is_fleeting(update)]
        await self._write_down(lasting)
        self._offset = max((update["update_id"] for update in arrived), default=-1) + 1 or None
        for update in lasting:
            self._hand_over(update)
        for update in arrived:
            if is_fleeting(update):
                self._typing.hand_over(update)

    async def _write_down(self, arrived: Sequence[Update]) -> None:
        """Save updates; where that fails they stay at Telegram, and everybody concerned is told once."""
        try:
            await self._desks.store(self._library.store.save_updates, arrived)
            self._told.clear()
        except StoreError as error:
            for update in arrived:
                if (chat_id := chat_of(update)) is not None and chat_id not in self._told:
                    self._told.add(chat_id)
                    await self._handler.tell(update, error)
            raise

    async def _recover(self, error: Exception, failures: int) -> None:
        """Say what is wrong, once for a row of failures, and wait."""
        if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
            raise WrongToken from error
        pause_s = BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)]
        if isinstance(error, TelegramRetryAfter):
            pause_s = max(pause_s, float(error.retry_after))
        if isinstance(error, TelegramConflictError) and "webhook" in error.message:
            log.warning("this bot had a webhook; it is removed, as this program fetches its updates by itself")
            await self._remove_webhook()
        elif failures == 0:
            log.warning("%s; trying again until it works", _trouble(error))
        await self._wait(pause_s)

    async def _remove_webhook(self) -> None:
        try:
            await self._bot(DeleteWebhook())
        except AiogramError:
            log.warning("the webhook could not be removed; trying again")

    def _hand_over(self, update: Update) -> None:
        """Put an update into its chat's lane, unless it is in one already."""
        update_id = int(update["update_id"])
        if update_id not in self._under_way:
            self._under_way.add(update_id)
            chat_id = chat_of(update) or 0
            if chat_id not in self._lanes:
                self._open_lane(chat_id)
            self._lanes[chat_id].append(update)

    def _open_lane(self, chat_id: int) -> None:
        self._lanes[chat_id] = deque()
        worker = asyncio.create_task(self._work(chat_id))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, chat_id: int) -> None:
        """Deal with a lane until it is empty."""
        lane = self._lanes[chat_id]
        while lane:
            try:
                await self._deal_with(lane[0])
            except (AiogramError, StoreError, OSError) as error:
                self.put_off([lane[0]["update_id"]], error)
            except Exception as error:
                log.exception("this should not have happened")
                self.put_off([lane[0]["update_id"]], error)
            lane.popleft()
        del self._lanes[chat_id]

    async def _deal_with(self, update: Update) -> None:
        update_id = update["update_id"]
        attempts = await self._desks.store(self._library.store.start_update, update_id)
        if attempts == 0:  # done already: Telegram has sent it again
            return self._under_way.discard(update_id)
        if attempts > MOST_ATTEMPTS:
            log.error("update %d is given up after %d attempts", update_id, MOST_ATTEMPTS)
            await self._handler.tell(update, GivenUp())
        elif chat_of(update) is not None and not await self._handler.handle(update):
            return await self._desks.store(self._library.store.retract_attempt, update_id)
        return await self.finish([update_id])

    async def begin(self, update_ids: Sequence[int]) -> None:
        """Count an attempt at updates that were held: to wait for what comes with them was none."""
        for update_id in update_ids:
            await self._desks.store(self._library.store.start_update, update_id)

    async def finish(self, update_ids: Sequence[int]) -> None:
        """Note that updates need nothing more."""
        await self._desks.store(self._library.store.finish_updates, update_ids)
        self._under_way.difference_update(update_ids)
        for update_id in update_ids:
            self._since.pop(update_id, None)

    def put_off(self, update_ids: Sequence[int], error: Exception) -> None:
        """Leave to be done what failed for want of Telegram or of the disk: it is tried again after a while, or at a start."""
        log.warning("put off: %d updates (%s)", len(update_ids), _first_line(error))
        self._under_way.difference_update(update_ids)
        if isinstance(error, (*PASSING, StoreUnavailable)):
            self._uncounted += [update_id for update_id in update_ids if self._is_young(update_id)]
        if self._later is None or self._later.done():
            self._later = asyncio.create_task(self._try_again())

    def _is_young(self, update_id: int) -> bool:
        now = self._clock()
        return now - self._since.setdefault(update_id, now) < PATIENCE_S

    async def _try_again(self) -> None:
        """Hand over what waits, as soon as the store lets it be read."""
        is_done = False
        while not is_done:
            await self._wait(BACK_OFF_S[-1])
            try:
                await self._uncount()
                await self._hand_over_pending()
                is_done = True
            except Exception as error:
                log.warning("what was put off cannot be read (%s); trying again", _first_line(error))

    async def _uncount(self) -> None:
        """Take back the attempts that a network or a disk prevented."""
        while self._uncounted:
            await self._desks.store(self._library.store.retract_attempt, self._uncounted[-1])
            self._uncounted.pop()

    async def drain(self) -> None:
        """Wait until every lane is empty; what has been put off is left for the next start."""
        while self._workers:
            await asyncio.wait(self._workers)
        self._typing.cancel()
        if self._later:
            self._later.cancel()
        with suppress(StoreError):
            await self._uncount()


def chat_of(update: Update) -> int | None:
    """Return the chat that an update belongs to; None for a kind that nobody handles, or one that cannot be understood."""
    for kind in KINDS:
        event = update.get(kind)
        if isinstance(event, dict):
            chat = (
                event.get("chat")
                if kind not in ("callback_query", "inline_query")
                else (event.get("message") or {}).get("chat") or event.get("from")
            )
            return chat["id"] if isinstance(chat, dict) and isinstance(chat.get("id"), int) else None
    return None


def _is_update(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _trouble(error: Exception) -> str:
    if isinstance(error, TelegramConflictError):
        return "another program fetches the updates of this bot: stop it, one token serves one program"
    if isinstance(error, StoreError):
        return f"updates cannot be written down, so they are left at Telegram ({error})"
    return f"Telegram does not answer ({_first_line(error)})"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
