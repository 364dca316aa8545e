"""The threads that do the work: one owns the database, one reads files, one makes posts into vectors, one questions.

None waits for another. A person waits for an answer, nobody for an import, a poll of a channel, a digest that is due: before each
of their steps people go first.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import ParamSpec, TypeVar

BACKGROUND = 10  # niceness: a ninth of the time where a question wants the same core
STEP = 4  # posts that are saved in one transaction in the background: a question waits no longer than for one of them
PATIENCE_S = 0.25  # that work in the background lets people go first before a step: it goes on under any number of questions
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
        self._files = ThreadPoolExecutor(1, "files", initializer=give_way)
        self._served, self._calm = 0, asyncio.Event()
        self._calm.set()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Let a person go first as long as this is open."""
        self._served += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._served -= 1
            if not self._served:
                self._calm.set()

    async def calm(self) -> None:
        """Return once no person is being served, or when that takes long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._calm.wait()

    async def store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that owns the database: a connection of sqlite-utils is bound to its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._store, lambda: call(*args, **kwargs))

    async def read(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that reads files."""
        return await asyncio.get_running_loop().run_in_executor(self._files, lambda: call(*args, **kwargs))

    async def embed(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that makes posts into vectors: a batch takes up to a second."""
        return await asyncio.get_running_loop().run_in_executor(self._embedding, lambda: call(*args, **kwargs))

    async def embed_question(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call on the thread that makes questions into vectors: a person waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self._questions, lambda: call(*args, **kwargs))

    def close(self) -> None:
        """Wait for the calls under way and end the threads."""
        self._files.shutdown()
        self._embedding.shutdown()
        self._questions.shutdown()
        self._store.shutdown()
