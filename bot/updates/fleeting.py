"""Inline queries: worth an answer while a person types, and never later; so they are not written down."""

import asyncio
import logging
from typing import Any, Protocol

Update = dict[str, Any]

log = logging.getLogger(__name__)


class Answering(Protocol):
    """Whoever deals with updates."""

    async def handle(self, update: Update) -> bool:
        """Deal with an update."""
        ...


def is_fleeting(update: Update) -> bool:
    """Say whether an update is worthless after a few seconds."""
    return isinstance(update.get("inline_query"), dict)


class Typing:
    """Answers what people type: of each person what was typed last, as every letter is a query of its own."""

    def __init__(self, handler: Answering) -> None:
        self._handler = handler
        self._latest: dict[int, asyncio.Task[None]] = {}

    def hand_over(self, update: Update) -> None:
        """Answer an update instead of the person's one before."""
        person = (update["inline_query"].get("from") or {}).get("id", 0)
        if earlier := self._latest.pop(person, None):
            earlier.cancel()
        task = asyncio.create_task(self._answer(update))
        self._latest[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))

    async def _answer(self, update: Update) -> None:
        try:
            await self._handler.handle(update)
        except Exception as error:  # nobody waits for this answer any more
            log.info("an inline query was left: %s", type(error).__name__)

    def _forget(self, person: int, task: asyncio.Task[None]) -> None:
        if self._latest.get(person) is task:
            del self._latest[person]

    def cancel(self) -> None:
        """Answer nothing more."""
        for task in self._latest.values():
            task.cancel()
