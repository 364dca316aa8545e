"""The courier: python-telegram-bot carries digests out. The only file that imports ``telegram``."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
from telegram import LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, BaseRateLimiter, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

from bot.loops.background import guarded
from bot.loops.delivery import ChatMoved, DeliveryError, TopicGone, TryLater, Uncertain, Undeliverable, Unsendable
from bot.updates.flood import Flood

os.environ.setdefault("PTB_TIMEDELTA", "true")  # RetryAfter.retry_after as a timedelta; as an int it is deprecated

SENDS_A_SECOND = 20  # of Telegram's 30: the limiter cannot see what the conversation sends
ANSWER_S, CONNECT_S = 30.0, 10.0
FIRST_TICK_S = 0.1  # not 0: a first moment that has just passed is skipped, and the next one is a whole interval later
LATER = timedelta(seconds=30)
START_PAUSES_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # the last one repeats
_GONE = (
    "chat not found", "user is deactivated", "peer_id_invalid", "group chat was", "bot was kicked", "not a member",
    "not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden", "can't initiate",
)  # fmt: skip

_TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_closed")

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
log = logging.getLogger(__name__)


class Courier:
    """Sends messages, and looks every ``tick_s`` seconds whether there are any to send."""

    def __init__(
        self,
        token: str,
        api_url: str | None,
        flood: Flood,
        *,
        trust_env: bool = True,
        request: BaseRequest | None = None,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._flood, self._wait = flood, wait
        self._app = _build(token, api_url, request or _request(trust_env))

    async def start(self, tick: Callable[[], Awaitable[object]], *, tick_s: float) -> None:
        """Begin to tick, as soon as Telegram answers; never two ticks at once, and a late one is made up for."""
        await self._initialize()
        queue = self._app.job_queue
        assert queue is not None

        failed = ""

        async def run(_: ContextTypes.DEFAULT_TYPE) -> None:
            nonlocal failed
            failed = await guarded(tick, "digests", failed)

        kept = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        await self._app.start()
        queue.run_repeating(run, interval=tick_s, first=FIRST_TICK_S, job_kwargs=kept)

    async def _initialize(self) -> None:
        """Ask Telegram who we are until it answers: the first call needs it, and the network may be down."""
        tries = 0
        while True:
            try:
                return await self._app.initialize()
            except TelegramError as error:
                log.debug("the courier waits for Telegram: %s", error)
                await self._wait(START_PAUSES_S[min(tries, len(START_PAUSES_S) - 1)])
                tries += 1

    async def stop(self) -> None:
        """Let the tick under way finish, and hang up."""
        if self._app.running:
            await self._app.stop()
        await self._app.shutdown()

    async def send(self, chat_id: int, html: str, *, thread_id: int | None = None) -> int:
        """Send one message and return its id; see ``bot.loops.delivery.Sender``."""
        if pause := self._flood.left(chat_id):
            raise TryLater(pause)
        try:
            no_preview = LinkPreviewOptions(is_disabled=True)
            message = await self._app.bot.send_message(
                chat_id, html, parse_mode="HTML", link_preview_options=no_preview, message_thread_id=thread_id
            )
        except TelegramError as error:
            translated = translate(error)
            if isinstance(error, RetryAfter) and isinstance(translated, TryLater):
                self._flood.pause(chat_id, translated.pause)
            raise translated from error
        return int(message.message_id)


def _build(token: str, api_url: str | None, request: BaseRequest) -> AnyApplication:
    limiter: BaseRateLimiter[Any] = AIORateLimiter(overall_max_rate=SENDS_A_SECOND, max_retries=0)
    builder: Any = ApplicationBuilder().token(token).updater(None).request(request).rate_limiter(limiter)
    if api_url:
        builder = builder.base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    built: AnyApplication = builder.build()
    return built


def _request(trust_env: bool) -> BaseRequest:
    return HTTPXRequest(
        read_timeout=ANSWER_S, write_timeout=ANSWER_S, connect_timeout=CONNECT_S, httpx_kwargs={"trust_env": trust_env}
    )


def translate(error: TelegramError) -> DeliveryError:
    """Return what one of python-telegram-bot's errors means for a message."""
    return next(make(error) for kind, make in MEANING if isinstance(error, kind))


def _try_after(error: TelegramError) -> DeliveryError:
    assert isinstance(error, RetryAfter)
    pause = error.retry_after
    return TryLater(pause if isinstance(pause, timedelta) else timedelta(seconds=pause))


def _moved(error: TelegramError) -> DeliveryError:
    assert isinstance(error, ChatMigrated)
    return ChatMoved(error.new_chat_id)


def _refused(error: TelegramError) -> DeliveryError:
    said = str(error).lower()
    if any(words in said for words in _TOPIC_GONE):
        return TopicGone(str(error))
    gone = any(words in said for words in _GONE)
    return Undeliverable(str(error)) if gone else Unsendable(str(error))


def _timed_out(error: TelegramError) -> DeliveryError:
    """Surely not sent only if there never was a connection."""
    never = isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
    return TryLater(LATER) if never else Uncertain(str(error))


def _broken(error: TelegramError) -> DeliveryError:
    """Telegram's own "internal error" (then there is no cause) says that nothing was done; a gateway's page says nothing."""
    never = isinstance(error.__cause__, httpx.ConnectError | httpx.ProxyError | httpx.UnsupportedProtocol)
    return TryLater(LATER) if never or error.__cause__ is None else Uncertain(str(error))


MEANING: tuple[tuple[type[TelegramError], Callable[[TelegramError], DeliveryError]], ...] = (
    (RetryAfter, _try_after),
    (ChatMigrated, _moved),
    (Forbidden, lambda error: Undeliverable(str(error))),
    (BadRequest, _refused),
    (TimedOut, _timed_out),
    (NetworkError, _broken),
    (InvalidToken, lambda error: TryLater(LATER)),  # the conversation meets it too, and ends the program
    (Conflict, lambda error: TryLater(LATER)),
    (EndPointNotFound, lambda error: TryLater(LATER)),
    (PassportDecryptionError, lambda error: Unsendable(str(error))),
    (TelegramError, lambda error: Uncertain(str(error))),  # an answer that could not be read
)  # most particular first
