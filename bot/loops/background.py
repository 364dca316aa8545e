"""What runs in the background for ever: a failure is said in the log and ends nothing. Knows no Telegram library."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from indexer.errors import SvodkaError

log = logging.getLogger(__name__)


async def guarded(step: Callable[[], Awaitable[object]], name: str, failed: str = "") -> str:
    """Take one step of a work, and return what it failed with, or "": that is said in the log, for the next to try again.

    What the step before ``failed`` with too, as while a disk is full, is not said again.
    """
    try:
        await step()
    except SvodkaError as error:
        log.log(logging.DEBUG if str(error) == failed else logging.ERROR, "%s: %s; trying again", name, error)
        return str(error)
    except Exception as error:
        if repr(error) != failed:
            log.exception("%s: this should not have happened; trying again", name)
        return repr(error)
    return ""


async def for_ever(
    step: Callable[[], Awaitable[object]],
    name: str,
    *,
    pause_s: float,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Take a step of a work again and again, with a pause behind each."""
    failed = ""
    while True:
        failed = await guarded(step, name, failed)
        await wait(pause_s)
