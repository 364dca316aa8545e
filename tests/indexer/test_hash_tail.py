"""What is remembered of hashes is what the rows say: learned by writing or by reading, by one process or by two."""

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Post, Signature
from indexer.stores import repeats
from indexer.stores.hash_filter import HashFilter
from indexer.stores.hash_tail import HashTail
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import NOW

HASHES = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 9)
POSTS = st.lists(st.frozensets(HASHES, max_size=6), max_size=12)
FEW = st.frozensets(st.integers(0, 5), min_size=1, max_size=4)
STEPS = st.lists(st.tuples(st.sampled_from(["kept", "undone", "again", "gone"]), st.booleans(), FEW), max_size=14)


@given(POSTS, st.frozensets(HASHES))
def test_a_tail_learned_by_writing_is_the_tail_read_back(posts: list[frozenset[int]], others: frozenset[int]) -> None:
    written, read = HashTail(7), HashTail(7)
    for post_id, hashes in enumerate(posts, 8):
        written.add(post_id, hashes)
    read.read((post_id, json.dumps(sorted(hashes))) for post_id, hashes in enumerate(posts, 8))
    asked = others.union(*posts)
    expected = {value: [i for i, hashes in enumerate(posts, 8) if value in hashes] for value in asked}
    assert written.sharing(asked) == read.sharing(asked) == {value: ids for value, ids in expected.items() if ids}
    assert (written.since, written.last, set(written.hashes())) == (read.since, read.last, set(read.hashes()))


@given(POSTS, st.frozensets(HASHES))
def test_a_filter_knows_all_that_it_learned_and_little_else(posts: list[frozenset[int]], others: frozenset[int]) -> None:
    known = HashFilter()
    for hashes in posts:
        known.add(hashes)
    every = frozenset[int]().union(*posts)
    assert every <= set(known.known(every | others)) <= every | others
    assert HashFilter().known(others) == []


def _sharing(store: SqliteStore, value: int) -> set[int]:
    with store.write():
        return set(store.sharing(Signature(b"", frozenset([value])), 1))


def _keep(store: SqliteStore, number: int, hashes: frozenset[int]) -> int:
    post_id = store.save_post(Post(f"{number}"), Signature(b"", hashes), "", (), ())
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
        kept[_keep(store, number, hashes)] = hashes
    elif kind == "undone":
        _undo(store, number, hashes)
    elif one is not None and kind == "again":
        store.derive_again(one, Signature(b"", kept[one]), "", (), ())
    elif one is not None:
        store.release(1, one)
        store.forget_unseen([one])
        del kept[one]


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_two_processes_find_by_turns_what_either_wrote(steps: list[tuple[str, bool, frozenset[int]]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "TAIL", 3)  # posts are merged all the time
        patch.setattr(repeats, "MANY", 2)
        stores = [SqliteStore(str(Path(folder) / "svodka.db"), HashedEmbedder()) for _ in range(2)]
        kept: dict[int, frozenset[int]] = {}
        for number, (kind, which, hashes) in enumerate(steps):
            _step(stores[which], kept, kind, number, hashes)
            for value in hashes:
                expected = {post_id for post_id, each in kept.items() if value in each}
                assert [_sharing(store, value) for store in stores] == [expected, expected]
        for store in stores:
            store.close()
