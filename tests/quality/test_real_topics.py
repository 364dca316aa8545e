"""Floors of giving topics to posts of real channels; docs/decisions/016-topics.md has the figures."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.data import DATA
from indexer.models import Post
from indexer.passages import split
from indexer.ports import Embedder
from indexer.search.language_axis import find_directions
from indexer.sources.jsonl import parse_line
from indexer.tags import read_taxonomy
from indexer.topics import TopicChooser

LABELS = DATA / "eval" / "topics-ru.tsv"  # sender and message, the topics, those that are no mistake either, posts it stands for


class Judged(NamedTuple):
    """A post that a person read: the topic it got, whether that is right or wrong, whether it should have one."""

    sample: str
    given: str | None
    is_right: bool
    is_wrong: bool
    has_topic: bool
    weight: float


@pytest.fixture(scope="module")
def judged(shared: Path, kept: Embedder) -> list[Judged]:
    """Posts of real channels with the topics that they get by meaning."""
    chooser = TopicChooser(read_taxonomy(DATA / "topics.toml"), kept.embed_passages, find_directions(kept).axis)
    lines = (shared / "eval" / "topics" / "channel-posts-ru.jsonl").read_text("utf-8").splitlines()
    posts = {f"{row['sender_id']}:{row['message_id']}": parse_line(line) for line in lines if (row := json.loads(line))}
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines()[1:]]
    return [_judge(sample, _topic(chooser, kept, posts[key]), topics, also, weight) for sample, key, topics, also, weight in rows]


def _topic(chooser: TopicChooser, embedder: Embedder, post: object) -> str | None:
    assert isinstance(post, Post)
    vectors = embedder.embed_passages(split(post.reading, embedder.count_tokens))
    return next((tag.name for tag in chooser.choose(post, vectors)), None)


def _judge(sample: str, given: str | None, topics: str, also: str, weight: str) -> Judged:
    right, borne = topics.split("|") if topics else [], also.split("|")
    return Judged(sample, given, given in right, given not in (None, *right, *borne), bool(right), float(weight))


@pytest.mark.parametrize(("samples", "floor"), [(("even",), 0.8), (("odd",), 0.85), (("second", "third"), 0.8), (("last",), 0.8)])
def test_a_post_gets_a_topic_only_if_it_is_about_it(judged: list[Judged], samples: tuple[str, ...], floor: float) -> None:
    of_sample = [post for post in judged if post.sample in samples]
    right = sum(post.weight for post in of_sample if post.is_right)
    assert right / (right + sum(post.weight for post in of_sample if post.is_wrong)) >= floor


def test_half_of_the_posts_about_a_topic_get_it(judged: list[Judged]) -> None:
    about = [post for post in judged if post.has_topic and post.sample in ("even", "odd", "second")]
    assert sum(post.weight for post in about if post.is_right) / sum(post.weight for post in about) >= 0.5
