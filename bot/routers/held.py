"""Updates that are dealt with after their handler has returned: they are done when the work is, and not before."""

from collections.abc import Awaitable, Callable, Sequence

from aiogram import Bot

from bot.conversation.talk import Talk
from bot.routers.failures import report
from indexer.errors import StoreUnavailable

HELD = "held"  # what a handler returns whose update is finished later


class Held:
    """``begin`` counts an attempt at updates, ``finish`` notes that they are done, ``put_off`` that they have to wait."""

    def __init__(
        self,
        bot: Bot,
        *,
        begin: Callable[[Sequence[int]], Awaitable[None]],
        finish: Callable[[Sequence[int]], Awaitable[None]],
        put_off: Callable[[Sequence[int], Exception], None],
    ) -> None:
        self._bot, self._begin, self._finish, self._put_off = bot, begin, finish, put_off
        self._told: set[int] = set()  # updates that wait, and whose senders know it

    async def settle(
        self, talk: Talk, update_ids: Sequence[int], work: Callable[[], Awaitable[None]], *, is_told: bool = True
    ) -> None:
        """Do the work that updates asked for. Raises nothing: what cannot be done now is put off.

        Where ``is_told`` is false, nobody reads of what went wrong: the readers of a channel have asked for nothing.
        """
        try:
            await self._begin(update_ids)
            await work()
            await self._finish(update_ids)
            self._told.difference_update(update_ids)
        except Exception as error:
            await self._fail(talk, update_ids, error, is_told)

    async def _fail(self, talk: Talk, update_ids: Sequence[int], error: Exception, is_told: bool) -> None:
        """A disk that is full or a Telegram that is away passes, and the work waits; anything else is said and done with."""
        try:
            waits = isinstance(error, StoreUnavailable)
            if not (waits and self._told.issuperset(update_ids)):
                await report(self._bot, talk, error, is_told=is_told, is_tried_again=waits)
            if waits:
                self._told.update(update_ids)
                raise error
            await self._finish(update_ids)
        except Exception as passing:
            self._put_off(update_ids, passing)
