"""Who may use the bot: SVODKA_ALLOWED, looked at before anything is written down."""

import re
from collections.abc import Awaitable, Callable, Set
from typing import Any

Update = dict[str, Any]

_MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post")
_KEPT_OF_MESSAGE = ("message_id", "date", "chat", "from")
_NOTHING_TYPED = {"query": "", "offset": ""}
_KEPT_OF_PRESS = ("id", "from", "chat_instance", "data")


async def no_libraries(channel_id: int) -> list[int]:
    """No channel is connected to anybody's library."""
    return []


class Gate:
    """Tells the allowed from strangers. ``allowed`` holds ids of users and chats; empty, it is open to everybody.

    ``libraries_of`` says whose libraries a channel is connected to, ``username`` how people address the bot.
    """

    def __init__(
        self,
        allowed: Set[int],
        *,
        libraries_of: Callable[[int], Awaitable[list[int]]] = no_libraries,
        username: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._allowed, self._libraries_of, self._username = allowed, libraries_of, username
        self._connecting: set[int] = set()  # channels whose connection may still wait for its turn while their posts arrive

    async def is_open(self, update: Update) -> bool:
        """Say whether an update comes from an allowed person or chat, or from a channel that one has connected."""
        if not self._allowed or _ids(update) & self._allowed:
            return True
        channel = update.get("channel_post") or update.get("edited_channel_post")
        if not isinstance(channel, dict) or not _ids(update):
            return False
        chat_id = channel["chat"]["id"]
        return chat_id in self._connecting or bool(self._allowed & set(await self._libraries_of(chat_id)))

    def _note_connection(self, update: Update) -> None:
        event = update.get("my_chat_member")
        if not isinstance(event, dict):
            return
        chat_id, status = (event.get("chat") or {}).get("id", 0), (event.get("new_chat_member") or {}).get("status")
        if status == "administrator":
            self._connecting.add(chat_id)
        else:
            self._connecting.discard(chat_id)

    async def kept(self, update: Update) -> Update:
        """Return what of an update may be written down: of a stranger's, only who has to be refused, and never a word."""
        if await self.is_open(update):
            self._note_connection(update)
            return update
        bare: Update = {"update_id": update["update_id"]}
        press, message = update.get("callback_query"), update.get("message")
        typed = update.get("inline_query")
        if isinstance(typed, dict):
            return bare | {"inline_query": {name: typed[name] for name in ("id", "from") if name in typed} | _NOTHING_TYPED}
        if isinstance(press, dict):
            kept = {name: press[name] for name in _KEPT_OF_PRESS if name in press}
            return bare | {"callback_query": kept | ({"message": _bare(press["message"])} if "message" in press else {})}
        if isinstance(message, dict) and self._speaks_to_us(message):
            return bare | {"message": _bare(message)}
        return bare

    def _speaks_to_us(self, message: dict[str, Any]) -> bool:
        """In a private chat everything does; in a group what names the bot, or a command that names nobody else."""
        if (message.get("chat") or {}).get("type") == "private":
            return True
        text, username = message.get("text") or message.get("caption") or "", (self._username() or "").lower()
        command = re.match(r"/\w+(?:@(\w+))?(?!\S)", text)
        named = bool(username) and re.search(rf"@{re.escape(username)}(?!\w)", text.lower()) is not None
        return named or bool(command and not command[1])


def _bare(message: dict[str, Any]) -> dict[str, Any]:
    return {name: message[name] for name in _KEPT_OF_MESSAGE if name in message}


def _ids(update: Update) -> set[int]:
    """The ids of the person and of the chats that an update comes from."""
    events = [update.get(kind) for kind in (*_MESSAGES, "callback_query", "inline_query", "my_chat_member")]
    events += [event.get("message") for event in events if isinstance(event, dict)]
    holders = [event.get(name) for event in events if isinstance(event, dict) for name in ("from", "chat")]
    return {holder["id"] for holder in holders if isinstance(holder, dict) and isinstance(holder.get("id"), int)}
