"""Posts as cards that a person puts into any chat."""

from dataclasses import dataclass

from bot.conversation.questions import understood
from bot.conversation.talk import Talk
from bot.views.answers import card_html
from bot.views.hints import inline_note
from bot.views.html import channel, date, plain, snippet, title
from indexer.finding import find_asked
from indexer.language.sentences import content_stems
from indexer.models import StoredPost

MOST = 100  # cards of one question
_DESCRIPTION = 120


@dataclass(frozen=True, slots=True)
class Card:
    """A post as a card: bare words that are shown before it is chosen, and the HTML that is sent then."""

    post_id: int
    title: str
    description: str
    html: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards, and in a few words what was not understood of the question, or what was probably meant; "" for nothing."""

    cards: tuple[Card, ...] = ()
    note: str = ""


async def find_cards(talk: Talk, question: str, start: int, count: int) -> Cards:
    """Return cards for a question, from the one at ``start``; without words, of the latest posts.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    if not question.strip():
        latest = await talk.desks.store(_latest, talk, start, count)
        return Cards(tuple(_card(talk, stored, stored.post.reading, "") for stored in latest))
    asked = await find_asked(talk.library, talk.desks, await talk.desks.store(understood, talk, question, MOST))
    hits = [hit for hit in asked.answer.hits if hit.fits][start : start + count]
    found = await talk.desks.store(talk.library.found, [hit.place for hit in hits], talk.library_id)
    note = inline_note(asked.question.hints, None if hits else asked.answer.suggestion, talk.language)
    return Cards(tuple(_card(talk, stored, passage, asked.question.words) for stored, passage in found), note)


def _latest(talk: Talk, start: int, count: int) -> list[StoredPost]:
    """Runs at the store's desk."""
    ids = talk.library.store.latest_ids(talk.library_id, start, count)
    return talk.library.store.stored(talk.library_id, ids)


def _card(talk: Talk, stored: StoredPost, passage: str, question: str) -> Card:
    post, wanted = stored.post, frozenset(content_stems(question))
    named = post.origin.title or post.origin.username or post.origin.author
    when = date(post.date, talk.language, talk.zone)
    head = channel(post, talk.language) if named else title(post, talk.language)
    return Card(
        stored.post_id,
        " · ".join(part for part in (plain(head), when) if part),
        plain(snippet(passage, wanted, limit=_DESCRIPTION)),
        card_html(stored, passage, talk.reader, wanted=wanted),
    )
