"""What Telegram Desktop's JSON has had in some years alone, and what becomes of it in other tools."""

import json
from datetime import datetime
from typing import Any

import pytest

from indexer.models import Origin, Post
from indexer.sources import Reading, detect, parse
from tests.indexer.exports import CHAT_ID, MOSCOW, as_json, stamp


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


def test_an_account_may_begin_with_music() -> None:
    music = [{"id": 1, "type": "message", "date": "2026-01-01T00:00:00", "file": "a.mp3", "text": ""}]
    account = {"about": "x", "profile_music": music, "chats": {"about": "y", "list": [chat("Дуб")]}}
    assert detect(json.dumps(account, indent=1).encode()) == "tdesktop_json"
    assert [post.text for post in posts(account)] == ["Дуб"]


def test_a_channel_whose_keys_were_sorted_is_known_by_its_posts() -> None:
    content = json.dumps(chat("Дуб"), sort_keys=True)
    assert content.index("messages") < content.index("public_channel")
    (post,) = posts(json.loads(content))
    assert post.origin == posts(chat("Дуб"))[0].origin
    assert post.url == f"https://t.me/c/{CHAT_ID}/1"


def test_a_group_whose_keys_were_sorted_has_no_number() -> None:
    group = chat("Дуб", type="private_group", id=77)
    group["messages"][0] |= {"from": "Анна", "from_id": "user5"}
    (post,) = posts(json.loads(json.dumps(group, sort_keys=True)))
    assert post.origin == Origin("Анна", message_id=1)
