"""Polls the public previews of channels on t.me: politely, with conditional requests, waiting longer when it is refused."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from itertools import groupby
from urllib.parse import urlsplit

import aiohttp

from bot.desks import STEP, Desks
from bot.loops.background import for_ever
from bot.settings import Settings
from indexer.errors import FollowError, StoreError
from indexer.following import Polled, Read, after_failure, after_success, mark_gone, polled, read_pages
from indexer.intake import FOLLOW
from indexer.library import Library
from indexer.models import Follow, Receipt
from indexer.ports import Store
from indexer.sources.tme_page import is_empty, message_ids

TIMEOUT_S = 30
LARGEST = 8 << 20  # bytes of a page
MOST_PAGES = 10  # back to where the last poll ended: about two hundred posts
PAUSE_S = 1.0  # between two requests
LOOK_S = 5.0  # how often it is asked which channels are due
_IDENTITY = f"Svodka/{version('svodka')} (self-hosted digest bot; reads public previews for its owner)"
_SLOWEST = 86_400  # seconds that a server may ask for

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave: a page's text, empty where it has not changed, and what to ask with the next time."""

    text: str
    etag: str | None = None
    last_modified: str | None = None


class Follower:
    """Reads channels for all libraries. ``base_url`` is t.me, or a server that serves stored pages."""

    def __init__(self, library: Library, desks: Desks, base_url: str, every: timedelta) -> None:
        self._library, self._desks, self._base_url, self._every = library, desks, base_url.rstrip("/"), every

    async def start(self, clock: Callable[[], datetime]) -> None:
        """Poll for ever what is due."""
        await for_ever(lambda: self.poll_due(clock()), "followed channels", pause_s=LOOK_S)

    async def poll_due(self, now: datetime) -> int:
        """Poll every channel that is due, and return how many new posts that brought."""
        due = sorted(await self._desks.store(self._library.store.due_follows, now), key=lambda follow: follow.username)
        new = 0
        for name, group in groupby(due, key=lambda follow: follow.username):
            follows = list(group)
            try:
                new += sum(each.new for each in await self.poll(follows, now))
            except FollowError as error:
                log.warning("@%s cannot be read: %s", name, error.reason)
            except StoreError:
                raise
            except Exception:
                log.exception("@%s cannot be read: this should not have happened", name)
                await self._put_off(follows, now)
            await asyncio.sleep(PAUSE_S)
        return new

    async def _put_off(self, follows: Sequence[Follow], now: datetime) -> None:
        for follow in follows:
            await self._save(after_failure(follow, now, self._every), is_new=False)

    async def follow(self, name: str, library_id: int, now: datetime) -> Polled:
        """Follow a channel, and read it for the first time, while a person waits.

        Raises:
            FollowError: ``no-preview``: nothing is followed; ``unreachable``: it is, and will be tried again.
        """
        known = await self._desks.store(self._library.store.follows, library_id)
        follow = next((each for each in known if each.username == name), Follow(library_id, name, now))
        return (await self.poll([follow], now, is_new=follow not in known, is_awaited=True))[0]

    async def poll(
        self, follows: Sequence[Follow], now: datetime, *, is_new: bool = False, is_awaited: bool = False
    ) -> list[Polled]:
        """Read one channel for every library that follows it, with one request where nothing has changed.

        One that no person waits for lets people go first. Raises:
            FollowError: it cannot be read now; the follows wait longer for the next time.
        """
        try:
            pages, first = await self._fetch(follows)
        except FollowError as error:
            for each in follows if not (is_new and error.reason == "no-preview") else ():
                await self._save(after_failure(each, now, self._every, retry_after=error.retry_after), is_new=is_new)
            raise
        read = await self._desks.read(read_pages, pages)
        brought = []
        for each in follows:
            brought.append(await self._take(each, read, now, is_awaited=is_awaited))
            due, highest = now + self._every, max(read.numbers, default=None)
            after = after_success(each, due, etag=first.etag, last_modified=first.last_modified, highest=highest)
            await self._save(after, is_new=is_new)
        return brought

    async def _take(self, follow: Follow, read: Read, now: datetime, *, is_awaited: bool) -> Polled:
        """Save what was read, a few posts at a time; a poll that is broken off is made again: what it saved is known then."""
        receipts: list[Receipt] = []
        for start in range(0, len(read.posts), STEP):
            if not is_awaited:
                await self._desks.calm()
            posts = read.posts[start : start + STEP]
            receipts += await self._desks.store(self._library.add, posts, follow.library_id, via=FOLLOW, seen_at=now)
        gone = await self._desks.store(mark_gone, self._library, follow, read, now)
        return polled(receipts, gone)

    async def _save(self, follow: Follow, *, is_new: bool) -> None:
        await self._desks.store(_keep, self._library.store, follow, is_new=is_new)

    async def _fetch(self, follows: Sequence[Follow]) -> tuple[list[str], Page]:
        """Fetch the newest page, and older ones back to what was read last."""
        name, last_id = follows[0].username, min((follow.last_id or 0 for follow in follows), default=0)
        alike = len({(follow.etag, follow.last_modified) for follow in follows}) == 1
        async with self._session() as session:
            first = await _get(session, f"{self._base_url}/s/{name}", name, _conditions(follows[0]) if alike else {})
            pages = [first.text] if first.text else []
            if first.text and not message_ids(first.text) and not is_empty(first.text):
                raise FollowError("no-preview", name)
            while (
                pages and last_id and (lowest := min(message_ids(pages[-1]), default=0)) > last_id + 1 and len(pages) < MOST_PAGES
            ):
                await asyncio.sleep(PAUSE_S)
                older = await _get(session, f"{self._base_url}/s/{name}?before={lowest}", name, {})
                if not any(number < lowest for number in message_ids(older.text)):
                    break
                pages.append(older.text)
        return pages, first

    def _session(self) -> aiohttp.ClientSession:
        is_here = urlsplit(self._base_url).hostname in ("localhost", "127.0.0.1", "::1")
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        return aiohttp.ClientSession(headers={"User-Agent": _IDENTITY}, timeout=timeout, trust_env=not is_here)


def open_follower(library: Library, desks: Desks, settings: Settings) -> Follower:
    """Return the follower that the settings describe."""
    return Follower(library, desks, settings.tme_url, timedelta(seconds=settings.follow_s))


def _keep(store: Store, follow: Follow, *, is_new: bool) -> None:
    """Keep a follow, unless somebody has ended it during the poll."""
    if is_new or any(each.username == follow.username for each in store.follows(follow.library_id)):
        store.save_follow(follow)


def _conditions(follow: Follow) -> dict[str, str]:
    asked = {"If-None-Match": follow.etag, "If-Modified-Since": follow.last_modified}
    return {name: value for name, value in asked.items() if value}


async def _get(session: aiohttp.ClientSession, url: str, name: str, headers: dict[str, str]) -> Page:
    """Fetch a page; a channel without a preview is sent on to its landing page, or is not found."""
    try:
        async with session.get(url, headers=headers) as response:
            if response.status == 304:
                return Page("")
            if response.status in (400, 404, 410):
                raise FollowError("no-preview", name)
            if response.status != 200:
                raise FollowError("unreachable", name, _retry_after(response.headers.get("Retry-After"), datetime.now(UTC)))
            content = await response.content.read(LARGEST)
            while len(content) < LARGEST and (more := await response.content.read(LARGEST - len(content))):
                content += more
            seen = response.headers
            return Page(content.decode("utf-8", "replace"), seen.get("ETag"), seen.get("Last-Modified"))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise FollowError("unreachable", name) from error


def _retry_after(value: str | None, now: datetime) -> timedelta:
    """Return how long a server asks to wait: in seconds, or until a date. Source: RFC 9110, 10.2.3."""
    if value and value.isdecimal() and len(value) < 10:
        return timedelta(seconds=min(_SLOWEST, int(value)))
    try:
        until = parsedate_to_datetime(value or "")
        return min(timedelta(seconds=_SLOWEST), max(timedelta(), until - now))
    except (ValueError, TypeError, OverflowError):
        return timedelta()
