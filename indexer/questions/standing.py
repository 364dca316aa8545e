"""A standing query: a topic is a question that is asked again and again, kept as text that holds its filters and no time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from indexer.models import ALWAYS, LOCAL, Query
from indexer.questions.asking import parse_question

LATER = datetime(9000, 1, 1, tzinfo=UTC)  # every date lies before it: a topic's dates are known as such, and left out
_QUOTES = ('"{}"', "«{}»", "“{}”", "„{}“")
_FORMS = {  # of every filter: how it is written without quotes, and with them
    "phrases": ("", ""),
    "without": ("-", "-"),
    "tags": ("#", "tag:"),
    "channels": ("", "channel:"),
    "languages": ("lang:", "lang:"),
    "has": ("has:", "has:"),
}


def read_topic(topic: str, library_id: int = LOCAL) -> Query:
    """Return what a topic asks for at any time; what is nothing but a date is words."""
    query = replace(parse_question(topic, library_id, now=LATER, zone="UTC").query, period=ALWAYS)
    return query if query.text or query.is_narrow else replace(query, text=topic)


def write_topic(query: Query) -> str:
    """Return the topic that asks for what a query does, but for its time; "" where that is everything.

    Filters come first: a quote that the words left open would swallow them.
    """
    filters = [_written(field, value) for field in _FORMS for value in getattr(query, field)]
    return " ".join([*filters, *([query.text] if query.text else [])])


def _written(field: str, value: str) -> str:
    """Return a filter in the first form that is read as it was meant: a name may hold quotes itself."""
    filters: dict[str, Any] = {field: (value,)}
    wanted = Query("", LOCAL, **filters)
    forms = list(_forms(field, value))
    return next((form for form in forms if read_topic(form) == wanted), forms[-1])


def _forms(field: str, value: str) -> Iterator[str]:
    bare, keyed = _FORMS[field]
    yield bare + value
    yield keyed + value
    for quotes in _QUOTES:
        yield keyed + quotes.format(value)
