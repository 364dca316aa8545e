"""What a library promises: every post once, every verdict explained, everything taken back that was put in."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import IndexMismatch, QueryError
from indexer.library import Library
from indexer.models import ALWAYS, Mode, Origin, Passage, Period, Post, Query, TagSource
from indexer.opening import open_library
from indexer.reports import Tally
from indexer.sources.jsonl import parse_line, write
from tests.indexer.makers import ALICE, BOB, DAY, KAFKA, LONGER, NOW, WHALES, a_post, add, kinds

RUST = "Ownership in Rust frees memory without a collector, and the borrow checker proves it: `let whole = String::new();`"


def test_a_forward_belongs_to_its_day_and_an_import_to_the_posts(library: Library) -> None:
    old = NOW - 100 * DAY
    add(library, a_post(KAFKA, date=old), via="import")
    add(library, a_post(WHALES, date=old), via="forward")
    week = Period(NOW - 7 * DAY, NOW + DAY)
    assert [stored.post.text for stored in library.posts(ALICE, week)] == [WHALES]
    assert [stored.post.text for stored in library.posts(ALICE)] == [KAFKA, WHALES]


def test_a_post_is_stored_and_embedded_once_for_all_libraries(library: Library) -> None:
    library.add([a_post(KAFKA)], ALICE, via="forward", seen_at=NOW)
    library.add([a_post(KAFKA)], BOB, via="forward", seen_at=NOW)
    assert library.store.count_posts() == 1
    assert len(library.unembedded()) == 1


def test_what_waits_for_vectors_is_said_and_found_by_words(library: Library) -> None:
    library.add([a_post(KAFKA), a_post(WHALES)], ALICE, via="forward", seen_at=NOW)
    answer = library.search(Query("consumer offset", ALICE), library.embed_query("consumer offset"))
    assert (answer.unembedded, answer.posts) == (2, 2)
    assert answer.hits[0].passage == KAFKA
    assert library.backlog(BOB) == 0


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_finds_the_post(library: Library, mode: Mode) -> None:
    add(library, KAFKA, WHALES)
    question = "kafka consumer offset"
    answer = library.search(Query(question, ALICE, mode=mode), library.embed_query(question))
    assert answer.hits[0].passage == KAFKA
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))


def test_filters_narrow_both_rankers(library: Library) -> None:
    add(library, a_post(KAFKA, title="Data Eng", hashtags=("kafka",), date=NOW - DAY), via="import")
    add(library, a_post("No partitions, no consumer group: every one of the messages goes to a ledger.", title="Другой канал"))
    question = "messages in partitions of every consumer group"

    def found(**filters: object) -> int:
        return len(library.search(Query(question, ALICE, **filters), library.embed_query(question)).hits)  # type: ignore[arg-type]

    assert found() == 2
    assert found(tags=("#Kafka",)) == found(channels=("data eng",)) == found(channels=("другой канал",)) == 1
    assert found(period=Period(until=NOW)) == 1
    assert found(tags=("kafka",), channels=("другой канал",)) == found(tags=("nothing",)) == 0


@pytest.mark.parametrize(("question", "reason"), [("", "empty"), ("😀 !?", "empty"), ("x" * 4097, "too-long")])
def test_what_is_no_question_is_refused(library: Library, question: str, reason: str) -> None:
    with pytest.raises(QueryError) as refused:
        library.search(Query(question, ALICE), None)
    assert refused.value.reason == reason


@pytest.fixture(scope="module")
def two_posts() -> Iterator[Library]:
    """A library that is asked and not changed."""
    library = open_library("sqlite:///:memory:", "hashed")
    add(library, KAFKA, WHALES)
    yield library
    library.close()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_question_breaks_the_search(two_posts: Library, question: str) -> None:
    with suppress(QueryError):
        answer = two_posts.search(Query(question, ALICE), two_posts.embed_query(question))
        assert len(answer.hits) == 2


@pytest.mark.parametrize(
    "question", ['"AND OR NOT NEAR( * :', "kafka*", "scope:x22", "lex : kafka", "kafka' OR 1=1", "col^2 {a b}"]
)
def test_operators_of_the_index_are_only_words(library: Library, question: str) -> None:
    add(library, KAFKA)
    library.search(Query(question, ALICE), library.embed_query(question))


def test_own_tags_are_kept_apart_and_a_topic_has_one_name(library: Library) -> None:
    receipt = add(library, WHALES)[0]
    assert library.tag(receipt.post_id, ALICE, ["#Море ", "подбор гиперпараметров"]) == ("море", "hyperparameter-optimisation")
    library.untag(receipt.post_id, ALICE, ["hyperparameter tuning"])
    assert [tag.name for tag in library.posts(ALICE)[0].tags if tag.source is TagSource.OWN] == ["море"]
    with pytest.raises(QueryError):
        library.tag(receipt.post_id, ALICE, ["хорошо", "  # "])
    assert library.tag(receipt.post_id, BOB, ["чужое"]) == ("чужое",)
    assert library.tags(BOB) == []


def test_a_hashtag_is_itself_where_posts_have_it_and_else_the_topic_of_that_name(library: Library) -> None:
    add(library, a_post(KAFKA, hashtags=("новости",)), a_post(RUST, hashtags=("release",)), WHALES)
    library.tag(library.posts(ALICE)[2].post_id, ALICE, ["новости!"])

    def posts_with(tag: str) -> int:
        found = len(list(library.listed(Query("", ALICE, tags=(tag,)))))
        assert len(library.search(Query("", ALICE, tags=(tag,), k=50), None).hits) == found
        assert library.gathered(ALICE, ALWAYS, topic=f"#{tag}").digest().posts == found
        return found

    assert [posts_with(tag) for tag in ("новости", "Новости", "release", "анонс", "product-news")] == [2, 2, 1, 2, 2]
    assert library.gathered(ALICE, ALWAYS, topic="новости").digest().posts == 2  # a topic's name without the sign is the topic
    add(library, a_post("Шторм идёт с севера", hashtags=("анонс",)))
    assert [posts_with("анонс"), posts_with("product-news")] == [1, 3]
    counts = {(tag.source, tag.name): n for tag, n in library.tags(ALICE)}
    assert all(n == posts_with(name) for (_, name), n in counts.items())
    assert counts[TagSource.OWN, "новости"] == counts[TagSource.HASHTAG, "новости"] == 2


def test_a_digest_counts_repeats_and_obeys_its_topic(library: Library) -> None:
    add(library, a_post(KAFKA, hashtags=("kafka",)), WHALES)
    add(library, KAFKA)
    week = Period(NOW - 7 * DAY, NOW + DAY)
    whole = library.gathered(ALICE, week).digest()
    assert (whole.posts, whole.repeats) == (2, 1)
    assert library.gathered(ALICE, week, topic="#Kafka").digest().posts == 1
    assert library.gathered(ALICE, week, topic="киты поют", vector=library.embed_query("киты поют")).digest().posts == 1
    assert library.gathered(BOB, week).digest().posts == 0
    assert library.gathered(ALICE, Period(NOW + DAY, NOW + 2 * DAY)).digest().stories == ()


@pytest.mark.parametrize(
    ("topic", "found"),
    [
        ("@whales", {WHALES}),
        ("lang:en", {KAFKA, RUST}),
        ("lang:en has:code", {RUST}),
        ("lang:en -broker -offset", {RUST}),
        ('"песня китов"', set()),
        ('"песня слышна"', {WHALES}),
        ("#kafka", {KAFKA}),
        ("#kafka lang:ru", set()),
        ("consumer offset lang:en", {KAFKA}),
        ("consumer offset lang:ru", set()),
        ("consumer offset channel:Море", set()),
        ("lang:en after:2030-01", {KAFKA, RUST}),
        ("channel:нет", set()),
        ("kafka", {KAFKA}),
        ("кафка", {KAFKA}),
        ("kafak offset", {KAFKA}),
    ],
)
def test_a_digest_holds_only_what_the_filters_of_its_topic_leave(library: Library, topic: str, found: set[str]) -> None:
    whales = Post(WHALES, origin=Origin("Море", username="whales"))
    add(library, a_post(KAFKA, hashtags=("kafka",)), a_post(RUST, has_code=True), whales)
    add(library, a_post(KAFKA + " Long ago.", hashtags=("kafka",)), seen_at=NOW - 30 * DAY, library_id=BOB)
    made = library.gathered(ALICE, Period(NOW - 7 * DAY, NOW + DAY), topic=topic).digest()
    assert {stored.post.text for story in made.stories for stored in story.posts} == found
    assert made.topic == topic


def test_a_digest_about_a_topic_holds_what_says_its_name_too(library: Library) -> None:
    add(
        library, a_post(KAFKA, hashtags=("python",)), a_post("Rust from the hull of the old ferry was taken off by hand."), WHALES
    )
    found = library.gathered(ALICE, ALWAYS, topic="rust", vector=library.embed_query("rust")).posts
    assert [stored.post.text.split()[0] for stored in found] == [KAFKA.split()[0], "Rust"]


def test_a_digest_about_a_version_leaves_other_versions_out(library: Library) -> None:
    old, new = (
        f"Python {version} is out: the release notes list what changes in the standard library." for version in ("3.11", "3.12")
    )
    add(library, old, new, KAFKA, WHALES, RUST)
    topic = "python release notes: standard library changes in 3.12"
    digest = library.gathered(ALICE, ALWAYS, topic=topic, vector=library.embed_query(topic)).digest()
    assert [stored.post.text for story in digest.stories for stored in story.posts] == [new]


def test_a_digest_about_filters_holds_only_its_own_period(library: Library) -> None:
    add(library, a_post(KAFKA), seen_at=NOW - 30 * DAY)
    assert library.gathered(ALICE, Period(NOW - 7 * DAY, NOW + DAY), topic="lang:en").digest().posts == 0
    assert library.gathered(ALICE, Period(NOW - 31 * DAY, NOW + DAY), topic="lang:en").digest().posts == 1


def test_an_export_read_into_an_empty_library_gives_the_same_posts(library: Library) -> None:
    full = Post(
        WHALES,
        date=NOW - DAY,
        origin=Origin("Море", "Анна", -1005, 7, "more"),
        links=("https://example.org/a",),
        hashtags=("киты",),
        media_kind="photo",
        edit_date=NOW,
    )
    receipt = add(library, KAFKA, full)[1]
    add(library, KAFKA)
    library.tag(receipt.post_id, ALICE, ["любимое"])
    lines = [write(stored) for stored in library.export(ALICE)]
    other = open_library("sqlite:///:memory:", "hashed")
    posts = [parse_line(line) for line in lines]
    add(other, *(post for post in posts if isinstance(post, Post)), library_id=BOB, via="import", seen_at=NOW + 9 * DAY)
    assert [without_id(write(stored)) for stored in other.export(BOB)] == [without_id(line) for line in lines]
    other.close()


def without_id(line: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(line).items() if name != "post_id"}


def test_rebuild_derives_everything_again(library: Library) -> None:
    add(library, a_post(KAFKA, hashtags=("kafka",)), WHALES)
    before = [write(stored) for stored in library.export(ALICE)]
    for table in ("passages", "signatures", "tags"):
        library.store.run(f"DELETE FROM {table}")  # type: ignore[attr-defined]
    steps: list[tuple[int, int]] = []
    library.rebuild(lambda done, of: steps.append((done, of)))
    assert steps[-1] == (2, 2)
    assert library.backlog() == 2
    assert kinds(add(library, KAFKA)) == ["same"]
    assert [line.split('"sightings"')[0] for line in before][1] == write(list(library.export(ALICE))[1]).split('"sightings"')[0]


def test_others_can_write_while_a_library_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.library.PAGE", 1)
    url = f"sqlite:///{tmp_path}/svodka.db"
    library, other = open_library(url, "hashed"), open_library(url, "hashed")
    add(library, KAFKA, WHALES)
    notes = iter(["Oaks outlive those who planted them.", "Birches grow fast and die young."])

    def write_too(done: int, of: int) -> None:
        if note := next(notes, None):
            add(other, note)

    library.rebuild(write_too)
    assert other.count(ALICE) == 4
    library.close()
    other.close()


def test_a_rebuild_that_is_broken_off_leaves_vectors_of_one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.library.PAGE", 1)
    url = f"sqlite:///{tmp_path}/svodka.db"
    before = open_library(url, "hashed")
    add(before, KAFKA, WHALES)
    waiting = [Passage(1, 0, KAFKA)]
    vectors = before.embed_passages(waiting)
    before.store.save_fact("embedder", "another")
    library = open_library(url, "hashed", rebuilding=True)

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.rebuild(stop)
    assert library.backlog() == 2
    library.store.save_fact("embedder", "another")
    with pytest.raises(IndexMismatch):
        before.save_vectors(waiting, vectors)
    library.close()
    before.close()


def test_a_report_accounts_for_everything(library: Library) -> None:
    tally = Tally()
    tally.add([], add(library, KAFKA, KAFKA, LONGER, WHALES))
    report = tally.report()
    assert (report.new, report.same, report.contained, report.read) == (2, 1, 1, 4)


def test_the_library_survives_its_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/er/svodka.db"
    first = open_library(url, "hashed")
    add(first, KAFKA, seen_at=datetime(2026, 1, 1, tzinfo=UTC))
    first.close()
    second = open_library(url, "hashed")
    assert second.search(Query("kafka", ALICE), second.embed_query("kafka")).fits
    assert second.store.post_ids(ALICE, ALWAYS) == [1]
    second.close()
