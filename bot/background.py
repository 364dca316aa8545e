"""What runs in the background for ever: a failure is said in the log and ends nothing. Knows no Telegram library."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from indexer.errors import SvodkaError

log = logging.getLogger(__name__)


async def guarded(step: Callable[[], Awaitable[object]], name: str) -> None:
    """Take one step of a work; one that fails is said in the log, for the next to try again."""
    try:
        await step()
    except SvodkaError as error:
        log.error("%s: %s; trying again", name, error)
    except Exception:
        log.exception("%s: this should not have happened; trying again", name)


async def for_ever(
    step: Callable[[], Awaitable[object]],
    name: str,
    *,
    pause_s: float,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Take a step of a work again and again, with a pause behind each."""
    while True:
        await guarded(step, name)
        await wait(pause_s)
