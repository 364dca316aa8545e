"""Until when Telegram wants no message for a chat: what one of the two libraries was told, the other obeys too."""

from collections.abc import Callable
from datetime import datetime, timedelta

NO_PAUSE = timedelta(0)


class Flood:
    """The pauses that Telegram has asked for, by chat."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._until: dict[int, datetime] = {}

    def pause(self, chat_id: int, pause: timedelta) -> None:
        """Note that a chat wants no message for a while."""
        until = self._clock() + pause
        self._until[chat_id] = max(until, self._until.get(chat_id, until))

    def left(self, chat_id: int) -> timedelta:
        """Return how long a chat still has to be left alone."""
        left = self._until.get(chat_id, self._clock()) - self._clock()
        if left <= NO_PAUSE:
            self._until.pop(chat_id, None)
        return max(left, NO_PAUSE)
