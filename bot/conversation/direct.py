"""What stands above the hits of a question in words: an answer from the posts, or a sentence of one of them."""

import logging
from collections.abc import Sequence

from bot.conversation.talk import Talk
from bot.llm import NotWritten, Writer
from bot.texts import say
from bot.views.direct import quote_html, written_html
from indexer.answering import best_sentence, is_question
from indexer.models import Hit
from indexer.ports import Matrix

SOURCES = 5  # the hits of the first page, under the same numbers

log = logging.getLogger(__name__)


async def direct_answer(talk: Talk, question: str, vector: Matrix | None, hits: Sequence[Hit], *, forced: bool) -> str:
    """Return HTML to show above the hits, "" where the words ask nothing or nothing answers them.

    A ``forced`` one is never empty: that nothing answers is said.
    """
    if vector is None or not (forced or is_question(question)):
        return ""
    fitting = [hit for hit in hits if hit.fits]
    note = ""
    if talk.helpers.writer and fitting:
        written = await _written(talk, talk.helpers.writer, question, fitting[:SOURCES])
        if written:
            return written
        note = f"<i>{say(talk.language, 'ask-written-failed')}</i>"
    quote = await talk.desks.embed(best_sentence, question, vector, fitting, talk.library.embedder.embed_passages)
    block = quote_html(quote, talk.language, talk.zone) if quote else say(talk.language, "ask-none") if forced else ""
    return "\n".join(part for part in (block, note) if part)


async def _written(talk: Talk, writer: Writer, question: str, hits: Sequence[Hit]) -> str:
    try:
        lines = await writer.write(question, [hit.stored.post.reading for hit in hits], talk.language)
    except NotWritten as error:
        log.warning("no written answer: %s", error)
        return ""
    return written_html(lines, [hit.stored.post.url for hit in hits], talk.language)
