"""JSON of other tools: Telethon's, snscrape's, Pyrogram's, messages cut out of an export; in lines or in one array."""

import io
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from indexer.errors import BrokenExport, UnknownFormat
from indexer.models import Entry, Origin, Post, Skipped, Undated
from indexer.sources import detect, jsonl, parse
from indexer.sources.moments import read_any_moment

MOMENT = datetime(2024, 3, 19, 7, 3, 6, tzinfo=UTC)
MOSCOW = timezone(timedelta(hours=3))


def read(line: dict[str, Any]) -> Post:
    post = jsonl.parse_line(json.dumps(line))
    assert isinstance(post, Post)
    return post


TELETHON = {
    "_": "Message",
    "id": 5,
    "peer_id": {"_": "PeerChannel", "channel_id": 1234567890},
    "date": "2024-03-19T07:03:06+00:00",
    "message": "Про **дуб** и `ель`",
    "post_author": "Анна",
    "views": 12,
    "reactions": {"results": [{"count": 3}]},
}


def test_a_message_of_telethon_has_its_place() -> None:
    post = read(TELETHON)
    assert (post.text, post.date, post.has_code, post.views) == ("Про дуб и ель", MOMENT, True, 12)
    assert post.origin == Origin(None, "Анна", -1001234567890, 5)
    assert post.url == "https://t.me/c/1234567890/5"


def test_a_message_of_another_chat_has_none() -> None:
    post = read({**TELETHON, "peer_id": {"_": "PeerUser", "user_id": 7}})
    assert post.origin == Origin(None, "Анна")
    assert read({"id": 5, "message": "Слова"}).origin == Origin()


def test_a_forward_of_telethon_has_its_first_place() -> None:
    source = {"_": "MessageFwdHeader", "from_id": {"_": "PeerChannel", "channel_id": 77}, "channel_post": 8, "from_name": None}
    post = read({**TELETHON, "fwd_from": source})
    assert (post.origin, post.link) == (Origin(None, None, -1000000000077, 8), "https://t.me/c/1234567890/5")
    hidden = read({**TELETHON, "fwd_from": {"from_id": None, "from_name": "Егерь"}})
    assert (hidden.origin, hidden.url) == (Origin("Егерь"), "https://t.me/c/1234567890/5")


@pytest.mark.parametrize("kind", ["MessageEntityTextUrl", "MessageEntityType.TEXT_LINK", "text_link"])
def test_entities_beside_a_text_have_its_links(kind: str) -> None:
    entity = {"_" if kind == "MessageEntityTextUrl" else "type": kind, "offset": 0, "length": 3, "url": "https://example.org/oak"}
    post = read({**TELETHON, "message": "Дуб **растёт** https://example.org/b", "entities": [entity]})
    assert (post.text, post.links) == ("Дуб **растёт** https://example.org/b", ("https://example.org/oak",))


def test_a_line_of_snscrape_is_read() -> None:
    line = {
        "_type": "snscrape.modules.telegram.TelegramPost",
        "url": "https://t.me/s/les/5",
        "date": "2024-03-19T07:03:06+00:00",
        "content": "Отчёт о дубах #лес",
        "outlinks": ["https://example.org/oak"],
    }
    post = read(line)
    assert (post.text, post.date, post.url) == ("Отчёт о дубах #лес", MOMENT, "https://t.me/s/les/5")
    assert (post.links, post.hashtags) == (("https://example.org/oak",), ("лес",))


def test_what_is_not_called_text_is_one_beside_a_date_a_number_or_an_address() -> None:
    assert jsonl.parse_line('{"message": "Слова"}', 4) == Skipped(4, "no-text")
    assert jsonl.parse_line('{"_": "MessageService", "id": 5, "message": "x"}', 4) == Skipped(4, "service")
    assert read({"text": "", "caption": "Подпись", "date": "2024-03-19"}).text == "Подпись"
    with pytest.raises(UnknownFormat):
        detect(b'{"message": "a"}\n{"message": "b"}\n')


PIECES = ["Читайте ", {"type": "text_link", "text": "отчёт", "href": "https://example.org/r"}, {"type": "code", "text": " x"}]


def test_a_text_in_pieces_is_read_beside_what_a_tool_has_added() -> None:
    line = {
        "id": 5,
        "type": "message",
        "date": "2024-03-19T10:03:06",
        "date_unixtime": "1710831786",
        "channel": "Лес",
        "text": PIECES,
    }
    post = read(line)
    assert (post.text, post.date, post.origin) == ("Читайте отчёт x", MOMENT, Origin("Лес"))
    assert (post.links, post.has_code) == (("https://example.org/r",), True)


@pytest.mark.parametrize("text", [PIECES, "Читайте"])
def test_a_message_of_before_2021_may_be_a_line(text: Any) -> None:
    line = {"id": 5, "type": "message", "date": "2020-03-19T10:03:06", "from": "Лес", "text": text}
    (post,) = jsonl.parse(io.StringIO(json.dumps(line)), MOSCOW)
    assert isinstance(post, Post)
    assert (post.date, post.origin) == (MOMENT.replace(year=2020), Origin("Лес", message_id=5))
    assert jsonl.parse_line(
        json.dumps({"id": 6, "type": "service", "date": "2020-03-19T10:03:06", "actor": "Лес", "text": ""})
    ) == (Skipped(1, "service"))


def test_lines_without_a_text_may_come_first() -> None:
    head = '{"id": 1, "date": "2024-03-19", "views": 5}\n' * 25
    content = (head + '{"text": "Слова"}\n').encode()
    assert detect(content) == "jsonl"
    assert [entry.text for entry in parse(content) if isinstance(entry, Post)] == ["Слова"]


def test_a_line_of_json_in_a_copy_is_no_file_of_them() -> None:
    assert detect('Forwarded from Лес\nПишите так:\n{"text": "a"}\nи всё'.encode()) == "web_copy"


# --- dates ---


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-19 07:03:06 UTC",
        "2024-03-19 10:03:06 +0300",
        "1710831786.0",
        {"$date": "2024-03-19T07:03:06Z"},
        {"$date": 1710831786000},
        {"$date": {"$numberLong": "1710831786000"}},
        "Tue, 19 Mar 2024 07:03:06 GMT",
        "Tue, 19 Mar 2024 10:03:06 +0300",
        "19.03.2024 10:03:06",
        "19.03.2024, 10:03:06",
    ],
)
def test_a_date_is_read_as_tools_write_it(written: object) -> None:
    assert read_any_moment(written, MOSCOW) == MOMENT


@pytest.mark.parametrize(
    "written", ["31.02.2024", "Tue, 99 Mar 2024 07:03", {"$date": {"a": 1}}, {}, "1" * 40 + ".5", "вчера", []]
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert read_any_moment(written) is None


def test_a_date_that_cannot_be_read_is_told() -> None:
    text = (
        '{"text": "Один", "date": "вчера"}\n{"text": "Два", "date": ""}\n{"text": "", "date": "x"}\n{"text": "Три", "date": "x"}'
    )
    assert list(jsonl.parse(io.StringIO(text))) == [
        Post("Один"),
        Undated(1),
        Post("Два"),
        Skipped(3, "no-text"),
        Post("Три"),
        Undated(4),
    ]


# --- one array ---


def read_array(content: str) -> list[Entry]:
    assert detect(content.encode()) == "json_array"
    return list(parse(content.encode()))


@pytest.mark.parametrize("indent", [None, 1])
def test_an_array_is_read_as_its_objects_in_lines(indent: int | None) -> None:
    rows = [{"id": 1}, TELETHON, {"text": "Два", "date": "вчера"}, 5]
    assert read_array(json.dumps(rows, indent=indent)) == [
        Skipped(1, "no-text"),
        read(TELETHON),
        Post("Два"),
        Undated(3),
        Skipped(4, "not-a-post"),
    ]


def test_objects_one_behind_another_are_read_as_those_of_an_array() -> None:
    rows = [{"id": 1, "text": "Один"}, {"id": 2, "text": "Два", "date": "вчера"}, {"id": 3, "text": "Три"}]
    written = "\n".join(json.dumps(row, indent=2, ensure_ascii=False) for row in rows)
    assert read_array(written) == read_array(json.dumps(rows))
    assert read_array(json.dumps(rows[0], indent=2)) == [Post("Один")]
    assert read_array(written.replace('"Два"', 'Два"')) == [Post("Один"), Skipped(2, "broken-json"), Post("Три")]


def test_an_array_of_messages_of_an_export_is_read() -> None:
    rows = [{"id": 5, "type": "message", "date": "2020-03-19T10:03:06", "from": "Лес", "text": PIECES}]
    (post,) = read_array(json.dumps(rows))
    assert isinstance(post, Post)
    assert post.text == "Читайте отчёт x"


def test_an_array_that_is_cut_is_read_to_the_cut() -> None:
    assert read_array('[{"text": "Один"}, {"text": "Дв') == [Post("Один"), Skipped(2, "broken-json")]


@pytest.mark.parametrize("content", ["[1, 2]", "[]", '[{"name": "x"}]', '[{"text": "cut'])
def test_another_array_is_unknown(content: str) -> None:
    with pytest.raises((UnknownFormat, BrokenExport)):
        list(parse(content.encode()))


def test_what_a_channel_sent_is_its_post() -> None:
    line = {"message_id": 7, "sender_id": -1001234567890, "text": "Осень пришла рано.", "channel": "Погода"}
    assert read(line).url == "https://t.me/c/1234567890/7"
    assert read({**line, "sender_id": 77}).url is None
