"""Floors of telling one event from the next that is like it; docs/decisions/006-repeats.md has the figures."""

import json
from pathlib import Path

import pytest

from indexer.data import DATA
from indexer.digests.stories import find_events
from indexer.models import Post
from indexer.passages import split
from indexer.ports import Embedder
from indexer.sources.jsonl import parse_line

PAIRS = (
    DATA / "eval" / "same-event-days.tsv"
)  # posts that are alike: sender and message of both, and how many pairs one stands for
Pairs = list[tuple[Post, Post, bool, float]]


@pytest.fixture(scope="module")
def pairs(shared: Path) -> Pairs:
    """Pairs of real posts, an hour to a month apart, each read by a person."""
    lines = (shared / "eval" / "topics" / "channel-posts-ru.jsonl").read_text("utf-8").splitlines()
    posts = {f"{row['sender_id']}:{row['message_id']}": parse_line(line) for line in lines if (row := json.loads(line))}
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()[1:]]
    known = ((posts[first], posts[second], same == "1", float(weight)) for first, second, same, weight in rows)
    return [(one, two, same, weight) for one, two, same, weight in known if isinstance(one, Post) and isinstance(two, Post)]


def test_what_is_alike_days_later_is_another_event(pairs: Pairs, kept: Embedder) -> None:
    assert len(pairs) == 150
    found = [(same, weight) for one, two, same, weight in pairs if _are_one_event(one, two, kept)]
    right = sum(weight for same, weight in found if same)
    assert right / sum(weight for _, weight in found) >= 0.82
    assert right / sum(weight for *_, same, weight in pairs if same) >= 0.93


def _are_one_event(one: Post, two: Post, embedder: Embedder) -> bool:
    vectors = embedder.embed_passages([split(post.reading, embedder.count_tokens)[0] for post in (one, two)])
    moments = [post.date for post in (one, two) if post.date]
    return bool(find_events(vectors, voices=[one.origin.title, two.origin.title], moments=moments))
