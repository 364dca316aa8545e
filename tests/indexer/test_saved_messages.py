"""Saved Messages in HTML: a page bears its owner's name, and what was forwarded there stands under its source."""

import pytest

from indexer.models import Origin, Post
from indexer.sources import parse
from tests.indexer.exports import as_html, as_json

OWNER, SOURCE = "Анна Лесная", "Лесничий & Ко"


def origins(*rows: tuple[str, bool, int]) -> list[Origin]:
    messages = [
        (f"Пост номер {number}", {"from": name, "at": at} | ({"joined": True} if is_joined else {}))
        for number, (name, is_joined, at) in enumerate(rows, 1)
    ]
    return [entry.origin for entry in parse(as_html(messages, title=OWNER).encode()) if isinstance(entry, Post)]


def test_a_forward_in_saved_messages_is_its_sources() -> None:
    rows = [
        (OWNER, False, 0),
        (OWNER, True, 60),
        (SOURCE, False, 100),
        (SOURCE, True, 101),
        (SOURCE, False, 160),
        ("Сад", False, 170),
    ]
    assert origins(*rows) == [Origin(name) for name, _, _ in rows]


def test_saved_messages_in_both_formats_are_of_the_same_sources() -> None:
    rows = [(OWNER, 0), (SOURCE, 100), (SOURCE, 160)]
    sent = [
        (f"Пост номер {number}", {"from": OWNER, "at": at} | ({} if name == OWNER else {"forwarded_from": name}))
        for number, (name, at) in enumerate(rows, 1)
    ]
    exported = parse(as_json(sent, type="saved_messages", id=5, name=None).encode())
    assert origins(*((name, False, at) for name, at in rows)) == [entry.origin for entry in exported if isinstance(entry, Post)]


@pytest.mark.parametrize(
    "rows",
    [
        [("Анна", False, 0), ("Анна", True, 60), ("Анна", False, 70)],  # two people of one name
        [("Анна", False, 0), ("Иван", False, 60), ("Анна", False, 70)],
        [("Анна", False, 0), ("Анна", False, 901), ("Иван", False, 910)],
        [(OWNER, False, 0), (OWNER, False, 60), ("Иван", False, 70)],
        [("Анна", False, 0), ("Анна via @gif", False, 60), ("Анна", False, 90), ("Иван", False, 99)],
    ],
)
def test_a_group_is_no_saved_messages(rows: list[tuple[str, bool, int]]) -> None:
    assert {origin.title for origin in origins(*rows)} == {OWNER}
