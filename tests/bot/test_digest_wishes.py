"""Digests and subscriptions are asked for in words, with filters and times, and are told in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation import failure_text, press, receive
from bot.conversation.talk import Talk
from bot.views.html import plain
from indexer.models import Origin, Post
from tests.bot.talking import ALICE, NOW, TREES, hear, is_fine, raised, say, talk

__all__ = ["talk"]  # the fixture


async def test_a_subscription_covers_the_week_before_it(talk: Talk) -> None:
    await say(talk, "/subscribe weekly tue 10:00 #oaks")
    promise = (await talk.desks.store(talk.library.store.subscriptions, ALICE))[0]
    assert promise.since == promise.next_due - timedelta(days=7)
    assert promise.topic == "#oaks"


@pytest.mark.parametrize(
    ("words", "about", "found"),
    [
        ("@forest", "Nov 24, 2026 (channel @forest)\n1 post", {"Oaks grow"}),
        ("lang:en has:code", "(in English, with code)\n1 post", {"cutting"}),
        ("oaks -cutting", "about “oaks” (without “cutting”)\n1 post", {"Oaks grow"}),
        ('"oaks grow" month', 'about “"oaks grow"”\n1 post', {"Oaks grow"}),
        ("#wood", "about “#wood”\n1 post", {"cutting"}),
        ("lang:en after:2026-10", "Oct 1, 2026 – Nov 24, 2026 (in English)\n3 posts", {"Oaks grow", "cutting", "sown"}),
        ("lang:en month after:2026-11-20", "Nov 20, 2026 – Nov 24, 2026 (in English)\n2 posts", {"Oaks grow", "cutting"}),
    ],
)
async def test_a_digest_is_about_what_filters_leave(talk: Talk, words: str, about: str, found: set[str]) -> None:
    code = Post("How to automate the cutting of oaks: `saw(oak)`", origin=Origin("Saws"), has_code=True, hashtags=("wood",))
    sown = Post("Barley was sown on the field in autumn", date=NOW - timedelta(days=40), origin=Origin("Field"))
    await receive(talk, [Post(TREES, origin=Origin("Forest", username="forest")), code], via="forward")
    await receive(talk, [sown], via="import")
    said = await hear(talk, f"/digest {words}")
    assert about in said
    assert {each for each in ("Oaks grow", "cutting", "sown") if each in said} - {"cutting"} == found - {"cutting"}
    assert ("saw(oak)" in said) == ("cutting" in found)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("#python", "/digest #python month"),
        ("#python 3d", "/digest #python month"),
        ("#python month", "/digest #python year"),
        ("trump year", "/digest trump all time"),
        ("2020", "/digest all time"),
        ("yesterday", "/digest month"),
        ("trump all time", None),
    ],
)
async def test_an_empty_digest_advises_more_time_than_was_asked_for(talk: Talk, words: str, advice: str | None) -> None:
    old = Post(TREES, date=NOW - timedelta(days=9000), origin=Origin("Forest"), hashtags=("python",))
    await receive(talk, [old], via="import")
    said = await hear(talk, f"/digest {words}")
    assert said.startswith("Nothing was saved in that time")
    assert said.splitlines()[0].partition("Try a wider one: ")[2] == (advice or "")
    if advice:
        assert f"{advice}\n" not in await hear(talk, advice) + "\n"


@pytest.mark.parametrize(
    "words", ["all", "всё", "за всё время", "за все время", "all time", "#wood всё", "#wood for all time", "дубы за весь период"]
)
async def test_a_digest_of_all_time(talk: Talk, words: str) -> None:
    old = Post("Дубы растут медленно: старый лес", date=NOW - timedelta(days=900), origin=Origin("Лес"), hashtags=("wood",))
    await receive(talk, [old], via="import")
    said = await hear(talk, f"/digest {words}")
    assert said.startswith(("Digest of everything\n", "Digest of everything about"))
    assert "Дубы растут" in said


@pytest.mark.parametrize(
    "words", ["всё про котов", "all you need", "films of all time", "завтра была война", "tomorrow never dies"]
)
async def test_words_of_a_topic_ask_for_no_digest_of_all_time(talk: Talk, words: str) -> None:
    await receive(talk, [Post(TREES)], via="import")
    assert f"about “{words}”" in await hear(talk, f"/digest {words}")


@pytest.mark.parametrize("words", ["за неделю про дубы", "про дубы за неделю", "week about дубы", "news about дубы week"])
async def test_a_digest_takes_its_time_and_its_topic_in_any_order(talk: Talk, words: str) -> None:
    await receive(talk, [Post("Дубы растут медленно", date=NOW - timedelta(days=2))], via="import")
    said = await hear(talk, f"/digest {words}")
    assert "about “дубы”" in said
    assert "Дубы растут" in said


async def test_mistakes_in_the_filters_of_a_digest_get_a_hint(talk: Talk) -> None:
    await receive(talk, [Post(TREES, origin=Origin("Forest", username="forest"))], via="forward")
    said = await hear(talk, "/digest oaks has:lnk after:2025-13 channel:Forrest")
    assert said.startswith("Nothing was saved in that time about “oaks” (channel Forrest).")
    assert "there is no such date" in said
    assert "Did you mean has:link?" in said
    assert "Did you mean @forest?" in said
    said = await hear(talk, "/digest oaks lang:englsh")
    assert "Oaks grow" in said
    assert said.endswith("Did you mean lang:english?")
    assert "no word in that question" in plain(failure_text(await raised(talk, "/digest ???"), "en"))
    assert "no word in that question" in plain(failure_text(await raised(talk, "/subscribe daily 9:00 ???"), "en"))


@pytest.mark.parametrize(
    ("words", "topic", "said"),
    [
        (
            "weekly fri 9:00 оптуна @ml_channel -реклама",
            "-реклама @ml_channel оптуна",
            "a digest about “оптуна” (channel @ml_channel, without “реклама”) on Fridays at 09:00",
        ),
        (
            "@ml_channel has:code daily 20:30",
            "@ml_channel has:code",
            "a digest (channel @ml_channel, with code) every day at 20:30",
        ),
        ("daily 9:00 #oaks", "#oaks", "a digest about “#oaks” every day at 09:00"),
        ("daily 9:00 #oaks #elms -ads", "-ads #oaks #elms", "a digest about “#oaks #elms” (without “ads”)"),
        ("daily", None, "a digest every day at 09:00"),
        ("daily 9:00 oaks last week", "oaks", "Dates are left out"),
        ("daily 9:00 after:2025", None, "Dates are left out"),
        ("daily 9:00 oaks has:lnk", "oaks", "Did you mean has:link?"),
        ("daily 9:00 oaks @elsewhere", "@elsewhere oaks", "There is no channel “@elsewhere” here"),
    ],
)
async def test_a_subscription_in_words_keeps_its_filters(talk: Talk, words: str, topic: str | None, said: str) -> None:
    assert said in await hear(talk, f"/subscribe {words}")
    (promise,) = await talk.desks.store(talk.library.store.subscriptions, ALICE)
    assert promise.topic == topic


@pytest.mark.parametrize(
    ("words", "russian", "english"),
    [
        ("вт,чт 10:00", "по вторникам и четвергам в 10:00", "on Tuesdays and Thursdays at 10:00"),
        ("weekends", "по выходным в 09:00", "on weekends at 09:00"),
        ("по будням и субботам в 8:30", "по будням и субботам в 08:30", "on weekdays and Saturdays at 08:30"),
        ("mon-wed", "по понедельникам, вторникам и средам в 09:00", "on Mondays, Tuesdays, and Wednesdays at 09:00"),
        ("fri,weekend", "по пятницам и выходным в 09:00", "on Fridays and weekends at 09:00"),
    ],
)
async def test_a_subscription_on_several_weekdays(talk: Talk, words: str, russian: str, english: str) -> None:
    assert f"a digest {english}" in await hear(talk, f"/subscribe {words}")
    assert f"сводка {russian}" in await hear(replace(talk, language="ru"), "/subscriptions")


async def test_of_bad_weekdays_it_is_said_what_may_be_written(talk: Talk) -> None:
    error = await raised(talk, "/subscribe вт,чтт 10:00")
    assert "Назовите дни недели: /subscribe вт,чт 10:00" in plain(failure_text(error, "ru"))
    assert "Name days of the week: /subscribe tue,thu 10:00" in plain(failure_text(error, "en"))


async def test_a_long_list_of_subscriptions_comes_in_parts_whose_buttons_end_what_they_name(talk: Talk) -> None:
    for number in range(60):
        await say(talk, f"/subscribe daily 9:00 number {number} and everything else that is said of oaks")
    parts = await say(talk, "/subscriptions")
    assert is_fine(parts)
    assert len(parts) > 1
    assert sum(len(part.rows) for part in parts) == 60
    assert parts[1].rows[0][0].text.removeprefix("End ") == parts[1].html.partition(".")[0]
    pressed = await press(talk, parts[1].rows[0][0].data or "")
    assert pressed.edit is not None
    assert pressed.edit.html.partition(".")[0] == parts[1].html.partition(".")[0]
    assert len(await talk.desks.store(talk.library.store.subscriptions, ALICE)) == 59


async def test_the_list_says_in_words_what_subscriptions_are_about(talk: Talk) -> None:
    russian = replace(talk, language="ru")
    await say(talk, "/subscribe daily 9:00 оптуна #ml @ml_channel -реклама язык:en есть:код,ссылка")
    await say(talk, "/subscribe daily 9:00 lang:ru has:image")
    assert "1. a digest about “оптуна #ml” (channel @ml_channel, without “реклама”, in English, with code, with a link)" in (
        await hear(talk, "/subscriptions")
    )
    listed = await hear(russian, "/subscriptions")
    assert (
        "1. сводка по запросу «оптуна #ml» (канал @ml_channel, без «реклама», по-английски, с кодом, со ссылкой) каждый день"
        in listed
    )
    assert "2. сводка (по-русски, с картинкой) каждый день в 09:00 (UTC)" in listed
