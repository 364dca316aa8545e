"""Keeps the database's log short, beside the desk that writes: a person does not wait there for the disk."""

from bot.desks import Desks
from bot.loops.background import for_ever
from indexer.ports import Store

PAUSE_S = 0.25  # an import writes three megabytes meanwhile


async def keep_log_short(store: Store, desks: Desks) -> None:
    """Shorten the log for ever, whenever something was written."""
    await for_ever(LogKeeping(store, desks).shorten, "the database's log", pause_s=PAUSE_S)


class LogKeeping:
    """The work, and how much was written when it was done last."""

    def __init__(self, store: Store, desks: Desks) -> None:
        self._store, self._desks, self._written = store, desks, 0

    async def shorten(self) -> None:
        """Shorten the log, if something was written since."""
        written = self._store.transactions
        if written != self._written:
            await self._desks.read(self._store.shorten_log)
            self._written = written
