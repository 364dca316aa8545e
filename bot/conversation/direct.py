"""What stands above the hits of a question in words: an answer from the posts, or a sentence of one of them."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.talk import Talk
from bot.llm import NotWritten, Writer
from bot.texts import say
from bot.views.direct import quote_html, written_html
from indexer.finding import Found, find_quote
from indexer.language.question_words import is_question
from indexer.models import StoredPost
from indexer.search.answering import Quote

SOURCES = 5  # the hits of the first page, under the same numbers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Direct:
    """A written answer's sentences, or a quote, or neither; ``failed`` where a server should have written and did not.

    ``sources`` are the posts that the sentences cite by their numbers from 1, or the one that is quoted.
    """

    lines: tuple[str, ...] = ()
    quote: Quote | None = None
    sources: tuple[StoredPost, ...] = ()
    failed: bool = False


async def direct_answer(talk: Talk, found: Found, *, forced: bool) -> str:
    """Return HTML to show above the hits, "" where the words ask nothing or nothing answers them.

    A ``forced`` one is never empty: that nothing answers is said.
    """
    if not (forced or is_question(found.meant)):
        return ""
    direct = await find_direct(talk, found)
    if direct.lines:
        return written_html(direct.lines, [stored.post.url for stored in direct.sources], talk.language)
    none = say(talk.language, "ask-none") if forced else ""
    block = quote_html(direct.quote, direct.sources[0].post, talk.language, talk.zone) if direct.quote else none
    note = f"<i>{say(talk.language, 'ask-written-failed')}</i>" if direct.failed else ""
    return "\n".join(part for part in (block, note) if part)


async def find_direct(talk: Talk, found: Found) -> Direct:
    """Return what answers a question directly: written where there is a server for that, else quoted."""
    fitting = [hit for hit in found.answer.hits if hit.fits]
    if found.vector is None or not fitting:
        return Direct()
    writer, has_failed = talk.helpers.writer, False
    if writer:
        sources = await _posts(talk, [hit.post_id for hit in fitting[:SOURCES]])
        lines = await _written(writer, found.meant, sources, talk.language)
        if lines:
            return Direct(lines, sources=sources)
        has_failed = lines is None
    quote = await find_quote(talk.library, talk.desks, found)
    sources = await _posts(talk, [quote.post_id]) if quote else ()
    return Direct(quote=quote if sources else None, sources=sources, failed=has_failed)


async def _posts(talk: Talk, post_ids: Sequence[int]) -> tuple[StoredPost, ...]:
    return tuple(await talk.desks.store(talk.library.store.stored, talk.library_id, post_ids))


async def _written(writer: Writer, question: str, posts: Sequence[StoredPost], language: str) -> tuple[str, ...] | None:
    """The sentences of an answer, none where the posts hold none; None where the server failed."""
    try:
        return tuple(await writer.write(question, [stored.post.reading for stored in posts], language))
    except NotWritten as error:
        log.warning("no written answer: %s", error)
        return None
