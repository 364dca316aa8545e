"""Channels are followed from the command line."""

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.conversation import failure_text
from bot.house import opened
from bot.loops.follower import LOOK_S, Follower, open_follower
from bot.settings import Settings
from bot.texts import say
from bot.views.html import plain
from indexer.errors import FollowError, QueryError
from indexer.following import Polled
from indexer.library import embed_backlog
from indexer.sources.tme_page import find_channel


def follow_channels(settings: Settings, names: Sequence[str], library_id: int, *, watch: bool, as_json: bool) -> int:
    """Follow channels, or poll those that are followed; print what each brought, and return 1 where one could not be read.

    Raises:
        QueryError: ``channel``: a name is none.
        StoreError: the database cannot be used.
        EmbedderError: the model cannot be used.
    """
    wanted = [_channel(name) for name in names]
    return asyncio.run(_follow(settings, wanted, library_id, watch=watch, as_json=as_json))


def _channel(words: str) -> str:
    name = find_channel(words)
    if name is None:
        raise QueryError("channel", words)
    return name


async def _follow(settings: Settings, names: Sequence[str], library_id: int, *, watch: bool, as_json: bool) -> int:
    async with opened(settings) as (library, desks):
        follower = open_follower(library, desks, settings)
        names = names or [each.username for each in await desks.store(library.store.follows, library_id)]
        if not names:
            print(plain(say(settings.language, "follows-none")))
        read = [await _poll_one(follower, name, library_id, settings.language, as_json=as_json) for name in names]
        await desks.store(embed_backlog, library)
        while watch:
            if await follower.poll_due(datetime.now(UTC)):
                await desks.store(embed_backlog, library)
            await asyncio.sleep(LOOK_S)
    return int(not all(read))


async def _poll_one(follower: Follower, name: str, library_id: int, language: str, *, as_json: bool) -> bool:
    try:
        polled = await follower.follow(name, library_id, datetime.now(UTC))
    except FollowError as error:
        print(plain(failure_text(error, language)), file=sys.stderr)
        return False
    print(_as_json(name, polled) if as_json else polled_text(name, polled, language), flush=True)
    return True


def _as_json(name: str, polled: Polled) -> str:
    counts = {"posts": polled.posts, "new": polled.new, "edited": polled.edited, "deleted": polled.deleted}
    return json.dumps({"channel": name, **counts}, ensure_ascii=False)


def polled_text(name: str, polled: Polled, language: str) -> str:
    """Return what a poll brought."""
    return say(language, "polled", name=name, new=polled.new, edited=polled.edited, deleted=polled.deleted)
