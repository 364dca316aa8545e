"""Chooses a post's topics by meaning, from the taxonomy and never beside it."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from indexer.language.sentences import content_stems
from indexer.models import Post, Tag, TagSource
from indexer.ports import Matrix
from indexer.search.language_axis import without_language
from indexer.tags import Taxonomy

MOST = 2  # topics that an author's hashtags can give a post; by meaning it gets one
# Standard deviations of what any text has in common with a topic, and with the background; docs/decisions/016-topics.md.
NEAR, ABOVE_BACKGROUND = 1.6, 1.0
OWN_WORDS = 2  # words of a topic's sentences that a post has to say, in any form
_OWNERS = 2  # topics and sentences of the background that may share a word which tells what a post is about


class _Usual(NamedTuple):
    """How near any text is: the mean, and how far from it texts are."""

    mean: float
    deviation: float


class TopicChooser:
    """Compares posts with the sentences that describe each topic.

    The vectors of a multilingual model share much that is no meaning: their language, and a common middle. Both are taken away,
    and nearness is counted from what a topic has in common with any text, in its deviations (to the other topics and to the
    background): short sentences of few words are near to everything. Source: Radovanović, Nanopoulos, Ivanović, "Hubs in space",
    2010. What is near and says none of a topic's words is about something else.
    """

    def __init__(self, taxonomy: Taxonomy, embed: Callable[[Sequence[str]], Matrix], axis: Matrix) -> None:
        self._taxonomy, self._axis = taxonomy, axis
        self._owners = np.array([i for i, topic in enumerate(taxonomy.topics) for _ in topic.about])
        about = _without(embed([about for topic in taxonomy.topics for about in topic.about]), axis)
        other = _without(embed(taxonomy.background), axis) if taxonomy.background else about
        self._middle: Matrix = (about.mean(axis=0) + other.mean(axis=0)) / 2
        self._about, self._other = self._centred(about), self._centred(other)
        self._usual = [self._nearness_of_others(i) for i in range(len(taxonomy.topics))]
        self._usual_background = _usual((self._about @ self._other.T).max(axis=1))
        self._words = _own_words(taxonomy)

    def choose(self, post: Post, vectors: Matrix) -> list[Tag]:
        """Return a post's topics, often none: an author's hashtags decide, else a clear nearness of its passages does."""
        told = [name for tag in post.hashtags if (name := self._taxonomy.resolve(tag))]
        near = None if told else self._nearest(post, vectors)
        return [Tag(name, TagSource.TOPIC) for name in dict.fromkeys([*told, *([near] if near else [])])][:MOST]

    def _nearest(self, post: Post, vectors: Matrix) -> str | None:
        said = set(content_stems(post.reading))
        named = [i for i, words in enumerate(self._words) if len(said & words) >= OWN_WORDS]
        if not named:
            return None
        row = self._centred(_without(vectors.mean(axis=0)[None, :], self._axis))
        scores = self._scores(row)[0]
        score, best = max((_deviation(float(scores[i]), self._usual[i]), i) for i in named)
        background = _deviation(float((row @ self._other.T).max()), self._usual_background)
        is_clear = score >= NEAR and score - background >= ABOVE_BACKGROUND
        return self._taxonomy.topics[best].name if is_clear else None

    def _scores(self, rows: Matrix) -> Matrix:
        """Return (n, topics): each row's cosine with the nearest sentence of each topic."""
        cosines = rows @ self._about.T
        return np.stack([cosines[:, self._owners == i].max(axis=1) for i in range(len(self._taxonomy.topics))], axis=1)

    def _nearness_of_others(self, topic: int) -> _Usual:
        rest = np.concatenate([self._about[self._owners != topic], self._other])
        return _usual(self._scores(rest)[:, topic])

    def _centred(self, rows: Matrix) -> Matrix:
        moved = rows - self._middle
        lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.float32(1e-6))
        centred: Matrix = moved / lengths
        return centred


def _without(rows: Matrix, axis: Matrix) -> Matrix:
    return np.stack([without_language(row, axis) for row in rows])


def _usual(cosines: Matrix) -> _Usual:
    return _Usual(float(cosines.mean()), max(float(cosines.std()), 1e-6))


def _deviation(cosine: float, usual: _Usual) -> float:
    return (cosine - usual.mean) / usual.deviation


def _own_words(taxonomy: Taxonomy) -> list[frozenset[str]]:
    """The stems of each topic's names and sentences, but for those that many topics and sentences of the background have."""
    texts = [" ".join([*topic.ru, *topic.en, *topic.about, *topic.hashtags]) for topic in taxonomy.topics]
    said = [set(content_stems(text)) for text in (*texts, *taxonomy.background)]
    owners = Counter(word for words in said for word in words)
    return [frozenset(word for word in words if owners[word] <= _OWNERS) for words in said[: len(texts)]]
