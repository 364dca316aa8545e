"""Posts come in: forwards, notes, albums, the posts of connected channels. Here they wait for what comes with them."""

from typing import Any

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import Message

from bot.conversation.talk import Talk
from bot.routers.held import HELD
from bot.routers.receipts import Arrived, Posts
from indexer.intake import CHANNEL, FORWARD, NOTE

router = Router(name="forwards")


class KnownPost(Filter):
    """An edited message that has been saved before."""

    async def __call__(self, message: Message, talk: Talk) -> bool:
        """Look into the library."""
        key = f"{message.chat.id}:{message.message_id}"
        return await talk.desks.store(talk.library.find_by_key, key, talk.library_id) is not None


@router.message(F.forward_origin)
@router.edited_message(F.forward_origin)
async def hold_forward(message: Message, talk: Talk, posts: Posts, raw: dict[str, Any]) -> str:
    """A forward waits for those that come with it. What a channel's group gets by itself is saved, and nobody is answered."""
    posts.add(talk.library_id, Arrived(talk, _message_of(raw), CHANNEL if message.is_automatic_forward else FORWARD))
    return HELD


@router.message(F.chat.type == ChatType.PRIVATE, F.caption | F.media_group_id | F.poll | F.checklist | F.rich_message)
@router.edited_message(KnownPost())
async def hold_note(message: Message, talk: Talk, posts: Posts, raw: dict[str, Any]) -> str:
    """Media with words, a poll, a checklist of the person's own is a note; so is what was saved before and is edited now."""
    posts.add(talk.library_id, Arrived(talk, _message_of(raw), NOTE))
    return HELD


@router.channel_post()
@router.edited_channel_post()
async def hold_channel_post(message: Message, talk: Talk, posts: Posts, raw: dict[str, Any]) -> str:
    """A channel in which the bot is an administrator: its posts are saved as they appear."""
    posts.add(talk.library_id, Arrived(talk, raw.get("channel_post") or raw["edited_channel_post"], CHANNEL))
    return HELD


def _message_of(raw: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = raw.get("message") or raw["edited_message"]
    return message
