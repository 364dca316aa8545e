"""What Telegram Desktop's JSON has had in some years alone, and what becomes of it in other tools."""

import json
from datetime import datetime
from typing import Any

import pytest

from indexer.models import Post
from indexer.sources import Reading, parse
from tests.indexer.exports import MOSCOW, as_json, stamp


def chat(*texts: str, **fields: Any) -> dict[str, Any]:
    """Return a chat as it is in ``result.json``."""
    read: dict[str, Any] = json.loads(as_json([(text, {}) for text in texts], **fields))
    return read


def posts(export: object) -> list[Post]:
    return [entry for entry in parse(json.dumps(export).encode()) if isinstance(entry, Post)]


@pytest.mark.parametrize(
    ("edited", "read"), [("1970-01-01T03:00:00", None), ("2026-03-01T12:02:00", stamp(2)), ("2026-03-01T12:01:00", stamp(1))]
)
def test_an_old_export_has_1970_for_never_edited(edited: str, read: datetime | None) -> None:
    export = chat("Дуб")
    del export["messages"][0]["date_unixtime"]
    export["messages"][0]["edited"] = edited
    (post,) = (entry for entry in parse(json.dumps(export).encode(), Reading(MOSCOW)) if isinstance(entry, Post))
    assert (post.date, post.edit_date) == (stamp(1), read)
