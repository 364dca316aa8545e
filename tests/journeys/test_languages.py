"""A chosen language holds wherever a person or a group meets the bot: the real process, in both languages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.texts import say
from tests.journeys.test_watching import make_due

OAKS = "Oaks outlive those who planted them by several hundred years."
NO_CYRILLIC = re.compile(r"[^а-яё]*", re.IGNORECASE)
OTHER = {"en": "ru", "ru": "en"}
NAMES = {"ru": "Русский", "en": "English"}
ASKED = {"ru": "speak English, please!", "en": "говори по-русски"}  # by whom the bot speaks with in the other language
HEAD = {"ru": "Сводка", "en": "Digest"}


def logged(process: Any) -> str:
    return Path(process.log).read_text(encoding="utf-8")


def menu(fg: Any, chat_id: int) -> str | None:
    """What Telegram shows of /help in a chat with a menu of its own."""
    commands = fg.commands.get((json.dumps({"type": "chat", "chat_id": chat_id}, sort_keys=True), ""), [])
    return next((command["description"] for command in commands if command["command"] == "help"), None)


@pytest.mark.parametrize("client", ["en", "ru"])
async def test_a_person_chooses_once_for_private_inline_digests_and_restarts(
    fg: Any, bot: Any, database: Path, client: str
) -> None:
    process, chosen = bot().start(), OTHER[client]
    await fg.wait_ready()
    alice = fg.user("Alice", language_code=client)

    async def ask(words: str, answer: str) -> Any:
        await alice.send_text(words)
        return await alice.wait_reply(timeout=10, text=answer)

    shown = await ask("/language", "English" if client == "en" else "по-русски")
    await alice.wait_answer(await alice.click(shown, NAMES[chosen]))
    told = await alice.wait_reply(timeout=10, method="editMessageText", text="in digests" if chosen == "en" else "в сводках")
    assert f"✓ {NAMES[chosen]}" in [button["text"] for row in told.buttons for button in row]
    await alice.forward(OAKS)
    await alice.wait_reply(timeout=10, text=say(chosen, "saved", posts=1))
    await ask("/subscribe daily 9:00", "Agreed" if chosen == "en" else "Договорились")
    assert menu(fg, alice.chat_id) == say(chosen, "command-help")
    await process.stop()

    fg.commands.clear()
    make_due(database)
    process = bot().start()
    await fg.wait_ready()
    await alice.wait_reply(timeout=15, text=HEAD[chosen])
    assert menu(fg, alice.chat_id) == say(chosen, "command-help")
    nothing = (await fg.wait_inline(await alice.inline("?!"), timeout=10)).params
    assert say(chosen, "inline-nothing") in str(nothing["button"])
    await ask("/digest 2031-01-01..2031-02-01", "not happened" if chosen == "en" else "не наступило")
    await ask("/language klingon", "klingon")
    await ask("/language auto", "language of your Telegram" if client == "en" else "языке вашего Telegram")
    assert menu(fg, alice.chat_id) is None
    await ask("/stats", "library" if client == "en" else "библиотеке")
    await ask(ASKED[client], "English" if chosen == "en" else "по-русски")
    await ask("/stats", "library" if chosen == "en" else "библиотеке")


@pytest.mark.parametrize("chosen", ["en", "ru"])
async def test_in_a_group_one_chooses_for_all_and_its_digests(fg: Any, bot: Any, database: Path, chosen: str) -> None:
    process = bot().start()
    await fg.wait_ready()
    group = fg.group("Readers", kind="group")
    alice = fg.user("Alice", language_code=OTHER[chosen]).at(group)
    bob = fg.user("Bob", language_code=chosen).at(group)
    await alice.send_text("/stats")
    await alice.wait_reply(timeout=10, text=say(OTHER[chosen], "empty-library"))
    await bob.send_text("/stats")
    await bob.wait_reply(timeout=10, text=say(chosen, "empty-library"))
    await bob.send_text(f"/language {chosen}")
    told = await bob.wait_reply(timeout=10, text="everybody" if chosen == "en" else "всем")
    assert "/language" in told.text
    await alice.forward(OAKS)
    await alice.wait_reply(timeout=10, text=say(chosen, "saved", posts=1))
    await alice.send_text("/subscribe daily 9:00")
    await alice.wait_reply(timeout=10, text="Agreed" if chosen == "en" else "Договорились")

    new = fg.group("Readers")
    await alice.at(new).send_text("/tags")  # somebody speaks there before we know that the group has moved
    await new.wait_reply(timeout=10)
    await alice._say(migrate_to_chat_id=new.chat_id)
    assert await fg._until(lambda: menu(fg, new.chat_id), 20)
    await alice.at(new).send_text("/language")
    await new.wait_reply(timeout=10, text="In this group" if chosen == "en" else "В этой группе")
    assert menu(fg, new.chat_id) == say(chosen, "command-help")
    await process.stop()

    make_due(database)
    bot().start()
    await fg.wait_ready()
    digest = await new.wait_reply(timeout=15, text=HEAD[chosen])
    assert bool(NO_CYRILLIC.fullmatch(digest.text)) == (chosen == "en")
    await alice.at(new).send_text("/language auto")
    await new.wait_reply(timeout=10, text="каждому" if chosen == "en" else "their own")


@pytest.mark.parametrize("client", ["en", "ru"])
async def test_what_a_person_chose_in_private_holds_for_them_in_a_group(fg: Any, bot: Any, client: str) -> None:
    bot().start()
    await fg.wait_ready()
    alice, chosen = fg.user("Alice", language_code=client), OTHER[client]
    group = fg.group("Readers")
    bob = fg.user("Bob", language_code=client).at(group)
    await bob.send_text("/stats")
    await bob.wait_reply(timeout=10, text=say(client, "empty-library"))
    await alice.send_text(f"/language {chosen}")
    await alice.wait_reply(timeout=10)
    there = alice.at(group)
    await there.send_text("/stats")
    await there.wait_reply(timeout=10, text=say(chosen, "empty-library"))
    await bob.send_text("/stats")
    await bob.wait_reply(timeout=10, text=say(client, "empty-library"))
    await bob.send_text("/language")
    shown = await bob.wait_reply(timeout=10, text="everybody in their own" if client == "en" else "каждому на его языке")
    await bob.wait_answer(await there.click(shown, NAMES[chosen]))
    await bob.wait_reply(timeout=10, method="editMessageText", text="everybody" if chosen == "en" else "всем")
    assert menu(fg, group.chat_id) == say(chosen, "command-help")
    await bob.send_text("/stats")
    await bob.wait_reply(timeout=10, text=say(chosen, "empty-library"))


async def test_a_menu_that_cannot_be_set_holds_nothing_up(fg: Any, bot: Any) -> None:
    process = bot().start()
    await fg.wait_ready()
    fg.fault("setMyCommands", times=1, code=400, description="Bad Request: chat not found")
    alice = fg.user("Alice")
    await alice.send_text("/language ru")
    await alice.wait_reply(timeout=10, text="по-русски")
    assert "menu of commands could not be set" in logged(process)
    await alice._say(text="/stats", entities=[{"type": "bold", "offset": "?", "length": 1}])  # no handler can read this
    await alice.wait_reply(timeout=10, text=say("ru", "error-bug").split(",")[0])
