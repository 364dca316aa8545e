"""A question is found in the same way wherever calls are made."""

import asyncio
from dataclasses import replace

from indexer.executors import IN_PLACE
from indexer.finding import Found, find_asked, find_quote
from indexer.library import Library
from indexer.models import ALWAYS, Mode
from indexer.questions import Question
from tests.indexer.makers import ALICE, NOW, add

TEXTS = ("Oaks grow slowly in the old forest. They live for 900 years.", "Ferries cross the strait twice a day.")


def ask(library: Library, text: str) -> Question:
    add(library, *TEXTS)
    return library.understand(text, ALICE, now=NOW, zone="UTC")


def found(library: Library, question: Question) -> Found:
    return asyncio.run(find_asked(library, IN_PLACE, question))


def test_words_alone_are_looked_for_without_a_vector(library: Library) -> None:
    question = ask(library, "oaks forest").with_query(lambda query: replace(query, mode=Mode.LEXICAL))
    answer = found(library, question)
    assert answer.vector is None
    assert [hit.passage for hit in answer.answer.hits] == [TEXTS[0]]
    assert asyncio.run(find_quote(library, IN_PLACE, answer)) is None


def test_a_guess_that_leaves_no_answer_is_asked_wider(library: Library) -> None:
    question = ask(library, "oaks forest in 2019")
    assert question.is_guess
    answer = found(library, question)
    assert answer.question.query.period == ALWAYS != question.query.period
    assert answer.question.given_up == "in 2019"
    assert answer.answer.fits


def test_a_question_is_answered_with_a_sentence(library: Library) -> None:
    answer = found(library, ask(library, "How slowly do oaks grow in the old forest?"))
    quote = asyncio.run(find_quote(library, IN_PLACE, answer))
    assert quote is not None
    assert quote.text == "Oaks grow slowly in the old forest."
