"""A question is found in the same way wherever calls are made."""

import asyncio
from dataclasses import replace

import pytest

from indexer.asked_channels import of_channel
from indexer.asking import parse_question
from indexer.executors import IN_PLACE
from indexer.finding import Found, find_asked, find_quote
from indexer.library import Library
from indexer.models import ALWAYS, Mode, Origin, Post
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


def test_the_phrase_of_a_question_is_among_what_an_answer_repeats(library: Library) -> None:
    answer = found(library, ask(library, 'How often do ferries "cross the strait twice a day"'))
    assert answer.question.query.phrases
    quote = asyncio.run(find_quote(library, IN_PLACE, answer))
    assert quote is not None
    assert quote.text == TEXTS[1]


CHANNELS = ["Ledger", "Ночной курьер", "@night_courier", "Garden | Oaks and lawns", "Москва Live"]


@pytest.mark.parametrize(
    ("text", "topic", "channels"),
    [
        ("что пишет Ledger", "", ("Ledger",)),
        ("Что там писал Ночной Курьер о ценах?", "ценах", ("Ночной курьер",)),
        ("что нового в канале Garden?", "", ("Garden | Oaks and lawns",)),
        ("о чём пишут в канале Ночного курьера про метро", "метро", ("Ночной курьер",)),
        ("что Ledger писал про кофе", "кофе", ("Ledger",)),
        ("What does @night_courier write about inflation?", "inflation", ("@night_courier",)),
        ("what's new on the channel garden", "", ("Garden | Oaks and lawns",)),
        ("latest posts from Ledger", "", ("Ledger",)),
        ("новости из канала Ledger за неделю", "", ("Ledger",)),
        ("что нового в Москве", "что нового в Москве", ()),
        ("что пишут о Ledger", "что пишут о Ledger", ()),
        ("кто пишет книги", "кто пишет книги", ()),
    ],
)
def test_a_channel_that_words_name_is_a_filter(text: str, topic: str, channels: tuple[str, ...]) -> None:
    query = of_channel(parse_question(text, ALICE, now=NOW, zone="UTC"), lambda: CHANNELS).query
    assert (query.text, query.channels) == (topic, channels)


def test_a_channel_that_has_no_answer_gives_way(library: Library) -> None:
    add(library, *(Post(text, NOW, Origin(name)) for text, name in zip(TEXTS, ("Harbour", "Coast"), strict=True)))
    kept = found(library, library.understand("what does Harbour say about oaks in the forest?", ALICE, now=NOW, zone="UTC"))
    assert kept.question.query.channels == ("Harbour",)
    assert kept.answer.fits
    text = "what does Coast say about oaks in the forest?"
    guess = library.understand(text, ALICE, now=NOW, zone="UTC")
    wider = guess.asked_next(found(library, replace(guess, wider=None)).answer)
    assert wider is not None
    assert (wider.query.text, wider.query.channels, wider.given_up) == (text, (), "Coast")
