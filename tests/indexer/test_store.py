"""The store on bad days: full disks, locks, strange files, killed processes. And the outbox's own laws."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from indexer.embedders.hashed import HashedEmbedder
from indexer.errors import IndexMismatch, StoreUnavailable, StoreUnreadable
from indexer.library import Library
from indexer.models import LOCAL, Cadence, DeliveryState, Query, Subscription
from indexer.opening import open_library
from indexer.stores import open_store
from indexer.stores.connection import Connection
from tests.forked import ForkedProgram
from tests.indexer.makers import ALICE, GROUP, NOW, a_post, add
from tests.patience import PATIENCE, wait_for_posts

ROOT = Path(__file__).parents[2]


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    library = open_library(f"sqlite:///{tmp_path}/svodka.db", "hashed")
    add(library, "The first post of many about oaks and elms.")
    connection = library.store
    assert isinstance(connection, Connection)
    pages = connection.value("PRAGMA page_count")
    connection.run(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailable):
        add(library, *(f"Post {n}: " + f"word{n} " * 400 for n in range(50)))
    connection.run("PRAGMA max_page_count = 1000000")
    assert library.count(ALICE) == 1
    add(library, "And a second one, when there was room again.")
    assert library.count(ALICE) == 2
    library.close()


def test_the_log_is_copied_into_the_database_from_another_thread(tmp_path: Path) -> None:
    path = tmp_path / "svodka.db"
    library = open_library(f"sqlite:///{path}", "hashed")
    add(library, "Willows weep over the river.")
    with ThreadPoolExecutor(1) as beside:
        beside.submit(library.store.shorten_log).result()
    copy = tmp_path / "alone.db"
    shutil.copy(path, copy)  # without its log
    add(library, "And the conversation goes on.")
    assert [row[0] for row in sqlite3.connect(copy).execute("SELECT text FROM posts")] == ["Willows weep over the river."]
    assert library.count(ALICE) == 2
    library.close()


def test_a_database_held_by_another_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "svodka.db"
    library = open_library(f"sqlite:///{path}", "hashed")
    store = library.store
    assert isinstance(store, Connection)
    store.run("PRAGMA busy_timeout = 50")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        add(library, "Nobody can write now.")
    holder.execute("ROLLBACK")
    holder.close()
    assert add(library, "Nobody can write now.")[0].verdict.kind.value == "new"
    library.close()


@pytest.mark.parametrize("content", [b"a letter, not a database. " * 400, b"SQLite format 3\x00" + bytes(2000)])
def test_a_strange_file_is_said_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "svodka.db"
    path.write_bytes(content)
    with pytest.raises((StoreUnreadable, StoreUnavailable)):
        open_library(f"sqlite:///{path}", "hashed")
    assert path.read_bytes() == content


def test_an_unknown_kind_of_store_is_said() -> None:
    with pytest.raises(StoreUnreadable):
        open_store("mongodb://somewhere", HashedEmbedder())


def test_another_models_vectors_are_not_compared(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(url, "hashed")
    library.store.save_fact("embedder", "another")
    library.close()
    with pytest.raises(IndexMismatch, match="another"):
        open_library(url, "hashed")
    mended = open_library(url, "hashed", rebuilding=True)
    mended.rebuild()
    mended.close()
    open_library(url, "hashed").close()


def test_a_failed_batch_leaves_nothing_behind(library: Library) -> None:
    def fail_halfway() -> None:
        with library.store.write():
            library.add([a_post("This one is forgotten.")], ALICE, via="forward", seen_at=NOW)
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        fail_halfway()
    assert library.count(ALICE) == library.store.count_posts() == 0


@pytest.mark.slow
def test_an_import_survives_kill_9_and_goes_on(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"text": "Lighthouse {n} burns {n * 7} litres of oil in night {n * 3}."}}' for n in range(2000))
    (tmp_path / "posts.jsonl").write_text(lines)
    environment = {**os.environ, "SVODKA_DATABASE": f"sqlite:///{tmp_path}/svodka.db", "SVODKA_MODEL": "hashed"}
    command = ["import", str(tmp_path / "posts.jsonl"), "--json"]
    environment["PYTHONPATH"] = str(ROOT)
    held = 0
    for pause_s in (0, 0.02, 0.05):
        process = ForkedProgram(command, environment, tmp_path, tmp_path / "out", tmp_path / "err")
        held = wait_for_posts(tmp_path / "svodka.db", more_than=held)
        time.sleep(pause_s)  # into the next transaction, or the one after it
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert held < 2000
    subprocess.run([sys.executable, "-m", "bot", *command], env=environment, cwd=tmp_path, check=True, capture_output=True)
    library = open_library(f"sqlite:///{tmp_path}/svodka.db", "hashed")
    assert library.count(LOCAL) == library.store.count_posts() == 2000
    assert library.backlog() == 0
    assert library.search(Query("lighthouse 17", LOCAL), library.embed_query("lighthouse 17")).hits
    library.close()


def test_subscriptions_of_an_older_store_keep_their_weekdays(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(address, "hashed")
    weekly = _promised(library)
    daily = library.store.add_subscription(replace(weekly, cadence=Cadence.DAILY, weekdays=()))
    library.close()
    with sqlite3.connect(tmp_path / "svodka.db") as db:
        db.execute("ALTER TABLE subscriptions ADD COLUMN weekday INTEGER")
        db.execute("UPDATE subscriptions SET weekday = 3 WHERE cadence = 'weekly'")
        db.execute("ALTER TABLE subscriptions DROP COLUMN weekdays")
        db.execute("ALTER TABLE subscriptions DROP COLUMN thread_id")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm014_subscriptions'")
    library = open_library(address, "hashed")
    assert [each.weekdays for each in library.store.subscriptions(ALICE)] == [(3,), ()]
    several = replace(weekly, weekdays=(1, 3))
    assert library.store.add_subscription(several) == library.store.add_subscription(several) != daily
    assert library.store.subscriptions(ALICE)[-1].weekdays == (1, 3)
    assert {each.thread_id for each in library.store.subscriptions(ALICE)} == {None}
    library.close()


def test_what_was_asked_in_an_older_store_stays_with_whoever_asked_it(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/svodka.db"
    open_library(address, "hashed").close()
    with sqlite3.connect(tmp_path / "svodka.db") as db:
        db.executescript("DROP TABLE turns; DROP TABLE questions;")
        db.execute("CREATE TABLE questions (question_id INTEGER PRIMARY KEY AUTOINCREMENT, library_id INTEGER, question TEXT)")
        db.execute(f"INSERT INTO questions (library_id, question) VALUES ({ALICE}, 'penguins'), ({GROUP}, 'whales')")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm016_turns'")
    library = open_library(address, "hashed")
    assert [question for _, question in library.store.questions(ALICE, 9, asker=ALICE)] == ["penguins"]
    assert library.store.questions(GROUP, 9, asker=ALICE) == []
    library.close()


def test_posts_of_an_older_store_are_found_by_the_name_of_a_language(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(address, "hashed")
    add(library, "Шаблоны С++ раздувают сборку.")
    library.close()
    with sqlite3.connect(tmp_path / "svodka.db") as db:
        db.execute("UPDATE lexicon SET lex = replace(lex, 'c++', 'с++')")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm017_stems'")
    library = open_library(address, "hashed")
    assert library.search(Query("c++", ALICE), None).fits
    assert library.search(Query("с++", ALICE), None).fits
    library.close()


def _promised(library: Library, *parts: str) -> Subscription:
    wish = Subscription(0, ALICE, Cadence.WEEKLY, (0,), NOW.timetz().replace(tzinfo=None), "UTC", None, NOW - timedelta(7), NOW)
    promise = library.store.add_subscription(wish)
    library.store.promise(promise, parts, since=NOW, next_due=NOW + timedelta(7))
    return promise


def test_parts_go_in_order_and_one_that_waits_holds_the_next(library: Library) -> None:
    _promised(library, "one", "two")
    first = library.store.take_delivery(NOW)
    assert first is not None
    assert first.html == "one"
    assert library.store.take_delivery(NOW) is None
    library.store.settle_delivery(first.delivery_id, DeliveryState.READY, not_before=NOW + timedelta(minutes=1))
    assert library.store.take_delivery(NOW) is None
    again = library.store.take_delivery(NOW + timedelta(minutes=2))
    assert again is not None
    library.store.settle_delivery(again.delivery_id, DeliveryState.SENT, message_id=5)
    second = library.store.take_delivery(NOW)
    assert second is not None
    assert second.html == "two"


def test_a_promise_is_made_once_and_a_doubtful_message_goes_once_more(library: Library) -> None:
    promise = _promised(library, "one")
    library.store.promise(promise, ["one"], since=NOW, next_due=NOW + timedelta(7))
    assert len(library.store.deliveries(ALICE)) == 1
    assert library.store.due(NOW) == []
    library.store.take_delivery(NOW)
    assert library.store.recover_deliveries() == 1
    repeated = library.store.take_delivery(NOW)
    assert repeated is not None
    assert repeated.repeat
    assert library.store.recover_deliveries() == 0
    assert library.store.deliveries(ALICE)[0].state is DeliveryState.DEAD


def test_processes_that_open_an_older_store_at_once_wait_for_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'svodka.db'}"
    environment = {**os.environ, "SVODKA_DATABASE": url, "SVODKA_MODEL": "hashed"}
    said = [tmp_path / f"said-{number}" for number in range(4)]
    started = [ForkedProgram(["export"], environment, tmp_path, each, each) for each in said]
    assert [each.wait(20 * PATIENCE) for each in started] == [0] * 4, [each.read_text() for each in said]
