"""A file is sent: it is read in whole, and one message says how far it has come."""

import io
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Document, Message

from bot.conversation.talk import Button, Part, Talk
from bot.importing import batches, reading_of
from bot.meter import Meter
from bot.routers import show
from bot.routers.receipts import Posts
from bot.settings import Settings
from bot.texts import say
from bot.views.html import escape
from indexer.errors import NoPosts, SourceError
from indexer.models import Entry, Post, Receipt, Skipped, count_verdicts
from indexer.sentences import cut
from indexer.sources import in_memory, weigh
from indexer.sources import read_file as read_file_of_posts

LARGEST = 20 << 20  # bytes; Bot API, getFile
BATCH = 50  # posts a transaction: a question waits no longer than for one of them
TELL_S = 3.0  # seconds between two edits of the status message: Telegram allows twenty messages a minute
NAME = 60
MOST_UNDO = 10_000  # sightings that one button can take back
READABLE = (".json", ".jsonl", ".html", ".htm", ".txt", ".zip", ".gz")  # with a caption, a file of another kind is a note

router = Router(name="uploads")


def is_archive(message: Message) -> bool:
    """Say whether a message brings a file to be read, rather than a note or a forwarded post that has one."""
    name = (message.document.file_name or "") if message.document else ""
    is_forward = message.forward_origin is not None
    return not message.caption or (not is_forward and name.lower().endswith(READABLE))


@router.message(F.document, F.chat.type == ChatType.PRIVATE, is_archive)
async def read_file(message: Message, talk: Talk, bot: Bot, posts: Posts, settings: Settings) -> None:
    """Take in the posts of a file.

    Raises:
        SourceError: it is no file of posts; what could be read before is saved.
    """
    document = message.document
    assert document is not None
    name = escape(cut(document.file_name or "?", NAME))
    await posts.flush(talk.library_id)
    if (document.file_size or 0) > LARGEST:
        words = say(talk.language, "upload-too-large", limit=LARGEST >> 20, library=str(talk.library_id))
        await show.answer(message, (Part(words),))
        return
    file = in_memory(await _download(bot, document), document.file_name or "?")
    reading = reading_of(settings, talk.zone)
    meter = Meter(await talk.desks.embed(weigh, [file], reading))
    entries = await talk.desks.embed(read_file_of_posts, file, replace(reading, tell=meter.count))
    status = await show.send(bot, message.chat.id, (Part(say(talk.language, "upload-reading", name=name)),))
    receipts, skips = await _save(talk, batches(entries, BATCH), Status(bot, status[0], talk.language, name, meter))
    if not receipts:
        raise NoPosts(document.file_name or "?")
    await show.replace(bot, message.chat.id, status[0].message_id, await _report(talk, name, receipts, skips))


class Status:
    """The one message that says how far the reading has come."""

    def __init__(self, bot: Bot, message: Message, language: str, name: str, meter: Meter) -> None:
        self._bot, self._message, self._language, self._name, self._meter = bot, message, language, name, meter
        self._told = time.monotonic()

    async def tell(self, read: int) -> None:
        """Say it, unless it was said a moment ago; a message that the person has deleted is not missed."""
        if time.monotonic() - self._told < TELL_S:
            return
        words = say(self._language, "upload-progress", name=self._name, words=self._meter.words(read, self._language))
        with suppress(TelegramBadRequest):
            await self._bot.edit_message_text(words, chat_id=self._message.chat.id, message_id=self._message.message_id)
        self._told = time.monotonic()


async def _download(bot: Bot, document: Document) -> bytes:
    buffer = io.BytesIO()
    try:
        await bot.download(document, buffer)
    except TelegramBadRequest as error:
        raise SourceError(f"Telegram does not give this file: {error.message}") from error
    return buffer.getvalue()


def _next(read: Iterator[list[Entry]]) -> list[Entry]:
    return next(read, [])


async def _save(talk: Talk, read: Iterator[list[Entry]], status: Status) -> tuple[list[Receipt], list[Skipped]]:
    """Read a batch at the one desk while the other goes on answering questions, save it there, and so on."""
    receipts: list[Receipt] = []
    skips: list[Skipped] = []
    while batch := await talk.desks.embed(_next, read):
        posts = [entry for entry in batch if isinstance(entry, Post)]
        receipts += await talk.desks.store(talk.library.add, posts, talk.library_id, via="import", seen_at=talk.now)
        skips += [entry for entry in batch if isinstance(entry, Skipped)]
        await status.tell(len(receipts) + len(skips))
    return receipts, skips


async def _report(talk: Talk, name: str, receipts: Sequence[Receipt], skips: Sequence[Skipped]) -> Part:
    report = count_verdicts(receipts, skips)
    known = report.read - report.new - report.skipped
    lines = [say(talk.language, "upload-done", name=name, read=report.read, new=report.new, known=known, skipped=report.skipped)]
    waiting = await talk.desks.store(talk.library.backlog, talk.library_id)
    if waiting:
        lines.append(say(talk.language, "upload-embedding", posts=waiting))
    sightings = [receipt.sighting_id for receipt in receipts if receipt.sighting_id][:MOST_UNDO]
    if not sightings:
        return Part("\n".join(lines))
    kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, {"sightings": sightings})
    return Part("\n".join(lines), ((Button(say(talk.language, "button-undo-all"), f"undo_all:{kept}"),),))
