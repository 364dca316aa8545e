"""The threads that do the work: one owns the database, one makes posts into vectors, one questions; none waits for another."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

BACKGROUND = 10  # niceness: a ninth of the time where a question wants the same core
P = ParamSpec("P")
T = TypeVar("T")


def give_way() -> None:
    """Let this thread, and those that it will start, run when no other wants to; where the system knows that of threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BACKGROUND)


class Desks:
    """``await desks.store(library.search, query, vector)``: calls of one desk run one after another, in order."""

    def __init__(self) -> None:
        self._store = ThreadPoolExecutor(1, "store")
        self._embedding = ThreadPoolExecutor(1, "embedding", initializer=give_way)
        self._questions = ThreadPoolExecutor(1, "questions")

    async def store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that owns the database: a connection of sqlite-utils is bound to its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._store, lambda: call(*args, **kwargs))

    async def embed(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that makes posts into vectors: a batch takes up to a second."""
        return await asyncio.get_running_loop().run_in_executor(self._embedding, lambda: call(*args, **kwargs))

    async def embed_question(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that makes questions into vectors: a person waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self._questions, lambda: call(*args, **kwargs))

    def close(self) -> None:
        """Wait for the calls under way and end the threads."""
        self._embedding.shutdown()
        self._questions.shutdown()
        self._store.shutdown()
