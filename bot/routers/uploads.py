"""A file is sent: it is read in whole, and one message says how far it has come."""

import io
from collections.abc import Iterator, Sequence

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Document, Message

from bot.conversation.talk import Button, Part, Talk
from bot.routers import show
from bot.routers.receipts import Posts
from bot.texts import say
from bot.views.html import escape
from indexer.errors import NoPosts, SourceError
from indexer.models import Post, Receipt, Skipped, count_verdicts
from indexer.sentences import cut
from indexer.sources import parse

LARGEST = 20 << 20  # bytes; Bot API, getFile
BATCH = 200  # posts a transaction: a question waits no longer than for one of them
NAME = 60
MOST_UNDO = 10_000  # sightings that one button can take back

router = Router(name="uploads")


@router.message(F.document, F.chat.type == ChatType.PRIVATE, ~F.caption)
async def read_file(message: Message, talk: Talk, bot: Bot, posts: Posts) -> None:
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
    content = await _download(bot, document)
    entries = await talk.desks.embed(_read, content)  # the store's desk goes on answering questions
    status = await show.send(bot, message.chat.id, (Part(say(talk.language, "upload-reading", name=name)),))
    receipts, skips = await _save(bot, talk, status[0], name, entries)
    if not receipts:
        raise NoPosts(document.file_name or "?")
    await show.replace(bot, message.chat.id, status[0].message_id, await _report(talk, name, receipts, skips))


async def _download(bot: Bot, document: Document) -> bytes:
    buffer = io.BytesIO()
    try:
        await bot.download(document, buffer)
    except TelegramBadRequest as error:
        raise SourceError(f"Telegram does not give this file: {error.message}") from error
    return buffer.getvalue()


def _read(content: bytes) -> list[Post | Skipped]:
    return list(parse(content))


async def _save(
    bot: Bot, talk: Talk, status: Message, name: str, entries: Sequence[Post | Skipped]
) -> tuple[list[Receipt], list[Skipped]]:
    receipts: list[Receipt] = []
    for batch in _batches([entry for entry in entries if isinstance(entry, Post)]):
        receipts += await talk.desks.store(talk.library.add, batch, talk.library_id, via="import", seen_at=talk.now)
        if len(batch) == BATCH:
            await _tell(bot, talk, status, name, len(receipts))
    return receipts, [entry for entry in entries if isinstance(entry, Skipped)]


def _batches(posts: Sequence[Post]) -> Iterator[Sequence[Post]]:
    for start in range(0, len(posts), BATCH):
        yield posts[start : start + BATCH]


async def _tell(bot: Bot, talk: Talk, status: Message, name: str, posts: int) -> None:
    """Say how far it has come; a message that the person has deleted is not missed."""
    words = say(talk.language, "upload-progress", name=name, posts=posts)
    try:
        await bot.edit_message_text(words, chat_id=status.chat.id, message_id=status.message_id)
    except TelegramBadRequest:
        return


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
