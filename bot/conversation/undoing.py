"""What was saved is taken back: by a button under its receipt, or by /undo."""

from collections.abc import Sequence

from bot.conversation.meant import receipt_meant, shown_post
from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.html import plain, title
from indexer.models import VerdictKind

MANY = 20  # posts that are taken back at once without being asked again
_NOTICE = 200  # Bot API, answerCallbackQuery


async def undo_last(talk: Talk, argument: str) -> Reply:
    """``/undo``: take back the post that is answered, or all that an answered receipt is for; else what came in together last."""
    sightings = await talk.desks.store(_sightings_meant, talk)
    if len(sightings) > MANY:
        kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, {"sightings": sightings})
        button = Button(say(talk.language, "button-undo-all"), f"undo_all:{kept}")
        posts, _ = await talk.desks.store(_posts_of, talk, sightings)
        return (Part(say(talk.language, "undo-many", posts=len(posts)), ((button,),)),)
    words = await talk.desks.store(_take_back, talk, sightings)
    return (Part(words or say(talk.language, "undo-nothing")),)


def _sightings_meant(talk: Talk) -> list[int]:
    """Runs at the store's desk."""
    library, store = talk.library, talk.library.store
    if not talk.reply_key:
        return [sighting_id for sighting_id, _ in store.last_sightings(talk.library_id)]
    if given := library.find_by_key(talk.reply_key, talk.library_id):
        return [given.sighting_id]
    if receipt := receipt_meant(talk):
        return store.together(talk.library_id, receipt.sighting_id)
    post_id = shown_post(talk)
    return [each.sighting_id for each in store.sightings_of(talk.library_id, [post_id])] if post_id is not None else []


async def undo(talk: Talk, sighting_id: str) -> Pressed:
    """Take back one post."""
    return await _pressed(talk, [int(sighting_id)])


async def undo_all(talk: Talk, page_set_id: str) -> Pressed:
    """Take back everything of a burst."""
    payload = await talk.desks.store(talk.library.store.page_set, int(page_set_id), talk.library_id)
    if payload is None or not payload.keys() & {"receipts", "sightings"}:
        return Pressed(notice=say(talk.language, "too-old"))
    return await _pressed(talk, payload.get("sightings") or [row[-1] for row in payload["receipts"]])


async def _pressed(talk: Talk, sighting_ids: Sequence[int]) -> Pressed:
    """What was said at the first press stays there at the second."""
    words = await talk.desks.store(_take_back, talk, sighting_ids)
    if not words:
        return Pressed(notice=say(talk.language, "undone-before"))
    return Pressed(notice=plain(words)[:_NOTICE], edit=Part(words))


def _posts_of(talk: Talk, sighting_ids: Sequence[int]) -> tuple[list[int], bool]:
    """Return the posts that go with sightings, as a receipt and /stats count them, and whether the sightings brought them.

    Repeats leave nothing when they go: they count where there is nothing else. Runs at the store's desk.
    """
    given = talk.library.store.receipts(talk.library_id, sighting_ids)
    for kind in (VerdictKind.NEW, VerdictKind.EDITED):
        if brought := [receipt.post_id for receipt in given if receipt.verdict.kind is kind]:
            return list(dict.fromkeys(brought)), True
    return list(dict.fromkeys(receipt.post_id for receipt in given)), False


def _take_back(talk: Talk, sighting_ids: Sequence[int]) -> str:
    """Take sightings back and return what is to be said of them, in HTML; "" where there are none. Runs at the store's desk."""
    posts, are_brought = _posts_of(talk, sighting_ids)
    stored = talk.library.post(posts[0], talk.library_id) if posts else None
    name = title(stored.post, talk.language) if stored else say(talk.language, "no-text")
    if not talk.library.undo(sighting_ids, talk.library_id):
        return ""
    if len(posts) > 1:
        return say(talk.language, "undone", posts=len(posts))
    return say(talk.language, "undone-one" if are_brought else "undone-repeat", post=name)
