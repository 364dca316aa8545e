"""A question is answered: pages of hits, and what to do with words that may be no question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.direct import direct_answer
from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.answers import answer_html, post_parts
from indexer.models import Query, StoredPost
from indexer.retrieval import question_stems

PAGE = 5
MOST = 25  # hits that pages can show
NEAREST = 3  # shown where nothing answers the question
LONG = 300  # characters: longer is rather a post than a question
_LINK = re.compile(r"\s*(?:https?://|t\.me/|www\.)\S+\s*", re.IGNORECASE)

Found = list[tuple[StoredPost, str]]


async def answer_question(talk: Talk, text: str, *, ask: bool = False) -> Reply:
    """Return the first page of an answer; ``ask`` wants a sentence in answer, be it a question by its form or not.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    question_stems(text)
    vector = await talk.desks.embed(talk.library.embed_query, text)
    answer = await talk.desks.store(talk.library.search, Query(text, talk.library_id, k=MOST), vector)
    if talk.helpers.reranker:
        answer = await talk.desks.embed(talk.helpers.reranker.rerank, text, answer)
    if not answer.posts:
        return (Part(say(talk.language, "empty-library")),)
    if not answer.hits:
        return (Part(say(talk.language, "answer-nothing-at-all")),)
    hits = [hit for hit in answer.hits if hit.fits] or answer.hits[:NEAREST]
    found = [(hit.stored, hit.passage) for hit in hits]
    above = await direct_answer(talk, text, vector, hits, forced=ask)
    kept = Kept(text, len(found), answer.fits, answer.unembedded, above)
    pages = await _save_pages(talk, kept, found) if len(found) > PAGE else None
    return (_page(talk, kept, found[:PAGE], start=0, pages=pages),)


@dataclass(frozen=True, slots=True)
class Kept:
    """What all pages of an answer have in common."""

    question: str
    total: int
    fits: bool
    unembedded: int
    above: str = ""  # HTML over the first page: a sentence that answers


async def _save_pages(talk: Talk, kept: Kept, found: Found) -> int:
    """Keep what was found, so that pages stay as they are while posts arrive."""
    hits = [[stored.post_id, passage] for stored, passage in found]
    payload = {"question": kept.question, "hits": hits, "fits": kept.fits, "unembedded": kept.unembedded, "above": kept.above}
    return await talk.desks.store(talk.library.store.save_page_set, talk.library_id, payload)


def _page(talk: Talk, kept: Kept, found: Found, *, start: int, pages: int | None) -> Part:
    above = f"{kept.above}\n\n" if kept.above and not start else ""
    html = above + answer_html(
        found,
        head=_head(talk.language, kept, start, len(found)),
        wanted=frozenset(question_stems(kept.question)),
        first=start + 1,
        language=talk.language,
        zone=talk.zone,
        title=lambda name: talk.library.topic_title(name, talk.language),
        foot=say(talk.language, "behind", posts=kept.unembedded) if kept.unembedded else "",
    )
    return Part(html, (*_show_rows(talk, found, start), *_turn_rows(talk, kept.total, start, pages)))


def _head(language: str, kept: Kept, start: int, shown: int) -> str:
    if not kept.fits:
        return say(language, "answer-nothing")
    if kept.total <= PAGE:
        return say(language, "answer-head", found=kept.total)
    return say(language, "answer-page", found=kept.total, first=start + 1, last=start + shown)


def _show_rows(talk: Talk, found: Found, start: int) -> list[tuple[Button, ...]]:
    """Posts without an address can be read here."""
    numbered = [(number, stored) for number, (stored, _) in enumerate(found, start + 1) if not stored.post.url]
    buttons = [Button(say(talk.language, "button-show", number=number), f"show:{stored.post_id}") for number, stored in numbered]
    return [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]


def _turn_rows(talk: Talk, total: int, start: int, pages: int | None) -> list[tuple[Button, ...]]:
    if pages is None:
        return []
    back = [Button(say(talk.language, "button-back"), f"page:{pages}:{start - PAGE}")] if start else []
    forth = [Button(say(talk.language, "button-next"), f"page:{pages}:{start + PAGE}")] if start + PAGE < total else []
    return [(*back, *forth)]


async def turn_page(talk: Talk, pages: str, start: str) -> Pressed:
    """Show another page of an answer in its place."""
    payload = await _page_set(talk, pages)
    offset = int(start)
    if payload is None or "hits" not in payload or not 0 <= offset < len(payload["hits"]):
        return Pressed(notice=say(talk.language, "too-old"))
    found = await talk.desks.store(_stored, talk, payload["hits"][offset : offset + PAGE])
    kept = Kept(payload["question"], len(payload["hits"]), payload["fits"], payload["unembedded"], payload.get("above", ""))
    return Pressed(edit=_page(talk, kept, found, start=offset, pages=int(pages)))


def _stored(talk: Talk, hits: Sequence[Sequence[Any]]) -> Found:
    """Runs at the store's desk: one call for a page."""
    known = {stored.post_id: stored for stored in talk.library.store.stored(talk.library_id, [post_id for post_id, _ in hits])}
    return [(known[post_id], passage) for post_id, passage in hits if post_id in known]


async def show_post(talk: Talk, post_id: str) -> Pressed:
    """Send a saved post in whole."""
    stored = await talk.desks.store(talk.library.post, int(post_id), talk.library_id)
    if stored is None:
        return Pressed(notice=say(talk.language, "not-here"))
    return Pressed(send=tuple(Part(html) for html in post_parts(stored, talk.language, talk.zone)))


# --- words that may be no question ---


def needs_choice(text: str) -> bool:
    """Say whether a text may be something to save rather than a question: a long one, or a bare link."""
    return len(text) > LONG or "\n\n" in text.strip() or _LINK.fullmatch(text) is not None


async def ask_what_to_do(talk: Talk, text: str) -> Reply:
    """Ask whether to save a text or to search with it; the text is kept until a button is pressed."""
    kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, {"text": text})
    buttons = [Button(say(talk.language, f"button-{what}"), f"{what}:{kept}") for what in ("save", "search")]
    return (Part(say(talk.language, "choice"), (tuple(buttons),)),)


async def search_kept(talk: Talk, kept: str) -> Pressed:
    """Search with a text that was asked about."""
    payload = await _page_set(talk, kept)
    if payload is None or "text" not in payload:
        return Pressed(notice=say(talk.language, "too-old"))
    reply = await answer_question(talk, payload["text"])
    return Pressed(edit=reply[0], send=reply[1:])


async def answer_nothing(talk: Talk) -> Reply:
    """Answer a message in which there is nothing to read."""
    return (Part(say(talk.language, "say-words")),)


async def _page_set(talk: Talk, page_set_id: str) -> dict[str, Any] | None:
    return await talk.desks.store(talk.library.store.page_set, int(page_set_id), talk.library_id)
