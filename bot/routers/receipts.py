"""What arrived together is saved together, and answered with one receipt; only then are its updates done."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from aiogram import Bot

from bot.conversation import receive
from bot.conversation.talk import Talk
from bot.routers import show
from bot.routers.context import key_of
from bot.routers.held import Held
from bot.updates.gather import Gather
from indexer.intake import CHANNEL, FORWARD
from indexer.models import Post, Skipped
from indexer.sources.bot_api import parse_album, to_post

WORDS = "words"  # a question, or what a person says of the posts that are forwarded with it: Telegram sends that before them
COMMENT_S = 0.4  # a question waits so long for posts to turn out to be about them
KEPT_ALBUMS = 1000
NO_ANSWER = 0  # in the place of the message that answers another: that one wants none

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that holds a post, or a part of one, the turn of the conversation that brought it, and the door it came by.

    Words hold no post: ``answer`` answers them.
    """

    talk: Talk
    message: Message
    via: str
    answer: Callable[[], Awaitable[None]] | None = None

    @property
    def album(self) -> str | None:
        """What the parts of one post have in common; None for a post of one message."""
        group = self.message.get("media_group_id")
        return str(group) if group else None


Posts = Gather[Arrived]


class Receipts:
    """Takes bundles from the gatherer."""

    def __init__(self, bot: Bot, held: Held) -> None:
        self._bot, self._held = bot, held
        self._albums: dict[str, None] = {}

    async def take(self, chat_id: int, arrived: Sequence[Arrived]) -> None:
        """Save a bundle and give its receipt, answer its questions. Raises nothing: what cannot be done now is put off."""
        turns = [(place, list(some)) for place, some in groupby(arrived, key=lambda one: (one.via, one.talk.thread_id))]
        for ((via, thread_id), some), following in zip(turns, [*(place for place, _ in turns[1:]), None], strict=True):
            if via != WORDS:
                await self._settle(some, partial(self._save, via, some))
            for one in some if via == WORDS else ():
                is_comment = one is some[-1] and following == (FORWARD, thread_id)
                await self._settle([one], partial(_remember_comment, one) if is_comment or not one.answer else one.answer)

    async def _settle(self, arrived: Sequence[Arrived], work: Callable[[], Awaitable[None]]) -> None:
        update_ids = [one.talk.update_id for one in arrived if one.talk.update_id is not None]
        await self._held.settle(arrived[-1].talk, update_ids, work, is_told=arrived[-1].via != CHANNEL)

    async def _save(self, via: str, arrived: Sequence[Arrived]) -> None:
        entries, keys = self._read(arrived)
        last = arrived[-1]
        if via == CHANNEL:
            await _save_for_all(last.talk, entries, keys)
        elif entries:
            reply = await receive(last.talk, entries, keys=keys, via=via)
            if last.talk.library_id > 0 or any(isinstance(entry, Post) for entry in entries):
                asked, thread_id = last.message["message_id"], last.talk.thread_id
                sent = await show.send(self._bot, last.talk.library_id, reply, answered=asked, thread_id=thread_id)
                saved = [key for entry, key in zip(entries, keys, strict=True) if isinstance(entry, Post)]
                await _remember_receipt(last.talk, saved[-1] if saved else key_of(last.message), sent[0].message_id)

    def _read(self, arrived: Sequence[Arrived]) -> tuple[list[Post | Skipped], list[str]]:
        """The posts of messages, the parts of an album as one, and the key of each; late parts without words are nothing new."""
        parts: dict[str, list[Message]] = {}
        for one in arrived:
            parts.setdefault(one.album or f"message {one.message['message_id']}", []).append(one.message)
        entries, keys = [], []
        for position, (album, messages) in enumerate(parts.items(), start=1):
            entry = parse_album(messages, position=position) if len(messages) > 1 else to_post(messages[0], position=position)
            if isinstance(entry, Post) or album not in self._albums:
                entries.append(entry)
                keys.append(key_of(messages[0]))
            if isinstance(entry, Post):
                self._remember(album)
        return entries, keys

    def _remember(self, album: str) -> None:
        self._albums[album] = None
        while len(self._albums) > KEPT_ALBUMS:
            self._albums.pop(next(iter(self._albums)))


async def _remember_comment(one: Arrived) -> None:
    """A comment is for whoever reads the post: it asks nothing, and does not when it is edited."""
    talk = one.talk
    await talk.desks.store(talk.library.store.save_answer, talk.library_id, one.message["message_id"], NO_ANSWER)


async def _remember_receipt(talk: Talk, key: str, receipt: int) -> None:
    """A command that answers a receipt is about the last post that the receipt is for, and those that came with it."""
    await talk.desks.store(talk.library.store.save_answer, talk.library_id, int(key.rpartition(":")[2]), receipt)


async def _save_for_all(talk: Talk, entries: Sequence[Post | Skipped], keys: Sequence[str]) -> None:
    """A channel's posts belong to the channel, and to whoever connected it. Nobody is answered there."""
    connected = await talk.desks.store(talk.library.store.channel_libraries, talk.library_id)
    for library_id in (talk.library_id, *connected):
        await receive(replace(talk, library_id=library_id), entries, keys=keys, via=CHANNEL)
