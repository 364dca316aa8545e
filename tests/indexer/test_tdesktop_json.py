"""What Telegram Desktop's JSON has had in some years alone, and what becomes of it in other tools."""

import json
from datetime import datetime
from typing import Any

import pytest

from indexer.models import Origin, Post, Skipped
from indexer.sources import Reading, detect, parse
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


def test_an_account_may_begin_with_music() -> None:
    music = [{"id": 1, "type": "message", "date": "2026-01-01T00:00:00", "file": "a.mp3", "text": ""}]
    account = {"about": "x", "profile_music": music, "chats": {"about": "y", "list": [chat("Дуб")]}}
    assert detect(json.dumps(account, indent=1).encode()) == "tdesktop_json"
    assert [post.text for post in posts(account)] == ["Дуб"]


def sorted_posts(export: object, **layout: Any) -> list[Post]:
    content = json.dumps(export, sort_keys=True, **layout)
    assert content.index('"messages"') < content.index('"type": "p')
    return [entry for entry in parse(content.encode()) if isinstance(entry, Post)]


@pytest.mark.parametrize("indent", [None, 2])
def test_what_is_said_of_a_chat_behind_its_messages_is_known(indent: int | None) -> None:
    group = chat("Клён", "Ива", type="private_group", id=77, name="Дача")
    for message in group["messages"]:
        message |= {"from": "Анна", "from_id": "user5"}
    saved = chat("Ольха", type="saved_messages", id=5)
    account = {"about": "x", "chats": {"about": "y", "list": [chat("Дуб"), group]}, "left_chats": {"list": [saved]}}
    for export in (chat("Дуб"), group, account, [group, chat("Дуб")]):
        assert sorted_posts(export, indent=indent) == posts(export)
    assert [post.origin for post in sorted_posts(group)] == [Origin("Дача", "Анна", -77, number) for number in (1, 2)]


def test_a_sorted_export_that_is_cut_is_read_to_the_cut() -> None:
    content = json.dumps(chat("Дуб", "Ива"), sort_keys=True, ensure_ascii=False)
    assert [getattr(entry, "text", None) for entry in parse(content[: content.index("Ива")].encode())] == ["Дуб", None]


def test_several_exports_in_one_file_are_all_read() -> None:
    first, second = chat("Дуб"), chat("Ива", id=77, name="Сад")
    whole = [*posts(first), *posts(second)]
    assert posts([first, second]) == whole
    for between in ("", "\n"):
        both = json.dumps(first) + between + json.dumps(second)
        assert list(parse(both.encode())) == whole
        assert list(parse((both + " и ещё").encode())) == [*whole, Skipped(3, "broken-json")]
    account = {"about": "x", "chats": {"about": "y", "list": [first]}}
    assert list(parse((json.dumps(account) + "," + json.dumps(second)).encode())) == [
        whole[0],
        Skipped(2, "broken-json"),
        whole[1],
    ]


@pytest.mark.parametrize("seconds", ["1772355660.5", "-5", "вчера", None, []])
def test_a_date_is_read_where_its_seconds_cannot_be(seconds: object) -> None:
    export = chat("Дуб")
    export["messages"][0] |= {"date_unixtime": seconds, "date": "2026-03-01T12:01:00"}
    (post,) = (entry for entry in parse(json.dumps(export).encode(), Reading(MOSCOW)) if isinstance(entry, Post))
    assert post.date == stamp(1)


@pytest.mark.parametrize("number", [True, "7", -7, 7.5, None, 2**60])
def test_what_is_no_number_of_a_message_is_none(number: object) -> None:
    export = chat("Дуб")
    export["messages"][0]["id"] = number
    assert posts(export)[0].origin.message_id is None


@pytest.mark.parametrize(
    ("fields", "has_code"),
    [
        ({"text": ["a", {"type": "code", "text": "b"}]}, True),
        ({"text": [], "text_entities": [{"type": "pre", "text": "b"}]}, True),
        ({"text": "b", "text_entities": [{"type": "code", "text": "b"}]}, True),
        ({"text": "code", "text_entities": [{"type": "plain", "text": "code"}]}, False),
        ({"text": ["a", {"type": "bold", "text": "code"}]}, False),
    ],
)
def test_code_is_known_by_its_marks_wherever_an_export_has_them(fields: dict[str, Any], has_code: bool) -> None:
    export = chat("Дуб")
    del export["messages"][0]["text_entities"]
    export["messages"][0] |= fields
    assert [post.has_code for post in posts(export)] == [has_code]
