"""Why a post was found, and what an answer can be narrowed to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.pages import PAGE, Kept, Row, as_answered, facet_name, gone, load_pages, page, save_pages, stored_of
from bot.conversation.questions import Asked, answer_asked, narrowed_by_all, understood
from bot.conversation.talk import Button, Part, Pressed, Talk
from bot.texts import say
from bot.views.answers import why_html
from bot.views.html import local
from indexer.models import YEARS, StoredPost, TagSource

OFFERED = 6  # facets of each kind: three rows of two
_KINDS = ("tag", "channel", "year")
_TAGS = (TagSource.OWN, TagSource.TOPIC, TagSource.HASHTAG)

Facet = tuple[str, str, int]  # kind, name, posts


async def explain_hits(talk: Talk, pages: str, start: str) -> Pressed:
    """Say of every post of a page why it is there."""
    kept, first = await load_pages(talk, pages), int(start)
    if kept is None or first < 0:
        return Pressed(notice=say(talk.language, "too-old"))
    if first >= len(kept.hits):
        return gone(talk)
    hits = kept.hits[first : first + PAGE]
    found = {stored.post_id: stored for stored, _ in await talk.desks.store(stored_of, talk, hits)}
    filters = "" if kept.shown else kept.question
    lines = [
        why_html(found[post_id], number, kept.shown, cosine, talk.language, meant=frozenset(kept.stems), filters=filters)
        for number, (post_id, _, cosine, _) in enumerate(hits, start=first + 1)
        if post_id in found
    ]
    return Pressed(send=(Part("\n".join([f"<b>{say(talk.language, 'why-head')}</b>", *lines])),))


async def offer_facets(talk: Talk, pages: str, start: str) -> Pressed:
    """Show what an answer can be narrowed to, in place of its other buttons."""
    kept = await load_pages(talk, pages)
    if kept is None or int(start) < 0:
        return Pressed(notice=say(talk.language, "too-old"))
    if int(start) >= len(kept.hits):
        return gone(talk)
    facets = await talk.desks.store(facets_of, talk, kept)
    if not facets:
        return Pressed(notice=say(talk.language, "narrow-nothing"))
    talk = as_answered(talk, kept)
    shown = await page(talk, kept, int(pages), int(start))
    back = (Button(say(talk.language, "button-back"), f"page:{pages}:{start}"),)
    return Pressed(edit=Part(shown.html, (*_facet_rows(talk, facets, pages, "+" if kept.more is None else ""), back)))


def _facet_rows(talk: Talk, facets: Sequence[Facet], pages: str, more: str) -> Iterator[Row]:
    """Rows of two, every kind beginning a row of its own; ``more`` says that there may be more posts than were counted."""
    numbered = [(place, kind, name, f"{posts}{more}") for place, (kind, name, posts) in enumerate(facets)]
    for kind in _KINDS:
        buttons = [
            Button(
                say(talk.language, "button-facet", name=facet_name(talk, of, name), posts=posts),
                f"facet:{pages}:{place}",
            )
            for place, of, name, posts in numbered
            if of == kind
        ]
        for i in range(0, len(buttons), 2):
            yield tuple(buttons[i : i + 2])


async def narrow(talk: Talk, pages: str, place: str) -> Pressed:
    """Leave what has a facet, or where there was more than was kept, ask again with it; the wider answer is one button away."""
    kept = await load_pages(talk, pages)
    facets = await talk.desks.store(facets_of, talk, kept) if kept else []
    if kept is None or not 0 <= int(place) < len(facets):
        return Pressed(notice=say(talk.language, "too-old"))
    kind, name, _ = facets[int(place)]
    if kept.more == 0:
        left = await talk.desks.store(_having, talk, kept, (kind, name))
        narrower = replace(kept, hits=left, narrowed=(*kept.facets, (kind, name)), back=int(pages), above="")
        return Pressed(edit=await page(talk, narrower, await save_pages(talk, narrower)))
    asked = Asked(kept.question, (*kept.facets, (kind, name)), int(pages), kept.forced, wide=bool(kept.given_up))
    return Pressed(edit=await answer_asked(talk, asked))


def _having(talk: Talk, kept: Kept, facet: tuple[str, str]) -> list[Sequence[Any]]:
    having = {stored.post_id for stored, _ in stored_of(talk, kept.hits) if facet in _facets(stored, talk.zone)}
    return [hit for hit in kept.hits if hit[0] in having]


def facets_of(talk: Talk, kept: Kept) -> list[Facet]:
    """Return what tells the posts of an answer apart, the most frequent of every kind first. Runs at the store's desk.

    Where filters alone were asked for, those of all posts that they leave are counted.
    """
    if kept.more:
        query = narrowed_by_all(talk, understood(talk, kept.question, 0).query, kept.facets)
        found: Iterable[StoredPost] = talk.library.listed(query)
    else:
        found = [stored for stored, _ in stored_of(talk, kept.hits)]
    each = [_facets(stored, talk.zone) for stored in found]
    return _most(Counter(facet for facets in each for facet in facets), set(kept.facets), len(each))


def _most(counts: Counter[tuple[str, str]], chosen: set[tuple[str, str]], total: int) -> list[Facet]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    telling = [(kind, name, posts) for (kind, name), posts in ordered if posts < total and (kind, name) not in chosen]
    return [facet for kind in _KINDS for facet in [each for each in telling if each[0] == kind][:OFFERED]]


def _facets(stored: StoredPost, zone: str) -> set[tuple[str, str]]:
    """The tags, the channel and the year of a post."""
    tags = {("tag", tag.name) for tag in stored.tags if tag.source in _TAGS}
    name = stored.post.origin.title or stored.post.origin.username
    year = local(stored.moment, zone).year
    return {*tags, *([("channel", name)] if name else []), *([("year", str(year))] if year in YEARS else [])}
