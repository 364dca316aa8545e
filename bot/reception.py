"""Where updates as they came become calls of handlers."""

import logging

from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiogram.types import ChatMemberAdministrator, User
from aiogram.types import Update as AiogramUpdate
from pydantic import ValidationError

from bot.conversation import failure_text
from bot.desks import Desks
from bot.routers import ROUTERS
from bot.routers.context import Context
from bot.routers.failures import Failures
from bot.routers.held import HELD
from bot.routers.receipts import Posts
from bot.routers.uploads import Files
from bot.settings import Settings
from bot.updates.fleeting import is_fleeting
from bot.updates.inbox import Update, chat_of

log = logging.getLogger(__name__)


class Reception:
    """Deals with updates by aiogram's routers; see ``bot.updates.inbox.Handler``."""

    def __init__(self, bot: Bot, desks: Desks, context: Context, posts: Posts, files: Files, settings: Settings) -> None:
        self._bot, self._desks, self._context = bot, desks, context
        self._dispatcher = Dispatcher(posts=posts, files=files, settings=settings, disable_fsm=True)
        self._dispatcher.update.outer_middleware(context)
        self._dispatcher.update.outer_middleware(Failures())
        for router in ROUTERS:
            router._parent_router = None  # a process has one bot, a test has many
            self._dispatcher.include_router(router)

    async def handle(self, update: Update) -> bool:
        """Deal with an update; False where it is held."""
        try:
            parsed = AiogramUpdate.model_validate(_complete(update), context={"bot": self._bot})
        except ValidationError as error:
            log.warning("update %s cannot be understood: %d fields are wrong", update["update_id"], error.error_count())
            await self.tell(update, error)
            return True
        with self._desks.serving():
            return bool(await self._dispatcher.feed_update(self._bot, parsed, raw=update) != HELD)

    async def tell(self, update: Update, error: Exception) -> None:
        """Say in a private chat that something went wrong."""
        chat_id = chat_of(update)
        if chat_id is None or chat_id < 0 or is_fleeting(update):
            return
        language = await self._context.language(chat_id, _user(update))
        try:
            await self._bot.send_message(chat_id, failure_text(error, language, is_tried_again=True))
        except AiogramError as refused:
            log.info("chat %d could not be told: %s", chat_id, type(refused).__name__)


_RIGHTS = {
    name: False
    for name, field in ChatMemberAdministrator.model_fields.items()
    if field.is_required() and name not in ("user", "status")
}


def _complete(update: Update) -> Update:
    """Other Bot API servers leave an administrator's rights out that aiogram wants to see: what is not said is not granted."""
    event = update.get("my_chat_member")
    if not isinstance(event, dict):
        return update
    members = {
        side: _RIGHTS | event[side] for side in ("old_chat_member", "new_chat_member") if isinstance(event.get(side), dict)
    }
    return update | {"my_chat_member": event | members}


def _user(update: Update) -> User:
    """Whoever an update comes from, as far as it can be understood."""
    event = next((event for event in update.values() if isinstance(event, dict)), {})
    code = (event.get("from") or {}).get("language_code")
    return User(id=0, is_bot=False, first_name="?", language_code=code if isinstance(code, str) else None)
