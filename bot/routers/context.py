"""Before a handler: who may come in, and the Talk that the handler gets."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import InlineQueryResultsButton, TelegramObject, User
from aiogram.types import Update as AiogramUpdate

from bot.conversation import failure_text
from bot.conversation.talk import FollowChannel, Part, ShowMenu, Talk, show_no_menu
from bot.desks import Desks
from bot.helpers import NO_HELPERS, Helpers
from bot.routers import show
from bot.texts import say
from bot.updates.gate import Gate
from bot.updates.inbox import Update, chat_of
from bot.views.html import plain
from indexer.errors import NotAllowed, StoreError
from indexer.library import Library
from indexer.models import LOCAL

Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

RUSSIAN = ("ru", "uk", "be")
LONG_AGO = datetime.min.replace(tzinfo=UTC)
REFUSAL_EVERY = timedelta(seconds=1)  # a burst of forwards is refused once


class Context(BaseMiddleware):
    """Gives handlers their ``talk``, and strangers one polite sentence."""

    def __init__(
        self,
        library: Library,
        desks: Desks,
        gate: Gate,
        follow: FollowChannel,
        *,
        zone: str,
        clock: Callable[[], datetime],
        helpers: Helpers = NO_HELPERS,
        show_menu: ShowMenu = show_no_menu,
    ) -> None:
        self._helpers, self._follow, self._show_menu = helpers, follow, show_menu
        self._library, self._desks, self._gate, self._zone, self._clock = library, desks, gate, zone, clock
        self._refused: dict[int, datetime] = {}

    async def __call__(self, handler: Next, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Let an update in, or refuse it."""
        raw, user = data["raw"], data.get("event_from_user")
        chat_id = chat_of(raw)
        assert isinstance(event, AiogramUpdate)
        if chat_id is None:
            return None
        if not await self._gate.is_open(raw):
            return await self._refuse(event, chat_id, user)
        data["talk"] = await self._talk(raw, chat_id, user)
        return await handler(event, data)

    async def _refuse(self, update: AiogramUpdate, chat_id: int, user: User | None) -> None:
        words = failure_text(NotAllowed(user.id if user else chat_id), language_of(user))
        if update.callback_query:
            await update.callback_query.answer(plain(words)[:200], show_alert=True)
        elif update.inline_query:
            button = InlineQueryResultsButton(text=say(language_of(user), "inline-refused"), start_parameter="inline")
            await update.inline_query.answer([], is_personal=True, button=button)
        elif update.message and self._clock() - self._refused.get(chat_id, LONG_AGO) > REFUSAL_EVERY:
            self._refused[chat_id] = self._clock()
            await show.answer(update.message, (Part(words),))

    async def _talk(self, raw: Update, chat_id: int, user: User | None) -> Talk:
        chat = await self._desks.store(self._library.store.chat, chat_id)
        own = await self._own_language(chat_id, user)
        automatic = own or chat.language or "en"  # in a group everybody is answered in their own, and its digests keep the first
        if own and own != chat.language and (chat_id > 0 or chat.language is None):
            await self._desks.store(self._library.store.note_language, chat_id, own)
        return Talk(
            self._library,
            self._desks,
            chat_id,
            chat.chosen or automatic,
            chat.zone or self._zone,
            self._clock(),
            self._follow,
            _reply_key(raw),
            raw["update_id"],
            _reply_text(raw),
            self._helpers,
            "edited_message" in raw,
            *_place(raw),
            asker=user.id if user else LOCAL,
            automatic=automatic,
            show_menu=self._show_menu,
        )

    async def language(self, chat_id: int, user: User | None) -> str:
        """The language of what a private chat has to be told beside any turn; the store may be what is out of order."""
        try:
            chosen = (await self._desks.store(self._library.store.chat, chat_id)).chosen
        except StoreError:
            chosen = None
        return chosen or language_of(user)

    async def _own_language(self, chat_id: int, user: User | None) -> str | None:
        """What a person has chosen in private holds elsewhere, too; else it is what their Telegram says, if it says anything."""
        if user is None:
            return None
        chosen = (await self._desks.store(self._library.store.chat, user.id)).chosen if user.id != chat_id else None
        return chosen or (language_of(user) if user.language_code else None)


def language_of(user: User | None) -> str:
    """Return the language in which we speak with a person: Russian where it is understood best, else English."""
    code = (user.language_code or "").lower() if user else ""
    return "ru" if code.split("-")[0] in RUSSIAN else "en"


def key_of(message: dict[str, Any]) -> str:
    """Return the name under which the library knows what arrived in a message."""
    return f"{message['chat']['id']}:{message['message_id']}"


def _answered(raw: Update) -> tuple[dict[str, Any], dict[str, Any]]:
    """The message of an update and the one that it answers; empty where there is none."""
    message = raw.get("message") or raw.get("edited_message") or {}
    return message, message.get("reply_to_message") or {}


def _place(raw: Update) -> tuple[int | None, int | None]:
    """The message at which a turn happens, and the topic of a forum in which it stands."""
    message = raw.get("message") or raw.get("edited_message") or (raw.get("callback_query") or {}).get("message") or {}
    return message.get("message_id"), message.get("message_thread_id") if message.get("is_topic_message") else None


def _reply_key(raw: Update) -> str | None:
    message, answered = _answered(raw)
    return f"{message['chat']['id']}:{answered['message_id']}" if answered else None


def _reply_text(raw: Update) -> str | None:
    answered = _answered(raw)[1]
    return answered.get("text") or answered.get("caption")
