"""The rows by which repeats are found: they come and go with their post, and survive a step of the schema."""

import sqlite3
from pathlib import Path

import pytest

from indexer.dedup import sign
from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Post
from indexer.stores.hash_tail import TAIL
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import NOW

TEXT = "Команда выпустила новую версию брокера сообщений, и теперь он переживает отказ любого узла без потери данных."
OLD = """
DROP TRIGGER signatures_delete;
CREATE TABLE old (hash INTEGER NOT NULL, post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    PRIMARY KEY (hash, post_id)) WITHOUT ROWID;
INSERT INTO old SELECT * FROM fingerprints;
DROP TABLE fingerprints;
DROP TABLE signatures;
ALTER TABLE old RENAME TO fingerprints;
CREATE INDEX fingerprints_of_post ON fingerprints (post_id);
DELETE FROM facts WHERE name = 'merged_hashes';
DELETE FROM _sqlite_migrations WHERE name = 'm005_repeats';
"""


def opened(path: Path) -> SqliteStore:
    return SqliteStore(str(path), HashedEmbedder())


def keep(store: SqliteStore, text: str, library_id: int = 1) -> int:
    post = Post(text)
    post_id = store.save_post(post, sign(post), "", (), ())
    store.hold(library_id, post_id, NOW)
    return post_id


def keep_in_tree(store: SqliteStore, text: str) -> int:
    post_id = keep(store, text)
    store.derive_again(post_id, sign(Post(text)), "", (), ())
    return post_id


def found(store: SqliteStore, text: str, library_id: int = 1) -> list[int]:
    post = Post(text)
    return [stored.post_id for stored in store.candidates(post, sign(post), library_id)]


def seen_within(store: SqliteStore) -> None:
    post_id = keep(store, TEXT)
    assert found(store, TEXT + " И это всё.") == [post_id]
    raise KeyboardInterrupt


def count(store: SqliteStore) -> int:
    return int(store.value("SELECT count(*) FROM fingerprints"))


def test_a_forgotten_post_takes_its_hashes_along_and_leaves_those_of_others(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    stays = keep_in_tree(store, TEXT + " Подробности в блоге.")
    before = count(store)
    goes = keep_in_tree(store, TEXT)
    assert found(store, TEXT) == [stays, goes]
    store.release(1, goes)
    store.forget_unseen([goes])
    assert count(store) == before
    assert found(store, TEXT) == [stays]
    store.close()


def test_hashes_derived_again_replace_the_old_ones(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep_in_tree(store, TEXT)
    before = store.rows("SELECT * FROM fingerprints")
    store.derive_again(post_id, sign(Post("Совсем другие слова")), "", (), ())
    assert count(store) == 1
    store.derive_again(post_id, sign(Post(TEXT)), "", (), ())
    assert store.rows("SELECT * FROM fingerprints") == before
    store.close()


def test_a_post_is_found_by_the_hashes_that_were_derived_again(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep(store, "Совсем другие слова")
    assert found(store, TEXT) == []
    with store.write():
        store.derive_again(post_id, sign(Post(TEXT)), "", (), ())
        assert found(store, TEXT) == [post_id]
    store.close()


def test_a_store_of_the_former_schema_finds_and_forgets_its_posts(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep_in_tree(store, TEXT)
    rows = store.rows("SELECT * FROM fingerprints")
    store.close()
    with sqlite3.connect(tmp_path / "svodka.db") as old:
        old.executescript(OLD)
    old.close()
    store = opened(tmp_path / "svodka.db")
    assert store.rows("SELECT * FROM fingerprints") == rows
    assert found(store, TEXT + " Подробности в блоге.") == [post_id]
    assert found(store, TEXT, library_id=2) == []
    store.release(1, post_id)
    store.forget_unseen([post_id])
    assert count(store) == 0
    store.close()


def test_the_latest_posts_are_found_by_another_process_and_after_a_restart(tmp_path: Path) -> None:
    one, other = opened(tmp_path / "svodka.db"), opened(tmp_path / "svodka.db")
    assert found(other, TEXT + " И это всё.") == []
    post_id = keep(one, TEXT)
    assert found(other, TEXT + " И это всё.") == [post_id]
    later = keep(other, TEXT + " Ссылка ниже.")
    one.close()
    other.close()
    store = opened(tmp_path / "svodka.db")
    assert found(store, TEXT + " И это всё.") == [post_id, later]
    assert found(store, TEXT + " И это всё.", library_id=2) == []
    store.close()


def test_a_post_that_was_rolled_back_is_no_candidate_and_its_number_serves_another(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    with pytest.raises(KeyboardInterrupt), store.write():
        seen_within(store)
    assert found(store, TEXT + " И это всё.") == []
    keep(store, "Совсем другие слова о совсем других вещах")
    assert found(store, TEXT + " И это всё.") == []
    again = keep(store, TEXT)
    assert found(store, TEXT + " И это всё.") == [again]
    store.close()


def test_posts_are_found_before_and_after_their_hashes_are_merged(tmp_path: Path) -> None:
    store, other = opened(tmp_path / "svodka.db"), opened(tmp_path / "svodka.db")
    first = keep(store, TEXT)
    assert found(other, TEXT + " И это всё.") == [first]
    with store.write():
        for i in range(TAIL):
            keep(store, f"Запись номер {i}")
    last = keep(store, TEXT + " Ссылка ниже.")
    assert count(store) > TAIL
    assert found(store, TEXT + " И это всё.") == found(other, TEXT + " И это всё.") == [first, last]
    store.release(1, first)
    store.forget_unseen([first])
    assert found(store, TEXT + " И это всё.") == found(other, TEXT + " И это всё.") == [last]
    store.close()
    other.close()
