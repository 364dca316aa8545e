"""The vectors of passages, in half precision."""

from collections.abc import Sequence

import numpy as np

from indexer.models import Passage
from indexer.ports import Matrix
from indexer.stores.holdings import Holdings


class Vectors(Holdings):
    """The part of the store that keeps vectors."""

    def unembedded(self, limit: int) -> list[Passage]:
        """Return passages without a vector, oldest first."""
        return [
            Passage(*row)
            for row in self.rows(
                "SELECT post_id, position, text FROM passages WHERE vector IS NULL ORDER BY passage_id LIMIT ?", [limit]
            )
        ]

    def backlog(self, library_id: int | None) -> int:
        """Return how many posts wait for vectors, in one library or in all."""
        held = "SELECT 1 FROM holdings WHERE library_id = ? AND holdings.post_id = passages.post_id"
        where, parameters = ("", []) if library_id is None else (f" AND EXISTS ({held})", [library_id])
        return int(self.value(f"SELECT count(DISTINCT post_id) FROM passages WHERE vector IS NULL{where}", parameters))

    def save_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of passages, in half precision."""
        blobs = [np.asarray(vector, np.float16).tobytes() for vector in vectors]
        with self.write():
            self.run_many(
                "UPDATE passages SET vector = ? WHERE post_id = ? AND position = ?",
                [(blob, p.post_id, p.position) for blob, p in zip(blobs, passages, strict=True)],
            )
            self.touch_holders({p.post_id for p in passages})

    def vectors_of(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (passages, dim) of every post that is embedded whole."""
        marks = ", ".join(str(int(post_id)) for post_id in post_ids)
        rows = self.rows(f"SELECT post_id, vector FROM passages WHERE post_id IN ({marks}) ORDER BY post_id, position")
        blobs: dict[int, list[bytes | None]] = {}
        for post_id, vector in rows:
            blobs.setdefault(post_id, []).append(vector)
        return {
            post_id: np.stack([np.frombuffer(blob, np.float16) for blob in whole]).astype(np.float32)
            for post_id, parts in blobs.items()
            if (whole := [blob for blob in parts if blob is not None]) and len(whole) == len(parts)
        }
