"""A person's own tags, the vocabulary of a library, and taking back what was saved last."""

import re
from collections.abc import Sequence

from bot.conversation.meant import post_meant, receipt_meant
from bot.conversation.talk import Button, Part, Reply, Talk
from bot.texts import say
from bot.views.html import escape, title
from indexer.models import TagSource

MANY = 20  # posts that are taken back at once without being asked again
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
        return f"{escape(talk.library.topic_title(name, talk.language))} (<code>#{escape(name)}</code>)"
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
    said = " ".join(f"#{escape(name)}" for name in kept)
    return (Part(say(talk.language, "tagged" if adding else "untagged", post=title(stored.post, talk.language), tags=said)),)


def _names(argument: str) -> Sequence[str]:
    """Tags stand between commas, or else between spaces."""
    return [name.strip() for name in re.split(r"," if "," in argument else r"\s+", argument) if name.strip()]


async def undo_last(talk: Talk, argument: str) -> Reply:
    """``/undo``: take back the post that is answered, else all that came in together last."""
    sightings = await talk.desks.store(_sightings_meant, talk)
    if len(sightings) > MANY:
        kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, {"sightings": sightings})
        button = Button(say(talk.language, "button-undo-all"), f"undo_all:{kept}")
        return (Part(say(talk.language, "undo-many", posts=len(sightings)), ((button,),)),)
    taken = await talk.desks.store(talk.library.undo, sightings, talk.library_id)
    return (Part(say(talk.language, "undone", posts=taken) if taken else say(talk.language, "undo-nothing")),)


def _sightings_meant(talk: Talk) -> list[int]:
    """Runs at the store's desk."""
    if talk.reply_key:
        receipt = receipt_meant(talk)
        return [receipt.sighting_id] if receipt else []
    return [sighting_id for sighting_id, _ in talk.library.store.last_sightings(talk.library_id)]
