"""What is remembered of hashes is what the rows say: learned by writing or by reading, by one process or by two."""

from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Derived, Post, Signature
from indexer.stores import hash_index
from indexer.stores.hash_filter import BITS, HashFilter
from indexer.stores.hash_index import HashIndex
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import NOW

HASHES = st.integers(0, 2**32 - 1) | st.integers(0, 9)
POSTS = st.lists(st.frozensets(HASHES, max_size=6), max_size=12)
FEW = st.frozensets(st.integers(0, 5), min_size=1, max_size=4)
STEPS = st.lists(st.tuples(st.sampled_from(["kept", "undone", "again", "gone"]), st.booleans(), FEW), max_size=14)


def packed(hashes: Iterable[int]) -> bytes:
    return array("I", sorted(hashes)).tobytes()


@given(POSTS, st.frozensets(HASHES), st.integers(1, 5), st.booleans())
def test_an_index_learned_by_writing_or_by_reading_gives_the_posts(
    posts: list[frozenset[int]], others: frozenset[int], batch: int, at_once: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hash_index, "GROWTH", 2)
        written, read = HashIndex(), HashIndex()
        for row, hashes in enumerate(posts, 8):
            if row % batch == 0:
                written.expect(list(map(packed, posts)))
            written.add(row + 1, packed(hashes))
            read.read([(row, row + 1, packed(hashes))])
    asked = others.union(*posts)
    if at_once:
        written.expect([packed(asked), packed(others)])
    expected = {value: ids for value in asked if (ids := [i for i, hashes in enumerate(posts, 9) if value in hashes])}
    for index in (written, read):
        assert index.posts(packed(asked)) == expected
        assert index.posts_of(list(expected), 1) == {value: ids[:1] for value, ids in expected.items()}
    assert read.last == (len(posts) + 7 if posts else 0)


@given(st.lists(FEW, max_size=8))
def test_posts_that_are_expected_together_find_each_other(posts: list[frozenset[int]]) -> None:
    index = HashIndex()
    index.expect(list(map(packed, posts)))
    for post_id, hashes in enumerate(posts):
        expected = {value: ids for value in hashes if (ids := [i for i in range(post_id) if value in posts[i]])}
        assert index.posts(packed(hashes)) == expected
        index.add(post_id, packed(hashes))


@given(st.lists(HASHES), st.lists(HASHES))
def test_a_filter_knows_all_that_it_noted_and_little_else(noted: list[int], others: list[int]) -> None:
    known = HashFilter()
    known.add(np.array(sorted(noted), np.uint64))
    given_back = known.known(np.array([*noted, *others], np.uint64)).tolist()
    assert given_back[: len(noted)] == noted
    places = {value >> 32 - BITS for value in noted}
    assert given_back[len(noted) :] == [value for value in others if value >> 32 - BITS in places]


def test_what_was_expected_is_found_among_what_came_since() -> None:
    index = HashIndex()
    index.add(1, packed([5]))
    index.expect([packed([5, 6]), packed([7])])
    index.add(2, packed([6]))
    index.read([(3, 3, packed([5, 7]))])
    assert {value: sorted(ids) for value, ids in index.posts(packed([5, 6])).items()} == {5: [1, 3], 6: [2]}
    assert {value: sorted(ids) for value, ids in index.posts(packed([7])).items()} == {7: [3]}


@pytest.mark.parametrize("batch", [1, 100])
def test_a_post_that_was_signed_again_counts_once(batch: int) -> None:
    index = HashIndex()
    for i in range(60):
        if i % batch == 0:
            index.expect([packed([7])])
        index.add(i % 20 + 1, packed([7]))
    assert sorted(index.posts(packed([7]))[7]) == list(range(1, 21))


def _sharing(store: SqliteStore, value: int) -> set[int]:
    with store.write():
        return set(store.sharing(Signature(b"", packed([value])), 1))


def _keep(store: SqliteStore, number: int, hashes: frozenset[int]) -> int:
    store.expect([Signature(b"", packed(hashes)), Signature(b"", packed([number]))])
    post_id = store.save_post(Post(f"{number}"), Derived(Signature(b"", packed(hashes))))
    store.hold(1, post_id, NOW)
    return post_id


def _undo(store: SqliteStore, number: int, hashes: frozenset[int]) -> None:
    with suppress(KeyboardInterrupt), store.write():
        _sharing(store, _keep(store, number, hashes))
        raise KeyboardInterrupt


def _step(store: SqliteStore, kept: dict[int, frozenset[int]], kind: str, number: int, hashes: frozenset[int]) -> None:
    """Do one of the things that change what hashes there are; the second, or the only post is the one that changes."""
    one = sorted(kept)[len(kept) // 2] if kept else None
    if kind == "kept":
        with store.write():
            kept[_keep(store, number, hashes)] = hashes
    elif kind == "undone":
        _undo(store, number, hashes)
    elif one is not None and kind == "again":
        store.derive_again(one, Derived(Signature(b"", packed(kept[one]))))
    elif one is not None:
        store.release(1, one)
        store.forget_unseen([one])
        del kept[one]


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_two_processes_find_by_turns_what_either_wrote(steps: list[tuple[str, bool, frozenset[int]]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(hash_index, "GROWTH", 2)  # runs are merged all the time
        stores = [SqliteStore(str(Path(folder) / "svodka.db"), HashedEmbedder()) for _ in range(2)]
        kept: dict[int, frozenset[int]] = {}
        for number, (kind, which, hashes) in enumerate(steps):
            _step(stores[which], kept, kind, number, hashes)
            for value in hashes:
                expected = {post_id for post_id, each in kept.items() if value in each}
                assert [_sharing(store, value) for store in stores] == [expected, expected]
        for store in stores:
            store.close()
