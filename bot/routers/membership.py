"""The bot's place in chats: connected channels, chats that it lost, groups that moved."""

from contextlib import suppress
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import TelegramMethod
from aiogram.types import Chat, ChatMemberUpdated, Message

from bot.conversation.talk import Part, Talk
from bot.routers import show
from bot.texts import say
from bot.views.html import escape
from indexer.language.sentences import cut

GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
NAME = 60
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

router = Router(name="membership")


class GetRawChatMember(TelegramMethod[dict[str, Any]]):
    """getChatMember whose answer stays as it came: other Bot API servers leave rights out that aiogram wants to see."""

    __returning__ = dict[str, Any]
    __api_method__ = "getChatMember"

    chat_id: int
    user_id: int


@router.my_chat_member(F.new_chat_member.status.in_(GONE))
async def leave(event: ChatMemberUpdated, talk: Talk) -> None:
    """Blocked or thrown out: nothing is sent there any more. What was saved stays."""
    await talk.desks.store(talk.library.store.end_subscriptions_of_chat, event.chat.id)
    await talk.desks.store(talk.library.store.unlink_channel, event.chat.id)


@router.my_chat_member(F.chat.type.in_(GROUPS), F.old_chat_member.status.in_(GONE))
async def join(event: ChatMemberUpdated, talk: Talk, bot: Bot) -> None:
    """A group to which little of what is said there comes through has to know it."""
    if not await hears_all(bot, event.chat):
        await show.send(bot, event.chat.id, (Part(say(talk.language, "group-privacy")),))


async def hears_all(bot: Bot, chat: Chat) -> bool:
    """Say whether a bot gets all that is said in a chat: in a group, privacy mode keeps it from all but administrators."""
    me = await bot.get_me()
    if chat.type not in GROUPS or me.can_read_all_group_messages:
        return True
    try:
        member = await bot(GetRawChatMember(chat_id=chat.id, user_id=me.id))
    except AiogramError:
        return False
    return member.get("status") == ChatMemberStatus.ADMINISTRATOR


@router.my_chat_member(F.chat.type == ChatType.CHANNEL, F.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR)
async def connect_channel(event: ChatMemberUpdated, talk: Talk, bot: Bot) -> None:
    """A channel's posts also go to whoever made the bot its administrator, and who is told, where there is a chat for that."""
    await talk.desks.store(talk.library.store.link_channel, event.chat.id, event.from_user.id)
    if event.old_chat_member.status != ChatMemberStatus.ADMINISTRATOR:
        words = say(talk.language, "channel-connected", name=escape(cut(event.chat.title or "?", NAME)))
        with suppress(TelegramForbiddenError, TelegramBadRequest):
            await show.send(bot, event.from_user.id, (Part(words),))


@router.my_chat_member(F.chat.type == ChatType.CHANNEL)
async def disconnect_channel(event: ChatMemberUpdated, talk: Talk) -> None:
    """No longer an administrator: the channel's posts do not reach us."""
    await talk.desks.store(talk.library.store.unlink_channel, event.chat.id)


@router.message(F.migrate_to_chat_id)
async def follow(message: Message, talk: Talk) -> None:
    """A group became a supergroup: its library goes with it, and its menu."""
    chat_id, store = message.migrate_to_chat_id, talk.library.store
    assert chat_id is not None
    await talk.desks.store(store.move_chat, message.chat.id, chat_id)
    if chosen := (await talk.desks.store(store.chat, chat_id)).chosen:
        await talk.show_menu(chat_id, chosen)
