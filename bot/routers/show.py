"""A Reply becomes messages."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters

from bot.conversation.talk import Part, Reply

_NOT_THERE = ("message to edit not found", "message can't be edited", "there is no text in the message")


async def answer(message: Message, reply: Reply) -> None:
    """Send a reply where a message came from; its first part answers the message, unless that is gone."""
    assert message.bot is not None
    thread_id = message.message_thread_id if message.is_topic_message else None
    await send(message.bot, message.chat.id, reply, answered=message.message_id, thread_id=thread_id)


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


async def replace(bot: Bot, chat_id: int, message_id: int, part: Part) -> None:
    """Give one of our messages new contents, or send them anew where it is gone."""
    try:
        await bot.edit_message_text(part.html, chat_id=chat_id, message_id=message_id, reply_markup=keyboard(part))
    except TelegramBadRequest as error:
        if not any(words in error.message for words in _NOT_THERE):
            raise
        await send(bot, chat_id, (part,))


def keyboard(part: Part) -> InlineKeyboardMarkup | None:
    """Return a part's buttons as Telegram wants them; None where it has none."""
    rows = [[InlineKeyboardButton(text=b.text, callback_data=b.data, url=b.url) for b in row] for row in part.rows if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
