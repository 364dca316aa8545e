"""The indexes in memory hold what the rows hold, whatever came, went or changed since they were read."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import StoreError
from indexer.library import Library, embed_backlog
from indexer.models import Mode, Query
from indexer.opening import open_library
from indexer.stores.faiss_index import VectorIndex
from indexer.stores.word_index import Vocabulary, WordIndex
from tests.indexer.makers import ALICE, BOB, NOW, a_post, add

TREES = st.lists(st.sampled_from(["oak", "ash", "elm", "fir", "yew"]), min_size=1, max_size=6)
LEXES = st.lists(TREES.map(" ".join), max_size=12)
STEPS = st.lists(st.tuples(LEXES, st.sets(st.integers(1, 60))), max_size=5)


@settings(deadline=None)
@given(STEPS)
def test_words_are_counted_as_a_list_would_count_them(steps: list[tuple[list[str], set[int]]]) -> None:
    index, held, last = WordIndex(Vocabulary()), dict[int, list[str]](), 0
    for lexes, gone in steps:
        rows = [(last + i, lex) for i, lex in enumerate(lexes, start=1)]
        last += len(lexes)
        index.add(rows)
        index.remove(gone)
        held |= {post_id: lex.split() for post_id, lex in rows}
        held = {post_id: lex for post_id, lex in held.items() if post_id not in gone}
        assert index.posts == len(held)
        for stem in ("oak", "ash", "pine"):
            assert index.get(stem, 0) == sum(stem in lex for lex in held.values())
        wanted = [(0.75, {"oak": 1.0, "elm": 0.5}), (0.25, {"yew": 1.0, "pine": 1.0})]
        expected = {
            post_id: 0.75 * (1.0 if "oak" in lex else 0.5 if "elm" in lex else 0.0) + 0.25 * ("yew" in lex)
            for post_id, lex in held.items()
        }
        found = index.covered(wanted, 100)
        assert found == pytest.approx({post_id: share for post_id, share in expected.items() if share})
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert index.shares_of(wanted, [3, 1, 2]) == {i: share for i, share in found.items() if i <= 3}
        assert index.covered(wanted, 100, among=[2, 4]).keys() == found.keys() & {2, 4}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(1, 700), max_size=40)), min_size=1, max_size=6))
def test_vectors_that_are_gone_are_never_found(steps: list[tuple[int, set[int]]]) -> None:
    index, held, last = VectorIndex(8), set[int](), 0
    direction = np.eye(1, 8, dtype=np.float32)[0]
    for many, gone in steps:
        added = range(last + 1, last + 1 + many * 100)
        index.add([(i, 10 * i, np.full(8, i, np.float16).tobytes()) for i in added])
        index.remove(gone)
        last, held = last + len(added), (held | set(added)) - gone
        found = index.nearest(direction, 5)
        assert [post_id for post_id, _, _ in found] == sorted(held, reverse=True)[:5]
        assert all(passage_id == 10 * post_id for post_id, passage_id, _ in found)


@given(st.lists(st.tuples(st.lists(st.integers(1, 9)), st.sets(st.integers(1, 9))), max_size=5), st.sets(st.integers(1, 9)))
def test_posts_are_compared_in_whatever_order_their_passages_came(
    steps: list[tuple[list[int], set[int]]], wanted: set[int]
) -> None:
    index, held, passage = VectorIndex(8), list[tuple[int, int]](), 0
    for came, gone in steps:
        rows = [(post_id, passage + n) for n, post_id in enumerate(came, start=1)]
        passage += len(rows)
        index.add([(*row, np.full(8, row[1], np.float16).tobytes()) for row in rows])
        index.remove(gone)
        held = [row for row in held + rows if row[0] not in gone]
        found = index.compared(np.eye(1, 8, dtype=np.float32)[0], sorted(wanted))
        assert [row[:2] for row in found] == sorted((row for row in held if row[0] in wanted), key=lambda row: -row[1])


def ask(library: Library, words: str, library_id: int = ALICE) -> list[int]:
    answer = library.search(Query(words, library_id, k=20), library.embed_query(words))
    return [hit.post_id for hit in answer.hits if hit.coverage > 0]


def test_what_comes_goes_and_changes_is_seen_at_once(library: Library) -> None:
    first = add(library, "Lighthouses burn whale oil in heavy fog.", keys=["1:1"])[0]
    assert ask(library, "lighthouse fog") == [first.post_id]
    edited = add(library, "Lighthouses burn kerosene in thin mist nowadays.", keys=["1:1"])[0]
    assert ask(library, "fog whale") == []
    assert ask(library, "kerosene mist") == [edited.post_id]
    library.undo([edited.sighting_id], ALICE)
    assert ask(library, "fog whale") == [first.post_id]
    assert ask(library, "fog", BOB) == []


def test_a_post_is_found_by_its_words_before_it_has_a_vector(library: Library) -> None:
    add(library, "A first post about harbours.")
    assert ask(library, "harbours")
    library.add([a_post("Periscopes rise from the sea.")], ALICE, via="forward", seen_at=NOW)
    assert len(ask(library, "periscopes")) == 1
    embed_backlog(library)
    dense = library.search(Query("periscopes sea", ALICE, mode=Mode.DENSE), library.embed_query("periscopes sea"))
    assert len(dense.hits) == 2


def test_what_was_rolled_back_is_not_found(library: Library) -> None:
    add(library, "Windmills grind corn.")

    def break_off() -> None:
        with library.store.write():
            library.add([a_post("Watermills grind wheat.")], ALICE, via="forward", seen_at=NOW)
            assert ask(library, "wheat")
            raise StoreError("the disk is full")

    with pytest.raises(StoreError):
        break_off()
    assert ask(library, "wheat") == []
    assert len(ask(library, "grind")) == 1


def test_another_process_is_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'svodka.db'}"
    bot, importing = open_library(url, "hashed"), open_library(url, "hashed")
    add(bot, "Glaciers calve into the fjord.")
    assert len(ask(bot, "glacier")) == 1
    add(importing, *[f"Glacier number {n} of {n * 7} melts by {n * 3} metres." for n in range(20)])
    assert len(ask(bot, "glacier")) == 20
    bot.close()
    importing.close()


def test_an_index_that_missed_more_than_is_kept_is_read_anew(library: Library) -> None:
    add(library, "Kites fly over dunes.", "Dunes move with the wind.")
    assert len(ask(library, "dunes")) == 2
    with library.store.write():
        library.store.hold(ALICE, library.put([a_post("Dunes sing at night.")], ALICE, moment=NOW)[0], NOW)
        library.store.run("DELETE FROM changes WHERE seq < (SELECT max(seq) FROM changes)")  # type: ignore[attr-defined]
        library.store.run("UPDATE changes SET seq = seq + 1000")  # type: ignore[attr-defined]
    assert len(ask(library, "dunes")) == 3


def test_posts_that_come_in_are_in_the_index_before_the_next_question(library: Library) -> None:
    add(library, "an oak")
    ask(library, "oak")
    known = library.store._index(ALICE).words
    library.add([a_post("another oak")], ALICE, via="forward", seen_at=NOW)
    assert known["oak"] == 2


def test_an_index_that_nobody_asked_for_is_not_read_for_a_post(library: Library) -> None:
    add(library, "an oak")
    assert ALICE not in library.store._indexes
