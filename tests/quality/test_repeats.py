"""Floors of recognising repeats and events; docs/decisions/006-repeats.md has the figures."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.make_pairs import pairs as made_pairs
from indexer.data import DATA
from indexer.embedders import open_embedder
from indexer.evaluation.classification import decide
from indexer.evaluation.pairs import Line, evaluate, read_pairs, repeat_scores
from indexer.language.text import words
from indexer.models import Derived, Post, StoredPost, VerdictKind
from indexer.ports import Embedder
from indexer.repeats.dedup import judge, sign
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import NOW

OWN = DATA / "eval" / "pairs.jsonl"


def test_the_pairs_are_those_that_the_generator_makes() -> None:
    kept = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
    assert kept == made_pairs()
    assert len(kept) >= 200
    assert {pair["language"] for pair in kept} == {"ru", "en"}


def test_repeats_are_found_and_nothing_else() -> None:
    pairs = read_pairs(OWN)
    both = (pairs.texts, tuple((two, one) for one, two in pairs.texts))
    for texts in both:  # whichever comes first
        at = decide(pairs.labels, repeat_scores(texts) > 0)
        assert at.precision >= 0.99
        assert at.recall >= 0.97


def _ours(path: Path, embedder: Embedder) -> Line:
    return evaluate(read_pairs(path), embedder)[0]


def test_news_of_one_event_are_told_from_others(shared: Path, kept: Embedder) -> None:
    line = _ours(shared / "eval" / "pairs" / "same-event-ru.jsonl", kept)
    assert line.f1 >= 0.85
    assert line.auc is not None
    assert line.auc >= 0.90


def test_headlines_that_say_the_same(shared: Path, tmp_path: Path, kept: Embedder) -> None:
    lines = (shared / "eval" / "pairs" / "paraphraser-train-ru.jsonl").read_text("utf-8").splitlines()
    part = tmp_path / "pairs.jsonl"
    part.write_text("\n".join(lines[1::4]), "utf-8")  # a quarter: all take two minutes
    assert _ours(part, kept).f1 >= 0.58


@pytest.fixture(scope="module")
def channel_posts(shared: Path) -> list[Post]:
    """The 3000 posts of 24 channels, in order."""
    lines = (shared / "eval" / "topics" / "channel-posts-ru.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Post(row["text"], date=datetime.fromisoformat(row["date"]).astimezone(UTC)) for row in rows]


def test_every_verbatim_repeat_of_real_channels_is_found_and_no_other_post_is_the_same(channel_posts: list[Post]) -> None:
    first: dict[tuple[str, ...], int] = {}
    verbatim = {i: first[key] for i, post in enumerate(channel_posts) if (key := _key(post, first, i)) and first[key] != i}
    found = take(channel_posts)
    assert {i: of for i, (kind, of) in found.items() if kind is VerdictKind.SAME} == verbatim
    others = {i: of for i, (kind, of) in found.items() if kind is not VerdictKind.SAME}
    assert len(others) == 36  # each was read: all are copies, edited or inside a longer one; a change asks to read them again
    for i, of in others.items():
        assert _overlap(channel_posts[i], channel_posts[of]) >= 0.5


def _key(post: Post, first: dict[tuple[str, ...], int], i: int) -> tuple[str, ...]:
    key = tuple(words(post.reading))
    first.setdefault(key, i)
    return key


def _overlap(one: Post, other: Post) -> float:
    ours, theirs = set(words(one.reading)), set(words(other.reading))
    return len(ours & theirs) / min(len(ours), len(theirs))


def take(posts: list[Post]) -> dict[int, tuple[VerdictKind, int]]:
    """Say of every post of a stream, by position, what it repeats and which earlier one."""
    store = SqliteStore(":memory:", open_embedder("hashed", DATA))
    ids: dict[int, int] = {}
    found: dict[int, tuple[VerdictKind, int]] = {}
    for i, post in enumerate(posts):
        signature = sign([post])[0]
        verdict = judge(post, store.candidates(post, signature, 1))
        if verdict.kind is VerdictKind.NEW or verdict.of is None:
            post_id = store.save_post(post, Derived(signature))
            store.hold(1, post_id, NOW)
            ids[post_id] = i
        else:
            found[i] = (verdict.kind, ids[verdict.of])
    store.close()
    return found


def test_the_store_gives_every_repeat_that_comparing_all_with_all_gives(channel_posts: list[Post]) -> None:
    posts = channel_posts[:600]
    by_run = defaultdict(set)
    for i, post in enumerate(posts):
        row = words(post.reading)
        for j in range(len(row) - 4):
            by_run[tuple(row[j : j + 5])].add(i)
    near = {(b, a) for group in by_run.values() for a in group for b in group if a < b}
    every = {b for b, a in near if judge(posts[b], [StoredPost(1, posts[a], None, NOW)]).kind is not VerdictKind.NEW}
    assert every
    assert every <= set(take(posts))
