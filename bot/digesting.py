"""A digest is made: the model reads the topic's words, the store chooses the posts, and no question waits for the rest."""

from datetime import datetime, timedelta

from bot.desks import Desks
from indexer.library import Library
from indexer.models import ALWAYS, Digest, Period
from indexer.periods import DEFAULT, shared
from indexer.standing import read_topic

_WIDER = (("month", timedelta(days=30)), ("year", timedelta(days=365)))


async def make_digest(library: Library, desks: Desks, library_id: int, period: Period, topic: str | None) -> Digest:
    """Return the digest of a library's period, about a topic or about everything.

    Raises:
        QueryError: ``empty``, ``too-long``: the topic is not a question.
    """
    words = read_topic(topic).text if topic else ""
    vector = await desks.embed_question(library.embed_query, words) if words else None
    gathered = await desks.store(library.gathered, library_id, period, topic=topic, vector=vector)
    return await desks.embed(gathered.digest)


def period_of(named: Period | None, asked: Period, now: datetime) -> Period:
    """Return the time of a digest: what is named beside its topic and within it, where neither is the last seven days."""
    return Period(now - DEFAULT, now) if named is None and asked == ALWAYS else shared(named or ALWAYS, asked)


def wider(period: Period, now: datetime) -> str | None:
    """Return which time that ends now holds more than a period: ``month``, ``year``, ``all``; None where nothing does."""
    if period.since is None:
        return None if period.until is None or period.until >= now else "all"
    since = period.since
    return next((name for name, span in _WIDER if since > now - span), "all")
