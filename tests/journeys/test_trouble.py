"""Bad days: killed processes, lost answers, floods, closed doors. Nothing is lost, and nothing comes twice unmarked."""

import asyncio
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import ROOT, rows
from tests.patience import PATIENCE, until

SUBSCRIBED = "SELECT count(*) FROM subscriptions"
STATES = "SELECT state, repeat FROM deliveries"
WAITING = "SELECT count(*) FROM updates WHERE done = 0"
WHALER = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Whaler"}
LATE = datetime.now(UTC) - timedelta(minutes=1)


def a_post(number: int) -> str:
    return f"Whale number {number} sings {number * 13} notes in the bay of storm {number * 7}."


def numbers(database: Path) -> list[int]:
    """Return the numbers of the whales in the library."""
    found = rows(database, "SELECT text FROM posts JOIN holdings USING (post_id)")
    return sorted(int(re.search(r"number (\d+)", text)[1]) for (text,) in found)


def make_due(database: Path, library_id: int) -> None:
    """Subscribe a chat by hand to something that was due a minute ago."""
    due, since = LATE.isoformat(timespec="microseconds"), (LATE - timedelta(days=7)).isoformat(timespec="microseconds")
    at = LATE.strftime("%H:%M:%S")
    rows(
        database,
        "INSERT INTO subscriptions (library_id, cadence, at, zone, topic, since, next_due)"
        " VALUES (?, 'daily', ?, 'UTC', NULL, ?, ?)",
        library_id, at, since, due,
    )  # fmt: skip


async def a_reader(fg: Any, bot: Any, database: Path) -> Any:
    """Return Alice, who has saved a whale and whose digest will be due at the next start."""
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    origin = {"type": "hidden_user", "date": int((LATE - timedelta(hours=1)).timestamp()), "sender_user_name": "Whaler"}
    await alice.forward(a_post(1), origin=origin)
    await alice.wait_reply(timeout=10)
    await process.stop()
    an_hour_before = (LATE - timedelta(hours=1)).isoformat(timespec="microseconds")
    rows(database, "UPDATE sightings SET seen_at = ?", an_hour_before)
    rows(database, "UPDATE holdings SET moment = ?", an_hour_before)
    make_due(database, alice.id)
    return alice


async def started_again(fg: Any, bot: Any) -> Any:
    """Return the bot's process, which has come as far as asking Telegram for updates."""
    asked = len(fg.sent("getUpdates", ok=False))
    process = bot().start()
    await until(lambda: len(fg.sent("getUpdates", ok=False)) > asked)
    return process


def digests(fg: Any, alice: Any, *, ok: bool = True) -> list[Any]:
    """Return what was said about the whale in messages that answer nothing."""
    sent = fg.sent("sendMessage", alice if ok else None, ok=ok)
    return [call for call in sent if "Whale" in str(call.params.get("text")) and not call.params.get("reply_parameters")]


async def test_forwards_survive_kill_9_at_any_moment(fg: Any, bot: Any, database: Path) -> None:
    alice = fg.user("Alice")
    sent = iter(range(1, 1000))
    total = 0
    for pause_s in (0.0, 0.3, 1.1, 1.4):
        process = bot().start()
        fg.calls.clear()
        alice._cursor = 0
        await fg.wait_ready()
        for _ in range(6):
            await alice.forward(a_post(next(sent)), origin=WHALER)
            await asyncio.sleep(0.02)
        await asyncio.sleep(pause_s)
        await process.kill()
        for _ in range(2):
            await alice.forward(a_post(next(sent)), origin=WHALER)
        total += 8
    process = bot().start()
    fg.calls.clear()
    alice._cursor = 0
    await alice.wait_reply(timeout=15)
    await until(lambda: len(numbers(database)) >= total and rows(database, WAITING) == [(0,)])
    await process.stop()
    assert numbers(database) == list(range(1, total + 1))
    assert rows(database, "SELECT count(*) FROM sightings") == [(total,)]
    assert rows(database, WAITING) == [(0,)]


async def test_a_question_survives_kill_9(fg: Any, bot: Any) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.forward(a_post(5), origin=WHALER)
    await alice.wait_reply(timeout=10)
    fault = fg.fault("sendMessage", delay=30, when=lambda call: call.params.get("chat_id") in (alice.id, str(alice.id)))
    await alice.send_text("whale sings")
    await until(lambda: fault.hits)
    await process.kill()
    bot().start()
    await alice.wait_reply(timeout=15, text="Whale")


async def test_an_update_that_telegram_repeats_is_answered_once(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.forward(a_post(5), origin=WHALER)
    await alice.wait_reply(timeout=10)
    await alice.send_text("whale sings")
    await alice.wait_reply(timeout=10, text="Whale")
    await fg.wait_idle()
    for update in list(fg.delivered):
        fg.redeliver(update["update_id"])
    await alice.expect_silence(2.5)


async def test_a_digest_is_delivered_once_whatever_is_restarted(fg: Any, bot: Any, database: Path) -> None:
    alice = await a_reader(fg, bot, database)
    process = bot().start()
    await alice.wait_reply(timeout=15, text="Whale")
    await until(lambda: rows(database, STATES) == [("sent", 0)])  # Telegram's answer is on its way, and written down
    await process.kill()
    process = await started_again(fg, bot)
    await alice.expect_silence(1.5)
    await process.stop()
    assert len(digests(fg, alice)) == 1
    assert rows(database, STATES) == [("sent", 0)]


async def test_a_digest_whose_answer_was_lost_comes_once_more_and_says_so(fg: Any, bot: Any, database: Path) -> None:
    alice = await a_reader(fg, bot, database)
    fg.fault("sendMessage", drop=True, after=True)
    process = bot().start()
    first = await alice.wait_reply(timeout=15, text="Whale")
    second = await alice.wait_reply(timeout=15, text="Whale")
    await alice.expect_silence(2)
    await process.stop()
    assert second.text != first.text
    assert second.text.endswith(first.text)
    assert rows(database, STATES) == [("sent", 1)]


@pytest.mark.parametrize("after", [False, True])
async def test_a_digest_survives_kill_9_while_it_is_sent(fg: Any, bot: Any, database: Path, after: bool) -> None:
    alice = await a_reader(fg, bot, database)
    fault = fg.fault("sendMessage", delay=30, after=after)
    process = bot().start()
    await until(lambda: fault.hits)
    await process.kill()
    process = bot().start()
    await until(lambda: digests(fg, alice) and rows(database, STATES) == [("sent", 1)])
    await process.stop()
    assert rows(database, STATES) == [("sent", 1)]
    assert len(digests(fg, alice)) == 1


async def test_429_is_waited_for_by_both_libraries(fg: Any, bot: Any, database: Path) -> None:
    alice = await a_reader(fg, bot, database)
    fg.fault("sendMessage", retry_after=2)
    bot().start()
    await fg.wait_call("sendMessage", timeout=15, where=lambda call: call.error is not None)
    await alice.send_text("whale sings")
    for _ in range(2):
        await alice.wait_reply(timeout=15, text="Whale")
    assert len(digests(fg, alice)) == 1


async def test_500_and_lost_connections_do_not_lose_answers(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    for number, fault in enumerate(
        [{"code": 500}, {"drop": True}, {"raw": (502, "<html>Bad Gateway</html>")}, {"drop": True, "after": True}], start=1
    ):
        fg.fault("sendMessage", **fault)
        await alice.forward(a_post(number), origin=WHALER)
        await alice.wait_reply(timeout=15)
    fg.fault("getUpdates", code=500, times=2)
    fg.fault("getUpdates", drop=True)
    await alice.forward(a_post(5), origin=WHALER)
    await alice.wait_reply(timeout=20)
    await fg.restart(down_for=1)
    await alice.forward(a_post(6), origin=WHALER)
    await until(lambda: numbers(database) == [1, 2, 3, 4, 5, 6])  # an answer lost on its way is given twice
    await process.stop()
    assert "Traceback" not in process.output


async def test_who_blocks_the_bot_gets_no_more_digests(fg: Any, bot: Any, database: Path) -> None:
    alice = await a_reader(fg, bot, database)
    fg.bot_status[alice.id] = "kicked"  # blocked while the bot was away, and the update about it lost
    process = bot().start()
    await fg.wait_call("sendMessage", timeout=15, where=lambda call: call.error is not None and call.error.code == 403)
    await until(lambda: rows(database, SUBSCRIBED) == [(0,)])
    await asyncio.sleep(0.6)  # a few ticks
    assert len([call for call in fg.calls if call.error and call.error.code == 403]) == 1
    await process.stop()
    make_due(database, alice.id)
    process = bot().start()
    fg.bot_status[alice.id] = "member"
    await alice.wait_reply(timeout=15, text="Whale")
    await alice.block_bot()
    await until(lambda: rows(database, SUBSCRIBED) == [(0,)])
    await process.stop()
    assert "Traceback" not in process.output


async def test_with_a_wrong_token_it_ends_with_one_clear_line(fg: Any, bot: Any) -> None:
    for token in ("987654321:AAwrong-token_0123456789abcdefghijklm", "nonsense"):
        process = bot(SVODKA_TOKEN=token).start()
        code = await asyncio.to_thread(process.proc.wait, 20 * PATIENCE)
        assert code == 1
        said = process.output.strip().splitlines()
        assert "Traceback" not in process.output
        assert len(said) <= 2, said
        assert token not in process.output or token == "nonsense"


async def test_it_waits_for_an_api_that_is_down_at_start(fg: Any, bot: Any) -> None:
    await fg.stop()
    process = bot().start()
    await until(lambda: "not answer" in process.output)
    await asyncio.sleep(1)  # it asks again, and says nothing of it
    assert process.alive
    await fg.start()
    await fg.wait_ready(timeout=20)
    alice = fg.user("Alice")
    await alice.forward(a_post(1), origin=WHALER)
    await alice.wait_reply(timeout=10)
    assert "Traceback" not in process.output
    assert len([line for line in process.output.splitlines() if "not answer" in line]) == 1


async def test_a_polite_end_finishes_what_is_under_way(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.forward(a_post(1), origin=WHALER)
    await fg.wait_idle()
    assert await process.stop() == 0
    assert Counter(call.method for call in fg.sent("sendMessage", alice))["sendMessage"] == 1
    assert numbers(database) == [1]
    assert rows(database, WAITING) == [(0,)]
    assert "Traceback" not in process.output


def test_without_a_token_the_bot_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "bot"],
        cwd=ROOT,
        env={"SVODKA_TOKEN": "", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=30 * PATIENCE,
    )
    assert done.returncode in (1, 2)
    assert "SVODKA_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr
