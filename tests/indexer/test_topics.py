"""Topics of posts, by vectors made by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from indexer.models import Post
from indexer.ports import Matrix
from indexer.tags import Taxonomy, Topic
from indexer.topics import TopicChooser

OAKS, SHIPS, TRAINS = "дубы растут в лесах", "корабли плывут по морям", "поезда едут по рельсам"
DIRECTIONS = {"дуб": (1, 0, 0, 0), "корабл": (0, 1, 0, 0), "поезд": (0, 0, 1, 0)}
NO_LANGUAGE = np.array([0, 0, 0, 0, 1], np.float32)


def embed(texts: Sequence[str]) -> Matrix:
    """A direction for each word that is known, and one for everything else."""
    rows = [[*np.sum([at for word, at in DIRECTIONS.items() if word in text] or [(0, 0, 0, 1)], axis=0), 0.1] for text in texts]
    matrix = np.array(rows, np.float32)
    unit: Matrix = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    return unit


@pytest.fixture
def chooser() -> TopicChooser:
    topics = [
        Topic(name, (name,), (name,), (about,), frozenset([f"{name}s"]))
        for name, about in (("oak", OAKS), ("ship", SHIPS), ("train", TRAINS))
    ]
    return TopicChooser(Taxonomy(topics, ["погода завтра", "цены и рынки", "новости спорта"]), embed, NO_LANGUAGE)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Старые дубы в лесах шумят", "oak"),
        ("Корабли плывут", "ship"),
        ("Дубов стало больше", None),  # near, and one word alone
        ("В лесах растут цены", None),  # two words, and not near
        ("Погода завтра будет хорошая", None),
    ],
)
def test_a_topic_is_given_to_what_is_near_and_says_its_words(chooser: TopicChooser, text: str, topic: str | None) -> None:
    assert next((tag.name for tag in chooser.choose(Post(text), embed([text.lower()]))), None) == topic


def test_an_authors_hashtag_gives_a_topic_by_itself(chooser: TopicChooser) -> None:
    post = Post("Корабли плывут по морям", hashtags=("oaks",))
    assert [tag.name for tag in chooser.choose(post, embed([post.text.lower()]))] == ["oak"]


def test_words_that_many_topics_say_are_no_topics_own() -> None:
    shared = [Topic(name, (name,), (name,), ("растут в лесах",), frozenset()) for name in ("oak", "elm", "ash")]
    post = Post("Растут в лесах")
    assert TopicChooser(Taxonomy(shared), embed, NO_LANGUAGE).choose(post, embed([post.text])) == []
