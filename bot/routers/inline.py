"""``@bot question`` in any chat: the posts of the person's own library as cards."""

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, Message

from bot.conversation.inline import Card, Cards, find_cards
from bot.conversation.talk import Talk
from bot.texts import say
from indexer.errors import QueryError

PAGE = 20  # cards at a time; Bot API, answerInlineQuery: at most 50
CACHED_S = 10  # Telegram may repeat an answer to the same person for so long
START = "inline"  # what /start is called with by the button

router = Router(name="inline")


class OwnCard(Filter):
    """A card of ours that a person has put into a chat; forwarded from there, it is a post."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Look who made it."""
        return message.via_bot is not None and message.via_bot.id == bot.id and message.forward_origin is None


@router.message(OwnCard())
@router.edited_message(OwnCard())
async def leave_card(message: Message) -> None:
    """It asks nothing."""


@router.inline_query()
async def answer_inline(query: InlineQuery, talk: Talk) -> None:
    """Answer with cards; where there are none, or a hint, with a button that opens the conversation."""
    start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 9 else 0
    try:
        found = await find_cards(talk, query.query, start, PAGE + 1)
    except QueryError:  # somebody is still typing
        found = Cards()
    cards = found.cards
    words = found.note or say(talk.language, "inline-nothing" if query.query.strip() else "inline-latest")
    await query.answer(
        [_article(card) for card in cards[:PAGE]],
        cache_time=CACHED_S,
        is_personal=True,
        next_offset=str(start + PAGE) if len(cards) > PAGE else "",
        button=None if start or (cards and not found.note) else InlineQueryResultsButton(text=words, start_parameter=START),
    )


def _article(card: Card) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=str(card.post_id),
        title=card.title,
        description=card.description,
        input_message_content=InputTextMessageContent(message_text=card.html),
    )
