"""The bot's place in chats: connected channels, chats that it lost, groups that moved."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message

from bot.conversation.talk import Talk

GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)

router = Router(name="membership")


@router.my_chat_member(F.new_chat_member.status.in_(GONE))
async def leave(event: ChatMemberUpdated, talk: Talk) -> None:
    """Blocked or thrown out: nothing is sent there any more. What was saved stays."""
    await talk.desks.store(talk.library.store.end_subscriptions_of_chat, event.chat.id)
    await talk.desks.store(talk.library.store.unlink_channel, event.chat.id)


@router.my_chat_member(F.chat.type == ChatType.CHANNEL, F.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR)
async def connect_channel(event: ChatMemberUpdated, talk: Talk) -> None:
    """A channel's posts also go to whoever made the bot its administrator."""
    await talk.desks.store(talk.library.store.link_channel, event.chat.id, event.from_user.id)


@router.my_chat_member(F.chat.type == ChatType.CHANNEL)
async def disconnect_channel(event: ChatMemberUpdated, talk: Talk) -> None:
    """No longer an administrator: the channel's posts do not reach us."""
    await talk.desks.store(talk.library.store.unlink_channel, event.chat.id)


@router.message(F.migrate_to_chat_id)
async def follow(message: Message, talk: Talk) -> None:
    """A group became a supergroup: its library goes with it."""
    assert message.migrate_to_chat_id is not None
    await talk.desks.store(talk.library.store.move_chat, message.chat.id, message.migrate_to_chat_id)
