"""What a digest is made of is gathered from a store: the posts of a question's period and filters, all or those of a topic."""

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.digests.digest import Gathered
from indexer.models import Query, StoredPost
from indexer.ports import Matrix, Store
from indexer.questions.checks import question_stems
from indexer.search.fitting import Fitting
from indexer.tags import Taxonomy


class Gathering:
    """Digests' posts with a vector of ``dim`` for each, zeros for one that has none yet."""

    def __init__(self, store: Store, taxonomy: Taxonomy, dim: int) -> None:
        self._store, self._taxonomy, self._dim = store, taxonomy, dim
        self._fits = Fitting(store)

    def gather(self, query: Query, posts: Sequence[StoredPost], topic: str | None, vector: Matrix | None) -> Gathered:
        """Return what ``query`` leaves of ``posts``: all, or those that its words fit; ``vector`` is that of the words.

        Raises:
            QueryError: ``empty``, ``too-long``.
        """
        vectors = self._store.vectors_of([stored.post_id for stored in posts])
        chosen = self._fitting(query, posts, vectors, vector) if query.text else posts
        return Gathered(query.period, chosen, self._first(vectors, chosen), topic)

    def _first(self, vectors: Mapping[int, Matrix], posts: Sequence[StoredPost]) -> Matrix:
        """The vectors of the posts' first passages, a row for each."""
        rows = np.zeros((len(posts), self._dim), np.float32)
        for i, stored in enumerate(posts):
            if (passages := vectors.get(stored.post_id)) is not None:
                rows[i] = passages[0]
        return rows

    def _fitting(
        self, query: Query, posts: Sequence[StoredPost], vectors: Mapping[int, Matrix], vector: Matrix | None
    ) -> list[StoredPost]:
        """The posts that answer the words, and those of the topic that the words name."""
        question_stems(query.text)
        named = self._taxonomy.resolve(query.text)
        cosines = {} if vector is None else {post_id: float((rows @ vector).max()) for post_id, rows in vectors.items()}
        fitting = self._fits.fitting(query, cosines, [stored.post_id for stored in posts])
        return [each for each in posts if each.post_id in fitting or named in {tag.name for tag in each.tags}]
