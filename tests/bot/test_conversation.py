"""The conversation without Telegram: whatever is said or pressed gets an answer that Telegram takes."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.conversation import ACTIONS, COMMANDS, answer_question, failure_text, needs_choice, press, receive
from bot.conversation.talk import Part, Reply, Talk
from bot.desks import Desks
from bot.views.html import plain
from indexer.errors import SvodkaError
from indexer.library import embed_backlog
from indexer.models import Origin, Post, Skipped
from indexer.opening import open_library
from tests.bot.talking import ALICE, BOB, NOW, TREES, is_fine, say, talk
from tests.bot.test_views import is_telegram_html

__all__ = ["talk"]  # the fixture
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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
