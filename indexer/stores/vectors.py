"""The vectors of passages and of their sentences, in half precision."""

from collections.abc import Sequence

import numpy as np

from indexer.models import Passage
from indexer.passages import parts
from indexer.ports import Matrix
from indexer.stores.connection import AMONG, json_list
from indexer.stores.holdings import Holdings

_KEEP = "UPDATE passages SET vector = ? WHERE post_id = ? AND position = ? AND vector IS NULL"
_AWAIT = "INSERT OR IGNORE INTO sentences SELECT passage_id, NULL FROM passages WHERE post_id = ? AND position = ?"
_KEEP_SENTENCES = (
    "UPDATE sentences SET vectors = ? WHERE passage_id = (SELECT passage_id FROM passages WHERE post_id = ? AND position = ?)"
)
_VECTORS_OF = f"SELECT post_id, vector FROM passages WHERE post_id {AMONG} ORDER BY post_id, position"
_SENTENCES_OF = (
    "SELECT post_id, vectors FROM passages JOIN sentences USING (passage_id)"
    f" WHERE post_id {AMONG} AND vectors IS NOT NULL ORDER BY post_id, position"
)


class Vectors(Holdings):
    """The part of the store that keeps vectors."""

    dim: int

    def unembedded(self, limit: int) -> list[Passage]:
        """Return passages without a vector, oldest first."""
        return [
            Passage(*row)
            for row in self.rows(
                "SELECT post_id, position, text FROM passages WHERE vector IS NULL ORDER BY passage_id LIMIT ?", [limit]
            )
        ]

    def unread(self, limit: int) -> list[Passage]:
        """Return passages that have a vector and several sentences without any, with those sentences, oldest first."""
        rows = self.rows(
            "SELECT post_id, position, text FROM sentences JOIN passages USING (passage_id) WHERE vectors IS NULL"
            " ORDER BY passage_id LIMIT ?",
            [limit],
        )
        return [Passage(post_id, position, text, parts(text)) for post_id, position, text in rows]

    def to_embed(self) -> int:
        """Return how many passages wait, each twice that waits for its own vector and then for those of its sentences."""
        waiting = "2 * (SELECT count(*) FROM passages WHERE vector IS NULL)"
        return int(self.value(f"SELECT {waiting} + count(*) FROM sentences WHERE vectors IS NULL"))

    def backlog(self, library_id: int | None) -> int:
        """Return how many posts wait for vectors, in one library or in all."""
        held = "SELECT 1 FROM holdings WHERE library_id = ? AND holdings.post_id = passages.post_id"
        where, parameters = ("", []) if library_id is None else (f" AND EXISTS ({held})", [library_id])
        return int(self.value(f"SELECT count(DISTINCT post_id) FROM passages WHERE vector IS NULL{where}", parameters))

    def save_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> list[int]:
        """Keep the vectors of passages, in half precision, and return the ids of the posts to which they are new."""
        blobs = [np.asarray(vector, np.float16).tobytes() for vector in vectors]
        with self.write():
            new = [p for blob, p in zip(blobs, passages, strict=True) if self.run(_KEEP, [blob, p.post_id, p.position])]
            self.run_many(_AWAIT, [(p.post_id, p.position) for p in new if len(parts(p.text)) > 1])
            post_ids = list(dict.fromkeys(p.post_id for p in new))
            self.touch_holders(post_ids)
        return post_ids

    def save_sentence_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of the parts of passages, a row for each part in order, in half precision."""
        halves = np.split(np.asarray(vectors, np.float16), np.cumsum([len(p.parts) for p in passages])[:-1])
        with self.write():
            rows = [(rows.tobytes(), p.post_id, p.position) for rows, p in zip(halves, passages, strict=True)]
            self.run_many(_KEEP_SENTENCES, rows)

    def sentence_vectors(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (sentences, dim) of those posts that have any, in order."""
        blobs: dict[int, list[bytes]] = {}
        for post_id, vectors in self.rows(_SENTENCES_OF, [json_list(post_ids)]):
            blobs.setdefault(post_id, []).append(vectors)
        return {post_id: self._matrix(whole) for post_id, whole in blobs.items()}

    def vectors_of(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (passages, dim) of every post that is embedded whole."""
        rows = self.rows(_VECTORS_OF, [json_list(post_ids)])
        blobs: dict[int, list[bytes | None]] = {}
        for post_id, vector in rows:
            blobs.setdefault(post_id, []).append(vector)
        return {
            post_id: self._matrix(whole)
            for post_id, parts in blobs.items()
            if (whole := [blob for blob in parts if blob is not None]) and len(whole) == len(parts)
        }

    def _matrix(self, blobs: Sequence[bytes]) -> Matrix:
        """Return (n, dim) of vectors in half precision, one after another."""
        return np.frombuffer(b"".join(blobs), np.float16).reshape(-1, self.dim).astype(np.float32)
