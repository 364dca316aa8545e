"""What was saved is taken back, whatever is answered or pressed, and what was taken back is said."""

from dataclasses import replace

from bot.conversation import answer_command, answer_words, ask_what_to_do, press, receive
from bot.conversation.receiving import save_note
from bot.conversation.talk import Part, Talk
from indexer.models import Post
from tests.bot.test_searching import ALICE, button, edited, penguin, talk

__all__ = ["talk"]  # the fixture
KANBAN = "A kanban board shows at once which column is the bottleneck of the team."
EDITED = KANBAN.replace("team", "whole company")


async def held(talk: Talk) -> int:
    return await talk.desks.store(talk.library.count, ALICE)


async def answered(talk: Talk, message_id: int, words: str = "/undo") -> str:
    name, _, argument = words[1:].partition(" ")
    return (await answer_command(replace(talk, reply_key=f"{ALICE}:{message_id}"), name, argument))[0].html


async def test_an_answered_receipt_is_taken_back_whole_and_a_post_alone(talk: Talk) -> None:
    await receive(talk, [Post(KANBAN)], keys=[f"{ALICE}:1"])
    later = replace(talk, now=talk.now.replace(minute=59))
    await receive(later, [penguin(n, channel="Ice", year=2020) for n in range(3)], keys=[f"{ALICE}:{n}" for n in (2, 3, 4)])
    await talk.desks.store(talk.library.store.save_answer, ALICE, 4, 5)
    assert (await answered(talk, 3)).startswith("Taken back: “Penguin")
    assert await answered(talk, 5) == "2 taken back."
    assert await held(talk) == 1
    assert (await answered(talk, 5)).startswith("I cannot tell what was saved last")


async def test_a_post_that_is_shown_is_taken_back_with_its_repeats(talk: Talk) -> None:
    for number in (1, 2):
        await receive(talk, [Post(KANBAN)], keys=[f"{ALICE}:{number}"])
    (post_id,) = await talk.desks.store(lambda: [each.post_id for each in talk.library.posts(ALICE)])
    await talk.desks.store(talk.library.store.save_shown, ALICE, 9, post_id)
    assert (await answered(talk, 9)).startswith("Taken back: “A kanban board")
    assert await held(talk) == 0


async def test_a_repeat_is_told_from_the_post_that_stays(talk: Talk) -> None:
    for number in (1, 2):
        await receive(talk, [Post(KANBAN)], keys=[f"{ALICE}:{number}"])
    assert "the post stays: “A kanban" in await answered(talk, 2)
    assert await held(talk) == 1


async def test_a_second_press_keeps_what_the_first_one_said(talk: Talk) -> None:
    receipt = (await receive(talk, [Post(f"{KANBAN} <b>")]))[0]
    first = await press(talk, button(receipt, "Take back"))
    assert first.edit is not None
    assert first.edit.html.startswith("Taken back: “A kanban")
    again = await press(talk, button(receipt, "Take back"))
    assert again.edit is None
    assert again.notice == "Nothing to take back: it is not here any more."


async def choice(talk: Talk, text: str) -> Part:
    return (await ask_what_to_do(replace(talk, message_id=7), text))[0]


async def test_a_note_is_saved_once_and_known_by_its_message(talk: Talk) -> None:
    asked = await choice(talk, KANBAN)
    first = edited(await press(talk, button(asked, "Save")))
    assert edited(await press(talk, button(asked, "Save"))) == first
    assert "Tagged “A kanban" in await answered(talk, 7, "/tag boards")
    await receive(talk, [Post(EDITED)], keys=[f"{ALICE}:7"], via="note")
    (kept,) = await talk.desks.store(talk.library.posts, ALICE)
    assert kept.post.text == EDITED
    assert (await answered(talk, 7)).startswith("Taken back: “A kanban")


async def test_a_note_of_the_terminal_is_saved_once_too(talk: Talk) -> None:
    asked = (await ask_what_to_do(talk, KANBAN))[0]
    first = edited(await press(talk, button(asked, "Save")))
    assert edited(await press(talk, button(asked, "Save"))) == first
    assert "Already there" in (await save_note(talk, KANBAN))[0].html
    assert "1 post found" in (await answer_words(talk, "kanban board"))[0].html


async def test_what_is_taken_back_is_counted_as_the_receipt_and_the_library_count_it(talk: Talk) -> None:
    posts = [penguin(n, channel="Ice", year=2020) for n in range(15)]
    receipt = (await receive(talk, [*posts, *posts]))[0]
    assert receipt.html.startswith("15 saved")
    asked = (await answer_command(talk, "undo", ""))[0]
    assert asked.html == "15 posts came in together. Take them all back?"
    assert edited(await press(talk, button(asked, "Take back"))).html == "15 taken back."
    assert await held(talk) == 0


async def test_a_new_post_is_counted_and_an_edit_beside_it_is_not(talk: Talk) -> None:
    await receive(talk, [Post(KANBAN)], keys=[f"{ALICE}:1"])
    later = replace(talk, now=talk.now.replace(minute=59))
    given = [Post(EDITED), *(penguin(n, channel="Ice", year=2020) for n in range(2))]
    await receive(later, given, keys=[f"{ALICE}:{n}" for n in (1, 2, 3)])
    assert (await answer_command(later, "undo", ""))[0].html == "2 taken back."
    assert await held(talk) == 1
