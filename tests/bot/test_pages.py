"""What an answer says of how much there is, and that its buttons follow what is in the library."""

import re
from dataclasses import replace

from bot.conversation import answer_command, press, receive
from bot.conversation.inline import find_cards
from bot.conversation.talk import Talk
from bot.views.html import plain
from indexer.models import Origin, Post
from tests.bot.test_searching import ALICE, OPTUNA, ask, button, edited, fill, penguin, talk

__all__ = ["talk"]  # the fixture


async def test_cards_say_in_a_label_what_was_not_understood(talk: Talk) -> None:
    await fill(talk)
    found = await find_cards(talk, "penguin lang:xx", 0, 5)
    assert len(found.cards) == 5
    assert found.note.startswith("“xx” is left out")


async def test_more_posts_than_pages_show_are_counted_or_said_to_be_more(talk: Talk) -> None:
    posts = [penguin(n, channel="Ice" if n % 4 else "Snow & Co", year=2020 + n % 3) for n in range(20)]
    many = [replace(post, text=f"{post.text}, flock {i}", date=None) for i in range(4) for post in posts]
    await receive(talk, many, via="import")
    listed = await ask(talk, "lang:en")
    assert plain(listed.html).startswith("80 posts found, 1 to 5")
    narrowed = edited(await press(talk, button(edited(await press(talk, button(listed, "Narrow"))), "Ice · 60")))
    assert plain(narrowed.html).startswith("60 posts found, 1 to 5 · Ice")
    found = await ask(talk, "penguin colony walks")
    assert plain(found.html).startswith("More than 50 posts found, 1 to 5")
    assert button(edited(await press(talk, button(found, "Narrow"))), "+")
    last = edited(await press(talk, button(found, "Next").replace(":5", ":45")))
    assert "first 50" in plain(last.html)


async def test_a_facet_leaves_as_many_posts_as_it_says(talk: Talk) -> None:
    await fill(talk)
    offered = edited(await press(talk, button(await ask(talk, "penguin colony walks"), "Narrow")))
    narrowed = edited(await press(talk, button(offered, "Ice · 4")))
    assert plain(narrowed.html).startswith("4 posts found · Ice")
    assert plain(edited(await press(talk, button(narrowed, "All of it"))).html).startswith("7 posts found")


async def test_pages_are_told_without_what_was_taken_back_since(talk: Talk) -> None:
    await fill(talk)
    shown = await ask(talk, "penguin colony walks")
    posts = await talk.desks.store(talk.library.posts, ALICE)
    for stored in posts[:5]:
        await talk.desks.store(talk.library.store.release, ALICE, stored.post_id)
    assert plain(edited(await press(talk, button(shown, "Next"))).html).startswith("2 posts found")
    for stored in posts[5:]:
        await talk.desks.store(talk.library.store.release, ALICE, stored.post_id)
    for name in ("Next", "Why", "Narrow"):
        assert "no longer in the library" in ((await press(talk, button(shown, name))).notice or "")


async def test_the_reason_names_what_a_word_stood_for_and_the_filters(talk: Talk) -> None:
    await receive(talk, [Post("Оптуна подбирает гиперпараметры сама", origin=Origin("ML"))])
    for question, reason in (
        ("гиперпораметры", "words: гиперпараметры"),
        ("optuna", "words: оптуна"),
        ("lang:ru", "asked for: lang:ru"),
    ):
        said = (await press(talk, button(await ask(talk, question), "Why"))).send
        assert reason in plain(said[0].html)


async def test_a_shown_post_and_an_answer_can_be_answered(talk: Talk) -> None:
    await receive(talk, [Post(text, origin=Origin("ML")) for text in OPTUNA])
    shown = (await press(talk, button(await ask(talk, "optuna"), "Show 1"))).send
    assert shown[0].post_id is not None
    await talk.desks.store(talk.library.store.save_shown, ALICE, 77, shown[0].post_id)
    reply = replace(talk, reply_key="5:77", reply_text=plain(shown[0].html))
    assert "Similar to “Optuna" in plain((await answer_command(reply, "similar", ""))[0].html)
    assert "#later" in plain((await answer_command(reply, "tag", "later"))[0].html)
    await talk.desks.store(talk.library.store.save_answer, ALICE, 80, 81)
    to_answer = replace(talk, reply_key="5:81", reply_text="3 posts found")
    assert "press ≈" in (await answer_command(to_answer, "similar", ""))[0].html


async def test_an_edited_question_takes_the_place_of_the_former_in_the_history(talk: Talk) -> None:
    await fill(talk)
    await ask(talk, "ice")
    await ask(talk, "pengiun")
    await ask(replace(talk, is_edit=True), "penguin")
    listed = (await answer_command(talk, "history", ""))[0]
    assert [row[0].text for row in listed.rows][:2] == ["penguin", "ice"]
    assert len(listed.rows) == 3


async def test_what_was_new_in_a_time_is_all_of_it(talk: Talk) -> None:
    await fill(talk)
    for question in ("what was there in 2026?", "что было в 2026 году?", "что писали в 2026 году"):
        shown = await ask(talk, question)
        assert plain(shown.html).startswith("3 posts found")
        assert "asked for: " in plain((await press(talk, button(shown, "Why"))).send[0].html)
    assert not plain((await ask(talk, "IT news in 2026")).html).startswith("3 posts found")
    assert "these filters leave none" in plain((await ask(talk, "what was new in 2019?")).html)


async def test_many_posts_are_taken_back_after_a_question(talk: Talk) -> None:
    await receive(talk, [penguin(n % 25, channel=f"Ice {n}", year=2025) for n in range(30)], via="import")
    asked = (await answer_command(talk, "undo", ""))[0]
    assert "Take them all back?" in asked.html
    assert await talk.desks.store(talk.library.count, ALICE) > 20
    await press(talk, button(asked, "Take back"))
    assert await talk.desks.store(talk.library.count, ALICE) == 0


async def test_the_pages_of_an_answer_speak_one_language_whoever_turns_them(talk: Talk) -> None:
    await receive(talk, [Post(f"{OPTUNA}, part {n}", origin=Origin(f"C{n % 2}")) for n in range(7)], via="import")
    asked = await ask(talk, "what prunes trials?")
    assert "These words seem to answer it" in asked.html
    other = replace(talk, language="ru", asker=77)
    turned = edited(await press(other, button(asked, "Next")))
    narrower = edited(await press(other, button(asked, "Narrow")))
    again = edited(await press(other, button(turned, "Back")))
    assert again == asked
    assert plain(turned.html).startswith("7 posts found")
    assert not re.search("[а-яё]", str((turned, narrower)))
