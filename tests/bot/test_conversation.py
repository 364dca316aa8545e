"""The conversation without Telegram: whatever is said or pressed gets an answer that Telegram takes."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.conversation import ACTIONS, COMMANDS, answer_command, answer_question, failure_text, needs_choice, press, receive
from bot.conversation.talk import Part, Reply, Talk
from bot.desks import Desks
from bot.views.html import length, plain
from indexer.errors import SvodkaError
from indexer.library import Library, embed_backlog
from indexer.models import Origin, Post, Skipped
from indexer.opening import open_library
from tests.bot.test_views import is_telegram_html

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALICE, BOB = 5, 6
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TREES = "Oaks grow slowly, and outlive those who planted them by several hundred years."


@pytest.fixture
def talk(library: tuple[Library, Desks]) -> Talk:
    """Alice speaks, in a library of her own."""
    return Talk(*library, ALICE, "en", "UTC", NOW)


def is_fine(reply: Reply) -> bool:
    buttons = [button for part in reply for row in part.rows for button in row]
    fits = all(0 < length(part.html) <= 4096 and is_telegram_html(part.html) for part in reply)
    return bool(reply) and fits and all(len((button.data or "").encode()) <= 64 for button in buttons)


async def say(talk: Talk, words: str) -> Reply:
    """Say something as a person would."""
    if words.startswith("/"):
        name, _, argument = words[1:].partition(" ")
        return await answer_command(talk, name, argument)
    return await answer_question(talk, words)


def test_whatever_is_said_is_answered() -> None:
    """A law for questions and for every command with any argument; the loop is the test's own, as Hypothesis wants."""
    loop = asyncio.new_event_loop()
    desks = Desks()
    library = loop.run_until_complete(desks.store(open_library, "sqlite:///:memory:", "hashed"))
    talk = Talk(library, desks, ALICE, "ru", "Europe/Moscow", NOW)
    loop.run_until_complete(receive(talk, [Post(TREES, origin=Origin("Forest"))], via="forward"))

    async def answer(words: str) -> Reply:
        try:
            return await say(talk, words)
        except SvodkaError as error:
            return (Part(failure_text(error, "ru")),)

    @ANY
    @example("/follow ", ",")  # no name, and no sign of one
    @given(st.sampled_from(["", *(f"/{name} " for name in COMMANDS)]), st.text(max_size=80))
    def law(command: str, words: str) -> None:
        assert is_fine(loop.run_until_complete(answer(command + words)))

    @ANY
    @given(st.sampled_from([*ACTIONS, "other"]), st.lists(st.one_of(st.integers().map(str), st.text(max_size=9)), max_size=3))
    def pressing(action: str, arguments: list[str]) -> None:
        pressed = loop.run_until_complete(press(talk, ":".join([action, *arguments])))
        assert pressed.notice or pressed.edit or pressed.send
        assert len(pressed.notice or "") <= 200

    law()
    pressing()
    loop.run_until_complete(desks.store(library.close))
    desks.close()
    loop.close()


async def test_a_quote_does_not_wait_for_posts_that_are_embedded(talk: Talk) -> None:
    await receive(talk, [Post(f"We planted them long ago. {TREES} Nobody cuts them.", origin=Origin("Forest"))])
    await talk.desks.store(embed_backlog, talk.library)
    ended = threading.Event()
    batch = asyncio.create_task(talk.desks.embed(ended.wait, 20))
    async with asyncio.timeout(10):
        answer = (await say(talk, "Why do oaks grow slowly and outlive those who planted them?"))[0]
    ended.set()
    assert await batch
    assert f"<blockquote>{TREES}" in answer.html


async def test_a_burst_gets_one_receipt_with_details_and_one_undo(talk: Talk) -> None:
    posts = [Post(f"{TREES} This is forest number {n}, planted in {1700 + n}.", origin=Origin("Forest")) for n in range(3)]
    reply = await receive(talk, [*posts, Skipped(4, "no-text"), posts[0]], keys=[f"5:{n}" for n in range(5)])
    assert is_fine(reply)
    assert len(reply) == 1
    assert reply[0].html == "3 saved, 1 already there, 1 without text."
    details, undo = (row[0].data or "" for row in reply[0].rows)
    assert (await press(talk, details)).send[0].html.count("•") == 4
    assert (await press(replace(talk, library_id=BOB), undo)).edit is None
    assert (await press(talk, undo)).notice == "3 taken back."
    assert await talk.desks.store(talk.library.count, ALICE) == 0


async def test_a_message_without_words_is_counted_and_said(talk: Talk) -> None:
    reply = await receive(talk, [Skipped(1, "no-text")], keys=["5:1"])
    assert "neither text nor caption" in reply[0].html


async def test_pages_stay_as_they_are_while_posts_arrive(talk: Talk) -> None:
    posts = [Post(f"Penguin {n} of colony {n * 7} walks over ice", origin=Origin("Ice")) for n in range(12)]
    await receive(talk, posts)
    first = (await answer_question(talk, "penguin colony walks ice"))[0]
    forth = first.rows[-1][-1].data or ""
    before = await press(talk, forth)
    await receive(talk, [Post("Penguin colony walks ice, penguin colony walks ice.", origin=Origin("Ice"))])
    after = await press(talk, forth)
    assert before == after
    assert after.edit is not None
    assert "6 to 10" in after.edit.html
    assert (await press(replace(talk, library_id=BOB), forth)).edit is None


async def test_a_posts_html_is_only_text(talk: Talk) -> None:
    await receive(talk, [Post("<b>bold</b> & <script>alert('oaks')</script>", origin=Origin("<i>Evil</i> & Co"))])
    html = (await answer_question(talk, "bold oaks alert"))[0].html
    assert is_telegram_html(html)
    assert "<script>" in plain(html)
    assert "<i>Evil</i> & Co" in plain(html)


async def test_a_subscription_covers_the_week_before_it(talk: Talk) -> None:
    await say(talk, "/subscribe weekly tue 10:00 #oaks")
    promise = (await talk.desks.store(talk.library.store.subscriptions, ALICE))[0]
    assert promise.since == promise.next_due - timedelta(days=7)
    assert promise.topic == "#oaks"


async def hear(talk: Talk, words: str) -> str:
    reply = await say(talk, words)
    assert is_fine(reply)
    return plain("\n".join(part.html for part in reply))


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


async def raised(talk: Talk, words: str) -> SvodkaError:
    with pytest.raises(SvodkaError) as caught:
        await say(talk, words)
    return caught.value


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


@pytest.mark.parametrize(
    ("text", "asks"), [("how do oaks grow", False), ("https://example.org/x", True), ("word " * 80, True), ("t.me/les/3", True)]
)
def test_what_may_be_no_question_is_asked_about(text: str, asks: bool) -> None:
    assert needs_choice(text) is asks


async def test_of_an_edited_post_it_is_not_said_how_much_of_it_is_the_same(talk: Talk) -> None:
    origin = Origin("Forest", chat_id=-1009, message_id=7)
    await receive(talk, [Post(TREES, date=NOW, origin=origin)])
    told = plain((await receive(talk, [Post("Elms are tall.", date=NOW, edit_date=NOW, origin=origin)]))[0].html)
    assert "has changed" in told
    assert "%" not in told


async def test_a_repeat_says_how_much_earlier_the_known_post_was(talk: Talk) -> None:
    first = Post(TREES, date=NOW - timedelta(days=3), origin=Origin("Forest"))
    await receive(talk, [first])
    again = Post(f"{TREES} Subscribe to us", date=NOW, origin=Origin("Meadow"))
    said = plain((await receive(talk, [again]))[0].html)
    assert "Forest" in said
    assert "3 days earlier" in said
    assert "%" in said
    older = Post(f"{TREES} Do subscribe", date=NOW - timedelta(days=9), origin=Origin("Wood"))
    assert "earlier" not in plain((await receive(talk, [older]))[0].html)
