"""Words that are for the bot rather than for its library."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import answer_words
from bot.conversation.languages import meant_language
from bot.conversation.talk import Talk
from bot.desks import Desks
from bot.texts import say
from indexer.errors import QueryError
from indexer.library import Library
from indexer.models import Post

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEXT = "Привет из Турции: спасибо всем, кто прислал сводку погоды и помощь."


@pytest.fixture
async def talk(library: tuple[Library, Desks]) -> Talk:
    opened, desks = library
    await desks.store(opened.add, [Post(TEXT, date=NOW - timedelta(days=1))], 5, via="forward", seen_at=NOW)
    return Talk(opened, desks, 5, "ru", "UTC", NOW)


async def said(talk: Talk, words: str) -> str:
    return "\n".join(part.html for part in await answer_words(talk, words))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Привет!", "talk-greeting"),
        ("good morning", "talk-greeting"),
        ("спасибо 🙏", "talk-thanks"),
        ("Ок!", "talk-okay"),
        ("got it", "talk-okay"),
        ("пока", "talk-bye"),
        ("Как дела?", "talk-well"),
        ("how are you", "talk-well"),
        ("Это не то...", "talk-complaint"),
        ("удали это", "talk-undo"),
        ("delete this", "talk-undo"),
    ],
)
async def test_manners_are_answered_in_the_persons_language(talk: Talk, words: str, name: str) -> None:
    assert await said(talk, words) == say("ru", name)
    assert await said(replace(talk, language="en"), words) == say("en", name)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Что ты умеешь?", "<b>Что я умею"),
        ("who are you", "<b>Что я умею"),
        ("сделай сводку", "<b>Сводка"),
        ("сводка за месяц", "<b>Сводка"),
        ("дайджест про погоду", "<b>Сводка 17"),
        ("give me a digest", "<b>Сводка"),
        ("сколько у тебя постов", "В библиотеке 1 пост"),
        ("метки", "Меток пока нет"),
        ("мои подписки", "Подписок"),
        ("отписаться", "Подписок"),
        ("подпиши меня на новости про погоду", "Договорились: сводка по запросу «погоду»"),
        ("subscribe me", "Когда"),
        ("подпиши меня на C++", "Договорились: сводка по запросу «C++»"),
        ("дайджест новостей", "<b>Сводка 17"),
        ("главное за неделю!", "<b>Сводка 17"),
        ("highlights of the week", "<b>Сводка 17"),
        ("дайджест про новости", "<b>Сводка 17"),
        ("дайджест за неделю про погоду", "<b>Сводка 17 нояб. 2026\u202fг. — 24 нояб. 2026\u202fг. по запросу «погоду»"),
        ("дайджест про погоду за неделю", "<b>Сводка 17 нояб. 2026\u202fг. — 24 нояб. 2026\u202fг. по запросу «погоду»"),
        ("digest for last week about погода", "За это время ничего не сохранено по запросу «погода»"),
        ("give me a digest about погода for last month", "За это время ничего не сохранено по запросу «погода»"),
        ("подпиши меня на новости", "Когда"),
        ("subscribe to news", "Когда"),
    ],
)
async def test_a_command_may_be_said_in_words(talk: Talk, words: str, begins: str) -> None:
    assert (await said(talk, words)).startswith(begins)


@pytest.mark.parametrize(
    "words",
    ["привет из Турции", "сводка погоды", "помощь прислали", "спасибо всем, кто прислал"],
)
async def test_words_of_a_post_are_looked_for(talk: Talk, words: str) -> None:
    assert "Нашёлся 1 пост" in await said(talk, words)


@pytest.mark.parametrize("words", ["дайджест на завтра", "сводка на следующей неделе про погоду", "digest for next month"])
async def test_of_a_digest_of_what_is_to_come_it_is_said_that_it_is(talk: Talk, words: str) -> None:
    with pytest.raises(QueryError, match="future-period"):
        await said(talk, words)


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        *(
            ("Говори по-русски!", "ru"),
            ("отвечай мне на английском языке, пожалуйста", "en"),
            ("ты говоришь по английски?", "en"),
        ),
        *(("смени язык на английский", "en"), ("Давай говорить на русском", "ru"), ("перейди на английский", "en")),
        *(("Speak English, please", "en"), ("can you answer me in Russian?", "ru"), ("switch to English", "en")),
        *(("change the language to russian", "ru"), ("set language to auto", "auto"), ("do you speak Russian", "ru")),
        *(
            ("смени язык", ""),
            ("change language", ""),
            ("на каких языках ты говоришь?", ""),
            ("which languages do you speak", ""),
        ),
        *(("speak to me in Russian", "ru"), ("use English", "en"), ("ты понимаешь по-русски?", "ru"), ("English, please", "en")),
        *(
            ("давай по-русски", "ru"),
            ("можно на английском?", "en"),
            ("как поменять язык?", ""),
            ("how do I change the language?", ""),
        ),
        *(("I don't understand Russian", "en"), ("я не понимаю по-английски", "ru"), ("отвечай как в телеграме", "auto")),
        *(("I don't know", None), ("не понимаю", None), ("change default", None), ("oaks, please", None), ("давай завтра", None)),
        *(("говори тише", None), ("english", None), ("по-русски", None), ("speak english like a native", None)),
        *(
            ("как поменять язык в iphone", None),
            ("switch to linux", None),
            ("разговорный английский", None),
            ("а на английском?", None),
            ("говорить по-английски", None),
            ("писать на английском", None),
            ("можешь писать на английском?", "en"),
        ),
    ],
)
def test_a_language_is_asked_for_in_words(words: str, choice: str | None) -> None:
    assert meant_language(words) == choice


async def test_words_for_a_language_change_it(talk: Talk) -> None:
    assert "English" in await said(talk, "говори по-английски")
    assert (await talk.desks.store(talk.library.store.chat, 5)).chosen == "en"
