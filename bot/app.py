"""The composition root of the Telegram bot: builds everything, runs it in one event loop, and ends it politely."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bot.desks import Desks
from bot.helpers import NO_HELPERS, Helpers, open_helpers
from bot.house import opened
from bot.loops.courier import Courier
from bot.loops.delivery import deliver_due
from bot.loops.embedding import embed_waiting
from bot.loops.follower import Follower, open_follower
from bot.loops.log_keeping import keep_log_short
from bot.menus import show_menu, show_menus
from bot.reception import Reception
from bot.routers.context import Context
from bot.routers.held import Held
from bot.routers.receipts import Arrived, Posts, Receipts
from bot.routers.uploads import Files, Upload, Uploads
from bot.settings import Settings
from bot.updates.flood import Flood
from bot.updates.gate import Gate
from bot.updates.gather import Gather
from bot.updates.inbox import BACK_OFF_S, Inbox, WrongToken
from bot.updates.wire import open_bot
from indexer.library import Library

FAREWELL_S = 5.0  # what is under way at the end may take so long; what is not done then is done at the next start
_TALKATIVE = ("aiogram", "httpx", "telegram", "apscheduler")

log = logging.getLogger(__name__)


def run_bot(settings: Settings) -> None:
    """Run the Telegram bot until SIGINT or SIGTERM.

    Raises:
        WrongToken: Telegram does not know the token.
        StoreError: the database cannot be used.
        EmbedderError: the model cannot be used.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL if name in ("telegram", "apscheduler") else logging.WARNING)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    async with opened(settings) as (library, desks):
        await _serve(settings, library, desks, await desks.embed(open_helpers, settings))


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """Everything that runs while the bot does."""

    bot: Bot
    inbox: Inbox
    posts: Posts
    files: Files
    courier: Courier
    follower: Follower


def build(
    settings: Settings,
    library: Library,
    desks: Desks,
    *,
    helpers: Helpers = NO_HELPERS,
) -> House:
    """Return a house that is built and does not run yet.

    Raises:
        WrongToken: the token has not the form of one.
    """
    flood, trust_env = Flood(now), not _is_here(settings.api_url)
    try:
        bot = open_bot(settings.token or "", settings.api_url, flood, trust_env=trust_env)
    except TokenValidationError as error:
        raise WrongToken from error
    courier = Courier(settings.token or "", settings.api_url, flood, trust_env=trust_env)
    follower = open_follower(library, desks, settings)
    inbox, posts, files = _conversation(bot, settings, library, desks, follower, helpers)
    return House(bot, inbox, posts, files, courier, follower)


def _conversation(
    bot: Bot,
    settings: Settings,
    library: Library,
    desks: Desks,
    follower: Follower,
    helpers: Helpers,
) -> tuple[Inbox, Posts, Files]:
    async def libraries_of(channel_id: int) -> list[int]:
        return await desks.store(library.store.channel_libraries, channel_id)

    async def take(chat_id: int, arrived: Sequence[Arrived]) -> None:
        await receipts.take(chat_id, arrived)

    async def read(chat_id: int, arrived: Sequence[Upload]) -> None:
        await uploads.take(chat_id, arrived)

    def username() -> str | None:
        return bot._me.username if bot._me else None

    gate = Gate(settings.welcome, libraries_of=libraries_of, username=username)
    posts: Posts = Gather(take)
    files: Files = Gather(read, most=1)
    menu = partial(show_menu, bot)
    context = Context(library, desks, gate, follower.follow, zone=settings.zone, clock=now, helpers=helpers, show_menu=menu)
    reception = Reception(bot, desks, context, posts, files, settings)
    inbox = Inbox(bot, library, desks, reception, kept=gate.kept)
    held = Held(bot, begin=inbox.begin, finish=inbox.finish, put_off=inbox.put_off)
    receipts, uploads = Receipts(bot, held), Uploads(bot, held, settings)
    return inbox, posts, files


def _is_here(url: str | None) -> bool:
    """A server on this machine is never asked through a proxy; httpx would do even that."""
    return urlsplit(url or "").hostname in ("localhost", "127.0.0.1", "::1")


async def _serve(settings: Settings, library: Library, desks: Desks, helpers: Helpers) -> None:
    """Run until a signal comes, or until the inbox finds that it cannot go on."""
    house, ending = build(settings, library, desks, helpers=helpers), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)

    async def tick() -> int:
        return await deliver_due(library, desks, house.courier, now(), language=settings.language or "en", ending=ending.is_set)

    receiving = asyncio.create_task(_receive(house, await desks.store(library.store.chosen_languages)))
    delivering = asyncio.create_task(house.courier.start(tick, tick_s=settings.tick_s))
    delivering.add_done_callback(lambda task: None if task.cancelled() or not task.exception() else ending.set())
    embedding = asyncio.create_task(embed_waiting(library, desks))
    following = asyncio.create_task(house.follower.start(now))
    keeping = asyncio.create_task(keep_log_short(library.store, desks))
    signalled = asyncio.create_task(ending.wait())
    try:
        await asyncio.wait({receiving, signalled}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ending.set()
        await signalled
        embedding.cancel()
        following.cancel()
        keeping.cancel()
        await _say_goodbye(house, receiving, delivering)
    for task in (receiving, delivering):
        if not task.cancelled():
            task.result()


async def _receive(house: House, chosen: Sequence[tuple[int, str]]) -> None:
    await introduce(house.bot)
    await show_menus(house.bot, chosen)
    log.info("@%s is ready", (await house.bot.me()).username)
    await house.inbox.run()


async def introduce(bot: Bot) -> None:
    """Learn the bot's own name, as soon as Telegram answers: no update can be understood without it.

    Raises:
        WrongToken: Telegram does not know the token.
    """
    tries = 0
    while True:
        try:
            await bot.me()
            return
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise WrongToken from error
        except AiogramError as error:
            if tries == 0:
                log.warning("Telegram does not answer (%s); trying again until it does", (str(error).splitlines() or ["?"])[0])
            await asyncio.sleep(BACK_OFF_S[min(tries, len(BACK_OFF_S) - 1)])
            tries += 1


async def _say_goodbye(house: House, receiving: asyncio.Task[None], delivering: asyncio.Task[None]) -> None:
    """Fetch nothing more, finish what is under way within a few seconds, hang up."""
    for task in (receiving, delivering):
        if not task.done():
            task.cancel()
    await asyncio.wait({receiving, delivering})
    with suppress(TimeoutError):
        async with asyncio.timeout(FAREWELL_S):
            await house.inbox.drain()  # first what has arrived: it may be a post that is to be held
            await house.posts.close()
            await house.files.close()
            await house.courier.stop()
    await house.bot.session.close()
