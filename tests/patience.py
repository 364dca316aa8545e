"""How long tests wait for what has to come: a machine with more to do is slower, and nothing is wrong with the program."""

import asyncio
import os
import time
from collections.abc import Callable
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
