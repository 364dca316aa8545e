"""Posts are given: they are saved, embedded, and answered with one receipt, whose buttons take them back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.receipts import Outcome, details_html, receipt_html
from indexer.intake import FORWARD, NOTE
from indexer.models import Post, Receipt, Skipped, StoredPost, Verdict, VerdictKind
from indexer.sources.entities import find_hashtags, find_links
from indexer.sources.reading import is_readable

AT_ONCE = 64  # posts: more are embedded in the background, and the receipt says so
RELATED = 2
DETAILS = 40  # lines of a burst's details: more would not fit into one message


async def receive(talk: Talk, entries: Sequence[Post | Skipped], *, keys: Sequence[str | None] = (), via: str = FORWARD) -> Reply:
    """Save what arrived together and return its receipt; ``keys`` name the messages, an entry each."""
    named = [*keys, *[None] * (len(entries) - len(keys))]
    posts = [(entry, key) for entry, key in zip(entries, named, strict=True) if isinstance(entry, Post)]
    skips = [entry for entry in entries if isinstance(entry, Skipped)]
    receipts = await talk.desks.store(
        talk.library.add, [post for post, _ in posts], talk.library_id, via=via, seen_at=talk.now, keys=[key for _, key in posts]
    )
    await embed_new(talk)
    outcomes, related, waiting = await talk.desks.store(_look_up, talk, receipts, [post for post, _ in posts])
    html = receipt_html(outcomes, skips, related, talk.reader, waiting=waiting)
    return (Part(html, await _buttons(talk, receipts)),)


async def embed_new(talk: Talk) -> None:
    """Embed what has just come, unless it is so much that it had better be done in the background."""
    if await talk.desks.store(talk.library.backlog) <= AT_ONCE:
        while batch := await talk.desks.store(talk.library.unembedded):
            vectors = await talk.desks.embed(talk.library.embed_passages, batch)
            await talk.desks.store(talk.library.save_vectors, batch, vectors)


def _look_up(talk: Talk, receipts: Sequence[Receipt], posts: Sequence[Post] = ()) -> tuple[list[Outcome], list[StoredPost], int]:
    """Runs at the store's desk: what the receipts speak of, posts near to a single one, and how many wait for vectors."""
    library, library_id = talk.library, talk.library_id
    dates = [*(post.date for post in posts), *[None] * (len(receipts) - len(posts))]
    outcomes = [
        Outcome(each, library.post(each.post_id, library_id), library.lead(each, library_id), given)
        for each, given in zip(receipts, dates, strict=True)
    ]
    related = library.related(receipts[0].post_id, library_id, RELATED) if len(receipts) == 1 else []
    return outcomes, related, library.backlog(library_id)


async def _buttons(talk: Talk, receipts: Sequence[Receipt]) -> tuple[tuple[Button, ...], ...]:
    undoable = [receipt for receipt in receipts if receipt.sighting_id]
    if not undoable:
        return ()
    if len(receipts) == 1:
        return ((Button(say(talk.language, "button-undo"), f"undo:{receipts[0].sighting_id}"),),)
    rows = [_row(receipt) for receipt in receipts]
    kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, {"receipts": rows})
    details = Button(say(talk.language, "button-details"), f"details:{kept}")
    return ((details,), (Button(say(talk.language, "button-undo-all"), f"undo_all:{kept}"),))


def _row(receipt: Receipt) -> list[Any]:
    verdict = receipt.verdict
    return [receipt.post_id, verdict.kind.value, verdict.of, verdict.similarity, receipt.sighting_id]


def _receipt(row: Sequence[Any]) -> Receipt:
    post_id, kind, of, similarity, sighting_id = row
    return Receipt(post_id, Verdict(VerdictKind(kind), of, similarity), sighting_id)


async def _kept(talk: Talk, page_set_id: str) -> list[Receipt] | None:
    payload = await talk.desks.store(talk.library.store.page_set, int(page_set_id), talk.library_id)
    return [_receipt(row) for row in payload["receipts"]] if payload and "receipts" in payload else None


async def show_details(talk: Talk, page_set_id: str) -> Pressed:
    """Say what became of each post of a burst."""
    receipts = await _kept(talk, page_set_id)
    if receipts is None:
        return Pressed(notice=say(talk.language, "too-old"))
    outcomes, _, _ = await talk.desks.store(_look_up, talk, receipts[:DETAILS])
    return Pressed(send=(Part(details_html(outcomes, talk.reader)),))


async def save_kept(talk: Talk, page_set_id: str) -> Pressed:
    """Save a text that was asked about as a note, once: the message that brought it is known."""
    payload = await talk.desks.store(talk.library.store.page_set, int(page_set_id), talk.library_id)
    if payload is None or "text" not in payload:
        return Pressed(notice=say(talk.language, "too-old"))
    date = datetime.fromisoformat(payload["date"]) if "date" in payload else None
    reply = await save_note(talk, payload["text"], key=payload.get("key") or f"kept:{int(page_set_id)}", date=date)
    return Pressed(edit=reply[0], send=reply[1:])


async def save_note(talk: Talk, text: str, *, key: str | None = None, date: datetime | None = None) -> Reply:
    """Save a person's own words; ``key`` names the message that brought them."""
    note = Post(text, date=date, links=find_links(text), hashtags=find_hashtags(text))
    return await receive(talk, [note if is_readable(text) else Skipped(1, "no-text")], keys=[key], via=NOTE)
