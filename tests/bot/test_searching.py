"""What a searcher expects of an answer: why, similar, narrower, again, as cards."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation import answer_command, answer_question, press, receive
from bot.conversation.inline import Cards, find_cards
from bot.conversation.pages import Kept, kept_hits, page, save_pages
from bot.conversation.questions import nearest
from bot.conversation.talk import Part, Pressed, Talk
from bot.desks import Desks
from bot.views.html import plain
from indexer.library import Library
from indexer.models import Cadence, Hit, Origin, Post, Query
from tests.bot.talking import is_fine

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALICE, BOB = 5, 6


@pytest.fixture
def talk(library: tuple[Library, Desks]) -> Talk:
    """Alice speaks, in a library of her own."""
    return Talk(*library, ALICE, "en", "UTC", NOW)


def penguin(n: int, *, channel: str, year: int, hashtags: tuple[str, ...] = ()) -> Post:
    text = f"Penguin {n} of colony {n * 7} walks over the ice in row {n * 31}"
    return Post(text, date=datetime(year, 5, 1 + n, tzinfo=UTC), origin=Origin(channel), hashtags=hashtags)


async def fill(talk: Talk) -> None:
    posts = [penguin(n, channel="Ice", year=2025, hashtags=("walk",)) for n in range(4)]
    await receive(talk, [*posts, *(penguin(n, channel="Snow & Co", year=2026) for n in range(4, 7))], via="import")


OPTUNA = (
    "Optuna prunes hopeless trials early, so that a hyperparameter search ends sooner",
    "Optuna prunes hopeless trials early, so that every hyperparameter search ends much sooner",
    "Optuna prunes hopeless trials soon, so that hyperparameter searches end early",
)


def button(part: Part, words: str) -> str:
    found = [each.data for row in part.rows for each in row if words in each.text]
    assert found, [[each.text for each in row] for row in part.rows]
    return found[0] or ""


def edited(pressed: Pressed) -> Part:
    assert pressed.edit is not None, pressed.notice
    assert is_fine((pressed.edit,))
    return pressed.edit


async def ask(talk: Talk, words: str) -> Part:
    reply = await answer_question(talk, words)
    assert is_fine(reply)
    return reply[0]


async def test_an_answer_says_on_request_why_each_post_is_there(talk: Talk) -> None:
    await fill(talk)
    said = (await press(talk, button(await ask(talk, "which penguins walk on ice"), "Why"))).send
    assert is_fine(said)
    lines = plain(said[0].html).split("\n")
    assert len(lines) == 6
    assert "penguins, walk, ice" in lines[1]
    assert "which" not in lines[1]


async def test_an_answer_narrows_by_facets_with_counts_and_widens_again(talk: Talk) -> None:
    await fill(talk)
    answer = await ask(talk, "penguin colony walks ice")
    offered = edited(await press(talk, button(answer, "Narrow")))
    assert {each.text for row in offered.rows for each in row} >= {
        "Ice · 4",
        "Snow & Co · 3",
        "#walk · 4",
        "2025 · 4",
        "2026 · 3",
    }
    assert "← Back" in {each.text for row in offered.rows for each in row}
    by_channel = edited(await press(talk, button(offered, "Snow & Co · 3")))
    assert plain(by_channel.html).startswith("3 posts found · Snow & Co")
    assert edited(await press(talk, button(by_channel, "← All"))).html == answer.html
    by_year = edited(await press(talk, button(offered, "2025 · 4")))
    assert plain(by_year.html).startswith("4 posts found · 2025")
    by_tag = edited(await press(talk, button(offered, "#walk")))
    assert plain(by_tag.html).startswith("4 posts found · #walk")


async def test_two_facets_narrow_together(talk: Talk) -> None:
    await fill(talk)
    await receive(talk, [penguin(9, channel="Ice", year=2026)], via="import")
    offered = edited(await press(talk, button(await ask(talk, "penguin colony walks ice"), "Narrow")))
    first = edited(await press(talk, button(offered, "Ice · 5")))
    again = edited(await press(talk, button(edited(await press(talk, button(first, "Narrow"))), "2026")))
    assert plain(again.html).startswith("1 post found · Ice · 2026")


async def test_facets_of_another_library_are_too_old(talk: Talk) -> None:
    await fill(talk)
    answer = await ask(talk, "penguin colony walks ice")
    for words in ("Why", "Narrow", "Subscribe", "≈ 1"):
        pressed = await press(replace(talk, library_id=BOB), button(answer, words))
        assert pressed.notice
        assert not pressed.send


async def test_repeats_are_folded_under_their_lead(talk: Talk) -> None:
    text = "Oaks grow slowly, and outlive those who planted them by several hundred years."
    await receive(talk, [Post(text, origin=Origin(name)) for name in ("Forest", "Meadow", "Wood", "Wood", "Forest")])
    await receive(talk, [Post(f"{text} Subscribe to us", origin=Origin("Grove"))])
    assert "also in 3 other channels" in plain((await ask(talk, "how oaks grow")).html)
    assert "ещё в 3 каналах" in plain((await ask(replace(talk, language="ru"), "how oaks grow")).html)


async def test_a_question_becomes_a_subscription(talk: Talk) -> None:
    await fill(talk)
    offer = (await press(talk, button(await ask(talk, "penguins <on> ice at 9:30 daily"), "Subscribe"))).send[0]
    assert is_fine((offer,))
    await press(talk, button(offer, "Fridays at 20:00"))
    promise = (await talk.desks.store(talk.library.store.subscriptions, ALICE))[0]
    assert (promise.topic, promise.cadence, promise.weekdays) == ("penguins <on> ice at 9:30 daily", Cadence.WEEKLY, (4,))
    assert promise.at.hour == 20


async def promised(talk: Talk, answer: Part) -> tuple[str, str, str | None]:
    """Subscribe to an answer; return what is said at the offer, what at the promise, and the topic that is kept."""
    offer = (await press(talk, button(answer, "Subscribe"))).send[0]
    agreed = edited(await press(talk, button(offer, "Fridays at 20:00")))
    promises = await talk.desks.store(talk.library.store.subscriptions, ALICE)
    return plain(offer.html), plain(agreed.html), promises[-1].topic


async def test_a_subscription_keeps_the_filters_of_its_question(talk: Talk) -> None:
    await fill(talk)
    offered, agreed, topic = await promised(
        talk, await ask(talk, "penguins -fish lang:en channel:«Snow & Co» walks after:2026-01")
    )
    assert topic == '-fish channel:"Snow & Co" lang:en penguins walks'
    about = "about “penguins walks” (channel Snow & Co, without “fish”, in English)"
    assert offered.startswith(f"A digest {about}: when shall I send it?")
    assert agreed.startswith(f"Agreed: a digest {about} on Fridays at 20:00")
    assert "Dates are left out" in offered
    assert "Dates are left out" in agreed
    assert about in plain((await answer_command(talk, "subscriptions", ""))[0].html)


async def test_a_subscription_keeps_the_facets_that_its_answer_was_narrowed_by(talk: Talk) -> None:
    await fill(talk)
    offered = edited(await press(talk, button(await ask(talk, "penguin colony walks ice"), "Narrow")))
    by_channel = edited(await press(talk, button(offered, "Snow & Co · 3")))
    said, _, topic = await promised(talk, by_channel)
    assert topic == 'channel:"Snow & Co" penguin colony walks ice'
    assert "Dates" not in said
    by_tag = edited(await press(talk, button(offered, "#walk · 4")))
    assert (await promised(talk, by_tag))[2] == "#walk penguin colony walks ice"
    by_year = edited(await press(talk, button(offered, "2025 · 4")))
    said, agreed, topic = await promised(talk, by_year)
    assert topic == "penguin colony walks ice"
    assert "Dates" in said
    assert "Dates" in agreed


async def test_filters_alone_and_dates_alone_are_subscribed_to(talk: Talk) -> None:
    await fill(talk)
    assert (await promised(talk, await ask(talk, "channel:Ice lang:en")))[2] == "channel:Ice lang:en"
    said, agreed, topic = await promised(talk, await ask(talk, "after:2025"))
    assert topic is None
    assert said.startswith("When shall I send the digest?")
    assert "Agreed: a digest on Fridays" in agreed
    assert "Dates" in agreed


async def test_what_was_typed_in_the_wrong_layout_is_subscribed_to_as_it_was_meant(talk: Talk) -> None:
    await receive(talk, [Post("Киты поют песни в холодном море", origin=Origin("Sea"))])
    assert (await promised(talk, await ask(talk, "rbns gj.n lang:ru")))[2] == "lang:ru киты поют"


async def test_similar_posts_are_found_of_a_hit_of_words_and_of_the_last_post(talk: Talk) -> None:
    await fill(talk)
    await receive(talk, [Post(text, origin=Origin("ML")) for text in OPTUNA])
    of_hit = (await press(talk, button(await ask(talk, "optuna prunes"), "≈ 2"))).send
    assert is_fine(of_hit)
    assert plain(of_hit[0].html).startswith("Similar to “Optuna")
    assert plain(of_hit[0].html).count("ML") == 2
    assert "Similar to “Optuna prunes hopeless trials soon" in plain((await answer_command(talk, "similar", ""))[0].html)
    to_words = replace(talk, reply_key="5:900", reply_text=OPTUNA[0] + "!", language="ru")
    assert plain((await answer_command(to_words, "похожие", ""))[0].html).startswith("Похоже на «Optuna")
    nothing = replace(talk, reply_key="5:900")
    assert "Similar to what" in (await answer_command(nothing, "similar", ""))[0].html
    strange = replace(talk, reply_key="5:900", reply_text="zzz qqq")
    assert "is similar to" in (await answer_command(strange, "similar", ""))[0].html
    assert (await answer_command(talk, "similar", "prunes trials"))[0].html == (await ask(talk, "prunes trials")).html


async def test_a_reply_to_a_receipt_means_its_post(talk: Talk) -> None:
    await receive(talk, [Post(text, origin=Origin("ML")) for text in OPTUNA], keys=["5:38", "5:39", "5:40"])
    await receive(talk, [Post("Something else altogether", origin=Origin("Else"))], keys=["5:42"])
    await talk.desks.store(talk.library.store.save_answer, ALICE, 39, 41)
    reply = await answer_command(replace(talk, reply_key="5:41", reply_text="Saved."), "similar", "")
    assert "Similar to “Optuna prunes hopeless trials early, so that every" in plain(reply[0].html)


async def test_the_history_keeps_different_questions_the_latest_first(talk: Talk) -> None:
    assert "not asked anything" in (await answer_command(talk, "history", ""))[0].html
    await fill(talk)
    for n in range(12):
        await ask(talk, f"penguin number {n}")
    await ask(talk, "penguin number 5")
    listed = (await answer_command(talk, "история", ""))[0]
    asked = [row[0].text for row in listed.rows]
    assert asked[:3] == ["penguin number 5", "penguin number 11", "penguin number 10"]
    assert len(asked) == 11
    again = (await press(talk, button(listed, "number 10"))).send
    assert is_fine(again)
    assert [row[0].text for row in (await answer_command(talk, "history", ""))[0].rows][0] == "penguin number 10"
    assert (await answer_command(talk, "ещё", ""))[0].html == again[0].html
    assert "not asked anything" in (await answer_command(replace(talk, library_id=BOB), "again", ""))[0].html
    assert (await press(replace(talk, library_id=BOB), button(listed, "number 10"))).notice
    assert "11 questions" not in (await press(replace(talk, library_id=BOB), "forget")).edit.html  # type: ignore[union-attr]
    assert edited(await press(talk, "forget")).html == "Forgotten: 12 questions."


async def test_the_history_holds_a_hundred_questions(talk: Talk) -> None:
    for n in range(103):
        await talk.desks.store(talk.library.store.save_question, ALICE, f"question {n}")
    kept = await talk.desks.store(talk.library.store.questions, ALICE, 200)
    assert [question for _, question in kept] == [f"question {n}" for n in range(102, 2, -1)]


async def test_what_was_probably_meant_is_one_button_away(talk: Talk) -> None:
    await fill(talk)
    found = await talk.desks.store(talk.library.search, Query("penguin", ALICE), None)
    kept = Kept("pengiun", kept_hits(found.hits), fits=True, suggestion="penguin")
    shown = await page(talk, kept, await save_pages(talk, kept))
    meant = edited(await press(talk, button(shown, "Did you mean: penguin")))
    assert plain(meant.html).startswith("7 posts found")
    assert (await press(talk, f"meant:{99}")).notice


async def test_cards_come_page_by_page_from_ones_own_library(talk: Talk) -> None:
    await fill(talk)
    latest = (await find_cards(talk, " ", 0, 3)).cards
    assert [card.title for card in latest] == ["Snow & Co · May 7, 2026", "Snow & Co · May 6, 2026", "Snow & Co · May 5, 2026"]
    pages = [await find_cards(talk, "penguin colony walks", start, 5) for start in (0, 5)]
    assert len({card.post_id for found in pages for card in found.cards}) == 7
    assert "<b>Snow &amp; Co</b>" in latest[0].html
    assert await find_cards(replace(talk, library_id=BOB), "penguin", 0, 5) == Cards()
    assert await find_cards(replace(talk, library_id=BOB), "", 0, 5) == Cards()


def test_where_nothing_answers_the_nearest_in_meaning_are_shown() -> None:
    hits = [Hit(n, "", 1.0 - n / 10, n, cosine, fits=False) for n, cosine in enumerate((0.5, None, 0.8, 0.7, 0.6), start=1)]
    assert [hit.post_id for hit in nearest(hits)] == [3, 4, 5]


def test_an_appeal_is_near_to_everything_and_is_not_shown_as_near() -> None:
    passages = ("❗️ Подписывайся на наш канал", "https://example.org\nhttps://example.com", "Кит поёт в холодных морях.")
    hits = [Hit(i, passage, 0.9 - i / 10, i, cosine=0.9 - i / 10) for i, passage in enumerate(passages, 1)]
    assert [hit.post_id for hit in nearest(hits)] == [3]
    assert [hit.post_id for hit in nearest(hits[:2])] == [1, 2]
