"""How long tests wait for what has to come: a machine with more to do is slower, and nothing is wrong with the program."""

import asyncio
import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

PATIENCE = float(os.environ.get("TEST_PATIENCE", "3"))  # times what a machine with nothing else to do may take
_LOOK_S = 0.02

T = TypeVar("T")


async def until(condition: Callable[[], T], seconds: float = 15) -> T:
    """Return what a condition gives as soon as it is true of anything.

    Raises:
        AssertionError: it never was, in this many seconds of an idle machine.
    """
    end = time.monotonic() + seconds * PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, f"nothing came in {seconds * PATIENCE:g} s"
        await asyncio.sleep(_LOOK_S)
    return found


def wait_for_posts(database: Path, more_than: int = 0) -> int:
    """Return how many posts a database holds once they are more than a number; another process makes it, and writes to it."""
    return asyncio.run(until(lambda: count if (count := _posts_in(database)) > more_than else 0))


def _posts_in(database: Path) -> int:
    if database.exists():
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(database)) as connection:
            return int(connection.execute("SELECT count(*) FROM holdings").fetchone()[0])
    return 0
