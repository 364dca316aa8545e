"""A question is put to a library, for a chat, a command line and an evaluation alike: strictly first, then wider; then quoted.

Its words and its vector are looked for at once, where the executors have threads for both.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from indexer.executors import Executors
from indexer.library import Library
from indexer.models import Answer, Mode, Query
from indexer.ports import Matrix
from indexer.questions.asked_for import asks_for_now
from indexer.questions.question import Question, check_times, takes_over
from indexer.search.answering import FEW, Quote, best_sentence, completed, kept_vectors, weighed
from indexer.search.reranking import Reranker


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, the question that it answers, and that question's words in the layout they were meant in, with their vector."""

    question: Question
    meant: str
    vector: Matrix | None
    answer: Answer


async def find_asked(library: Library, executors: Executors, question: Question, reranker: Reranker | None = None) -> Found:
    """Return what answers a question; the wider one is asked where the filters were a guess and leave no answer.

    A ``reranker`` puts the hits of what was asked by meaning in its order.

    Raises:
        QueryError: ``empty``, ``too-long``, ``future-period``.
    """
    check_times(question)
    found = await _find_widening(library, executors, question)
    if reranker is None or found.vector is None:
        return found
    return replace(found, answer=await executors.embed(reranker.rerank, found.meant, found.answer))


async def _find_widening(library: Library, executors: Executors, question: Question) -> Found:
    found = Found(question, *await find(library, executors, question.query))
    wider = question.asked_next(found.answer)
    if not wider:
        return found
    wide = await _find_widening(library, executors, wider)
    return wide if takes_over(wide.answer, found.answer) else found


async def find(library: Library, executors: Executors, query: Query) -> tuple[str, Matrix | None, Answer]:
    """Return a question's words in the layout they were meant in, their vector and what is found.

    The vector is None without words, and where words alone are looked for.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    if not query.text:
        return "", None, await executors.store(library.search, query, None)
    read = await executors.store(library.read, query.text, query.library_id)
    words, vector = await asyncio.gather(
        executors.store(library.match, query, read), _vector(library, executors, query.mode, read.question)
    )
    return read.question, vector, await executors.store(library.search, query, vector, words)


async def _vector(library: Library, executors: Executors, mode: Mode, words: str) -> Matrix | None:
    return None if mode is Mode.LEXICAL else await executors.embed_question(library.embed_query, words)


async def find_quote(library: Library, executors: Executors, found: Found) -> Quote | None:
    """Return the sentence of a post that answers a question; None where none does.

    The vectors of sentences are in the store, but for a few, and for posts that wait for theirs.
    """
    question = " ".join([found.meant, *found.question.query.phrases])  # a filter tells what is asked about
    hits = [hit for hit in found.answer.hits if hit.fits]
    if found.vector is None or not hits:
        return None
    known = await executors.store(kept_vectors, library.store, question, hits)
    are_few = sum(row is None for row in known.values()) <= FEW
    executor = executors.embed_question if are_few else executors.embed
    embed = library.embedder.embed_sentences if are_few else library.embedder.embed_passages
    latest = [hit.post_id for hit in hits[: weighed(question)]] if asks_for_now(question) else []
    dates = await executors.store(_dates, library, found.question.query.library_id, latest) if latest else {}
    return await executor(best_sentence, question, found.vector, hits, partial(completed, known, embed), dates)


def _dates(library: Library, library_id: int, post_ids: Sequence[int]) -> dict[int, datetime | None]:
    return {stored.post_id: stored.post.date for stored in library.store.stored(library_id, post_ids)}
