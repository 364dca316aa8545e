"""Buttons under the bot's messages. Every press is answered, or the button would turn for a minute."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.conversation import press
from bot.conversation.talk import Talk
from bot.routers import show

router = Router(name="buttons")


@router.callback_query()
async def press_button(query: CallbackQuery, talk: Talk, bot: Bot) -> None:
    """Do what a button says."""
    pressed = await press(talk, query.data or "")
    await query.answer(pressed.notice)
    if query.message is None:
        return
    if pressed.edit:
        await show.replace(bot, query.message.chat.id, query.message.message_id, pressed.edit, thread_id=talk.thread_id)
    sent = await show.send(bot, query.message.chat.id, pressed.send, thread_id=talk.thread_id)
    for part, message in zip(pressed.send, sent, strict=True):
        if part.post_id is not None:
            await talk.desks.store(talk.library.store.save_shown, talk.library_id, message.message_id, part.post_id)
