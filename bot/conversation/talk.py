"""What a conversation takes and gives: a Talk in, a Reply out. Telegram and the terminal both speak through these values."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.desks import Desks
from bot.helpers import NO_HELPERS, Helpers
from bot.texts import say
from bot.views.reader import Reader
from indexer.errors import FollowError
from indexer.following import Polled
from indexer.library import Library
from indexer.models import LOCAL

FollowChannel = Callable[[str, int, datetime], Awaitable[Polled]]  # a channel's name, a library, now; raises FollowError
ShowMenu = Callable[[int, str | None], Awaitable[object]]  # a chat, the language that it has chosen; raises nothing


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it carries either ``data`` (at most 64 bytes, ``action:argument:…``) or a ``url``."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message: Telegram's HTML, at most 4096 characters once parsed, its rows of buttons, and the post that it shows."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    post_id: int | None = None


Reply = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button does: a short notice (at most 200 characters), new contents of its message, further messages."""

    notice: str | None = None
    edit: Part | None = None
    send: Reply = ()


async def follow_none(name: str, library_id: int, now: datetime) -> Polled:
    """Read no channel: nobody listens to what a conversation like this follows.

    Raises:
        FollowError: always.
    """
    raise FollowError("unreachable", name)


async def show_no_menu(chat_id: int, language: str | None) -> None:
    """There is no menu of commands where people only type."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One turn of a conversation: who speaks, in which library, in which language and zone, and what time it is.

    ``follow`` begins to read a channel on t.me. ``reply_key`` names the message that this one answers ("chat_id:message_id"),
    ``reply_text`` is what that message says; ``update_id`` is the update that brought this one, ``is_edit`` says that it is
    another version of one that was sent before. ``helpers`` are the models that the owner has added. ``message_id`` is the
    message that is answered, or whose button is pressed, ``thread_id`` the topic of a forum in which it stands. ``hears_all``
    says that all that is said in the chat reaches the bot. ``asker`` is the person, ``automatic`` the language in which that
    person is answered where none is chosen for the chat (None: ``language``), ``show_menu`` changes the menu of commands.
    """

    library: Library
    desks: Desks
    library_id: int
    language: str
    zone: str
    now: datetime
    follow: FollowChannel = follow_none
    reply_key: str | None = None
    update_id: int | None = None
    reply_text: str | None = None
    helpers: Helpers = NO_HELPERS
    is_edit: bool = False
    message_id: int | None = None
    thread_id: int | None = None
    hears_all: bool = True
    asker: int = LOCAL
    automatic: str | None = None
    show_menu: ShowMenu = show_no_menu

    @property
    def is_group(self) -> bool:
        """Whether several people speak here: the ids of groups are below zero, the terminal's is none of these."""
        return self.library_id < 0

    @property
    def place(self) -> str:
        """Where people speak: ``terminal``, ``group`` or ``private``."""
        return "terminal" if self.library_id == LOCAL else "group" if self.is_group else "private"

    def say_here(self, key: str, **values: object) -> str:
        """Return a sentence in the talk's language; the terminal, to which nothing can be forwarded or sent, has its own."""
        return say(self.language, f"{key}-terminal" if self.place == "terminal" else key, **values)

    @property
    def reader(self) -> Reader:
        """Who reads what is answered."""
        return Reader(self.language, self.zone, self.library.topic_title)
