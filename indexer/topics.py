"""Chooses a post's topics by meaning, from the taxonomy and never beside it."""

from collections.abc import Callable, Sequence

import numpy as np

from indexer.language_axis import without_language
from indexer.models import Post, Tag, TagSource
from indexer.ports import Matrix
from indexer.tags import Taxonomy

MOST = 2  # topics that an author's hashtags can give a post; by meaning it gets one
# Of the centred cosine: every post of the seed gets its topic, and 13 of 300 posts of general channels get one at all.
NEAR, ABOVE_BACKGROUND, ABOVE_OTHERS = 0.25, 0.15, 0.03


class TopicChooser:
    """Compares posts with the sentences that describe each topic.

    The vectors of a multilingual model share much that is no meaning: their language, and a common middle. Both are taken away,
    and so is what a topic has in common with any text (its mean nearness to the other topics and to the background).
    Source: Radovanović, Nanopoulos, Ivanović, "Hubs in space", 2010.
    """

    def __init__(self, taxonomy: Taxonomy, embed: Callable[[Sequence[str]], Matrix], axis: Matrix) -> None:
        self._taxonomy, self._axis = taxonomy, axis
        self._owners = np.array([i for i, topic in enumerate(taxonomy.topics) for _ in topic.about])
        about = _without(embed([about for topic in taxonomy.topics for about in topic.about]), axis)
        other = _without(embed(taxonomy.background), axis) if taxonomy.background else about
        self._middle: Matrix = (about.mean(axis=0) + other.mean(axis=0)) / 2
        self._about, self._other = self._centred(about), self._centred(other)
        self._hubs = np.array([self._hubness(i) for i in range(len(taxonomy.topics))])
        self._usual = float((self._about @ self._other.T).max(axis=1).mean())

    def choose(self, post: Post, vectors: Matrix) -> list[Tag]:
        """Return a post's topics, often none: an author's hashtags decide, else a clear nearness of its passages does."""
        told = [name for tag in post.hashtags if (name := self._taxonomy.resolve(tag))]
        near = None if told else self._nearest(vectors)
        return [Tag(name, TagSource.TOPIC) for name in dict.fromkeys([*told, *([near] if near else [])])][:MOST]

    def _nearest(self, vectors: Matrix) -> str | None:
        post = self._centred(_without(vectors.mean(axis=0)[None, :], self._axis))
        scores = self._scores(post)[0] - self._hubs
        first, *others = np.argsort(-scores)
        background = float((post @ self._other.T).max()) - self._usual
        second = float(scores[others[0]]) if others else -1.0
        score = float(scores[first])
        clear = score >= NEAR and score - background >= ABOVE_BACKGROUND and score - second >= ABOVE_OTHERS
        return self._taxonomy.topics[int(first)].name if clear else None

    def _scores(self, rows: Matrix) -> Matrix:
        """Return (n, topics): each row's cosine with the nearest sentence of each topic."""
        cosines = rows @ self._about.T
        return np.stack([cosines[:, self._owners == i].max(axis=1) for i in range(len(self._taxonomy.topics))], axis=1)

    def _hubness(self, topic: int) -> float:
        rest = np.concatenate([self._about[self._owners != topic], self._other])
        return float(self._scores(rest)[:, topic].mean())

    def _centred(self, rows: Matrix) -> Matrix:
        moved = rows - self._middle
        lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.float32(1e-6))
        centred: Matrix = moved / lengths
        return centred


def _without(rows: Matrix, axis: Matrix) -> Matrix:
    return np.stack([without_language(row, axis) for row in rows])
