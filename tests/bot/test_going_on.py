"""Questions that go on from the one before, and a history of one's own."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import answer_command, answer_words, press, receive
from bot.conversation.talk import Talk
from bot.desks import Desks
from bot.loops.follower import Follower
from bot.views.html import plain
from indexer.models import Origin, Post
from indexer.opening import open_library
from indexer.questions.going_on import asks_for_more, asks_for_whole, gone_on

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
GROUP, ALICE, BOB = -1001, 5, 6


@pytest.fixture
async def talk() -> AsyncIterator[Talk]:
    """Alice speaks in a group; there are seven posts on penguins of last year, and five of this one."""
    desks = Desks()
    library = await desks.store(open_library, "sqlite:///:memory:", "hashed")
    follower = Follower(library, desks, "http://127.0.0.1:9", timedelta(minutes=30))
    said = Talk(library, desks, GROUP, "en", "UTC", NOW, follower, asker=ALICE)
    await receive(said, [*(penguin(n, 2025) for n in range(7)), *(penguin(n, 2026) for n in range(5))], via="import")
    yield said
    await desks.store(library.close)
    desks.close()


def penguin(n: int, year: int) -> Post:
    text = f"Penguin {n} of colony {n * year} walks over the ice in row {n * 31 + year}"
    return Post(text, date=datetime(year, 5, 1 + n, tzinfo=UTC), origin=Origin(f"Ice of {year}"))


async def said(talk: Talk, words: str) -> str:
    return plain("\n".join(part.html for part in await answer_words(talk, words)))


async def test_a_question_that_goes_on_in_russian_has_its_filters_in_russian(talk: Talk) -> None:
    russian = replace(talk, language="ru")
    await said(russian, "penguins")
    assert 'Вопрос: penguins канал:"Ice of 2025"' in await said(russian, "а в канале Ice of 2025?")
    assert "2026" not in plain((await answer_command(russian, "again", ""))[0].html)


async def test_who_only_names_the_bot_is_greeted(talk: Talk) -> None:
    assert "Hello!" in await said(talk, " ")


@pytest.mark.parametrize(
    ("words", "before", "asked"),
    [
        ("а в прошлом году?", "курс доллара", "курс доллара в прошлом году"),
        ("А вчера?", "курс доллара в 2023", "курс доллара вчера"),
        ("and last year?", "who won in 2015?", "who won last year?"),
        ("what about 2023?", "penguins", "penguins after:2023-01-01 before:2023-12-31"),
        ("and on November 7?", "penguins", "penguins after:2026-11-07 before:2026-11-07"),
        ("а летом?", "пингвины в 2023", "пингвины after:2026-06-01 before:2026-08-31"),
        ("а если с 1 по 5 мая", "пингвины", "пингвины с 1 по 5 мая"),
        ("а @icebergs?", "#penguin walks @snowy", "#penguin walks @icebergs"),
        ("and #walk", "penguins last year", "penguins last year #walk"),
        ("а на английском?", "пингвины", "пингвины lang:en"),
        ("and in Russian?", "penguins lang:en", "penguins lang:ru"),
        ("а на английском?", "пингвины lang:ru вчера", "пингвины вчера lang:en"),
        ("а @icebergs?", "@snowy who won in 2015?", "who won in 2015 @icebergs?"),
        ("а @icebergs?", "penguins after:2024-01 @snowy", "penguins after:2024-01 @icebergs"),
        ("а в канале Айсберг?", "пингвины @snowy на прошлой неделе", "пингвины на прошлой неделе channel:Айсберг"),
        ("and in the channel Ice News?", "penguins", 'penguins channel:"Ice News"'),
        ("только за май", "@snowy пингвины вчера", "@snowy пингвины за май"),
    ],
)
def test_another_time_or_filter_takes_the_place_of_the_one_before(words: str, before: str, asked: str) -> None:
    assert gone_on(words, before, now=NOW, zone="UTC") == asked


@pytest.mark.parametrize("words", ["а в Москве?", "and why?", "а", "и", "в прошлом году", "а после:позавчерась"])
def test_what_names_anything_else_is_a_question_of_its_own(words: str) -> None:
    assert gone_on(words, "penguins", now=NOW, zone="UTC") is None


def test_more_is_asked_for_in_few_words() -> None:
    assert all(
        map(asks_for_more, ("ещё", "А ещё?", "покажи ещё", "что ещё есть?", "дальше", "more", "Show me more", "Next page"))
    )
    assert not any(map(asks_for_more, ("ещё один пингвин", "more penguins", "next year", "подробнее")))
    assert all(map(asks_for_whole, ("подробнее", "А подробнее?", "tell me more", "More details please")))


@pytest.mark.parametrize(
    ("language", "words", "told"), [("en", "and last year?", "Asked"), ("ru", "а в прошлом году?", "Вопрос")]
)
async def test_a_question_is_asked_again_of_another_time(talk: Talk, language: str, words: str, told: str) -> None:
    talk = replace(talk, language=language)
    assert "12" in await said(talk, "penguin colony walks")
    answer = await said(talk, words)
    asked = "penguin colony walks " + words.rstrip("?").partition(" ")[2]
    assert answer.startswith(f"{told}: {asked}")
    assert "7" in answer
    assert "Ice of 2026" not in answer
    assert asked in (await answer_command(talk, "history", ""))[0].rows[0][0].text


async def test_more_turns_the_pages_until_there_are_no_more(talk: Talk) -> None:
    await said(talk, "penguin colony walks")
    pages = [await said(talk, "more") for _ in range(3)]
    assert "6 to 10" in pages[0]
    assert "11 to 12" in pages[1]
    assert pages[2] == "That was all that was found."
    assert "Penguin" in await said(talk, "tell me more")


async def test_a_page_that_a_button_turned_is_gone_on_from(talk: Talk) -> None:
    shown = (await answer_words(talk, "penguin colony walks"))[0]
    forth = shown.rows[-1][-1].data
    assert forth
    await press(talk, forth)
    assert "11 to 12" in await said(talk, "more")


async def test_what_is_said_later_or_by_another_begins_anew(talk: Talk) -> None:
    await said(talk, "penguin colony walks")
    for other in (replace(talk, now=NOW + timedelta(minutes=11)), replace(talk, asker=BOB)):
        assert not (await said(other, "and last year?")).startswith("Asked")
        assert "6 to 10" not in await said(replace(other, now=other.now + timedelta(hours=1)), "more")


async def test_in_a_group_everybody_has_a_history_of_their_own(talk: Talk) -> None:
    bob = replace(talk, asker=BOB)
    await said(talk, "penguin colony walks")
    await said(bob, "walks in row")
    assert [row[0].text for row in (await answer_command(talk, "history", ""))[0].rows[:-1]] == ["penguin colony walks"]
    assert [row[0].text for row in (await answer_command(bob, "history", ""))[0].rows[:-1]] == ["walks in row"]
    assert (await answer_command(talk, "forget", ""))[0].html == "Forgotten: 1 question."
    assert not (await said(talk, "and last year?")).startswith("Asked")
    assert "walks in row" in (await answer_command(bob, "history", ""))[0].rows[0][0].text


async def test_a_button_under_the_list_of_another_forgets_nothing(talk: Talk) -> None:
    bob = replace(talk, asker=BOB)
    await said(talk, "penguin colony walks")
    await said(bob, "walks in row")
    button = (await answer_command(talk, "history", ""))[0].rows[-1][0].data
    assert button
    pressed = await press(bob, button)
    assert pressed.edit is None
    assert pressed.notice == "This list is somebody else's. /forget empties your own."
    assert "walks in row" in (await answer_command(bob, "history", ""))[0].rows[0][0].text
    kept = (await press(talk, button)).edit
    assert kept
    assert kept.html == "Forgotten: 1 question."
