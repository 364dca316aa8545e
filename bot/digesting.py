"""A digest is made: the model reads the topic's words, the store chooses the posts, and no question waits for the rest."""

from dataclasses import replace
from datetime import datetime, timedelta

from indexer.executors import Executors
from indexer.library import Library
from indexer.models import ALWAYS, Digest, Period
from indexer.questions.checks import check_query
from indexer.questions.question import Question, check_times
from indexer.questions.standing import read_topic
from indexer.times.periods import DEFAULT, shared

_WIDER = (("month", timedelta(days=30)), ("year", timedelta(days=365)))


def understand_topic(library: Library, words: str, library_id: int, *, now: datetime, zone: str, wide: bool = False) -> Question:
    """Return what words with filters make a digest about, and in its period the time that they name; without words, everything.

    Its words are in the layout that was meant; a ``wide`` one holds quotes as words. Uses the store alone.

    Raises:
        QueryError: ``empty``, ``too-long``, ``future-period``.
    """
    question = library.understand(words, library_id, now=now, zone=zone)
    if words:
        check_times(question)
        check_query(question.query)
    is_latest = question.query.period == Period(until=now)  # «новости»: everything, of whatever time the digest is
    period = ALWAYS if is_latest else question.query.period
    while wide and question.wider:
        question = question.wider
    meant = library.read(question.query.text, library_id).question
    return replace(question, query=replace(question.query, text=meant, period=period))


async def make_digest(library: Library, executors: Executors, library_id: int, period: Period, topic: str | None) -> Digest:
    """Return the digest of a library's period, about a topic or about everything.

    Raises:
        QueryError: ``empty``, ``too-long``: the topic is not a question.
    """
    words = read_topic(topic).text if topic else ""
    vector = await executors.embed_question(library.embed_query, words) if words else None
    gathered = await executors.store(library.gathered, library_id, period, topic=topic, vector=vector)
    return await executors.embed(gathered.digest)


def period_of(named: Period | None, asked: Period, now: datetime) -> Period:
    """Return the time of a digest: what is named beside its topic and within it, where neither is the last seven days.

    Raises: ``QueryError("order")`` where they share none.
    """
    return Period(now - DEFAULT, now) if named is None and asked == ALWAYS else shared(named or ALWAYS, asked)


def wider(period: Period, now: datetime) -> str | None:
    """Return which time that ends now holds more than a period: ``month``, ``year``, ``all``; None where nothing does."""
    if period.since is None:
        return None if period.until is None or period.until >= now else "all"
    since = period.since
    return next((name for name, span in _WIDER if since > now - span), "all")
