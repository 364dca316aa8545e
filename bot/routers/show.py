"""A Reply becomes messages."""

from collections.abc import Awaitable

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters

from bot.conversation import failure_text
from bot.conversation.talk import Part, Reply, Talk
from indexer.errors import QueryError

_NOT_THERE = ("message to edit not found", "message can't be edited", "there is no text in the message")


async def answer(message: Message, reply: Reply) -> list[Message]:
    """Send a reply where a message came from; its first part answers the message, unless that is gone."""
    assert message.bot is not None
    return await send(message.bot, message.chat.id, reply, answered=message.message_id, thread_id=_thread_of(message))


def _thread_of(message: Message) -> int | None:
    """The topic of a forum; in other chats a row of answers is a thread too, and nothing may be sent there."""
    return message.message_thread_id if message.is_topic_message else None


async def send(
    bot: Bot, chat_id: int, reply: Reply, *, answered: int | None = None, thread_id: int | None = None
) -> list[Message]:
    """Send every part of a reply, in order, and return the messages."""
    sent: list[Message] = []
    for part in reply:
        link = ReplyParameters(message_id=answered, allow_sending_without_reply=True) if answered and not sent else None
        sent.append(
            await bot.send_message(
                chat_id, part.html, message_thread_id=thread_id, reply_parameters=link, reply_markup=keyboard(part)
            )
        )
    return sent


async def answer_again(message: Message, talk: Talk, reply: Reply) -> None:
    """Answer a message, and remember by which of ours; one that was edited gets its new answer in the place of the old one."""
    asked, store = message.message_id, talk.library.store
    known = await talk.desks.store(store.answer_to, talk.library_id, asked) if message.edit_date else None
    shown = await _in_place(message, known, reply) if known else (await answer(message, reply))[0].message_id
    if shown != known:
        await talk.desks.store(store.save_answer, talk.library_id, asked, shown)


async def said(message: Message, talk: Talk, reply: Awaitable[Reply]) -> Reply:
    """Return a reply; what is wrong with a message that was edited is one too, as it takes the place of the old answer."""
    try:
        return await reply
    except QueryError as error:
        if message.edit_date is None:
            raise
        return (Part(failure_text(error, talk.language)),)


async def _in_place(message: Message, known: int, reply: Reply) -> int:
    assert message.bot is not None
    thread_id = _thread_of(message)
    shown = await replace(message.bot, message.chat.id, known, reply[0], thread_id=thread_id)
    await send(message.bot, message.chat.id, reply[1:], thread_id=thread_id)
    return shown


async def replace(bot: Bot, chat_id: int, message_id: int, part: Part, *, thread_id: int | None = None) -> int:
    """Give one of our messages new contents, or send them anew where it is gone; return which message has them."""
    try:
        await bot.edit_message_text(part.html, chat_id=chat_id, message_id=message_id, reply_markup=keyboard(part))
    except TelegramBadRequest as error:
        if not any(words in error.message for words in _NOT_THERE):
            raise
        return (await send(bot, chat_id, (part,), thread_id=thread_id))[0].message_id
    return message_id


def keyboard(part: Part) -> InlineKeyboardMarkup | None:
    """Return a part's buttons as Telegram wants them; None where it has none."""
    rows = [[InlineKeyboardButton(text=b.text, callback_data=b.data, url=b.url) for b in row] for row in part.rows if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
