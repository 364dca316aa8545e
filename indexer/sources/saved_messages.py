"""Pages of Saved Messages, which bear their owner's name like a chat with somebody of that name.

What was forwarded there stands under its source. The page is told by what is joined to the message before it: elsewhere all that
one author says within a quarter of an hour, in Saved Messages only what was forwarded within a second.

Source: telegramdesktop/tdesktop, export_output_html.cpp, ``messageNeedsWrap``
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

_JOINED, _SENT_AT_ONCE = timedelta(minutes=15), timedelta(seconds=1)
_NOTHING = timedelta()


class Said(NamedTuple):
    """Who says a message, None for a notice and for an account that is gone; when; and whether it is joined to the one before."""

    name: str | None = None
    moment: datetime | None = None
    is_joined: bool = False


def is_saved(messages: Iterable[Said], owner: str | None) -> bool:
    """Say whether a page whose messages follow each other so is one of Saved Messages: one sign is for it, and none against."""
    found = False
    for before, message in pairwise(messages):
        if before.name != message.name or message.name in (None, owner) or not (before.moment and message.moment):
            continue
        apart = message.moment - before.moment
        if message.is_joined and apart > _SENT_AT_ONCE:
            return False
        found = found or (not message.is_joined and _NOTHING <= apart <= _JOINED)
    return found
