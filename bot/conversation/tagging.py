"""A person's own tags, and the vocabulary of a library."""

import re
from collections.abc import Sequence

from bot.conversation.meant import post_meant
from bot.conversation.talk import Part, Reply, Talk
from bot.texts import say
from bot.views.html import escape, title
from indexer.models import TagSource

FEW = 30  # of the tags that a command names
SHOWN = 15  # tags of each kind: a vocabulary is to be read
_KINDS = (TagSource.OWN, TagSource.TOPIC, TagSource.HASHTAG, TagSource.DOMAIN)


async def list_tags(talk: Talk, argument: str) -> Reply:
    """``/tags``: the most used tags of each kind."""
    vocabulary = await talk.desks.store(talk.library.tags, talk.library_id)
    posts = await talk.desks.store(talk.library.count, talk.library_id)
    lines = []
    for kind in _KINDS:
        counts = [(tag.name, n) for tag, n in vocabulary if tag.source is kind][:SHOWN]
        if counts:
            named = ", ".join(f"{_shown(talk, name, kind)} {n}" for name, n in counts)
            lines.append(f"{say(talk.language, f'tags-{kind.value}')}: {named}")
    if not lines:
        return (Part(say(talk.language, "tags-none")),)
    return (Part("\n".join([say(talk.language, "tags-head", posts=posts), *lines, say(talk.language, "tags-hint")])),)


def _shown(talk: Talk, name: str, kind: TagSource) -> str:
    if kind is TagSource.TOPIC:
        return f"{escape(talk.reader.title(name))} (<code>#{escape(name)}</code>)"
    return escape(name if kind is TagSource.DOMAIN else f"#{name}")


async def tag_post(talk: Talk, argument: str) -> Reply:
    """``/tag names``, as an answer to a post or after it was saved.

    Raises:
        QueryError: ``tag``.
    """
    return await _with_post(talk, argument, adding=True)


async def untag_post(talk: Talk, argument: str) -> Reply:
    """``/untag names``, likewise."""
    return await _with_post(talk, argument, adding=False)


async def _with_post(talk: Talk, argument: str, *, adding: bool) -> Reply:
    names = _names(argument)
    post_id = await talk.desks.store(post_meant, talk)
    stored = None if post_id is None else await talk.desks.store(talk.library.post, post_id, talk.library_id)
    if not names:
        return (Part(say(talk.language, "tag-which")),)
    if stored is None:
        return (Part(say(talk.language, "tag-no-post")),)
    change = talk.library.tag if adding else talk.library.untag
    kept = await talk.desks.store(change, stored.post_id, talk.library_id, names)
    own = {tag.name for tag in stored.tags if tag.source is TagSource.OWN}
    changed = kept if adding else [name for name in kept if name in own]
    key = "tagged" if adding else "untagged" if changed else "untag-none"
    return (Part(say(talk.language, key, post=title(stored.post, talk.language), tags=_few(changed or kept))),)


def _few(names: Sequence[str]) -> str:
    """Tags in HTML, as many as are read."""
    return " ".join([*(f"#{escape(name)}" for name in names[:FEW]), *(["…"] if len(names) > FEW else [])])


def _names(argument: str) -> Sequence[str]:
    """Tags stand between commas, or else between spaces."""
    return [name.strip() for name in re.split(r"," if "," in argument else r"\s+", argument) if name.strip()]
