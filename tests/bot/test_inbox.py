"""Updates are written down before they are confirmed, and handled once."""

import asyncio
from typing import Any

import pytest

from bot.updates.inbox import BACK_OFF_S, MOST_ATTEMPTS, GivenUp, WrongToken, chat_of
from tests.bot.inboxes import ALICE, BOB, World, a_message, world
from tests.bot.wires import refusal

__all__ = ["world"]  # the fixture


async def test_an_update_is_written_down_before_it_is_confirmed(world: World) -> None:
    server = await world.run([a_message(5), a_message(6)])
    assert [poll.get("offset") for poll in server.polls] == [None, "7"]
    assert world.handler.handled == [5, 6]
    assert await world.pending() == []


async def test_without_anything_to_confirm_no_offset_is_sent(world: World) -> None:
    server = await world.run([a_message(5)], [])
    assert [poll.get("offset") for poll in server.polls] == [None, "6", None]


async def test_only_kinds_that_are_handled_are_asked_for(world: World) -> None:
    server = await world.run()
    assert '"my_chat_member"' in server.polls[0]["allowed_updates"]
    assert "chosen_inline_result" not in server.polls[0]["allowed_updates"]


async def test_what_is_typed_inline_is_answered_and_not_written_down(world: World) -> None:
    typed = {"update_id": 6, "inline_query": {"id": "1", "from": {"id": ALICE}, "query": "oaks", "offset": ""}}
    server = await world.run([a_message(5), typed])
    assert [poll.get("offset") for poll in server.polls] == [None, "7"]
    await world.handler.until(6)
    assert await world.desks.store(world.library.store.update, 6) is None
    assert chat_of(typed) == ALICE


async def test_an_update_that_telegram_repeats_is_handled_once(world: World) -> None:
    await world.run([a_message(5)], [a_message(5)])
    world.restarted()
    await world.run([a_message(5)])
    assert world.handler.handled == [5]


async def test_a_held_update_is_repeated_neither(world: World) -> None:
    world.handler.held = {5}
    await world.run([a_message(5)], [a_message(5)])
    assert world.handler.handled == [5]
    assert await world.pending() == [5]
    await world.inbox.finish([5])
    assert await world.pending() == []


async def test_what_a_killed_process_left_is_handled_first(world: World) -> None:
    world.handler.held = {5, 6}
    await world.run([a_message(5), a_message(6)])
    world.handler.held = set()
    world.restarted()
    await world.run([a_message(7)])
    assert world.handler.handled == [5, 6, 5, 6, 7]
    assert await world.pending() == []


async def test_one_chat_in_order_and_chats_side_by_side(world: World) -> None:
    door = world.handler.doors[5] = asyncio.Event()
    await world.run([a_message(5, ALICE), a_message(6, ALICE), a_message(7, BOB)])
    await world.handler.until(7)
    assert world.handler.handled == [7]
    door.set()
    await world.inbox.drain()
    assert world.handler.handled == [7, 5, 6]


async def test_an_update_that_kills_the_process_again_and_again_is_given_up(world: World) -> None:
    await world.desks.store(world.library.store.save_updates, [a_message(5)])
    for _ in range(MOST_ATTEMPTS):
        await world.desks.store(world.library.store.start_update, 5)
    await world.run()
    assert world.handler.handled == []
    assert [(update_id, type(error)) for update_id, error in world.handler.told] == [(5, GivenUp)]
    assert await world.pending() == []


async def test_kinds_that_nobody_handles_are_done_at_once(world: World) -> None:
    await world.run([{"update_id": 5, "poll": {"id": "1"}}, {"update_id": 6}, {"update_id": 7, "message": "nonsense"}])
    assert world.handler.handled == []
    assert await world.pending() == []


async def test_a_batch_with_nonsense_in_it_is_taken_without_the_nonsense(world: World) -> None:
    await world.run([{"no": "id"}, a_message(6)])
    assert world.handler.handled == [6]


async def test_a_conflict_is_said_and_tried_again(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.session.poll = None
    world.session.answers = [refusal(409, "Conflict: terminated by other getUpdates request")] * 2 + [
        refusal(401, "Unauthorized")
    ]
    with pytest.raises(WrongToken):
        await world.inbox.run()
    assert "one token serves one program" in caplog.text
    assert world.waited == list(BACK_OFF_S[:2])


async def test_a_webhook_is_removed(world: World) -> None:
    world.session.answers = [
        refusal(409, "Conflict: can't use getUpdates method while webhook is active"),
        (200, {"ok": True, "result": True}),
        refusal(401, "Unauthorized"),
    ]
    with pytest.raises(WrongToken):
        await world.inbox.run()
    assert [method for method, _ in world.session.calls] == ["getUpdates", "deleteWebhook", "getUpdates"]


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        (a_message(1, -5), -5),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 3}, "message": {"chat": {"id": 9}}}}, 9),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 3}, "inline_message_id": "x"}}, 3),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 4}}}, 4),
        ({"update_id": 1, "message": {"chat": "?"}}, None),
        ({"update_id": 1, "message_reaction": {"chat": {"id": 4}}}, None),
    ],
)
def test_the_chat_of_an_update(update: dict[str, Any], chat_id: int | None) -> None:
    assert chat_of(update) == chat_id
