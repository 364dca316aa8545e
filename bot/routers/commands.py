"""Commands, in private chats and in groups."""

import re
from dataclasses import replace
from typing import Any

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import Message

from bot.conversation import ALIASES, COMMANDS, answer_command
from bot.conversation.talk import Talk
from bot.routers import show
from bot.routers.membership import hears_all
from bot.routers.receipts import Posts

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s+(.*))?\Z", re.DOTALL)

ASKING = ("search", "ask", "similar", "again")  # edited, they are answered in the place of their first answer
GREETING = ("start", "help")  # they say what reaches the bot in a group

router = Router(name="commands")


class Command(Filter):
    """A command to this bot. In a group one that we do not know has to name us, as it is likely another bot's."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        """Give the handler ``name`` and ``argument``."""
        match = _COMMAND.match(message.text or "")
        if not match:
            return False
        name, addressee = match[1].lower(), (match[2] or "").lower()
        if addressee and addressee != ((await bot.me()).username or "").lower():
            return False
        if message.chat.type != ChatType.PRIVATE and not addressee and name not in COMMANDS:
            return False
        return {"name": name, "argument": (match[3] or "").strip()}


@router.message(Command())
@router.edited_message(Command())
async def run_command(message: Message, talk: Talk, posts: Posts, bot: Bot, name: str, argument: str) -> None:
    """Do what a command says, after what was forwarded before it."""
    await posts.flush(talk.library_id)
    if ALIASES.get(name, name) in GREETING:
        talk = replace(talk, hears_all=await hears_all(bot, message.chat))
    reply = await show.said(message, talk, answer_command(talk, name, argument))
    if ALIASES.get(name, name) in ASKING:
        await show.answer_again(message, talk, reply)
    else:
        await show.answer(message, reply)
