"""The same conversation in a terminal: typed with a prompt, or piped line by line."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.conversation import answer_command, answer_words, failure_text, press
from bot.conversation.receiving import save_note
from bot.conversation.talk import Button, Reply, Talk
from bot.desks import Desks
from bot.helpers import NO_HELPERS, Helpers, open_helpers
from bot.house import opened
from bot.loops.follower import open_follower
from bot.settings import Settings
from bot.texts import say
from bot.views.html import plain
from bot.views.terminal import to_terminal
from indexer.data import DATA
from indexer.errors import SvodkaError
from indexer.intake import FORWARD
from indexer.language.text import clean
from indexer.library import Library, embed_backlog
from indexer.models import LOCAL, Post
from indexer.sources import read_files

SAMPLES = "samples"  # the fact that they were put in, once
PROMPT = "› "
log = logging.getLogger(__name__)


def chat(settings: Settings) -> None:
    """Hold the conversation until end of file.

    Raises:
        StoreError: the database cannot be used.
        EmbedderError: the model cannot be used.
    """
    asyncio.run(_chat(settings))


async def _chat(settings: Settings) -> None:
    async with opened(settings) as (library, desks):
        await Terminal(settings, library, desks, await desks.embed(open_helpers, settings)).run()


class Terminal:
    """One person at a keyboard, or a pipe."""

    def __init__(self, settings: Settings, library: Library, desks: Desks, helpers: Helpers = NO_HELPERS) -> None:
        self._settings, self._library, self._desks, self._helpers = settings, library, desks, helpers
        self._typed = sys.stdin.isatty()
        self._colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._buttons: list[Button] = []
        self._follower = open_follower(library, desks, settings)

    async def run(self) -> None:
        """Greet, and answer every line."""
        added = await self._desks.store(put_samples_in, self._library, datetime.now(UTC))
        if added:
            self._print(say(self._settings.language, "terminal-samples", posts=added))
        await self._desks.store(embed_backlog, self._library)
        following = asyncio.create_task(self._follower.start(lambda: datetime.now(UTC)))
        try:
            await self._converse()
        finally:
            following.cancel()

    async def _converse(self) -> None:
        if self._typed:
            posts = await self._desks.store(self._library.count, LOCAL)
            self._print(say((await self._talk()).language, "terminal-hello", posts=posts))
        for line in _lines(typed=self._typed):
            if line := clean(line):
                await self._answer(line)

    async def _answer(self, line: str) -> None:
        if not self._typed:
            self._print(f"{PROMPT}{line}")
        try:
            self._show(await self._reply(line))
        except Exception as error:
            if not isinstance(error, SvodkaError):
                log.exception("this should not have happened")
            self._print(plain(failure_text(error, await self._language())))

    async def _reply(self, line: str) -> Reply:
        talk = await self._talk()
        if line.isdecimal() and self._buttons:
            return await self._press(talk, int(line))
        if line.startswith("+") and line[1:].strip():
            return await save_note(talk, line[1:].strip())
        if line.startswith("/"):
            name, _, argument = line[1:].partition(" ")
            return await answer_command(talk, name.lower(), argument)
        return await answer_words(talk, line)

    async def _talk(self) -> Talk:
        kept = await self._desks.store(self._library.store.chat, LOCAL)
        zone = kept.zone or self._settings.zone
        given, now = self._settings.language, datetime.now(UTC)
        language, follow, helpers = kept.chosen or given, self._follower.follow, self._helpers
        return Talk(self._library, self._desks, LOCAL, language, zone, now, follow, helpers=helpers, automatic=given)

    async def _language(self) -> str:
        """The language for what went wrong: the store may be what did."""
        try:
            return (await self._talk()).language
        except SvodkaError:
            return self._settings.language

    async def _press(self, talk: Talk, number: int) -> Reply:
        if not 1 <= number <= len(self._buttons):
            self._print(say(talk.language, "terminal-no-button"))
            return ()
        pressed = await press(talk, self._buttons[number - 1].data or "")
        if pressed.notice and not pressed.edit:
            self._print(pressed.notice)
        return (*([pressed.edit] if pressed.edit else []), *pressed.send)

    def _show(self, reply: Reply) -> None:
        if not reply:
            return
        self._print("\n\n".join(to_terminal(part.html, colours=self._colours) for part in reply))
        buttons = [button for part in reply for row in part.rows for button in row if button.data]
        if buttons:
            self._buttons = buttons
            self._print("  ".join(f"[{number}] {button.text}" for number, button in enumerate(buttons, 1)))
        self._print("")

    def _print(self, text: str) -> None:
        print(text, flush=True)


def put_samples_in(library: Library, now: datetime) -> int:
    """Put the samples into the terminal's library at its first start, and return how many."""
    if library.store.fact(SAMPLES) or library.count(LOCAL):
        return 0
    posts: Sequence[Post] = [entry for entry in read_files([DATA / "samples"]) if isinstance(entry, Post)]
    library.add(posts, LOCAL, via=FORWARD, seen_at=now)
    library.store.save_fact(SAMPLES, now.isoformat())
    return library.count(LOCAL)


def _lines(*, typed: bool) -> Iterator[str]:
    """Yield lines until end of file or Ctrl-C; broken UTF-8 is shown as such rather than failing.

    They are read in the event loop's own thread: nothing else happens meanwhile, and Ctrl-C ends the reading at once.
    """
    if typed:
        import readline  # noqa: F401  (input() then edits and remembers lines)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    while True:
        try:
            line = input(PROMPT) if typed else _piped_line()
        except (EOFError, KeyboardInterrupt):
            return
        yield line


def _piped_line() -> str:
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return line.decode("utf-8", "replace")
