"""What is looked up at every letter, command and poll never reads a library as a whole."""

from typing import Any

import pytest

from indexer.library import Library
from indexer.models import Origin, Post
from tests.indexer.makers import ALICE, BOB, NOW, add


def plans(library: Library, monkeypatch: pytest.MonkeyPatch, name: str, *arguments: Any) -> str:
    """How SQLite answers the queries that a method of the store asks."""
    store, told = library.store, list[str]()
    execute = store._execute

    def explained(sql: str, parameters: Any = ()) -> Any:
        told.extend(row[-1] for row in execute(f"EXPLAIN QUERY PLAN {sql}", parameters))
        return execute(sql, parameters)

    with monkeypatch.context() as patched:
        patched.setattr(store, "_execute", explained)
        getattr(store, name)(*arguments)
    return "\n".join(told)


@pytest.mark.parametrize(
    ("name", "arguments", "indexes"),
    [
        ("last_given", (ALICE,), ["COVERING INDEX sightings_given"]),
        ("last_sightings", (ALICE,), ["COVERING INDEX sightings_given"]),
        ("channel_names", (ALICE, [1, 2]), ["SEARCH posts USING INTEGER PRIMARY KEY"]),
        ("latest_ids", (ALICE, 0, 50), ["COVERING INDEX holdings_by_moment"]),
        ("followed_messages", (ALICE, "les", 5), ["posts_by_name", "posts_by_address", "sightings_by_content"]),
    ],
)
def test_the_plan_uses_an_index(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, arguments: tuple[Any, ...], indexes: list[str]
) -> None:
    told = plans(library, monkeypatch, name, *arguments)
    assert all(index in told for index in indexes), told
    assert "SCAN posts" not in told
    assert "SCAN sightings" not in told
    assert "ORDER BY" not in told


def test_what_changed_is_found_without_reading_all_changes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    add(library, "A note about oaks and birches.")
    told = plans(library, monkeypatch, "changed", ALICE, 0)
    assert "SEARCH changes USING INDEX changes_of_library" in told
    assert "SCAN changes" not in told


def test_the_latest_come_in_order_and_by_pages(library: Library) -> None:
    add(library, *(f"Note number {number} about oaks and birches." for number in range(7)))
    add(library, "A note of somebody else about firs.", library_id=BOB)
    every = library.store.post_ids(ALICE)[::-1]
    assert library.store.latest_ids(ALICE, 0, 3) + library.store.latest_ids(ALICE, 3, 10) == every
    assert library.store.last_given(ALICE) == library.store.last_sightings(ALICE)[-1][1] == every[0]
    assert library.store.last_given(3) is None


def test_what_a_page_showed_is_found_from_a_message_on(library: Library) -> None:
    own = [Post(f"Запись {number} о лесе и реке.", origin=Origin("Лес", None, None, number, "Les")) for number in (3, 8, 12)]
    shared = Post("Пересланная запись о горах.", origin=Origin("Горы", None, None, 500, "gory"), link="https://t.me/Les/9")
    other = Post("Запись другого канала.", origin=Origin("Лесник", None, None, 9, "lesnik"))
    add(library, *own, shared, other, via="follow")
    add(library, Post("Запись, что пришла иначе.", origin=Origin("Лес", None, None, 10, "Les")), seen_at=NOW)
    assert sorted(number for number, _, _ in library.store.followed_messages(ALICE, "les", 8)) == [8, 9, 12]
    assert library.store.followed_messages(BOB, "les", 0) == []
