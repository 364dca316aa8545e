"""What tests of the conversation begin with: Alice, who speaks, and how what she hears is looked at."""

from datetime import UTC, datetime

import pytest

from bot.conversation import answer_command, answer_question
from bot.conversation.talk import Reply, Talk
from bot.desks import Desks
from bot.views.html import length, plain
from indexer.errors import SvodkaError
from indexer.library import Library
from tests.bot.test_views import is_telegram_html

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALICE, BOB = 5, 6
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


async def hear(talk: Talk, words: str) -> str:
    reply = await say(talk, words)
    assert is_fine(reply)
    return plain("\n".join(part.html for part in reply))


async def raised(talk: Talk, words: str) -> SvodkaError:
    with pytest.raises(SvodkaError) as caught:
        await say(talk, words)
    return caught.value
