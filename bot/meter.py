"""How far a work has come: in the words of a person (messages, messages a second, time left), or as a bar."""

import sys
import time
from collections.abc import Callable
from typing import Any

from bot.texts import say

_WARM_S = 2.0  # seconds before a rate says anything


class Meter:
    """Counts the bytes that were read of a total."""

    def __init__(self, total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._read, self._clock, self._started = total, 0, clock, clock()

    def count(self, read: int) -> None:
        """Count bytes as read."""
        self._read += read

    @property
    def percent(self) -> int:
        """How much of the total was read, at most 100."""
        return min(100, 100 * self._read // self._total) if self._total else 100

    def words(self, messages: int, language: str) -> str:
        """Return the messages read, and once they are known the messages a second and the time left."""
        passed = self._clock() - self._started
        if passed < _WARM_S or not self._read:
            return say(language, "import-read", posts=messages)
        left = passed * max(0, self._total - self._read) / self._read
        return say(language, "import-progress", posts=messages, rate=round(messages / passed), left=_clock_time(left))


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def bar(label: str) -> Callable[[int, int], None]:
    """Return a progress bar on standard error, where that is a terminal; it appears when there is something to show."""
    from tqdm import tqdm

    shown: Any = None

    def show(done: int, of: int) -> None:
        nonlocal shown
        if shown is None:
            shown = tqdm(desc=label, disable=not sys.stderr.isatty(), leave=False)
        shown.total, shown.n = of, done
        shown.refresh()
        if done >= of:
            shown.close()

    return show
