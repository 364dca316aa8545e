"""JSON lines, ours and foreign."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BrokenExport
from indexer.language.text import clean
from indexer.models import Origin, Post, Preview, Seen, Skipped, StoredPost, Tag, TagSource, Undated
from indexer.sources import jsonl
from indexer.sources.entities import each_once

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TEXTS = st.text(max_size=30).map(clean)
NAMES = st.none() | TEXTS.map(lambda text: text or None)
IDS = st.none() | st.integers(-(10**15), 10**15)
MOMENTS = st.integers(1, 4_000_000_000_000_000).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))
ORIGINS = st.builds(Origin, NAMES, NAMES, IDS, IDS, NAMES)
COUNTS = st.none() | st.integers(0, 10**12)
PREVIEWS = st.none() | st.builds(Preview, NAMES, NAMES, NAMES).filter(lambda preview: preview != Preview())
WORDS = st.lists(st.text("абвxyz09_", min_size=1, max_size=6), max_size=4).map(each_once)
SIGHTINGS = st.lists(st.builds(Seen, MOMENTS, st.sampled_from(["import", "forward", "note"])), max_size=3).map(tuple)
POSTS = st.builds(
    Post,
    text=TEXTS.map(lambda text: f"т{text}"),
    date=st.none() | MOMENTS,
    origin=ORIGINS,
    links=WORDS,
    hashtags=WORDS,
    preview=PREVIEWS,
    media_kind=st.sampled_from([None, "photo"]),
    edit_date=st.none() | MOMENTS,
    link=NAMES,
    own_tags=WORDS,
    sightings=SIGHTINGS,
    views=COUNTS,
    reactions=COUNTS,
    deleted_at=st.none() | MOMENTS,
    is_apart=st.booleans(),
)


def stored(post: Post) -> StoredPost:
    tags = (Tag("ml", TagSource.TOPIC), *(Tag(name, TagSource.OWN) for name in post.own_tags), Tag("ru", TagSource.LANGUAGE))
    return StoredPost(7, post, "ru", datetime(2026, 11, 1, tzinfo=UTC), tags, post.sightings, post.deleted_at, post.is_apart)


@given(POSTS)
def test_a_written_post_is_read_back_the_same(post: Post) -> None:
    line = jsonl.write(stored(post))
    read = jsonl.parse_line(line)
    assert "\n" not in line
    assert isinstance(read, Post)
    assert read.url == post.url
    assert read == replace(post, link=read.link, post_id=7)


def test_the_keys_of_an_export_keep_their_order() -> None:
    fields = json.loads(jsonl.write(stored(Post("Текст", own_tags=("моё",)))))
    assert " ".join(fields) == (
        "post_id channel author date url chat_id message_id text hashtags links preview tags language sightings "
        "username media_kind edit_date own_tags topics views reactions deleted_at"
    )
    assert (fields["tags"], fields["own_tags"], fields["topics"]) == (["ml", "моё", "ru"], ["моё"], ["ml"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-01T10:00:00Z", datetime(2026, 11, 1, 10, tzinfo=UTC)),
        ("2026-11-01T10:00:00+03:00", datetime(2026, 11, 1, 7, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        (1793527200, datetime(2026, 11, 1, 10, tzinfo=UTC)),
        ("1793527200", datetime(2026, 11, 1, 10, tzinfo=UTC)),
        (1793527200000, datetime(2026, 11, 1, 10, tzinfo=UTC)),
        ("вчера", None),
        (True, None),
        (1e30, None),
        (0, None),
    ],
)
def test_a_foreign_date_is_iso_or_a_number_and_utc_without_a_zone(written: object, read: datetime | None) -> None:
    found = jsonl.parse_line(json.dumps({"text": "Текст", "date": written}))
    assert isinstance(found, Post)
    assert found.date == read


@pytest.mark.parametrize("date", ["9999-12-31T23:30:00Z", "0001-01-01T00:00:00Z", "01.01.1899", 9_000_000_000, "9000000000"])
def test_a_date_that_can_be_none_of_a_post_is_lost_and_that_is_said(date: object) -> None:
    post, lost = jsonl.parse(io.StringIO(json.dumps({"text": "Новость дня", "date": date})))
    assert isinstance(post, Post)
    assert post.date is None
    assert lost == Undated(1)


def test_an_address_that_is_none_is_left_out() -> None:
    post = jsonl.parse_line('{"text": "Новость дня", "url": "https://[broken/1"}')
    assert isinstance(post, Post)
    assert post.url is None


def test_a_foreign_line_gets_links_and_hashtags_from_its_text() -> None:
    read = jsonl.parse_line('{"text": "Вот https://example.org #ml", "channel": "К", "url": "https://t.me/k/1"}')
    assert isinstance(read, Post)
    assert (read.links, read.hashtags, read.url, read.origin) == (
        ("https://example.org",),
        ("ml",),
        "https://t.me/k/1",
        Origin("К"),
    )


def test_what_is_no_post_is_counted_and_nothing_readable_is_lost() -> None:
    text = '{"text": "Один"}\n\n{"text": ""}\n[1]\n{"text": 5}\n{"text": "Два"}\n{"text": "Тр'
    assert list(jsonl.parse(io.StringIO(text))) == [
        Post("Один"),
        Skipped(2, "no-text"),
        Skipped(3, "not-a-post"),
        Skipped(4, "no-text"),
        Post("Два"),
        Skipped(6, "broken-json"),
    ]


def test_a_broken_first_line_does_not_hide_the_rest() -> None:
    assert list(jsonl.parse(io.StringIO('{"text": "Од\n{"text": "Два"}'))) == [Skipped(1, "broken-json"), Post("Два")]


def test_a_file_with_nothing_readable_is_broken() -> None:
    with pytest.raises(BrokenExport) as caught:
        list(jsonl.parse(io.StringIO('{"text": "Од')))
    assert caught.value.position == 1


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    assert [type(entry) for entry in jsonl.parse(io.StringIO('{"text": "до\u2028после"}\n'))] == [Post]


def test_lone_surrogates_and_nul_are_cleaned_at_the_door() -> None:
    read = jsonl.parse_line('{"text": "a\\ud83d\\u0000b", "channel": "\\udc00"}')
    assert isinstance(read, Post)
    assert read.text.encode("utf-8")
    assert read.origin.title != "\udc00"


def test_our_own_samples_are_read_whole(samples: Path) -> None:
    entries = list(jsonl.parse(io.StringIO((samples / "posts.jsonl").read_text("utf-8"))))
    assert len(entries) == 10
    assert all(isinstance(entry, Post) and entry.date and entry.url and entry.origin.title for entry in entries)


@pytest.mark.parametrize("kind", [{}, {"type": "message", "id": 5}])
def test_another_tool_may_count_seconds_too(kind: dict[str, object]) -> None:
    line = {"text": "Лес горит", "date_unixtime": "1704092400", "channel": "Лес", "url": "https://t.me/forest/5", **kind}
    post = jsonl.parse_line(json.dumps(line))
    assert isinstance(post, Post)
    assert (post.date, post.origin.title, post.url) == (datetime(2024, 1, 1, 7, tzinfo=UTC), "Лес", "https://t.me/forest/5")


def test_a_line_may_be_a_message_of_an_export() -> None:
    text = ["Читайте ", {"type": "text_link", "text": "отчёт", "href": "https://example.org/r"}]
    line = {"id": 5, "type": "message", "date": "2024-01-01T10:00:00", "date_unixtime": "1704092400", "from": "Лес", "text": text}
    assert jsonl.parse_line(json.dumps(line)) == Post(
        "Читайте отчёт", datetime(2024, 1, 1, 7, tzinfo=UTC), Origin("Лес", message_id=5), links=("https://example.org/r",)
    )
    assert jsonl.parse_line(json.dumps(line | {"type": "service"}), 3) == Skipped(3, "service")
