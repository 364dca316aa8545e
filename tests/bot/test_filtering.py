"""Filters in a conversation: what is found, what is said of mistakes, and what pages keep."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli.ask import answer_as_json
from bot.conversation import answer_command, answer_question, press
from bot.conversation.inline import find_cards
from bot.conversation.talk import Part, Reply, Talk
from bot.desks import Desks
from bot.texts import LANGUAGES, say
from bot.views.hints import MOST, hint_lines
from bot.views.html import length, plain
from indexer.errors import QueryError
from indexer.library import Library, embed_backlog
from indexer.models import Origin, Post
from indexer.questions.question import Hint
from tests.bot.talking import ALICE, NOW, is_fine
from tests.bot.test_views import is_telegram_html

DAY = timedelta(days=1)
POSTS = (
    Post(
        "Random forests vote, and a random forest of oaks seldom overfits.", NOW - DAY, Origin("Garden notes", username="garden")
    ),
    Post("Oaks in the forest outlive those who planted them.", NOW - 40 * DAY, Origin("Trees"), links=("https://example.org",)),
    Post("Случайный лес из деревьев голосует и почти не переобучается на таблицах.", NOW - 2 * DAY, Origin("Заметки о лесе")),
)


@pytest.fixture
async def talk(library: tuple[Library, Desks]) -> Talk:
    """Alice speaks, in a library of three posts."""
    opened, desks = library
    await desks.store(opened.add, POSTS, ALICE, via="import", seen_at=NOW)
    return Talk(opened, desks, ALICE, "en", "UTC", NOW)


async def ask(talk: Talk, text: str) -> str:
    """Return what is answered, as bare text."""
    reply = await answer_question(talk, text)
    assert is_fine(reply)
    return "\n".join(plain(part.html) for part in reply)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('oaks "random forest"', {"Garden notes"}),
        ("forest -overfit", {"Trees", "Заметки о лесе"}),
        ("forest @garden", {"Garden notes"}),
        ('channel:"garden notes"', {"Garden notes"}),
        ("канал:«Заметки о лесе»", {"Заметки о лесе"}),
        ("forest has:link", {"Trees"}),
        ("язык:ru", {"Заметки о лесе"}),
        ("oaks yesterday", {"Garden notes"}),
        ("до:2026-10", {"Trees"}),
        ("lang:en", {"Garden notes", "Trees"}),
    ],
)
async def test_filters_narrow_an_answer(talk: Talk, text: str, found: set[str]) -> None:
    said = await ask(talk, text)
    assert {name for name in ("Garden notes", "Trees", "Заметки о лесе") if name in said} == found


async def test_the_words_of_a_phrase_are_bold(talk: Talk) -> None:
    (part,) = await answer_question(talk, '"random forest" lang:en')
    assert "<b>random</b> <b>forest</b>" in part.html
    assert "<b>in</b>" not in part.html


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("forest after:2025-13", "“after:2025-13” is left out: there is no such date."),
        ("forest has:linc", "Did you mean has:link?"),
        ("forest @gardn", "There is no channel “@gardn” here. Did you mean @garden?"),
        ("forest #nothing", "There is no tag “nothing” here."),
        ('forest "unclosed', "is not closed"),
    ],
)
async def test_a_mistake_is_said_in_italics_and_is_no_error(talk: Talk, text: str, hint: str) -> None:
    reply = await answer_question(talk, text)
    assert is_fine(reply)
    assert hint in plain("".join(part.html.partition("<i>")[2] for part in reply))


@pytest.mark.parametrize(("text", "hint"), [("has:video", "after has: there can be"), ("lang:xx has:<b>", "no such language")])
async def test_of_a_question_that_is_nothing_but_a_mistake_it_is_said_which(talk: Talk, text: str, hint: str) -> None:
    (part,) = await answer_question(talk, text)
    assert is_fine((part,))
    assert hint in plain(part.html)
    with pytest.raises(QueryError, match="empty"):
        await answer_question(talk, "???")


async def test_hints_are_escaped_few_and_short(talk: Talk) -> None:
    reply = await answer_question(talk, "forest " + " ".join(f"has:<b>{'x' * 90}{n}" for n in range(20)))
    assert is_fine(reply)
    assert sum(part.html.count("is left out") for part in reply) == MOST


@pytest.mark.parametrize("text", ["", "?", '""', "-"])
async def test_a_question_without_words_and_filters_is_none(talk: Talk, text: str) -> None:
    with pytest.raises(QueryError):
        await answer_question(talk, text)


async def test_pages_of_filters_alone_turn_and_narrow(talk: Talk) -> None:
    posts = [Post(f"Penguin number {n} of colony {n * 7} marches.", NOW - n * DAY, Origin("Ice")) for n in range(3, 10)]
    await talk.desks.store(lambda: talk.library.add(posts, ALICE, via="import", seen_at=NOW))
    (part,) = await answer_question(talk, "channel:Ice has:nose")
    assert "Penguin number 3" in plain(part.html)
    turned = await press(talk, pressed(part, "page:"))
    assert turned.edit
    assert "Penguin number 9" in plain(turned.edit.html)
    assert "“nose” is left out" in plain(turned.edit.html)
    why = await press(talk, pressed(part, "why:"))
    assert why.send


def pressed(part: Part, begins: str) -> str:
    return next(button.data for row in part.rows for button in row if button.data and button.data.startswith(begins))


def offers(part: Part, begins: str) -> bool:
    return any((button.data or "").startswith(begins) for row in part.rows for button in row)


async def test_a_year_in_a_question_that_no_post_is_of_is_words(talk: Talk) -> None:
    told = Post("The river Neva flooded the whole city in 1924, and the storks left.", NOW - DAY, Origin("History"))
    await talk.desks.store(lambda: talk.library.add([told], ALICE, via="import", seen_at=NOW))
    (part,) = await answer_question(talk, "When did the river Neva flood, in 1924?")
    said = plain(part.html)
    assert said.startswith(say("en", "answer-given-up", value="in 1924"))
    assert "History" in said
    assert "<b>1924</b>" in part.html
    narrower = await answer_question(talk, "river Neva storks in 1924 lang:ru")
    assert "History" not in plain(narrower[0].html), "what is surely a filter holds"
    cards = (await find_cards(talk, "When did the river Neva flood, in 1924?", 0, 10)).cards
    assert [card.title.split(" · ")[0] for card in cards] == ["History"]
    watched = await press(talk, pressed(part, "watch:"))
    assert watched.send
    assert "When did the river Neva flood" in plain(watched.send[0].html)


async def test_a_quote_that_was_given_up_is_words_of_a_subscription_too(talk: Talk) -> None:
    (part,) = await answer_question(talk, "what of «outlive forest» oaks and those who planted them?")
    assert "Trees" in plain(part.html)
    watched = await press(talk, pressed(part, "watch:"))
    assert watched.send
    assert "“what of outlive forest oaks and those who planted them?”" in plain(watched.send[0].html)


@pytest.mark.parametrize("text", ['oaks "outlive whoever planted"', "oaks outlive planted yesterday"])
async def test_where_surely_filters_leave_nothing_one_button_goes_on_without_them(talk: Talk, text: str) -> None:
    (part,) = await answer_question(talk, text)
    assert "Trees" not in plain(part.html)
    wider = await press(talk, pressed(part, "wider:"))
    assert wider.edit
    assert is_fine((wider.edit,))
    assert "Trees" in plain(wider.edit.html)
    assert not offers(wider.edit, "wider:")


async def test_from_the_wider_answer_one_button_leads_back(talk: Talk) -> None:
    near = Post("A quote of oaks in a row, and nothing of those who planted them.", NOW - 40 * DAY, Origin("Rows"))
    await talk.desks.store(lambda: talk.library.add([near], ALICE, via="import", seen_at=NOW))
    (part,) = await answer_question(talk, 'outlive planted forest trees "quote of oaks"')
    assert "Rows" in plain(part.html)
    wider = await press(talk, pressed(part, "wider:"))
    assert wider.edit
    assert "Trees" in plain(wider.edit.html)
    back = await press(talk, pressed(wider.edit, "page:"))
    assert back.edit
    assert back.edit.html == part.html


@pytest.mark.parametrize(
    ("text", "pressed_once"), [("zebra quantum in 2015", False), ('zebra quantum "purple elephants" yesterday', True)]
)
async def test_no_button_asks_what_was_asked(talk: Talk, text: str, pressed_once: bool) -> None:
    await talk.desks.store(embed_backlog, talk.library)
    (part,) = await answer_question(talk, text)
    if pressed_once:
        wider = await press(talk, pressed(part, "wider:"))
        assert wider.edit
        part = wider.edit
    assert say("en", "answer-given-up", value="")[:12] in plain(part.html)
    assert not offers(part, "wider:")


async def test_a_forced_question_stays_forced_without_its_filters(talk: Talk) -> None:
    await talk.desks.store(embed_backlog, talk.library)
    (part,) = await answer_question(talk, "oaks outlive planted yesterday", ask=True)
    wider = await press(talk, pressed(part, "wider:"))
    assert wider.edit
    said = plain(wider.edit.html)
    assert any(say("en", name) in said for name in ("ask-quote", "ask-none"))


async def test_the_command_line_names_what_was_given_up(talk: Talk) -> None:
    given_up = [
        (await answer_as_json(talk, f"Which oaks outlive those who planted them{end}?"))["given_up"] for end in ("", " in 1924")
    ]
    assert given_up == [None, "in 1924"]


async def test_a_subscription_without_a_year_says_that_it_has_none(talk: Talk) -> None:
    (part,) = await answer_question(talk, "Which oaks outlive those who planted them in 1924?")
    watched = await press(talk, pressed(part, "watch:"))
    assert watched.send
    said = plain(watched.send[0].html)
    assert "“Which oaks outlive those who planted them”" in said
    assert say("en", "topic-dates") in said


async def test_the_button_is_not_there_where_filters_leave_an_answer(talk: Talk) -> None:
    (part,) = await answer_question(talk, 'oaks "random forest"')
    assert not offers(part, "wider:")


async def test_what_was_probably_meant_keeps_the_filters(talk: Talk) -> None:
    reply: Reply = await answer_question(talk, "overfitts lang:en")
    meant = [button for part in reply for row in part.rows for button in row if (button.data or "").startswith("meant:")]
    assert all("lang:en" in button.text for button in meant)


async def test_cards_are_narrowed_too(talk: Talk) -> None:
    cards = (await find_cards(talk, "forest has:link", 0, 10)).cards
    assert [card.title.split(" · ")[0] for card in cards] == ["Trees"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_has_a_sentence(language: str) -> None:
    kinds = ("date", "future", "order", "has", "lang", "key", "value", "quote", "exclude", "channel", "tag")
    for kind in kinds:
        for meant in ("", "link"):
            (line,) = hint_lines([Hint(kind, "x:<y>" * 40, meant)], language)
            assert length(line) < 250
            assert is_telegram_html(line.replace("<", "").replace(">", ""))


async def test_questions_in_russian_get_hints_in_russian(talk: Talk) -> None:
    said = await ask(replace(talk, language="ru"), "лес после:2025-13")
    assert "такой даты нет" in said
    assert say("ru", "hint-future", value="x", meant="none") not in said


@pytest.mark.parametrize("zone", ["Europe/Moscow", "America/New_York"])
async def test_a_date_at_an_end_of_the_calendar_breaks_no_answer(talk: Talk, zone: str) -> None:
    ends = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
    posts = [Post(f"The oracle of Delphi foretold flood number {moment.year}.", moment, Origin("Oracle")) for moment in ends]
    await talk.desks.store(lambda: talk.library.add(posts, ALICE, via="import", seen_at=NOW))
    there = replace(talk, zone=zone)
    said = await ask(there, "oracle of delphi")
    assert "number 1." in said
    assert "number 9999." in said
    reply = await answer_command(there, "digest", "все время")
    assert is_fine(reply)


async def test_a_channel_s_name_alone_lists_it_and_its_words_are_a_button_away(talk: Talk) -> None:
    posts = [Post(f"Skua number {n} dives.", NOW - n * DAY, Origin("Skua Watch")) for n in (2, 3)]
    told = Post("The skua watch of the island counts birds.", NOW - DAY, Origin("Islands"))
    await talk.desks.store(lambda: talk.library.add([*posts, told], ALICE, via="import", seen_at=NOW))
    (part,) = await answer_question(talk, "skua watch")
    assert "Skua number 2" in plain(part.html)
    assert "Islands" not in plain(part.html)
    words = await press(talk, pressed(part, "wider:"))
    assert words.edit
    assert plain(words.edit.html).startswith(say("en", "answer-as-words", value="skua watch"))
    assert "Islands" in plain(words.edit.html)
    assert not offers(words.edit, "wider:")
    watched = await press(talk, pressed(part, "watch:"))
    assert watched.send
    assert "Skua Watch" in plain(watched.send[0].html)
