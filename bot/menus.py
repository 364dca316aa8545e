"""The menu of commands that Telegram shows: for everybody by the language of their client, and for chats that have chosen one."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.conversation import command_menu
from bot.texts import LANGUAGES
from bot.updates.wire import PASSING
from indexer.models import LOCAL

PATIENCE_S = 10.0  # Telegram may want an hour between two menus of a chat; nobody is answered meanwhile

log = logging.getLogger(__name__)


async def show_menus(bot: Bot, chosen: Iterable[tuple[int, str]] = ()) -> None:
    """Set the menu of everybody and of every (chat, language) that was chosen; the bot works without them. Raises nothing.

    A chat's own menu stays at Telegram as it was set, so that it has to be set again when there are other commands.
    """
    await _tried(_show_everybody(bot))
    for chat_id, language in chosen:
        if chat_id != LOCAL and not await show_menu(bot, chat_id, language):
            return


async def show_menu(bot: Bot, chat_id: int, language: str | None) -> bool:
    """Set the menu of one chat; None: that of everybody is shown there. Raises nothing; False says that Telegram is away.

    Source: Bot API, BotCommandScope (what is set for a chat goes before what is set for a language)
    """
    scope = BotCommandScopeChat(chat_id=chat_id)
    return await _tried(bot.set_my_commands(_menu(language), scope=scope) if language else bot.delete_my_commands(scope=scope))


async def _show_everybody(bot: Bot) -> None:
    for language in LANGUAGES:
        await bot.set_my_commands(_menu(language), language_code=None if language == "en" else language)


async def _tried(request: Awaitable[object]) -> bool:
    """Make a request as long as anybody would wait; False says that Telegram is away, or wants us to wait longer."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            await request
    except (AiogramError, TimeoutError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        log.warning("the menu of commands could not be set: %s", reason)
        return not isinstance(error, (*PASSING, TimeoutError))
    return True


def _menu(language: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=words) for name, words in command_menu(language)]
