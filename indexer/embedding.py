"""Posts get their vectors, and with these their topics: which passages wait, what the model makes of them, and keeping it."""

from collections.abc import Callable, Sequence, Set

from indexer.language.text import stems
from indexer.models import Passage
from indexer.ports import Embedder, Matrix, Store
from indexer.tags import Taxonomy
from indexer.topics import TopicChooser


class Embedding:
    """The three steps. The second uses the model and nothing else, the others the store."""

    def __init__(self, store: Store, embedder: Embedder, taxonomy: Taxonomy, axis: Matrix) -> None:
        self._store, self._embedder, self._taxonomy, self._axis = store, embedder, taxonomy, axis
        self._chooser: TopicChooser | None = None

    def waiting(self, limit: int, without: Set[Passage]) -> list[Passage]:
        """Return passages that wait for their vectors, and when there are none, those whose sentences wait for theirs."""
        return _some(self._store.unembedded, limit, without) or _some(self._store.unread, limit, without)

    def embed(self, passages: Sequence[Passage]) -> Matrix:
        """Return the vectors of passages, a row for each, or for each of its parts."""
        if self._chooser is None:
            self._chooser = TopicChooser(self._taxonomy, self._embedder.embed_passages, self._axis)
        return self._embedder.embed_passages([text for passage in passages for text in passage.parts or (passage.text,)])

    def save(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of ``embed``, and give the posts that are now embedded whole their topics.

        Raises:
            IndexMismatch: the store has become another model's meanwhile.
        """
        self._store.check_embedder()
        if any(passage.parts for passage in passages):
            self._store.save_sentence_vectors(passages, vectors)
            return
        with self._store.write():
            self._save_topics(self._store.save_vectors(passages, vectors))

    def _save_topics(self, post_ids: Sequence[int]) -> None:
        assert self._chooser is not None, "the vectors come from embed"
        whole = self._store.vectors_of(post_ids)
        for post_id, post in self._store.raw_posts(list(whole)):
            topics = self._chooser.choose(post, whole[post_id])
            named = [name for topic in topics for name in self._taxonomy.names(topic.name)]
            self._store.save_topics(post_id, topics, " ".join(stems("\n".join(named))))


def _some(read: Callable[[int], list[Passage]], limit: int, without: Set[Passage]) -> list[Passage]:
    return [passage for passage in read(limit + len(without)) if passage not in without][:limit]
