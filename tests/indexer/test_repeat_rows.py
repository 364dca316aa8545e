"""The rows by which repeats are found: they come and go with their post, and survive a step of the schema."""

import sqlite3
from pathlib import Path

from indexer.dedup import sign
from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Post
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
DELETE FROM _sqlite_migrations WHERE name = 'm005_repeats';
"""


def opened(path: Path) -> SqliteStore:
    return SqliteStore(str(path), HashedEmbedder())


def keep(store: SqliteStore, text: str, library_id: int = 1) -> int:
    post = Post(text)
    post_id = store.save_post(post, sign(post), "", (), ())
    store.hold(library_id, post_id, NOW)
    return post_id


def found(store: SqliteStore, text: str, library_id: int = 1) -> list[int]:
    post = Post(text)
    return [stored.post_id for stored in store.candidates(post, sign(post), library_id)]


def count(store: SqliteStore) -> int:
    return int(store.value("SELECT count(*) FROM fingerprints"))


def test_a_forgotten_post_takes_its_hashes_along_and_leaves_those_of_others(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    stays = keep(store, TEXT + " Подробности в блоге.")
    before = count(store)
    goes = keep(store, TEXT)
    assert found(store, TEXT) == [stays, goes]
    store.release(1, goes)
    store.forget_unseen([goes])
    assert count(store) == before
    assert found(store, TEXT) == [stays]
    store.close()


def test_hashes_derived_again_replace_the_old_ones(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep(store, TEXT)
    before = store.rows("SELECT * FROM fingerprints")
    store.derive_again(post_id, sign(Post("Совсем другие слова")), "", (), ())
    assert count(store) == 1
    store.derive_again(post_id, sign(Post(TEXT)), "", (), ())
    assert store.rows("SELECT * FROM fingerprints") == before
    store.close()


def test_a_store_of_the_former_schema_finds_and_forgets_its_posts(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep(store, TEXT)
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
