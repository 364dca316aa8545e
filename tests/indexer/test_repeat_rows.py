"""The rows by which repeats are found: they come and go with their post, and survive a step of the schema."""

import sqlite3
from pathlib import Path

import pytest

from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Derived, Post
from indexer.opening import open_library
from indexer.repeats.dedup import sign
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import ALICE, NOW, a_post

TEXT = "Команда выпустила новую версию брокера сообщений, и теперь он переживает отказ любого узла без потери данных."
THOUSANDS = 4096
OLD = """
CREATE TABLE fingerprints (hash INTEGER NOT NULL, post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    PRIMARY KEY (hash, post_id)) WITHOUT ROWID;
CREATE INDEX fingerprints_of_post ON fingerprints (post_id);
INSERT INTO fingerprints SELECT 7, post_id FROM signatures WHERE length(hashes);
DROP TABLE signatures;
UPDATE posts SET fingerprint = x'00';
DELETE FROM _sqlite_migrations WHERE name IN ('m005_repeats', 'm008_hashes');
"""


def opened(path: Path) -> SqliteStore:
    return SqliteStore(str(path), HashedEmbedder())


def keep(store: SqliteStore, text: str, library_id: int = 1) -> int:
    post = Post(text)
    post_id = store.save_post(post, Derived(sign([post])[0]))
    store.hold(library_id, post_id, NOW)
    return post_id


def found(store: SqliteStore, text: str, library_id: int = 1) -> list[int]:
    post = Post(text)
    return [stored.post_id for stored in store.candidates(post, sign([post])[0], library_id)]


def seen_within(store: SqliteStore) -> None:
    post_id = keep(store, TEXT)
    assert found(store, TEXT + " И это всё.") == [post_id]
    raise KeyboardInterrupt


def hashes(store: SqliteStore) -> list[tuple[int, bytes]]:
    return store.rows("SELECT post_id, hashes FROM signatures ORDER BY post_id")


def test_a_forgotten_post_takes_its_hashes_along_and_leaves_those_of_others(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    stays = keep(store, TEXT + " Подробности в блоге.")
    before = hashes(store)
    goes = keep(store, TEXT)
    assert found(store, TEXT) == [stays, goes]
    store.release(1, goes)
    store.forget_unseen([goes])
    assert hashes(store) == before
    assert found(store, TEXT) == [stays]
    store.close()


def test_hashes_derived_again_replace_the_old_ones(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep(store, TEXT)
    before = hashes(store)
    store.derive_again(post_id, Derived(sign([Post("Совсем другие слова")])[0]))
    assert len(hashes(store)) == 1
    assert hashes(store) != before
    store.derive_again(post_id, Derived(sign([Post(TEXT)])[0]))
    assert hashes(store) == before
    store.close()


def test_a_post_is_found_by_the_hashes_that_were_derived_again(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep(store, "Совсем другие слова")
    assert found(store, TEXT) == []
    with store.write():
        store.derive_again(post_id, Derived(sign([Post(TEXT)])[0]))
        assert found(store, TEXT) == [post_id]
    store.close()


def test_a_store_of_a_former_schema_finds_and_forgets_its_posts(tmp_path: Path) -> None:
    store = opened(tmp_path / "svodka.db")
    post_id = keep(store, TEXT)
    only_held = store.save_post(Post(TEXT + " Снова."), Derived(sign([Post(TEXT)])[0]._replace(hashes=b"")))
    rows, fingerprints = hashes(store), store.rows("SELECT post_id, fingerprint FROM posts ORDER BY post_id")
    store.close()
    with sqlite3.connect(tmp_path / "svodka.db") as old:
        old.executescript(OLD)
    old.close()
    store = opened(tmp_path / "svodka.db")
    assert hashes(store) == [row for row in rows if row[0] != only_held]
    assert store.rows("SELECT post_id, fingerprint FROM posts WHERE post_id = ?", [post_id]) == fingerprints[:1]
    assert found(store, TEXT + " Подробности в блоге.") == [post_id]
    assert found(store, TEXT, library_id=2) == []
    store.release(1, post_id)
    store.forget_unseen([post_id])
    assert hashes(store) == []
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


def test_posts_are_found_after_thousands_of_others(tmp_path: Path) -> None:
    store, other = opened(tmp_path / "svodka.db"), opened(tmp_path / "svodka.db")
    first = keep(store, TEXT)
    assert found(other, TEXT + " И это всё.") == [first]
    with store.write():
        for i in range(THOUSANDS):
            keep(store, f"Запись номер {i}")
    last = keep(store, TEXT + " Ссылка ниже.")
    assert found(store, TEXT + " И это всё.") == found(other, TEXT + " И это всё.") == [first, last]
    store.release(1, first)
    store.forget_unseen([first])
    assert found(store, TEXT + " И это всё.") == found(other, TEXT + " И это всё.") == [last]
    store.close()
    other.close()


def test_a_post_costs_the_database_as_much_in_a_large_library_as_in_a_small_one() -> None:
    def steps(posts: int) -> int:
        library, done = open_library("sqlite:///:memory:", "hashed"), 0
        made = [a_post(f"Запись {i * 7}: слово{i * 13} и слово{i * 31}", chat_id=-1001, message_id=i) for i in range(posts + 1)]
        library.add(made[:-1], ALICE, via="import", seen_at=NOW)

        def count() -> int:
            nonlocal done
            done += 1
            return 0

        library.store.db.conn.set_progress_handler(count, 10)  # type: ignore[attr-defined]
        library.add(made[-1:], ALICE, via="import", seen_at=NOW)
        library.close()
        return done

    assert steps(1500) < 2 * steps(100)
