"""Plain words are questions: in a private chat all of them, in a group those that are meant for the bot."""

import re
from functools import partial
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.filters import Filter
from aiogram.types import Message

from bot.conversation import answer_nothing, answer_words, ask_what_to_do, needs_choice
from bot.conversation.talk import Talk
from bot.routers import show
from bot.routers.held import HELD
from bot.routers.receipts import COMMENT_S, NO_ANSWER, WORDS, Arrived, Posts
from indexer.language.question_words import is_question

SENT = (  # what people send; everything else is a notice of Telegram's, as of a message that was pinned
    *(ContentType.ANIMATION, ContentType.AUDIO, ContentType.DOCUMENT, ContentType.LIVE_PHOTO, ContentType.PAID_MEDIA),
    *(ContentType.PHOTO, ContentType.STICKER, ContentType.STORY, ContentType.VIDEO, ContentType.VIDEO_NOTE, ContentType.VOICE),
    *(ContentType.CONTACT, ContentType.DICE, ContentType.GAME, ContentType.VENUE, ContentType.LOCATION),
)

router = Router(name="questions")


class Meant(Filter):
    """Words meant for the bot: everything in private; in a group what names it, or answers one of its messages."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        """Give the handler the ``question``, without the bot's name."""
        text = message.text or (message.chat.type != ChatType.PRIVATE and message.caption) or ""
        if not text or (text.startswith("/") and message.chat.type != ChatType.PRIVATE):
            return False
        if message.chat.type == ChatType.PRIVATE:
            return {"question": text}
        me = await bot.me()
        without, times = re.subn(rf"@{re.escape(me.username or '')}(?!\w)", " ", text, flags=re.IGNORECASE)
        answered = message.reply_to_message
        is_answer = bool(answered and answered.from_user and answered.from_user.id == me.id)
        return {"question": without.strip()} if times or is_answer else False


@router.message(Meant())
@router.edited_message(Meant())
async def answer(message: Message, talk: Talk, posts: Posts, question: str, raw: dict[str, Any]) -> str | None:
    """Answer from the library, what was forwarded a moment ago included; but what asks nothing may be said of what comes next."""
    await posts.flush(talk.library_id)
    is_alone = message.edit_date is None and message.reply_to_message is None
    if message.chat.type == ChatType.PRIVATE and is_alone and not is_question(question):
        held = Arrived(talk, raw["message"], WORDS, partial(_answer_served, message, talk, question))
        posts.add(talk.library_id, held, quiet_s=COMMENT_S)
        return HELD
    await _answer(message, talk, question)
    return None


async def _answer_served(message: Message, talk: Talk, question: str) -> None:
    with talk.desks.serving():
        await _answer(message, talk, question)


async def _answer(message: Message, talk: Talk, question: str) -> None:
    if message.edit_date and await _is_comment(message, talk):
        return
    asks = message.chat.type == ChatType.PRIVATE and message.edit_date is None and needs_choice(question)
    reply = (ask_what_to_do if asks else answer_words)(talk, question)
    await show.answer_again(message, talk, await show.said(message, talk, reply))


async def _is_comment(message: Message, talk: Talk) -> bool:
    """Whether a message went with a forward."""
    return await talk.desks.store(talk.library.store.answer_to, talk.library_id, message.message_id) == NO_ANSWER


@router.message(F.chat.type == ChatType.PRIVATE, F.content_type.in_(SENT))
async def say_that_words_are_missing(message: Message, talk: Talk) -> None:
    """A sticker, a voice message, a photo without a caption: nothing that can be read. Telegram's own notices ask for nothing."""
    is_file = message.document is not None and message.animation is None
    await show.answer(message, await answer_nothing(talk, is_file=is_file))
