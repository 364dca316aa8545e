"""Commands that want something else than what they were given say what."""

import re
from dataclasses import replace

import pytest

from bot.conversation import failure_text, press, receive
from bot.conversation.languages import CHOICES, read_choice
from bot.conversation.talk import Talk
from bot.texts import LANGUAGES, zone_name
from bot.texts import say as words_of
from indexer.errors import QueryError
from indexer.models import LOCAL, Follow, Post
from tests.bot.talking import ALICE, NOW, TREES, hear, say, talk

__all__ = ["talk"]  # the fixture


@pytest.mark.parametrize("words", ["/start", "/help", "/stats", "/exports/ChatExport_2026-11-24/result.json", "/import"])
async def test_the_terminal_is_told_how_files_come_in_there(talk: Talk, words: str) -> None:
    for language in LANGUAGES:
        assert "svodka import" in await hear(replace(talk, library_id=LOCAL, language=language), words)
        assert "svodka import" not in await hear(replace(talk, language=language), words)


async def test_an_empty_library_says_that_it_is_empty(talk: Talk) -> None:
    for command in ("/stats", "/digest", "/digest #oaks month"):
        assert await hear(talk, command) == words_of("en", "empty-library")
    await receive(talk, [Post(TREES)])
    assert "1 post" in await hear(talk, "/stats")


async def test_a_digest_of_a_tag_that_is_not_there_is_offered_for_no_longer_time(talk: Talk) -> None:
    await receive(talk, [Post(TREES)])
    assert "Try a wider one: /digest elms month" in await hear(talk, "/digest elms")
    refused = await hear(talk, "/digest #elms")
    assert "There is no tag “elms” here" in refused
    assert "wider" not in refused


async def test_hours_from_greenwich_are_shown_as_people_count_them(talk: Talk) -> None:
    assert "UTC+3" in await hear(talk, "/timezone UTC+3")
    there = replace(talk, zone="Etc/GMT-3")
    assert "UTC+3" in await hear(there, "/timezone")
    assert "UTC+3" in await hear(there, "/subscribe")
    assert "(UTC+3)" in await hear(there, "/subscribe daily")
    assert zone_name("Etc/GMT+11") == "UTC-11"
    assert zone_name("Europe/Moscow") == "Europe/Moscow"


async def test_a_button_takes_subscriptions_along_to_another_zone(talk: Talk) -> None:
    assert not (await say(talk, "/timezone Tokyo"))[0].rows
    for words in ("mon 09:00 oaks", "daily 20:30"):
        await say(talk, f"/subscribe {words}")
    (told,) = await say(talk, "/timezone Moscow")
    there = replace(talk, zone="Europe/Moscow")
    await say(there, "/subscribe daily 20:30")
    pressed = await press(there, told.rows[0][0].data or "")
    assert pressed.edit is not None
    assert "All subscriptions now come at their hour in Europe/Moscow" in pressed.edit.html
    listed = await hear(there, "/subscriptions")
    assert "on Mondays at 09:00 (Europe/Moscow); the next one: Monday, 30 November, 09:00" in listed
    assert "every day at 20:30 (Europe/Moscow); the next one: Tuesday, 24 November, 20:30" in listed
    assert len(listed.splitlines()) == 3  # what became equal to another is that one
    assert (await press(there, "rezone")).notice


async def test_whom_to_unsubscribe_from_is_listed_with_buttons(talk: Talk) -> None:
    for words in ("mon 09:00 oaks", "daily 20:30"):
        await say(talk, f"/subscribe {words}")
    for command in ("/unsubscribe", "/unsubscribe 7"):
        (listed,) = await say(talk, command)
        assert "2. a digest every day" in listed.html
        assert len(listed.rows) == 2


async def test_many_tags_are_cut_and_one_that_is_not_there_is_said(talk: Talk) -> None:
    await receive(talk, [Post(TREES)])
    assert (await hear(talk, "/tag " + " ".join(f"tag{n}" for n in range(700)))).endswith("#tag29 …")
    assert "no #pines" in await hear(talk, "/untag pines")
    assert (await hear(talk, "/untag pines, tag5")).endswith("”: #tag5")


async def test_without_an_argument_a_command_says_what_it_wants(talk: Talk) -> None:
    assert "/ask how" in await hear(talk, "/ask")
    assert await hear(talk, "/unfollow") == "No channel is followed yet. For instance: /follow @name"
    await talk.desks.store(talk.library.store.save_follow, Follow(ALICE, "forest", NOW))
    listed = await say(talk, "/unfollow")
    assert "/unfollow @name" in listed[0].html
    assert listed[0].rows


@pytest.mark.parametrize("address", ["https://t.me/+AbCdEf012345", "t.me/joinchat/AbCdEf", "https://t.me/c/1234567/8"])
async def test_a_private_channel_cannot_be_followed(talk: Talk, address: str) -> None:
    assert "private channel" in await hear(talk, f"/follow {address}")


@pytest.mark.parametrize(
    "words",
    [
        *("завтра", "послезавтра", "на следующей неделе", "через неделю", "через 3 дня", "in two weeks", "#wood завтра"),
        *(
            "tomorrow",
            "the day after tomorrow",
            "next month",
            "next week about AI",
            "next friday",
            "since tomorrow",
            "in next january",
        ),
        *("after:2027-01", "после:2027"),
    ],
)
async def test_a_digest_of_what_is_to_come_has_not_begun(talk: Talk, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        await say(talk, f"/digest {words}")
    assert "has not happened yet" in failure_text(caught.value, "en")


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        *(("ru", "ru"), ("RU-ru", "ru"), ("русский", "ru"), ("Русский язык", "ru"), ("по-русски", "ru"), ("Russian", "ru")),
        *(
            ("en", "en"),
            ("en_US", "en"),
            ("английский", "en"),
            ("на английском", "en"),
            ("English please", "en"),
            ("in English", "en"),
        ),
        *(("auto", "auto"), ("авто", "auto"), ("Автоматически", "auto"), ("как в Telegram", "auto"), ("as my Telegram", "auto")),
        *(("as in my Telegram", "auto"), ("как в моём телеграме", "auto"), ("deutsch", None), ("ru en", None), ("?", None)),
    ],
)
def test_words_name_a_language(words: str, choice: str | None) -> None:
    assert read_choice(words) == choice


@pytest.mark.parametrize(("language", "other"), [("en", "ru"), ("ru", "en")])
@pytest.mark.parametrize("library_id", [ALICE, -ALICE, LOCAL])
async def test_a_language_is_chosen_and_left_to_itself_again(talk: Talk, library_id: int, language: str, other: str) -> None:
    menus: list[tuple[int, str | None]] = []

    async def show_menu(chat_id: int, chosen: str | None) -> None:
        menus.append((chat_id, chosen))

    talk = replace(talk, library_id=library_id, language=language, automatic=language, show_menu=show_menu)
    (shown,) = await say(talk, "/language")
    assert [button.text.startswith("✓") for button in shown.rows[0]] == [False, False, True]
    pressed = await press(talk, f"language:{CHOICES.index(other)}")
    assert pressed.edit is not None
    assert is_in(other, pressed.edit.html)
    (chosen,) = await say(replace(talk, language=other), "/language")
    assert is_in(other, chosen.html)
    (unknown,) = await say(replace(talk, language=other), "/language <b>")
    assert "&lt;b&gt;" in unknown.html
    assert unknown.rows[0] == chosen.rows[0]
    (again,) = await say(replace(talk, language=other), "/language auto")
    assert is_in(language, again.html)
    assert again.rows[0] == shown.rows[0]
    assert menus == [(library_id, other), (library_id, None)]
    assert (await press(talk, "language:3")).notice == words_of(language, "too-old")


def is_in(language: str, html: str) -> bool:
    return bool(re.search("[а-я]", html)) == (language == "ru")


async def test_the_terminal_is_no_group(talk: Talk) -> None:
    there = replace(talk, library_id=LOCAL)
    for command in ("/start", "/help"):
        assert "group" not in (await hear(there, command)).lower()
    assert await hear(replace(talk, library_id=-ALICE), "/help") != await hear(talk, "/help")


@pytest.mark.parametrize("words", ["погода на завтра", "AI next week", "elections next month", "погода через неделю"])
async def test_a_digest_is_about_what_is_said_of_a_time_to_come(talk: Talk, words: str) -> None:
    await receive(talk, [Post(TREES)])
    assert words in await hear(talk, f"/digest {words}")


@pytest.mark.parametrize(
    "words", ["top 10 week", "топ 10 за неделю", "week top-10", "топ-5 новостей про oaks за неделю", "10 posts #oaks", "top 10"]
)
async def test_how_many_stories_a_digest_has_nobody_chooses(talk: Talk, words: str) -> None:
    await receive(talk, [Post(TREES)])
    said = await hear(talk, f"/digest {words}")
    assert "is left out: how many" in said
    assert not re.search("about “[^”]*(?:top|топ|10|5)", said)


async def test_ten_of_something_is_what_a_digest_is_about(talk: Talk) -> None:
    await receive(talk, [Post(TREES)])
    assert "top 10 universities" in await hear(talk, "/digest top 10 universities week")


@pytest.mark.parametrize("words", ["week before:2024-01", "2024-11-10..2024-11-05"])
async def test_a_digest_whose_dates_leave_no_day_is_refused(talk: Talk, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        await say(talk, f"/digest {words}")
    assert "leave no time at all" in failure_text(caught.value, "en")


async def test_a_question_of_a_time_to_come_alone_is_told_so(talk: Talk) -> None:
    with pytest.raises(QueryError, match="future-period"):
        await say(talk, "after:2099-01")


@pytest.mark.parametrize("words", ["week on oak", "неделя по oak", "for last week about oak", "по теме oak за неделю", "on oak"])
async def test_the_topic_of_a_digest_is_without_the_word_that_leads_to_it(talk: Talk, words: str) -> None:
    await receive(talk, [Post(TREES)])
    shown = await hear(talk, f"/digest {words}")
    assert "oak" in shown
    assert not any(f"{lead} oak" in shown for lead in ("on", "по", "теме", "about oak"))


@pytest.mark.parametrize("dates", ["after:2024-01", "after:2090-01"])
@pytest.mark.parametrize("topic", ["", "oaks "])
async def test_a_subscription_leaves_out_dates_that_have_been_and_that_are_to_come(talk: Talk, topic: str, dates: str) -> None:
    told = await hear(talk, f"/subscribe daily {topic}{dates}")
    assert words_of("en", "topic-dates") in told
    assert dates not in told
