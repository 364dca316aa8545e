"""A digest is made: the model reads the topic's words, the store chooses the posts, and no question waits for the rest."""

import re
from datetime import datetime, timedelta

from bot.desks import Desks
from indexer.library import Library
from indexer.models import ALWAYS, Digest, Period
from indexer.periods import DEFAULT, shared
from indexer.standing import read_topic

_ALL_TIME = r"(?:(?:за|for)\s+)?(?:вс[её]\s+время|весь\s+период|(?<!of )all\s+time)"
_AT_AN_END = re.compile(rf"^{_ALL_TIME}(?=\s|$)|(?:^|(?<=\s)){_ALL_TIME}$", re.IGNORECASE)
_ALONE = re.compile(r"(?P<before>(?:[#@-]\S+\s+)*)(?:all|everything|вс[её])(?P<behind>(?:\s+[#@-]\S+)*)", re.IGNORECASE)
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


def period_of(named: Period, asked: Period, now: datetime) -> Period:
    """Return the time of a digest: what is named beside its topic and within it, else the last seven days."""
    both = shared(named, asked)
    return both if both != ALWAYS else Period(now - DEFAULT, now)


def without_all_time(words: str) -> tuple[bool, str]:
    """Return whether a digest of all time is asked for, and what is left of the words.

    «всё» and "all" ask for it beside filters alone: with other words they belong to a topic.
    """
    if alone := _ALONE.fullmatch(words.strip()):
        return True, f"{alone['before']}{alone['behind']}".strip()
    left = _AT_AN_END.sub("", words, count=1)
    return left != words, left.strip()


def wider(period: Period, now: datetime) -> str | None:
    """Return which time that ends now holds more than a period: ``month``, ``year``, ``all``; None where nothing does."""
    if period.since is None:
        return None if period.until is None or period.until >= now else "all"
    since = period.since
    return next((name for name, span in _WIDER if since > now - span), "all")
