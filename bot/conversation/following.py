"""Channels that a library reads by itself."""

import re
from dataclasses import replace

from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.html import escape
from indexer.errors import FollowError
from indexer.models import Follow
from indexer.sources.tme_page import find_channel

MOST = 200  # channels of one library
_SHOWN = 60
_INVITATION = re.compile(r"(?:t\.me|telegram\.me)/(?:\+|joinchat/|c/)|^tg://(?:join|privatepost)", re.IGNORECASE)


async def follow(talk: Talk, argument: str) -> Reply:
    """``/follow @name``; without words, what is followed."""
    named = argument.replace(",", " ").split()
    if not named:
        return (await _list(talk),)
    lines = []
    for words in named[:10]:
        name = find_channel(words)
        wrong = "follow-invited" if _INVITATION.search(words) else "follow-which"
        lines.append(await _followed(talk, name) if name else say(talk.language, wrong, words=escape(words[:_SHOWN])))
    return (Part("\n".join(lines)),)


async def _followed(talk: Talk, name: str) -> str:
    if len(await talk.desks.store(talk.library.store.follows, talk.library_id)) >= MOST:
        return say(talk.language, "follow-most", most=MOST)
    try:
        polled = await talk.follow(name, talk.library_id, talk.now)
    except FollowError as error:
        return say(talk.language, "follow-no-preview" if error.reason == "no-preview" else "follow-unreachable", name=name)
    return say(talk.language, "follow-begun", name=name, new=polled.new, posts=polled.posts)


async def unfollow(talk: Talk, argument: str) -> Reply:
    """``/unfollow @name``; without words, the channels to choose from."""
    if not argument:
        listed = await _list(talk)
        return (replace(listed, html=f"{listed.html}\n{say(talk.language, 'unfollow-choose')}") if listed.rows else listed,)
    name = find_channel(argument)
    ended = name is not None and await talk.desks.store(talk.library.store.end_follow, talk.library_id, name)
    if ended:
        return (Part(say(talk.language, "unfollowed", name=name)),)
    return (Part(say(talk.language, "unfollow-which", words=escape(argument[:_SHOWN]))),)


async def unfollow_by_button(talk: Talk, number: str) -> Pressed:
    """End the follow that a button names, and show what is left."""
    follows = await talk.desks.store(talk.library.store.follows, talk.library_id)
    chosen = [each for each in follows if _button_id(each) == int(number)]
    if not chosen:
        return Pressed(notice=say(talk.language, "too-old"))
    await talk.desks.store(talk.library.store.end_follow, talk.library_id, chosen[0].username)
    return Pressed(notice=say(talk.language, "unfollowed", name=chosen[0].username), edit=await _list(talk))


def _button_id(follow: Follow) -> int:
    """A number of the name: buttons carry whole numbers alone, and places in a list change."""
    return int.from_bytes(follow.username.encode()[:32], "big") % 2**61


def _unfollow_button(follow: Follow, language: str) -> Button:
    return Button(say(language, "button-unfollow", name=follow.username), f"unfollow:{_button_id(follow)}")


async def _list(talk: Talk) -> Part:
    follows = await talk.desks.store(talk.library.store.follows, talk.library_id)
    if not follows:
        return Part(say(talk.language, "follows-none"))
    lines = [say(talk.language, "follows-line", name=each.username, trouble="yes" if each.failures else "no") for each in follows]
    rows = tuple((_unfollow_button(each, talk.language),) for each in follows)
    return Part("\n".join([say(talk.language, "follows-head"), *lines]), rows[:50])
