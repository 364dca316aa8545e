"""SVODKA_ALLOWED: strangers are told so, and nothing that they write is kept."""

import json
from typing import Any

import pytest

from bot.updates.gate import Gate

ALICE, MALLORY, GROUP, CHANNEL = 1, 2, -100, -1001


def a_message(user_id: int, chat_id: int, text: str, kind: str = "message") -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
    return {"update_id": 9, kind: {"message_id": 3, "date": 0, "chat": chat, "from": {"id": user_id}, "text": text}}


def a_press(user_id: int) -> dict[str, Any]:
    message = {"message_id": 3, "date": 0, "chat": {"id": user_id, "type": "private"}, "text": "secret"}
    return {"update_id": 9, "callback_query": {"id": "5", "from": {"id": user_id}, "data": "x", "message": message}}


def a_typed(user_id: int) -> dict[str, Any]:
    return {"update_id": 9, "inline_query": {"id": "5", "from": {"id": user_id}, "query": "secret", "offset": "secret"}}


@pytest.fixture
def gate() -> Gate:
    async def libraries_of(channel_id: int) -> list[int]:
        return [ALICE] if channel_id == CHANNEL else []

    return Gate({ALICE, GROUP}, libraries_of=libraries_of, username=lambda: "svodka_bot")


async def test_without_a_list_the_gate_is_open() -> None:
    assert await Gate(frozenset()).is_open(a_message(MALLORY, MALLORY, "hello"))


async def test_allowed_people_and_everybody_in_allowed_chats_may_come_in(gate: Gate) -> None:
    assert await gate.is_open(a_message(ALICE, ALICE, "hello"))
    assert await gate.is_open(a_message(MALLORY, GROUP, "hello"))
    assert await gate.is_open(a_press(ALICE))
    assert await gate.is_open(a_typed(ALICE))
    assert not await gate.is_open(a_typed(MALLORY))
    assert not await gate.is_open(a_message(MALLORY, MALLORY, "hello"))
    assert not await gate.is_open(a_press(MALLORY))


async def test_a_channel_that_an_allowed_person_connected_may_post(gate: Gate) -> None:
    post = {"message_id": 1, "date": 0, "chat": {"id": CHANNEL, "type": "channel"}, "text": "news"}
    assert await gate.is_open({"update_id": 9, "channel_post": post})
    assert not await gate.is_open({"update_id": 9, "channel_post": post | {"chat": {"id": CHANNEL - 1, "type": "channel"}}})


async def test_posts_that_arrive_with_their_channels_connection_are_kept(gate: Gate) -> None:
    chat = {"id": CHANNEL - 1, "type": "channel"}
    post = {"update_id": 9, "channel_post": {"message_id": 1, "date": 0, "chat": chat, "text": "news"}}
    for person, status, is_open in ((MALLORY, "administrator", False), (ALICE, "administrator", True), (ALICE, "left", False)):
        event = {"chat": chat, "from": {"id": person}, "new_chat_member": {"status": status}}
        await gate.kept({"update_id": 8, "my_chat_member": event})
        assert ("news" in json.dumps(await gate.kept(post))) == is_open


@pytest.mark.parametrize("update", [a_message(MALLORY, MALLORY, "secret"), a_press(MALLORY), a_typed(MALLORY)])
async def test_not_a_word_of_a_stranger_is_kept(gate: Gate, update: dict[str, Any]) -> None:
    kept = await gate.kept(update)
    assert "secret" not in json.dumps(kept)
    assert kept["update_id"] == 9
    assert kept.keys() == update.keys()


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("hello all", False),
        ("/digest", True),
        ("/digest@svodka_bot now", True),
        ("/digest@other_bot", False),
        ("@Svodka_Bot, hm?", True),
    ],
)
async def test_in_a_group_a_stranger_is_refused_only_where_he_speaks_to_us(gate: Gate, text: str, is_ours: bool) -> None:
    assert ("message" in await gate.kept(a_message(MALLORY, GROUP - 1, text))) == is_ours


async def test_of_the_allowed_everything_is_kept(gate: Gate) -> None:
    update = a_message(ALICE, ALICE, "hello")
    assert await gate.kept(update) is update
