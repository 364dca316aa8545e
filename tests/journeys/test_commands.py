"""Every command of the help, in both languages, through the real process."""

from pathlib import Path
from types import ModuleType
from typing import Any

from tests.journeys.conftest import rows

TREES = "Дубы растут медленно, зато живут восемьсот лет и переживают тех, кто их сажал."


async def test_every_command_works_in_russian(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Алиса", language_code="ru")

    async def ask(words: str, answer: str, **options: Any) -> Any:
        await alice.send_text(words, **options)
        return await alice.wait_reply(timeout=10, text=answer)

    await ask("/start", "Сводка")
    await ask("/help", "/subscribe")
    await ask("дубы", "пуста")
    post = await alice.forward(TREES, origin=fakegram.origin_channel("Лес", "les", message_id=3))
    await alice.wait_reply(timeout=10, text="Сохранил")
    await ask("/search сколько живут дубы", "живут")
    await ask("/digest", "1 пост, 1 канал")
    await ask("/digest #нет", "ничего не сохранено")
    await ask("/tag важное, на выходные", "#важное #на-выходные", reply_to=post)
    await ask("/tags", "Ваши: #важное 1")
    await ask("/untag важное", "Снял")
    await ask("/digest #на-выходные месяц", "1 пост")
    await ask("/timezone", "UTC")
    await ask("/timezone Москва", "Europe/Moscow")
    offer = await ask("/subscribe", "Когда присылать")
    await alice.wait_answer(await alice.click(offer, "По пятницам в 20:00"))
    await alice.wait_reply(timeout=10, method="editMessageText", text="по пятницам в 20:00")
    await ask("/subscribe ежедневно 9:30 #важное", "каждый день в 09:30")
    listed = await ask("/subscriptions", "2. сводка по запросу «#важное»")
    await alice.wait_answer(await alice.click(listed, "Отписаться от 2"))
    await alice.wait_reply(timeout=10, method="editMessageText", text="по пятницам")
    await ask("/stats", "1 подписка")
    await ask("/unsubscribe", "отменена")
    await ask("/сводка", "1 пост")
    await ask("/undo", "Забрал назад")
    await ask("дубы", "пуста")


async def test_a_long_text_is_asked_about_and_saved_or_searched(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    text = "Oaks grow slowly, and outlive those who planted them. " * 8
    note = await alice.send_text(text)
    asked = await alice.wait_reply(timeout=10, text="Save this")
    await alice.wait_answer(await alice.click(asked, "Save"))
    await alice.wait_reply(timeout=10, method="editMessageText", text="Saved")
    await alice.edit(note, f"{text} So do elms.")
    await alice.wait_reply(timeout=10, text="has changed")
    await alice.send_text("https://example.org/oaks")
    asked = await alice.wait_reply(timeout=10, text="Save this")
    await alice.wait_answer(await alice.click(asked, "Search"))
    await alice.wait_reply(timeout=10, method="editMessageText")
    await alice.send_text("oaks that outlive")
    found = await alice.wait_reply(timeout=10, text="1 post found")
    await alice.wait_answer(await alice.click(found, "Show 1"))
    await alice.wait_reply(timeout=10, text="planted them")


async def test_a_repeat_is_explained_with_its_channel_and_link(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.forward(TREES, origin=fakegram.origin_channel("Forest", "forest", message_id=3))
    await alice.wait_reply(timeout=10, text="Saved")
    await alice.forward(TREES + " 🌳", origin=fakegram.origin_channel("Copycat", "copycat", message_id=9))
    receipt = await alice.wait_reply(timeout=10, text="Already there")
    assert "Forest" in receipt.text
    assert "100%" in receipt.text
    assert any(entity.get("url") == "https://t.me/forest/3" for entity in receipt.entities)


async def test_what_is_said_of_a_forwarded_post_is_no_question(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.send_text("дубы, смотри")
    await alice.forward(TREES)
    assert (await alice.wait_reply(timeout=10)).text.startswith("Saved")
    await alice.expect_silence(1.5)
    await alice.send_text("??")
    await alice.send_text("дубы растут")
    answers = [(await alice.wait_reply(timeout=10)).text for _ in range(2)]
    assert "no word in that question" in answers[0]
    assert "1 post found" in answers[1]
    await process.stop()
    assert rows(database, "SELECT count(*) FROM updates WHERE done = 0") == [(0,)]
