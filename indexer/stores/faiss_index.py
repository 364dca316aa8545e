"""Exact inner products with the passages of one library, in memory: a cache of the vectors in the rows."""

from collections.abc import Iterable, Sequence

import faiss
import numpy as np
import numpy.typing as npt

from indexer.ports import Matrix

Ids = npt.NDArray[np.int64]
_SPARE = 512  # rows of posts that are held no more, before they are thrown out


class VectorIndex:
    """The vectors of one library's passages, in half precision."""

    def __init__(self, dim: int) -> None:
        self._index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._posts, self._passages, self._gone = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_)
        self._embedded: set[int] = set()
        self._is_ordered = True  # posts came in the order of their ids, as they do unless one is edited

    def __len__(self) -> int:
        """How many posts have a vector."""
        return len(self._embedded)

    @property
    def size(self) -> int:
        """Bytes of the vectors, two a dimension."""
        return int(self._index.ntotal * self._index.d * 2)

    def add(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Add (post id, passage id, half-precision vector) rows."""
        if not rows:
            return
        post_ids, passage_ids, vectors = zip(*rows, strict=True)
        self._index.add_sa_codes(np.frombuffer(b"".join(vectors), np.uint8).reshape(len(rows), 2 * self._index.d))
        came = np.array([*self._posts[-1:], *post_ids], np.int64)
        self._is_ordered = self._is_ordered and not (came[1:] < came[:-1]).any()
        self._posts = np.append(self._posts, np.array(post_ids, np.int64))
        self._passages = np.append(self._passages, np.array(passage_ids, np.int64))
        self._gone = np.append(self._gone, np.zeros(len(rows), np.bool_))
        self._embedded.update(post_ids)

    def remove(self, post_ids: Iterable[int]) -> None:
        """Take the passages of posts out: their rows are passed over, and thrown out once there are many."""
        gone = self._embedded.intersection(post_ids)
        if not gone:
            return
        self._embedded -= gone
        self._gone |= np.isin(self._posts, np.fromiter(gone, np.int64))
        if int(self._gone.sum()) > max(_SPARE, len(self._gone) // 8):
            self._index.remove_ids(faiss.IDSelectorBatch(np.flatnonzero(self._gone)))
            self._posts, self._passages = self._posts[~self._gone], self._passages[~self._gone]
            self._gone = np.zeros(len(self._posts), np.bool_)

    def compared(self, vector: Matrix, post_ids: Sequence[int]) -> list[tuple[int, int, float]]:
        """Return (post id, passage id, cosine) of all passages of some posts, best first."""
        rows = self._rows_of(post_ids)
        scores = self._index.sa_decode(self._codes[rows]) @ vector if len(rows) else np.zeros(0, np.float32)
        order = np.argsort(-scores, kind="stable")
        return self._named(rows[order], scores[order])

    def _named(self, rows: Ids, scores: Matrix) -> list[tuple[int, int, float]]:
        return list(zip(self._posts[rows].tolist(), self._passages[rows].tolist(), scores.tolist(), strict=True))

    def _rows_of(self, post_ids: Sequence[int]) -> Ids:
        """The rows of posts; found by halving where posts came in order."""
        wanted = np.unique(np.array(post_ids, np.int64))
        if not self._is_ordered:
            return np.flatnonzero(np.isin(self._posts, wanted) & ~self._gone).astype(np.int64)
        begins, ends = np.searchsorted(self._posts, wanted, "left"), np.searchsorted(self._posts, wanted, "right")
        rows = np.repeat(ends - np.cumsum(ends - begins), ends - begins) + np.arange((ends - begins).sum())
        return rows[~self._gone[rows]]

    @property
    def _codes(self) -> npt.NDArray[np.uint8]:
        """The vectors as the index holds them, (n, 2 * dim); not a copy."""
        return faiss.rev_swig_ptr(self._index.codes.data(), self._index.codes.size()).reshape(-1, 2 * self._index.d)

    def nearest(self, vector: Matrix, k: int, *, among: Iterable[int] | None = None) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first; ``among`` limits the posts."""
        selector = None
        if among is not None:
            wanted = np.flatnonzero(np.isin(self._posts, np.fromiter(among, np.int64)))
            selector = faiss.SearchParameters(sel=faiss.IDSelectorBatch(wanted))  # type: ignore[call-arg]
        if not self._index.ntotal:
            return []
        most = int(min(k + int(self._gone.sum()), self._index.ntotal))
        (scores,), (rows,) = self._index.search(vector[None, :], most, params=selector)
        found = (rows >= 0) & ~self._gone[rows]  # -1 pads short answers
        return self._named(rows[found][:k], scores[found][:k])
