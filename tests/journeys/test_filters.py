"""Filters in the words of a question, through the real process, in both languages."""

from types import ModuleType
from typing import Any

import pytest


async def fill(fakegram: ModuleType, person: Any) -> None:
    """Forward three posts that differ in what filters ask for."""
    garden, oaks = (fakegram.origin_channel("Garden notes", "garden_notes", message_id=number) for number in (4, 5))
    trees = fakegram.origin_channel("Деревья", "derevya", message_id=8)
    await person.forward("Random forests vote, and a random forest of oaks seldom overfits.", origin=garden)
    await person.forward("Oaks of the forest outlive those who planted them: https://example.org/oaks", origin=oaks)
    await person.forward("Случайный лес из деревьев голосует и почти не переобучается. #лес", origin=trees)
    await person.wait_reply(timeout=10, text="3")


async def test_filters_narrow_and_mistakes_are_said(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await fill(fakegram, alice)

    await alice.send_text('oaks "random forest"')
    answer = await alice.wait_reply(timeout=10, text="seldom overfits")
    assert "outlive" not in answer.text
    await alice.send_text("forest -overfitting lang:en")
    answer = await alice.wait_reply(timeout=10, text="outlive")
    assert "seldom" not in answer.text
    await alice.send_text("has:link today")
    answer = await alice.wait_reply(timeout=10, text="outlive")
    assert "seldom" not in answer.text
    await alice.send_text("@derevya")
    answer = await alice.wait_reply(timeout=10, text="Случайный")
    assert "outlive" not in answer.text

    await alice.send_text("forest after:2025-13")
    answer = await alice.wait_reply(timeout=10, text="there is no such date")
    assert "seldom" in answer.text
    assert any(entity["type"] == "italic" for entity in answer.entities)
    await alice.send_text('forest channel:"gardn notes"')
    await alice.wait_reply(timeout=10, text="Did you mean Garden notes?")


async def test_filters_are_understood_in_russian(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    boris = fg.user("Boris", language_code="ru")
    await fill(fakegram, boris)

    await boris.send_text("как голосует «случайный лес» сегодня?")
    answer = await boris.wait_reply(timeout=10, text="почти не переобучается")
    assert "seldom" not in answer.text
    await boris.send_text("oaks есть:ссылка язык:en канал:«Garden notes»")
    answer = await boris.wait_reply(timeout=10, text="outlive")
    assert "seldom" not in answer.text
    await boris.send_text("#лес")
    answer = await boris.wait_reply(timeout=10, text="Случайный")
    assert "outlive" not in answer.text

    await boris.send_text("лес есть:сылка")
    answer = await boris.wait_reply(timeout=10, text="Может быть, есть:ссылка?")
    assert "Случайный" in answer.text
    await boris.send_text("лес после:2025-13")
    await boris.wait_reply(timeout=10, text="такой даты нет")


@pytest.mark.parametrize(
    ("language", "question", "given_up", "time", "without"),
    [
        (
            "en",
            "which oaks of the forest outlived the people in 1917?",
            "Nothing fits with “in 1917”",
            "yesterday",
            "Search without “yesterday”",
        ),
        (
            "ru",
            "какой «случайные леса» голосует в 1917 году?",
            "С условием «случайные леса, в 1917 году»",
            "вчера",
            "Искать без условия «вчера»",
        ),
    ],
)
async def test_filters_that_may_be_words_are_given_up(
    fakegram: ModuleType, fg: Any, bot: Any, language: str, question: str, given_up: str, time: str, without: str
) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice", language_code=language)
    await fill(fakegram, alice)
    await alice.send_text(question)
    await alice.wait_reply(timeout=10, text=given_up)
    await alice.send_text(f"forest oaks outlive {time}")
    answer = await alice.wait_reply(timeout=10, text="Ничего не нашлось" if language == "ru" else "Nothing found")
    assert "outlive" not in answer.text
    await alice.wait_answer(await alice.click(answer, without))
    await alice.wait_reply(timeout=10, method="editMessageText", text="outlive")
