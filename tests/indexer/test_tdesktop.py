"""Exports of Telegram Desktop: real ones with the figures that a reader of them counts, and one chat in both formats."""

import io
import json
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import BrokenExport
from indexer.models import Entry, Post, Skipped
from indexer.sources import Reading, detect, parse, read_files, scanning, tdesktop_html, tdesktop_json
from indexer.sources.albums import join
from tests.indexer.exports import CHAT_ID, MESSAGES, TITLE, as_html, as_json, entity, stamp

REASONS = {1: "service", 6: "album-part", 7: "album-part", 8: "no-text", 13: "service"}


def read(text: str, **options: Any) -> list[Entry]:
    return list(parse(text.encode(), Reading(**options)))


def posts(entries: list[Entry]) -> list[Post]:
    return [entry for entry in entries if isinstance(entry, Post)]


def reasons(entries: list[Entry]) -> Counter[str]:
    return Counter(entry.reason for entry in entries if isinstance(entry, Skipped))


def test_the_real_json_of_a_channel(shared: Path) -> None:
    entries = list(read_files([shared / "exports" / "telegram-desktop-json"]))
    assert len(entries) == 9
    assert reasons(entries) == {"album-part": 7}
    first, second = posts(entries)
    assert first.text.startswith("Очень странные дела (S1 E1-5)\n\n📹 ТВИЧ | 💳 БУСТИ | 💬 ТЕЛЕГА\n\n#КиноСтрим #ОСД")
    assert first.links == ("https://www.twitch.tv/guz3lka", "https://boosty.to/guzelka_games", "http://t.me/papapachuca")
    assert first.hashtags == ("КиноСтрим", "ОСД")
    assert (first.date, first.edit_date) == (
        datetime(2026, 6, 19, 11, 26, 50, tzinfo=UTC),
        datetime(2026, 6, 19, 11, 26, 54, tzinfo=UTC),
    )
    assert first.url == "https://t.me/c/2447843635/3858"
    assert (first.reactions, second.reactions) == (12, 4)
    assert second.media_kind == "photo"


@pytest.mark.parametrize(
    ("name", "read_posts", "forwards", "media"), [("messages2.html", 1000, 0, 0), ("messages-2026.html", 471, 13, 2)]
)
def test_the_real_pages_of_two_channels(shared: Path, name: str, read_posts: int, forwards: int, media: int) -> None:
    entries = list(read_files([shared / "exports" / "telegram-desktop-html" / name]))
    assert (len(entries), len(posts(entries))) == (read_posts, read_posts)
    assert sum(post.origin.message_id is None for post in posts(entries)) == forwards
    assert sum(post.origin.title == "The Bug Bounty Hunter" for post in posts(entries)) == forwards
    assert sum(post.media_kind is not None for post in posts(entries)) == media
    dates = [post.date for post in posts(entries) if post.date]
    assert len(dates) == read_posts
    assert all(post.text == post.text.strip() for post in posts(entries))


def test_every_message_of_the_json_is_accounted_for() -> None:
    entries = read(as_json())
    assert {entry.position: entry.reason for entry in entries if isinstance(entry, Skipped)} == REASONS
    found = posts(entries)
    assert [post.origin.message_id for post in found] == [2, 3, 4, 5, None, None, 11, 12, 14]
    assert found[0].date == stamp(2)
    assert found[0].origin.chat_id == -1000000000000 - CHAT_ID
    assert found[1].text == "Читайте отчёт и https://example.org/list\n#лес @lesnik"
    assert (found[1].links, found[1].hashtags) == (("https://example.org/report?a=1&b=2", "https://example.org/list"), ("лес",))
    assert (found[1].reactions, found[1].edit_date) == (12, stamp(3) + timedelta(minutes=1))
    assert found[2].text == "🌲 Секрет: грибы у ручья\n\nif rain:\n    walk()\nКто рано встаёт…"
    assert found[4].origin.title == "Лесничий"
    assert found[4].url == f"https://t.me/c/{CHAT_ID}/9"
    assert found[7].text == "Что посадим?\n– Дуб\n– Клён"


@pytest.mark.parametrize("offset", [True, False])
def test_the_two_formats_give_the_same_posts(offset: bool) -> None:
    ours = read(as_json())
    theirs = read(as_html(offset=offset), zone=timezone(timedelta(hours=3)))
    assert reasons(ours) == reasons(theirs)
    assert [entry.position for entry in ours if isinstance(entry, Skipped)] == [
        entry.position for entry in theirs if isinstance(entry, Skipped)
    ]
    for one, other in zip(posts(ours), posts(theirs), strict=True):
        assert one.text.split() == other.text.split()
        assert (one.links, one.hashtags, one.date, one.media_kind) == (other.links, other.hashtags, other.date, other.media_kind)
        assert (one.origin.title, one.origin.message_id) == (other.origin.title, other.origin.message_id)
        assert one.reactions == other.reactions


def test_times_without_an_offset_are_of_the_zone() -> None:
    old = [("Старое", {})]
    utc, moscow = (posts(read(as_html(old, offset=False), zone=zone))[0].date for zone in (UTC, timezone(timedelta(hours=3))))
    assert utc == stamp(1) + timedelta(hours=3)
    assert moscow == stamp(1)
    without = json.loads(as_json(old))
    del without["messages"][0]["date_unixtime"]
    assert posts(read(json.dumps(without), zone=timezone(timedelta(hours=3))))[0].date == stamp(1)


def test_a_whole_account_with_many_chats() -> None:
    chats = [
        json.loads(as_json([("Канал", {})])),
        json.loads(as_json([("Группа", {"from": "Анна", "from_id": "user5"})], name="Соседи", type="private_group", id=77)),
        json.loads(as_json([("Форум", {"from": "Пётр"})], name="Форум", type="private_supergroup", id=78)),
        json.loads(
            as_json(
                [("Своё", {"from": "Я"}), ("Чужое", {"from": "Я", "forwarded_from": "Канал"})], name=None, type="saved_messages"
            )
        ),
    ]
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"first_name": "Я", "bio": '"messages": [1]'},
        "contacts": {"about": "x", "list": [{"first_name": "А"}]},
        "chats": {"about": "This page lists all chats", "list": chats},
        "left_chats": {"about": "", "list": [json.loads(as_json([("Прошлое", {"from": "Ушёл"})], name="Ушёл", id=9))]},
    }
    found = posts(read(json.dumps(account, ensure_ascii=False)))
    assert [(post.text, post.origin.title, post.origin.author, post.origin.chat_id) for post in found] == [
        ("Канал", TITLE, None, -1000000000000 - CHAT_ID),
        ("Группа", "Соседи", "Анна", -77),
        ("Форум", "Форум", "Пётр", -1000000000078),
        ("Своё", "Я", None, None),
        ("Чужое", "Канал", None, None),
        ("Прошлое", "Ушёл", None, -1000000000009),
    ]


def test_a_channel_has_one_number_in_old_and_new_exports() -> None:
    (old,), (new,) = (posts(read(as_json([("Пост", {})], id=number))) for number in (2**33 + CHAT_ID, CHAT_ID))
    assert old == new
    assert new.url == f"https://t.me/c/{CHAT_ID}/1"


def test_a_forward_of_an_unknown_source_and_what_an_export_leaves_out() -> None:
    export = json.loads(as_json([("Кто-то сказал", {"forwarded_from": None})]))
    export["messages"] += [{"id": 2, "type": "unsupported"}, 5, {"id": 3}]
    entries = read(json.dumps(export))
    assert posts(entries)[0].origin.title is None
    assert reasons(entries) == {"unsupported": 2, "not-a-post": 1}


def test_a_saved_forward_stands_under_its_source() -> None:
    page = as_html([("Пост", {"from": "Лесной канал"})], title="Saved messages")
    assert posts(read(page))[0].origin.title == "Лесной канал"


def test_a_call_is_a_notice_and_a_page_without_messages_has_no_posts() -> None:
    call = as_html([("", {})]).replace('class="body"', 'class="body"><div class="media_call"></div', 1)
    assert reasons(read(call))["service"] == 1
    assert read(as_html([])) == []


def test_damage_in_the_middle_costs_one_message() -> None:
    whole = as_json([(f"Сообщение {i}", {}) for i in range(1, 6)])
    broken = whole.replace('"text": "Сообщение 3"', '"text": "Сообщ" 3"')
    entries = read(broken)
    assert [post.text for post in posts(entries)] == ["Сообщение 1", "Сообщение 2", "Сообщение 4", "Сообщение 5"]
    assert [entry for entry in entries if isinstance(entry, Skipped)] == [Skipped(3, "broken-json")]


def test_a_message_that_is_cut_is_counted_once() -> None:
    whole = as_json([(f"Сообщение {i}", {}) for i in range(1, 4)])
    entries = read(whole[: whole.rindex("Сообщение 3") + 5])
    assert [post.text for post in posts(entries)] == ["Сообщение 1", "Сообщение 2"]
    assert entries[2:] == [Skipped(3, "broken-json")]


@given(st.integers(0, 3000))
def test_a_file_cut_anywhere_gives_what_came_before(length: int) -> None:
    whole = as_json()
    try:
        entries = list(join(tdesktop_json.parse(io.StringIO(whole[: len(whole) * length // 3000]), UTC)))
    except BrokenExport:
        return
    assert len(entries) <= len(MESSAGES) + 1
    assert {entry.text for entry in posts(entries)} <= {post.text for post in posts(read(whole))}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=5), st.integers(1, 9), st.sampled_from([None, 1]))
def test_the_scanner_reads_what_the_library_reads(value: dict[str, Any], chunk: int, indent: int | None) -> None:
    stream = io.StringIO(json.dumps(value, ensure_ascii=False, indent=indent))
    stream_read = stream.read
    stream.read = lambda size=-1: stream_read(min(size, chunk))  # type: ignore[method-assign]
    scanner = scanning.Scanner(stream)
    assert {key: scanner.value() for key in scanner.members()} == value
    assert scanner.peek() == ""


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_a_parser(noise: bytes) -> None:
    text = noise.decode("utf-8", "replace")
    list(tdesktop_html.parse(io.StringIO(as_html().replace("Дуб живёт", text)), UTC))
    for damaged in (as_json().replace("Дуб", text), text, '{"messages": [' + text):
        try:
            list(tdesktop_json.parse(io.StringIO(damaged), UTC))
        except BrokenExport:
            continue


def test_formats_are_known_by_content() -> None:
    assert detect(as_json().encode()) == "tdesktop_json"
    assert detect(json.dumps(json.loads(as_json())).encode()) == "tdesktop_json"
    assert detect(b'{"about": "x", "personal_information": {"user_id": 1}, "chats": {}}') == "tdesktop_json"
    assert detect(as_html().encode()) == "tdesktop_html"
    assert detect(b'{"text": "\\"messages\\": ["}') == "jsonl"


def test_only_marked_addresses_are_links() -> None:
    found = posts(read(as_json([([entity("bold", "Файл"), " notes.md и ", entity("email", "a@b.ru")], {})])))[0]
    assert (found.text, found.links) == ("Файл notes.md и a@b.ru", ())


def test_a_medium_that_we_have_no_name_for_is_none() -> None:
    place = '<div class="media_wrap clearfix"><div class="media_location"><div class="title bold">Location</div></div></div>'
    page = as_html([("Мы здесь", {})]).replace('<div class="text">\nМы', f'{place}<div class="text">\nМы')
    (post,) = posts(read(page))
    assert (post.text, post.media_kind) == ("Мы здесь", None)


def test_a_rich_message_is_its_blocks_in_lines() -> None:
    rich = (
        '<div class="text rich_message" dir="auto"><h2 class="rich_heading">\nЗаголовок\n</h2>\n<p>\nАбзац со <a href="https://a.b/c">'
        'ссылкой</a>\n</p>\n<figure><div class="media_wrap clearfix"><div class="title bold">Photo</div>Not included</div>'
        "<figcaption><div>\nПодпись\n</div></figcaption></figure><ul><li><span>Раз</span></li>\n<li><span>Два</span></li></ul></div>"
    )
    (post,) = posts(read(as_html([("СЮДА", {})]).replace('<div class="text">\nСЮДА\n       </div>', rich)))
    assert post.text.split() == ["Заголовок", "Абзац", "со", "ссылкой", "Подпись", "Раз", "Два"]
    assert post.text.startswith("Заголовок\n")
    assert post.links == ("https://a.b/c",)
