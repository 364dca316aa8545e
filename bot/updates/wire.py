"""The conversation's wire to Telegram: aiogram's session, patient with what passes and quiet about what does not matter."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, cast

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import LinkPreviewOptions
from aiohttp import ClientSession
from pydantic import ValidationError

from bot.updates.flood import Flood

RETRY_PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # half a minute: a restart of Telegram's server or of a router
MOST_WAITS = 5  # how often a "retry after" is obeyed before a message is given up
PASSING = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, ClientDecodeError)
_HARMLESS = ("message is not modified", "query is too old")
_PATIENT_CALLERS = ("getUpdates", "getMe", "sendChatAction")  # they try again by themselves, or do not care


def open_bot(token: str, api_url: str | None, flood: Flood, *, trust_env: bool = True, session: BaseSession | None = None) -> Bot:
    """Return aiogram's bot: HTML, no link previews, one wire that retries.

    Raises:
        TokenValidationError: the token has not the form of one.
    """
    session = session or EnvironmentSession(trust_env, api=TelegramAPIServer.from_base(api_url) if api_url else PRODUCTION)
    session.middleware(Patience(flood))
    return Bot(
        token,
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)),
    )


class EnvironmentSession(AiohttpSession):
    """aiogram's session that obeys HTTPS_PROXY and NO_PROXY, as python-telegram-bot's does."""

    def __init__(self, trust_env: bool, **options: Any) -> None:
        super().__init__(**options)
        self._trust_env = trust_env

    async def create_session(self) -> ClientSession:
        """Return the open session."""
        session = await super().create_session()
        session._trust_env = self._trust_env  # aiogram offers no door for aiohttp's own switch
        return session


class Patience(BaseRequestMiddleware):
    """Waits as long as Telegram says, tries again what the network or the server spoilt, and drops what is too late to matter."""

    def __init__(self, flood: Flood, *, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._flood, self._wait = flood, wait

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make a request until it is answered, refused for good, or has been tried often enough."""
        if method.__api_method__ in _PATIENT_CALLERS:
            return await make_request(bot, method)
        pauses, waits = list(RETRY_PAUSES_S), MOST_WAITS
        while True:
            await self._hold(method)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                waits -= 1
                if waits < 0:
                    raise
                await self._obey(method, error.retry_after)
            except (TelegramServerError, TelegramNetworkError, ClientDecodeError) as error:
                if not pauses or not _passes(error):
                    raise
                await self._wait(pauses.pop(0))
            except TelegramBadRequest as error:
                if not any(words in error.message for words in _HARMLESS):
                    raise
                return cast(Response[TelegramType], True)  # the innermost call returns the bare result, whatever its type says

    async def _hold(self, method: TelegramMethod[Any]) -> None:
        chat_id = getattr(method, "chat_id", None)
        while isinstance(chat_id, int) and (left := self._flood.left(chat_id)):
            await self._wait(left.total_seconds())

    async def _obey(self, method: TelegramMethod[Any], retry_after: int) -> None:
        chat_id = getattr(method, "chat_id", None)
        if isinstance(chat_id, int):
            self._flood.pause(chat_id, timedelta(seconds=retry_after))
        else:
            await self._wait(retry_after)


def _passes(error: Exception) -> bool:
    """A page of a gateway passes; an answer that was read and not understood was nevertheless an answer."""
    if isinstance(error, ClientDecodeError):
        return not isinstance(error.original, ValidationError)
    return not isinstance(error, TelegramEntityTooLarge)
