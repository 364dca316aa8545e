"""What goes wrong while an update is handled: the person reads a sentence, the log gets the rest."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)
from aiogram.types import TelegramObject
from aiogram.types import Update as AiogramUpdate

from bot.conversation import failure_text
from bot.conversation.talk import Part, Talk
from bot.routers import show
from bot.updates.wire import PASSING
from indexer.errors import SvodkaError

Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
NO_CHAT = "chat not found"
MUTED = (
    *("TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found", "CHAT_WRITE_FORBIDDEN", "CHAT_RESTRICTED"),
    *("not enough rights", "have no rights", "need administrator rights", "CHAT_SEND_PLAIN_FORBIDDEN"),
)

log = logging.getLogger(__name__)


class Failures(BaseMiddleware):
    """Stands around every handler: an error becomes a sentence."""

    async def __call__(self, handler: Next, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Run a handler; raise only what passes, such as a network that is down."""
        talk: Talk = data["talk"]
        try:
            return await handler(event, data)
        except Exception as error:
            assert isinstance(event, AiogramUpdate)
            await report(data["bot"], talk, error, event)


async def report(
    bot: Bot,
    talk: Talk,
    error: Exception,
    update: AiogramUpdate | None = None,
    *,
    is_told: bool = True,
    is_tried_again: bool = False,
) -> None:
    """Do what an error asks for: tell the person, end what a vanished chat had asked for, or follow a chat that moved.

    Where ``is_told`` is false, it is in the log alone. What ``is_tried_again`` the person need not repeat.

    Raises: the error itself where Telegram cannot be reached, as nobody can be told then.
    """
    if isinstance(error, PASSING):
        raise error
    if isinstance(error, TelegramForbiddenError) or (isinstance(error, TelegramBadRequest) and NO_CHAT in error.message):
        log.info("chat %d is closed to us: %s", talk.library_id, error.message)
        await talk.desks.store(talk.library.store.end_subscriptions_of_chat, talk.library_id)
    elif isinstance(error, TelegramBadRequest) and any(words in error.message for words in MUTED):
        log.info("chat %d is closed to us for now: %s", talk.library_id, error.message)
    elif isinstance(error, TelegramMigrateToChat):
        await talk.desks.store(talk.library.store.move_chat, talk.library_id, error.migrate_to_chat_id)
    else:
        log_failure(error, talk.update_id)
        if not is_told or (update and update.inline_query):  # whoever types is not written to
            return
        await _tell(bot, talk, failure_text(error, talk.language, is_tried_again=is_tried_again), update)


def log_failure(error: Exception, update_id: int | None) -> None:
    """Write a failure down: what a person caused in a line, what we caused with everything."""
    if isinstance(error, SvodkaError):
        log.info("update %s: %s", update_id, error)
    else:
        log.error("update %s failed", update_id, exc_info=error)


async def _tell(bot: Bot, talk: Talk, words: str, update: AiogramUpdate | None) -> None:
    try:
        if update and update.callback_query:
            await bot.answer_callback_query(update.callback_query.id, text=words[:200], show_alert=True)
        elif not (update and (update.channel_post or update.edited_channel_post or update.my_chat_member)):
            await show.send(bot, talk.library_id, (Part(words),), answered=talk.message_id, thread_id=talk.thread_id)
    except TelegramAPIError as refused:
        if isinstance(refused, PASSING):
            raise
        log.warning("chat %d could not be told: %s", talk.library_id, refused.message)
