"""A file is sent: it is read in whole, and one message says how far it has come."""

import io
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Document, Message

from bot.conversation import failure_text
from bot.conversation.talk import Button, Part, Talk
from bot.desks import STEP
from bot.importing import Import, batches, reading_of
from bot.meter import Meter
from bot.routers import show
from bot.routers.failures import log_failure
from bot.routers.held import HELD, Held
from bot.routers.receipts import Posts
from bot.settings import Settings
from bot.texts import say
from bot.updates.gather import Gather
from bot.views.html import escape
from bot.views.imports import counts, left_out
from indexer.errors import NoPosts, SourceError, StoreUnavailable
from indexer.language.sentences import cut
from indexer.models import Entry
from indexer.reports import ImportReport
from indexer.sources import Limits, in_memory, unread, weigh
from indexer.sources import read_file as read_file_of_posts

LARGEST = 20 << 20  # bytes; Bot API, getFile
UNPACKED_MB, FILES = 512, 10_000  # more is no export that packs into so little
TELL_S = 3.0  # seconds between two edits of the status message: Telegram allows twenty messages a minute
NAME = 60
MOST_UNDO = 10_000  # sightings that one button can take back
EXPORTS = (".json", ".jsonl", ".ndjson", ".html", ".htm", ".mhtml", ".mht", ".txt", ".zip", ".gz")
PERHAPS = (".md", ".tgz", ".tar", ".rar", ".7z", ".bz2", ".xz")  # with a caption, a note; of an archive is said what to do
KINDS = (
    *("application/json", "application/x-ndjson", "text/html", "text/plain", "text/markdown", "multipart/related"),
    *("application/zip", "application/x-zip-compressed", "application/gzip", "application/x-gzip"),
)

router = Router(name="uploads")


def is_archive(message: Message) -> bool:
    """Say whether a message brings a file to be read, rather than a note or a forwarded post that has one.

    A forwarded file with a caption, or of an album, belongs to a post; an animation comes with a document of the same file.
    """
    if message.document is None or message.animation:
        return False
    name, kind = (message.document.file_name or "").lower(), message.document.mime_type
    if message.caption:
        return message.forward_origin is None and name.endswith(EXPORTS)
    is_of_post = message.forward_origin is not None and message.media_group_id is not None
    return not is_of_post and (name.endswith(EXPORTS + PERHAPS) or kind in KINDS)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, and the turn of the conversation that brought it."""

    talk: Talk
    message: Message
    document: Document


Files = Gather[Upload]


@router.message(F.document, F.chat.type == ChatType.PRIVATE, is_archive)
async def read_file(message: Message, talk: Talk, posts: Posts, files: Files) -> str:
    """Have a file read, while the conversation goes on."""
    assert message.document is not None
    await posts.flush(talk.library_id)
    files.add(talk.library_id, Upload(talk, message, message.document))
    return HELD


def limits_of(settings: Settings) -> Limits:
    """Return what an archive may unpack to that somebody sends: less than one that the bot's owner imports."""
    return Limits(min(settings.unpacked_mb, UNPACKED_MB) << 20, min(settings.archive_files, FILES))


class Uploads:
    """Takes in the posts of files, those of one chat one after another."""

    def __init__(self, bot: Bot, held: Held, settings: Settings) -> None:
        self._bot, self._held, self._settings = bot, held, settings
        self._begun: dict[int | None, int] = {}  # by updates: the messages that told of what had to be put off

    async def take(self, chat_id: int, uploads: Sequence[Upload]) -> None:
        """Read files and tell what was in them. Raises nothing: what cannot be done now is put off."""
        for upload in uploads:
            update_ids = [] if upload.talk.update_id is None else [upload.talk.update_id]
            await self._held.settle(upload.talk, update_ids, partial(self._read, upload))

    async def _read(self, upload: Upload) -> None:
        """Read one file; what is wrong with it is said in answer to its message, under its name."""
        try:
            await self._read_in(upload)
        except SourceError as error:
            log_failure(error, upload.talk.update_id)
            words = failure_text(error, upload.talk.language)
            name = "" if hasattr(error, "name") else f"<b>{escape(cut(upload.document.file_name or '?', NAME))}</b>\n"
            await show.answer(upload.message, (Part(name + words),))

    async def _read_in(self, upload: Upload) -> None:
        talk, name = upload.talk, upload.document.file_name or "?"
        if (upload.document.file_size or 0) > LARGEST:
            words = say(talk.language, "upload-too-large", limit=LARGEST >> 20, library=str(talk.library_id))
            await show.answer(upload.message, (Part(words),))
            return
        file = in_memory(await _download(self._bot, upload.document), name)
        reading = replace(reading_of(self._settings, talk.zone), limits=limits_of(self._settings))
        meter = Meter(await talk.desks.read(weigh, [file], reading))
        entries = await talk.desks.read(read_file_of_posts, file, replace(reading, tell=meter.count))
        await self._take_in(upload, batches(entries, STEP), meter)

    async def _take_in(self, upload: Upload, read: Iterator[list[Entry]], meter: Meter) -> None:
        talk, name = upload.talk, escape(cut(upload.document.file_name or "?", NAME))
        chat_id, told = upload.message.chat.id, await self._begin(upload, Part(say(talk.language, "upload-reading", name=name)))
        status = Status(self._bot, chat_id, told, talk.language, name, meter)
        try:
            report, sightings = await _save(talk, upload.document.file_name or "?", read, status)
        except StoreUnavailable:
            self._begun[talk.update_id] = told
            raise
        await show.replace(self._bot, chat_id, told, await _told(talk, name, report, sightings), thread_id=talk.thread_id)

    async def _begin(self, upload: Upload, words: Part) -> int:
        """Say that a file is read, where that was said when it was tried before; return which message tells of it."""
        begun = self._begun.pop(upload.talk.update_id, None)
        if begun is None:
            return (await show.answer(upload.message, (words,)))[0].message_id
        return await show.replace(self._bot, upload.message.chat.id, begun, words)


class Status:
    """The one message that says how far the reading has come."""

    def __init__(self, bot: Bot, chat_id: int, message_id: int, language: str, name: str, meter: Meter) -> None:
        self._bot, self._chat_id, self._message_id = bot, chat_id, message_id
        self._language, self._name, self._meter = language, name, meter
        self._told = time.monotonic()

    async def tell(self, read: int) -> None:
        """Say it, unless it was said a moment ago; a message that the person has deleted is not missed."""
        if time.monotonic() - self._told < TELL_S:
            return
        words = say(self._language, "upload-progress", name=self._name, words=self._meter.words(read, self._language))
        with suppress(TelegramBadRequest):
            await self._bot.edit_message_text(words, chat_id=self._chat_id, message_id=self._message_id)
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


async def _save(talk: Talk, name: str, read: Iterator[list[Entry]], status: Status) -> tuple[ImportReport, list[int]]:
    """Read a batch at one desk, save it at another when no person is being served there, and so on.

    Return what became of everything, and the sightings that were written down. Behind the first post that could be read, what
    ends the reading is a part of what is told.

    Raises:
        SourceError: not one post could be read.
    """
    work, sightings = Import(talk.library, talk.library_id, talk.now), list[int]()
    try:
        while batch := await talk.desks.read(_next, read):
            receipts = await work.take_behind(batch, talk.desks)
            sightings += [receipt.sighting_id for receipt in receipts if receipt.sighting_id]
            await status.tell(work.tally.read)
    except SourceError as error:
        if not work.tally.posts:
            raise
        work.tally.add([unread(name, error)], [])
    if not work.tally.posts:
        raise NoPosts(name)
    return work.report(), sightings


async def _told(talk: Talk, name: str, report: ImportReport, sightings: Sequence[int]) -> Part:
    """What is told of a file, with a button that takes it back where it brought anything."""
    lines = [say(talk.language, "upload-done", name=name, **counts(report)), *map(escape, left_out(report, talk.language))]
    waiting = await talk.desks.store(talk.library.backlog, talk.library_id)
    if waiting:
        lines.append(say(talk.language, "upload-embedding", posts=waiting))
    if not sightings:
        return Part("\n".join(lines))
    payload = {"sightings": sightings[:MOST_UNDO]}
    kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, payload)
    return Part("\n".join(lines), ((Button(say(talk.language, "button-undo-all"), f"undo_all:{kept}"),),))
