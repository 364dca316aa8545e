"""What a question leaves of a library, as SQL."""

from typing import Any

from indexer.models import Query
from indexer.stores.connection import written
from indexer.text import fold

_PUBLISHED = "SELECT 1 FROM posts WHERE posts.post_id = holdings.post_id"
_TAGGED = "SELECT 1 FROM tags WHERE tags.post_id = holdings.post_id AND name = :tag{i}"
_OWN_TAGGED = (
    "SELECT 1 FROM own_tags WHERE own_tags.post_id = holdings.post_id AND own_tags.library_id = holdings.library_id"
    " AND name = :tag{i}"
)


def conditions(query: Query) -> tuple[str, dict[str, Any]]:
    """Return the filters as SQL on ``holdings`` and their parameters."""
    where, parameters = "", {"since": written(query.period.since), "until": written(query.period.until)}
    if query.period.since:
        where += " AND moment >= :since"
    if query.period.until:
        where += " AND moment < :until"
    for i, tag in enumerate(query.tags):
        where += f" AND (EXISTS ({_TAGGED.format(i=i)}) OR EXISTS ({_OWN_TAGGED.format(i=i)}))"
        parameters[f"tag{i}"] = tag
    if query.channels:
        names = [name.lstrip("@") for name in query.channels]
        marks = ", ".join(f":channel{i}" for i in range(len(names)))
        where += f" AND EXISTS ({_PUBLISHED} AND (fold(title) IN ({marks}) OR fold(username) IN ({marks})))"
        parameters |= {f"channel{i}": fold(name) for i, name in enumerate(names)}
    return where, {name: value for name, value in parameters.items() if value is not None}
