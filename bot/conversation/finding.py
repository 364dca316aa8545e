"""A question is put to a library: its words and its vector at two desks at once, and wider where its filters leave no answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.desks import Desks
from indexer.library import Library
from indexer.models import Answer, Query
from indexer.ports import Matrix
from indexer.questions import Question, takes_over


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, the question that it answers, and that question's words in the layout they were meant in, with their vector."""

    question: Question
    meant: str
    vector: Matrix | None
    answer: Answer


async def find_asked(
    library: Library, desks: Desks, question: Question, narrowed: Callable[[Query], Query] = lambda query: query
) -> Found:
    """Return what answers a question; the wider one is asked where the filters were a guess and leave no answer.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    found = Found(question, *await find(library, desks, narrowed(question.query)))
    wider = question.asked_next(found.answer)
    if not wider:
        return found
    wide = await find_asked(library, desks, wider, narrowed)
    return wide if takes_over(wide.answer, found.answer) else found


async def find(library: Library, desks: Desks, query: Query) -> tuple[str, Matrix | None, Answer]:
    """Return a question's words in the layout they were meant in, their vector, None without words, and what is found.

    Posts are found by their words while the vector is made.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    if not query.text:
        return "", None, await desks.store(library.search, query, None)
    read = await desks.store(library.read, query.text, query.library_id)
    words, vector = await asyncio.gather(
        desks.store(library.match, query, read), desks.embed_question(library.embed_query, read.question)
    )
    return read.question, vector, await desks.store(library.search, query, vector, words)
