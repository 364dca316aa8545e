"""One SQLite connection: its pragmas, its transactions, and its errors in our words."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlite_utils import Database

from indexer.errors import StoreUnavailable, StoreUnreadable
from indexer.stores.migrations import migrations

BUSY_MS = 15_000  # another process (an import beside the bot) may hold the write lock for one batch
MEMORY = ":memory:"
AMONG = "IN (SELECT value FROM json_each(?))"  # of a number; whichever they are, the statement is one, prepared once
_LOG_PAGES = 8_000  # 32 MB: the log is copied into the file at that length, and whoever writes waits for the disk
_PRAGMAS = (
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MS}",
    "synchronous=NORMAL",
    "cache_size=-65536",
    "temp_store=MEMORY",
    f"wal_autocheckpoint={_LOG_PAGES}",
)
_DAMAGED = ("file is not a database", "malformed", "encrypted")


class Connection:
    """The database of every part of the store; bound to the thread that opened it."""

    transactions = 0  # how many were begun: nobody else writes within one

    def __init__(self, path: str) -> None:
        with translated():
            if Path(path).is_dir():
                raise StoreUnreadable(f"{path} is a folder")
            if path != MEMORY:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self.db = Database(path)
            self.path = path
            for pragma in _PRAGMAS:
                self.db.execute(f"PRAGMA {pragma}")
            if path != MEMORY:
                self.db.enable_wal()
            if migrations.pending(self.db):
                with self.write():  # what is pending is read again under the lock: another process may have been faster
                    migrations.apply(self.db)

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query.

        Raises:
            StoreError: see ``translated``.
        """
        with translated():
            found: list[tuple[Any, ...]] = self._execute(sql, parameters).fetchall()
            return found

    def _execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any]) -> sqlite3.Cursor:
        """Within a transaction nothing has to be done but to execute; a statement outside of one is committed by itself."""
        cursor: sqlite3.Cursor = (self.db.conn if self.db.conn.in_transaction else self.db).execute(sql, parameters)
        return cursor

    def first(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        return next(iter(self.rows(sql, parameters)), None)

    def value(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.first(sql, parameters)
        return row[0] if row else None

    def run(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Execute one statement in the open transaction and return how many rows it changed."""
        with translated():
            return int(self._execute(sql, parameters).rowcount)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one statement for every row, in the open transaction."""
        with translated():
            self.db.conn.executemany(sql, rows)

    def insert(self, sql: str, parameters: Sequence[Any] | dict[str, Any]) -> int:
        """Insert one row in the open transaction and return its id, 0 where the statement lets a conflict leave it out."""
        with translated():
            cursor = self._execute(sql, parameters)
            return int(cursor.lastrowid or 0) if cursor.rowcount else 0

    def write(self) -> AbstractContextManager[None]:
        """Hold one transaction; blocks inside another are part of it.

        It takes the write lock at once: a transaction that read first could not wait for another process, only fail.
        """
        return nullcontext() if self.db.conn.in_transaction else self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with translated():
            self.db.execute("BEGIN IMMEDIATE")
        self.transactions += 1
        try:
            yield
            self.finish()
            with translated():
                self.db.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            self.forget_cache()
            raise

    def finish(self) -> None:
        """Before a transaction ends, write what waits; parts of the store that let rows wait for each other override it."""

    def forget_cache(self) -> None:
        """After a rollback, forget what was learned from rows that are not there; parts of the store that learn override it."""

    def shorten_log(self) -> None:
        """Copy the write-ahead log into the database, on any thread: else a transaction does now and then, and waits for a disk.

        Source: SQLite, "Write-Ahead Logging", 2.2 and 6.
        """
        if self.path != MEMORY:
            with translated(), closing(sqlite3.connect(self.path)) as beside:
                beside.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close the connection."""
        self.db.close()


class _Translation:
    """Entered a dozen times for every post: an object costs a fraction of a generator."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            return
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
            return  # our bug
        if isinstance(error, sqlite3.DatabaseError):
            damaged = not isinstance(error, sqlite3.OperationalError) or any(word in str(error) for word in _DAMAGED)
            raise (StoreUnreadable if damaged else StoreUnavailable)(str(error)) from error
        if isinstance(error, OSError):
            raise StoreUnavailable(str(error)) from error


_TRANSLATION = _Translation()


def translated() -> AbstractContextManager[None]:
    """Turn SQLite's and the file system's errors into ours.

    Raises:
        StoreUnavailable: locked, full disk, read-only: try again later.
        StoreUnreadable: not a database of ours, or damaged.
    """
    return _TRANSLATION


def json_list(numbers: Iterable[int]) -> str:
    """Return numbers as the one parameter of ``AMONG``: any number of them, which placeholders have a limit for."""
    return f"[{','.join(map(str, numbers))}]"


def written(moment: datetime | None) -> str | None:
    """Return a time as the store writes it: UTC, microseconds, so that text sorts as time does."""
    return moment.isoformat(timespec="microseconds") if moment else None


def read_time(text: str | None) -> datetime | None:
    """Return a time that the store wrote."""
    return datetime.fromisoformat(text) if text else None
