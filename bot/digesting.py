"""A digest is made: the model reads the topic's words, the store chooses the posts."""

from datetime import datetime

from bot.desks import Desks
from indexer.library import Library
from indexer.models import ALWAYS, Digest, Period
from indexer.periods import DEFAULT, shared
from indexer.standing import read_topic


async def make_digest(library: Library, desks: Desks, library_id: int, period: Period, topic: str | None) -> Digest:
    """Return the digest of a library's period, about a topic or about everything.

    Raises:
        QueryError: ``empty``, ``too-long``: the topic is not a question.
    """
    words = read_topic(topic).text if topic else ""
    vector = await desks.embed_question(library.embed_query, words) if words else None
    return await desks.store(library.digest, library_id, period, topic=topic, vector=vector)


def period_of(named: Period, asked: Period, now: datetime) -> Period:
    """Return the time of a digest: what is named beside its topic and within it, else the last seven days."""
    both = shared(named, asked)
    return both if both != ALWAYS else Period(now - DEFAULT, now)
