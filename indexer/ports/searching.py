"""Vectors and words by which posts are found."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from indexer.language.spelling import Expansion
from indexer.models import Passage, Query
from indexer.ports.embedding import Matrix

Wanted = Sequence[tuple[float, Mapping[str, float]]]  # of each word: its share of the question, and what it may stand for


class VectorStore(Protocol):
    """Passages that wait for vectors, and the vectors that are kept."""

    def unembedded(self, limit: int) -> list[Passage]:
        """Return passages without a vector, oldest first."""
        ...

    def unread(self, limit: int) -> list[Passage]:
        """Return passages that have a vector and several sentences without any, with those sentences, oldest first."""
        ...

    def to_embed(self) -> int:
        """Return how many passages wait, each twice that waits for its own vector and then for those of its sentences."""
        ...

    def backlog(self, library_id: int | None) -> int:
        """Return how many posts wait for vectors, in one library or in all."""
        ...

    def save_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> list[int]:
        """Keep the vectors of passages, in half precision, and return the ids of the posts to which they are new."""
        ...

    def save_sentence_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of the parts of passages, a row for each part in order, in half precision."""
        ...

    def sentence_vectors(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (sentences, dim) of those posts that have any, in order."""
        ...

    def vectors_of(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (passages, dim) of every post that is embedded whole."""
        ...


class SearchStore(Protocol):
    """The rankers; every path is limited to one library's holdings."""

    def nearest(self, vector: Matrix, query: Query, k: int) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first: passages, so a post may come more than once."""
        ...

    def compared(self, library_id: int, vector: Matrix, post_ids: Sequence[int]) -> list[tuple[int, int, float]]:
        """Return (post id, passage id, cosine) of all passages of some of a library's posts, best first."""
        ...

    def covered(self, query: Query, wanted: Wanted, k: int) -> dict[int, float]:
        """Return what share of the wanted words posts hold, in (0, 1]: the ``k`` that hold most, best first."""
        ...

    def shares_of(self, library_id: int, wanted: Wanted, post_ids: Iterable[int]) -> dict[int, float]:
        """Return what share of the wanted words each of a library's posts holds, in (0, 1]; those that hold none are left out."""
        ...

    def frequencies(self, library_id: int, stems: Iterable[str]) -> dict[str, int]:
        """Return in how many posts of a library each stem stands."""
        ...

    def expand(self, library_id: int, question: str) -> Expansion:
        """Return what the words of a question may stand for among a library's words."""
        ...

    def indexed(self, library_id: int) -> tuple[int, int]:
        """Return how many posts a library holds, and how many of them wait for vectors, without counting rows."""
        ...

    def changed(self, library_id: int, since: int | None) -> tuple[list[int] | None, int]:
        """Return the posts of a library that came, went or changed after a change, and which change is the latest of all.

        None stands for posts that are too many to be looked at one by one, or that nobody remembers any more.
        """
        ...

    def bring_up(self, library_id: int) -> None:
        """Let a library's index see what changed, where it is in memory; else the next question has to wait for that."""
        ...

    def filtered(self, query: Query) -> list[int]:
        """Return the posts of the query's library that its filters leave, the latest first."""
        ...

    def latest(self, query: Query) -> list[int]:
        """Return them with those behind whose day nobody knows: they were found without a date."""
        ...

    def lexes(self, post_ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the stems of posts, in the order of their words."""
        ...

    def passage_texts(self, passage_ids: Sequence[int]) -> dict[int, str]:
        """Return the texts of passages."""
        ...

    def passages_of(self, post_id: int) -> list[tuple[int, str]]:
        """Return a post's passages: (passage id, text), in order."""
        ...
