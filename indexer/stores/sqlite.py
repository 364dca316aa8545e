"""The default store: rows of SQLite, stems and vectors among them; what is searched is an index of both in memory."""

import sqlite3
from pathlib import Path

from indexer.errors import IndexMismatch
from indexer.ports import Embedder
from indexer.stores.connection import translated
from indexer.stores.conversations import Conversations
from indexer.stores.deliveries import Deliveries
from indexer.stores.filters import register
from indexer.stores.follows import Follows
from indexer.stores.history import History
from indexer.stores.searching import Searching

_EMBEDDER = "embedder"


class SqliteStore(Searching, Conversations, Deliveries, Follows, History):
    """Everything that Svodka remembers, in one file; bound to the thread that opened it."""

    def __init__(self, path: str, embedder: Embedder) -> None:
        super().__init__(path)
        self.dim, self._embedder, self._of = embedder.dim, embedder.name, embedder
        register(self.db.conn)
        if self.fact(_EMBEDDER) is None:
            self.save_fact(_EMBEDDER, embedder.name)

    def copied(self, folder: Path) -> "SqliteStore":
        """Return a store of its own that holds the same, in a file in a folder."""
        path = str(folder / "svodka.db")
        with translated():
            copy = sqlite3.connect(path)
            self.db.conn.backup(copy)
            copy.close()
        return SqliteStore(path, self._of)

    def check_embedder(self) -> None:
        """Make sure that the vectors in the store and those of the embedder can be compared.

        Raises:
            IndexMismatch: another embedder made them.
        """
        found = self.fact(_EMBEDDER)
        if found != self._embedder:
            raise IndexMismatch(found or "", self._embedder)

    def adopt_embedder(self) -> None:
        """Say that all vectors from now on are this embedder's, and drop those of another."""
        with self.write():
            if self.fact(_EMBEDDER) != self._embedder:
                self.run("UPDATE passages SET vector = NULL")
                self.run("DELETE FROM sentences")
                self.save_fact(_EMBEDDER, self._embedder)

    def fact(self, name: str) -> str | None:
        """Return what the store knows of itself under a name."""
        found = self.value("SELECT value FROM facts WHERE name = ?", [name])
        return None if found is None else str(found)

    def save_fact(self, name: str, value: str) -> None:
        """Keep what the store knows of itself."""
        with self.write():
            self.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    def libraries(self) -> list[tuple[int, int]]:
        """Return (library id, posts) of every library that holds any."""
        return [(library_id, n) for library_id, n in self.rows("SELECT library_id, count(*) FROM holdings GROUP BY library_id")]

    def move_chat(self, old: int, new: int) -> None:
        """Let a group that became a supergroup keep its library, its subscriptions and what is on its way to it.

        Of subscriptions that somebody has made in both, one is left.
        """
        with self.write():
            moved, wishes = self.post_ids(old), self.subscriptions(old)
            for table in ("holdings", "own_tags", "channels", "follows", "questions", "turns"):
                self.run(f"UPDATE OR IGNORE {table} SET library_id = ? WHERE library_id = ?", [new, old])
                self.run(f"DELETE FROM {table} WHERE library_id = ?", [old])
            for table in ("sightings", "page_sets", "subscriptions", "deliveries"):
                self.run(f"UPDATE {table} SET library_id = ? WHERE library_id = ?", [new, old])
            for wish in wishes:
                self.join_equal(wish.subscription_id, wish.thread_id)
            for table in ("answers", "shown"):  # messages have other numbers in the new chat
                self.run(f"DELETE FROM {table} WHERE library_id = ?", [old])
            self.run(
                "INSERT INTO libraries (library_id, language, zone, chosen)"
                " SELECT ?, language, zone, chosen FROM libraries WHERE library_id = ?"
                " ON CONFLICT (library_id) DO UPDATE SET language = coalesce(excluded.language, language),"
                " zone = coalesce(zone, excluded.zone), chosen = coalesce(chosen, excluded.chosen)",
                [new, old],
            )
            self.run("DELETE FROM libraries WHERE library_id = ?", [old])
            self.touch(old, moved)
            self.touch(new, moved)
