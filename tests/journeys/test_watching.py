"""A question with filters becomes a subscription, and its digest holds nothing else: the real process, in both languages."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.journeys.conftest import rows
from tests.journeys.test_searcher import press

POSTS = (
    ("Forest", "Oaks outlive those who planted them by several hundred years"),
    ("Forest", "Oaks for sale: the ads of a nursery that plants them by the road"),
    ("Meadow", "Oaks stand alone in the grass and give their shade to sheep"),
)
WORDS = {
    "en": {
        "saved": "3 saved",
        "question": "oaks -ads after:2020-01",
        "narrow": "Narrow",
        "watch": "Subscribe",
        "about": "about “oaks” (channel Forest, without “ads”)",
        "dates": "Dates are left out",
        "friday": "Fridays at 20:00",
        "agreed": "Agreed: a digest about “oaks” (channel Forest, without “ads”) on Fridays at 20:00",
        "listed": "1. a digest about “oaks” (channel Forest, without “ads”)",
        "digest": "/digest @forest -ads month",
        "now": "(channel @forest, without “ads”)",
        "wish": "/subscribe weekly fri 9:00 oaks @forrest",
        "hint": "Did you mean @forest?",
    },
    "ru": {
        "saved": "3 сохранены",
        "question": "oaks -ads после:2020-01",
        "narrow": "Уточнить",
        "watch": "Подписаться",
        "about": "по запросу «oaks» (канал Forest, без «ads»)",
        "dates": "Даты не учитываю",
        "friday": "По пятницам в 20:00",
        "agreed": "Договорились: сводка по запросу «oaks» (канал Forest, без «ads») по пятницам в 20:00",
        "listed": "1. сводка по запросу «oaks» (канал Forest, без «ads»)",
        "digest": "/сводка @forest -ads месяц",
        "now": "(канал @forest, без «ads»)",
        "wish": "/подписаться по пятницам в 9:00 oaks @forrest",
        "hint": "Может быть, @forest?",
    },
}


def make_due(database: Path) -> None:
    """Let the first subscription be due now, for the two days before."""
    now = datetime.now(UTC)
    due, since = (moment.isoformat(timespec="microseconds") for moment in (now, now - timedelta(days=2)))
    rows(database, "UPDATE subscriptions SET since = ?, next_due = ? WHERE subscription_id = 1", since, due)


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_a_subscription_to_a_filtered_answer(
    fakegram: ModuleType, fg: Any, bot: Any, database: Path, language: str
) -> None:
    words = WORDS[language]

    async def hear(text: str, method: str = "sendMessage") -> Any:
        return await alice.wait_reply(timeout=15, method=method, text=re.escape(text))

    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice", language_code=language)
    for number, (title, text) in enumerate(POSTS, start=1):
        await alice.forward(text, origin=fakegram.origin_channel(title, title.lower(), message_id=number))
    await hear(words["saved"])

    await alice.send_text(words["question"])
    answer = await hear("sheep")
    assert "nursery" not in answer.text
    await press(alice, answer, words["narrow"])
    await press(alice, await alice.wait_reply(timeout=10, method="editMessageText"), "Forest · 1")
    narrowed = await hear("planted them", "editMessageText")
    await press(alice, narrowed, words["watch"])
    offer = await hear(words["about"])
    assert words["dates"] in offer.text
    await press(alice, offer, words["friday"])
    agreed = await hear(words["agreed"], "editMessageText")
    assert words["dates"] in agreed.text
    await alice.send_text("/subscriptions")
    await hear(words["listed"])

    await alice.send_text(words["digest"])
    digest = await hear(words["now"])
    assert "sheep" not in digest.text
    await alice.send_text(words["wish"])
    await hear(words["hint"])

    await process.stop()
    make_due(database)
    bot().start()
    await fg.wait_ready()
    digest = await hear(words["about"])
    assert "planted them" in digest.text
    assert "nursery" not in digest.text
    assert "sheep" not in digest.text
    fg.assert_clean()
