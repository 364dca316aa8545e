"""A question is found in the same way wherever calls are made."""

import asyncio
from dataclasses import replace

import pytest

from indexer.executors import IN_PLACE
from indexer.finding import Found, find_asked, find_quote
from indexer.library import Library
from indexer.models import ALWAYS, Mode, Origin, Post
from indexer.questions.asked_channels import of_channel
from indexer.questions.asking import parse_question
from indexer.questions.question import Question
from tests.indexer.makers import ALICE, BOB, NOW, add

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


CHANNELS = [
    "Ledger",
    "Ночной курьер",
    "@night_courier",
    "Garden | Oaks and lawns",
    "Москва Live",
    "Новости города",
    "Сад+",
    "NDW News | Служба",
    "Ночные поезда",
    "Самое важное",
    "Машинное обучение",
]
TOPICS = {"ночные поезда"}


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
        ("Москва live", "", ("Москва Live",)),
        ("Сад+", "", ("Сад+",)),
        ("сад", "сад", ()),
        ("ndw news", "", ("NDW News | Служба",)),
        ("что пишет NDW News про метро", "метро", ("NDW News | Служба",)),
        ("цены в NDW News", "цены", ("NDW News | Служба",)),
        ("новости города", "новости города", ()),
        ("garden", "garden", ()),
        ("снег в Москва Live", "снег", ("Москва Live",)),
        ("что пишут о метро в Ночном курьере?", "что пишут о метро", ("Ночной курьер",)),
        ("what did they say about oaks in the channel Garden | Oaks and lawns", "what did they say about oaks", CHANNELS[3:4]),
        ("встретил в ночном курьере знакомого", "встретил в ночном курьере знакомого", ()),
        ("авария в новости города", "авария в новости города", ()),
        ("трамвай «Москва Live»", "трамвай", ()),
        ("отчёт в «Ledger»", "отчёт", ("Ledger",)),
        ("ночные поезда", "ночные поезда", ()),
        ("места в ночные поезда", "места в ночные поезда", ()),
        ("что пишут Ночные поезда", "", ("Ночные поезда",)),
        ("самое важное", "самое важное", ()),
        ("Машинное обучение", "Машинное обучение", ()),
        ("курсы в канале Машинное обучение", "курсы", ("Машинное обучение",)),
        ("prices in the NDW News channel", "prices", ("NDW News | Служба",)),
    ],
)
def test_a_channel_that_words_name_is_a_filter(text: str, topic: str, channels: tuple[str, ...]) -> None:
    query = of_channel(parse_question(text, ALICE, now=NOW, zone="UTC"), lambda: CHANNELS, TOPICS.__contains__).query
    assert (query.text, query.channels) == (topic, tuple(channels))


def test_a_filter_that_is_given_up_is_named_once() -> None:
    asked = of_channel(
        parse_question('вчера отчёт в "Ledger"', ALICE, now=NOW, zone="UTC"), lambda: CHANNELS, TOPICS.__contains__
    )
    wider, said = asked.wider, []
    while wider:
        said.append(wider.given_up)
        wider = wider.wider
    assert said == ["Ledger", "Ledger, вчера"]


def test_a_channel_that_is_called_as_a_topic_does_not_take_its_name(library: Library) -> None:
    add(library, Post("Индексы и запросы на практике.", NOW, Origin("Базы данных")))
    assert library.understand("базы данных", ALICE, now=NOW, zone="UTC").query.channels == ()
    assert library.understand("что пишет Базы данных", ALICE, now=NOW, zone="UTC").query.channels == ("Базы данных",)


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


def test_a_whole_name_lists_its_channel_and_its_words_are_offered(library: Library) -> None:
    posts = [Post(text, NOW, Origin("Harbour Zubrilka")) for text in TEXTS]
    add(library, *posts, Post("The Zubrilka of the Harbour, told anew.", NOW, Origin("Coast")))
    question = library.understand("harbour zubrilka", ALICE, now=NOW, zone="UTC")
    assert (question.query.text, question.query.channels, question.is_offered) == ("", ("Harbour Zubrilka",), True)
    assert len(found(library, question).answer.hits) == len(TEXTS)
    assert question.wider is not None
    assert (question.wider.query.text, question.wider.given_up) == ("harbour zubrilka", "harbour zubrilka")


def test_channels_that_come_or_go_are_known_by_the_next_question(library: Library) -> None:
    def channels(text: str) -> tuple[str, ...]:
        return library.understand(text, ALICE, now=NOW, zone="UTC").query.channels

    add(library, Post(TEXTS[0], NOW, Origin("Zubrilka")))
    assert channels("Zubrilka") == ("Zubrilka",)
    add(library, Post(TEXTS[1], NOW, Origin("Chitalka")))
    assert (channels("Chitalka"), channels("Zubrilka")) == (("Chitalka",), ("Zubrilka",))
    assert library.understand("Zubrilka", ALICE + 1, now=NOW, zone="UTC").query.channels == ()


def test_a_channel_goes_with_its_last_post_whatever_comes_in_its_place(library: Library) -> None:
    def channels(text: str) -> tuple[str, ...]:
        return library.understand(text, ALICE, now=NOW, zone="UTC").query.channels

    shared = Post(TEXTS[1], NOW, Origin("Chitalka"))
    add(library, shared, library_id=BOB)
    (gone,) = add(library, Post(TEXTS[0], NOW, Origin("Zubrilka")))
    assert channels("Zubrilka") == ("Zubrilka",)
    assert gone.sighting_id
    library.undo([gone.sighting_id], ALICE)
    add(library, shared)  # as many posts as before, and none of them is new to the store
    assert (channels("Chitalka"), channels("Zubrilka")) == (("Chitalka",), ())


@pytest.mark.parametrize(
    ("text", "topic", "language"),
    [
        ("посты на английском", "", "en"),
        ("Есть ли новости об ИИ на английском языке?", "ИИ", "en"),
        ("статьи на русском про инфляцию", "инфляцию", "ru"),
        ("articles in Russian about inflation", "inflation", "ru"),
        ("posts in English", "", "en"),
        ("any news about oaks in German", "oaks", "de"),
        ("англоязычные статьи про дубы", "дубы", "en"),
        ("English-language news about oaks", "oaks", "en"),
        ("что-нибудь по-украински о выборах", "выборах", "uk"),
        ("что нового на английском", "", "en"),
        ("что нового про дубы на английском", "дубы", "en"),
        ("что пишут о дубах на английском", "что пишут о дубах", "en"),
    ],
)
def test_the_language_that_words_want_posts_in_is_a_filter(library: Library, text: str, topic: str, language: str) -> None:
    question = ask(library, text)
    assert (question.query.text, question.query.languages) == (topic, (language,))
    widest = question
    while widest.wider:
        widest = widest.wider
    assert (widest is not question) == bool(topic)
    assert not topic or (widest.query.text, widest.query.languages) == (topic, ())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("статьи про уроки на английском", ["уроки", "уроки на английском", "уроки"]),
        (
            "статьи о том, как говорить на английском",
            ["том, как говорить", "том, как говорить на английском", "том, как говорить"],
        ),
        ("статьи на английском про уроки", ["уроки", "уроки"]),
    ],
)
def test_a_language_behind_a_topic_may_be_its_words(library: Library, text: str, asked: list[str]) -> None:
    question: Question | None = ask(library, text)
    read = []
    while question:
        read.append(question.query)
        question = question.wider
    assert [query.text for query in read] == asked
    assert [query.languages for query in read] == [("en",), *[()] * (len(asked) - 1)]


def test_the_topic_that_a_language_leaves_is_no_channel(library: Library) -> None:
    add(
        library,
        Post("Oak plank prices rose.", NOW, Origin("Oak Planks")),
        Post("Ferries cross.", NOW, Origin("Harbour Zubrilka")),
    )
    about = ask(library, "posts in English about oak planks").query
    assert (about.text, about.languages, about.channels) == ("oak planks", ("en",), ())
    of = ask(library, "posts in Harbour Zubrilka in English").query
    assert (of.text, of.languages, of.channels) == ("", ("en",), ("Harbour Zubrilka",))


@pytest.mark.parametrize(
    "text",
    [
        "как сказать спасибо на английском",
        "books in English",
        "новости на русском радио",
        "уроки на английском",
        "what is oak in English",
        "посты на Английской набережной",
        "Russian news",
        "что посмотреть на английском",
        "что было написано на английском",
        "что нового в Rust на английском",
    ],
)
def test_a_language_without_a_word_for_posts_is_none(library: Library, text: str) -> None:
    assert ask(library, text).query.languages == ()


def test_a_language_that_has_no_answer_gives_way(library: Library) -> None:
    answer = found(library, ask(library, "articles in Russian about oaks in the old forest"))
    assert answer.question.given_up == "in Russian"
    assert answer.answer.fits


def test_the_latest_posts_in_a_language_are_the_latest_of_their_topic(library: Library) -> None:
    assert ask(library, "последние посты на английском про дубы").query.wants_latest
