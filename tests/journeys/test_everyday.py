"""What people do with the bot on a good day, through the real process."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.journeys.conftest import rows
from tests.patience import until

POSTS = {
    "channel": "Optuna prunes hopeless trials early, so a hyperparameter search ends sooner.",
    "user": "Шардирование базы данных по ключу клиента спасает от горячих узлов.",
    "hidden": "A kanban board shows at once which column is the bottleneck of the team.",
    "chat": "Градиентный бустинг на табличных данных до сих пор сильнее нейросетей.",
}


async def text_of_all(fg: Any, chat: Any) -> str:
    return "\n".join(call.text for call in fg.sent("*", chat))


async def test_forwards_of_every_kind_get_one_receipt_and_answer_questions(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.send_text("/start")
    await alice.wait_reply()
    channel = fakegram.origin_channel("ML notes", "ml_notes", message_id=42, author_signature="Anna")
    await alice.forward(POSTS["channel"], origin=channel)
    await alice.forward(POSTS["user"], origin=fakegram.origin_user("Carol", username="carol"))
    await alice.forward(POSTS["hidden"], origin=fakegram.origin_hidden("Nobody <b>Special</b>"))
    await alice.forward(POSTS["chat"], origin=fakegram.origin_chat("Some & group"))
    await alice.album(
        3, caption="Diffusion models draw sprites for games.", origin=fakegram.origin_channel("Art", "art", message_id=7)
    )
    await alice.upload_photo(caption=None, origin=fakegram.origin_hidden("Mute"))
    receipt = await alice.wait_reply(timeout=10, text="5")
    assert "1" in receipt.text
    await alice.expect_silence(1.5)

    await alice.send_text("hyperparameter search trials")
    answer = await alice.wait_reply(timeout=10, text="Optuna")
    assert "ML notes" in answer.text
    assert any(e.get("url") == "https://t.me/ml_notes/42" for e in answer.entities) or "t.me/ml_notes/42" in str(answer.buttons)
    await alice.send_text("sprites for games")
    await alice.wait_reply(timeout=10, text="Diffusion")
    await alice.send_text("бустинг на табличных данных")
    await alice.wait_reply(timeout=10, text="Градиентный")


async def test_a_second_person_sees_nothing_of_the_first(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice, bob = fg.user("Alice"), fg.user("Bob", language_code="ru")
    await alice.forward(POSTS["channel"])
    await alice.wait_reply(timeout=10)
    for words in ("/start", "hyperparameter search trials", "/digest", "/tags", "/subscriptions", "/search Optuna"):
        await bob.send_text(words)
        await bob.wait_reply(timeout=10)
    said = await text_of_all(fg, bob)
    assert "prunes" not in said
    assert "News" not in said


async def test_an_edit_reaches_the_library_and_an_edited_question_is_answered_again(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    post = await alice.upload_photo(caption="Kafka keeps messages in partitions.")
    await alice.wait_reply(timeout=10)
    await alice.edit(post, "Kafka keeps messages in partitions, Pulsar in ledgers.")
    await alice.wait_reply(timeout=10)
    question = await alice.send_text("something of penguins")
    await alice.wait_reply(timeout=10)
    await alice.edit(question, "Pulsar ledgers")
    await alice.wait_reply(timeout=10, text="Pulsar")
    await process.stop()
    texts = [text for (text,) in rows(database, "SELECT text FROM posts JOIN holdings USING (post_id)")]
    assert texts == ["Kafka keeps messages in partitions, Pulsar in ledgers."]


async def test_every_button_is_answered_and_pages_turn(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    for number in range(14):
        text = f"Penguins of colony {number} march {number * 7} kilometres over the ice shelf of bay {number * 3}."
        await alice.forward(text, origin=fakegram.origin_channel("Ice", "ice", message_id=number + 1))
    receipt = await alice.wait_reply(timeout=10, text="14")
    await alice.wait_answer(await alice.click(receipt, "Details"))
    await alice.wait_reply(timeout=10, text="What became of each")
    await alice.send_text("penguins march over ice")
    answer = await alice.wait_reply(timeout=10, text="14 posts found")
    paging = [button for row in answer.buttons for button in row if "callback_data" in button]
    assert paging
    query_id = await alice.click(answer, paging[-1]["callback_data"])
    await alice.wait_answer(query_id)
    page = await alice.wait_reply(timeout=10, method="editMessageText")
    assert page.text != answer.text
    await alice.wait_answer(await alice.callback("forged:1:2", answer.message))
    await alice.wait_answer(await alice.callback("", answer.message))
    await alice.wait_answer(await alice.click(receipt, "Take back all that is new"))
    await alice.wait_reply(timeout=10, method="editMessageText", text="14 taken back")
    assert fg.unanswered_callbacks() == []


async def test_undo_takes_a_post_back(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.forward(POSTS["channel"])
    receipt = await alice.wait_reply(timeout=10)
    undo = next(b for row in receipt.buttons for b in row if "callback_data" in b and "undo" in b["callback_data"].lower())
    await alice.wait_answer(await alice.click(receipt, undo["text"]))
    await alice.album(3, caption="Diffusion models draw sprites for games.")
    receipt = await alice.wait_reply(timeout=10, text="Saved")
    await alice.send_text("/undo", reply_to=receipt)
    await alice.wait_reply(timeout=10, text="Taken back: “Diffusion models")
    await process.stop()
    assert rows(database, "SELECT count(*) FROM holdings") == [(0,)]


async def test_a_group_is_served_only_where_it_speaks_to_the_bot(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    group = fg.group("Readers")
    there = alice.at(group)
    await there.forward(POSTS["channel"])
    receipt = await there.wait_reply(timeout=10)
    await there.send_text("Who was at the pub yesterday?")
    await there.send_text("/unknown_thing of another bot")
    await there.send_text("/search@other_bot trials")
    await there.upload_photo(caption="Just a photo of a cat")
    await there.expect_silence(1.5)
    await there.send_text("hey @test_bot hyperparameter search trials?")
    await there.wait_reply(timeout=10, text="Optuna")
    await there.send_text("hyperparameter trials", reply_to=receipt)
    await there.wait_reply(timeout=10, text="Optuna")
    await there.send_text("/search@test_bot trials")
    await there.wait_reply(timeout=10, text="Optuna")
    await alice.send_text("hyperparameter search trials")
    private = await alice.wait_reply(timeout=10)
    assert "prunes" not in private.text


async def test_a_channel_is_saved_as_it_posts_for_whoever_connected_it(fg: Any, bot: Any, database: Path) -> None:
    bot().start()
    await fg.wait_ready()
    channel = fg.channel("Fresh news", "fresh_news", bot_status="left")
    owner = fg.user("Owner", user_id=fg.owner["id"])
    await owner.send_text("/start")
    await owner.wait_reply()
    await channel._member("administrator")
    await owner.wait_reply(timeout=10, text="Fresh news")
    post = await channel.post("Rust 2.0 was released with a borrow checker for poets.")
    await until(lambda: is_held(database, owner.id, "%poets%"))
    await channel.expect_silence(1.5)
    await owner.send_text("borrow checker Rust")
    await owner.wait_reply(timeout=10, text="poets")
    await channel.edit(post, "Rust 3.0 was released with a borrow checker for painters.")
    await until(lambda: is_held(database, owner.id, "%painters%"))
    await channel.expect_silence(1.5)
    await owner.send_text("borrow checker Rust")
    await owner.wait_reply(timeout=10, text="painters")


def is_held(database: Path, library_id: int, words: str) -> bool:
    sql = "SELECT 1 FROM posts JOIN holdings USING (post_id) WHERE library_id = ? AND text LIKE ?"
    return bool(rows(database, sql, library_id, words))


async def test_a_file_is_imported(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    lines = [json.dumps({"text": f"Lighthouse number {n} burns {n * 11} litres of oil.", "channel": "Coast"}) for n in range(30)]
    await alice.upload_document("\n".join(lines).encode(), "posts.jsonl", "application/json")
    await alice.wait_reply(timeout=20, text="30")
    for name, content in (("empty.json", b" "), ("noise.bin", bytes(range(256))), ("cut.json", b'[{"text": "half')):
        await alice.upload_document(content, name)
        await alice.wait_reply(timeout=10)
    await alice.upload_document(b"x", "huge.json", size=30 << 20)
    await alice.wait_reply(timeout=10, text="svodka import")
    await process.stop()
    assert rows(database, "SELECT count(*) FROM holdings") == [(30,)]


async def test_odd_messages_get_an_answer_each(fg: Any, bot: Any) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    questions = [
        "😀😀😀",
        "?!…",
        "и в на",
        '"AND OR NOT NEAR( * :',
        "<b>not closed & <script>",
        "\u202eright to left\u200b",
        "a\x00b",
    ]
    commands = ["/nonsense", "/timezone Atlantis", "/digest 2031-01-01..2031-02-01"]
    for words in (*questions, *commands, "x" * 4096, "https://example.org/only/a/link"):
        await alice.send_text(words)
        await alice.wait_reply(timeout=10)
    sticker = {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1}
    await alice._say(sticker=sticker | {"is_animated": False, "is_video": False})
    await alice.wait_reply(timeout=10)
    assert process.alive
    assert "Traceback" not in process.output


async def test_strangers_are_refused_and_nothing_of_theirs_is_kept(fg: Any, bot: Any, database: Path) -> None:
    alice, mallory = fg.user("Alice"), fg.user("Mallory", language_code="ru")
    process = bot(SVODKA_ALLOWED=str(alice.id)).start()
    await fg.wait_ready()
    for number in range(5):
        await mallory.forward(f"My secret post number {number} of many words.")
    await mallory.wait_reply(timeout=5)
    await mallory.expect_silence(1.5)
    await mallory.send_text("secret question")
    refusal = await mallory.wait_reply(timeout=5)
    assert any("а" <= letter <= "я" for letter in refusal.text)
    assert not refusal.buttons
    await mallory.wait_answer(await mallory.callback("undo:1", refusal.message))
    await alice.forward(POSTS["channel"])
    await alice.wait_reply(timeout=10)
    await process.stop()
    assert rows(database, "SELECT count(*) FROM holdings") == [(1,)]
    assert rows(database, "SELECT count(*) FROM updates WHERE body LIKE '%secret%'") == [(0,)]
    assert rows(database, "SELECT count(*) FROM libraries WHERE library_id = ?", mallory.id) == [(0,)]


@pytest.fixture
def updates() -> list[dict[str, Any]]:
    from tests.journeys.conftest import SHARED

    folder = SHARED / "exports" / "bot-api"
    if not folder.exists():
        pytest.skip(f"no updates to survive: {folder} is absent")
    found = [json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))]
    return [update for update in found if isinstance(update, dict)]


async def test_every_kind_of_update_is_survived(fg: Any, bot: Any, updates: list[dict[str, Any]]) -> None:
    process = bot().start()
    await fg.wait_ready()
    fg.allowed = []
    for update in updates:
        bodies = {kind: body for kind, body in update.items() if kind != "update_id" and isinstance(body, dict)}
        fg.deliver(bodies if len(bodies) == 1 else {"message": update})
    await fg.wait_idle(timeout=30)
    alice = fg.user("Alice")
    await alice.forward(POSTS["channel"])
    await alice.wait_reply(timeout=30)
    assert process.alive
    assert "Traceback" not in process.output
    theirs = ("unimplemented", "file")  # the updates speak of files that this server never had
    fg.violations = [violation for violation in fg.violations if violation.rule not in theirs]


async def test_with_the_real_model_a_subscription_is_delivered_when_it_is_due(fg: Any, bot: Any, database: Path) -> None:
    """The whole way once: the bundled model, a question in the other language, a promise made in words."""
    bot(SVODKA_MODEL="bundled").start()
    await fg.wait_ready(timeout=60)
    alice = fg.user("Alice")
    await alice.forward(POSTS["channel"])
    await alice.wait_reply(timeout=30)
    await alice.send_text("как быстрее подобрать гиперпараметры")
    await alice.wait_reply(timeout=30, text="Optuna")
    in_an_hour = (datetime.now(UTC) + timedelta(hours=1)).replace(second=0, microsecond=0)
    await alice.send_text(f"/subscribe daily {in_an_hour:%H:%M}")
    await alice.wait_reply(timeout=10)
    assert rows(database, "SELECT next_due FROM subscriptions") == [(in_an_hour.isoformat(timespec="microseconds"),)]
    await alice.expect_silence(0.5)
    rows(database, "UPDATE subscriptions SET next_due = ?", datetime.now(UTC).isoformat(timespec="microseconds"))
    digest = await alice.wait_reply(timeout=10, text="Optuna")
    assert digest.method == "sendMessage"
    await alice.expect_silence(2)


async def test_what_is_said_of_a_forward_asks_nothing_when_it_is_edited_either(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    comment = await alice.send_text("worth reading for the team")
    await alice.forward(POSTS["channel"])
    await alice.wait_reply(timeout=10, text="Saved")
    await alice.edit(comment, "worth reading for the whole team")
    await alice.expect_silence(2)
    asked = await alice.send_text("hyperparameter search")
    await alice.wait_reply(timeout=10, text="found")
    await alice.edit(asked, "hopeless trials")
    await fg.wait_call("editMessageText", timeout=10)
