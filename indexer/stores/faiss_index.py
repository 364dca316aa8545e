"""One exact inner-product index per library, in memory: a cache of the vectors in the rows."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from indexer.ports import Matrix

CACHE_BYTES = 512 << 20
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LibraryIndex:
    """The passages of one library. ``posts`` and ``passages`` give the post and the passage id of every row."""

    version: int
    index: faiss.Index
    posts: Ids
    passages: Ids

    @property
    def size(self) -> int:
        """Bytes of the vectors, two a dimension."""
        return int(self.index.ntotal * self.index.d * 2)

    def nearest(self, vector: Matrix, k: int, *, among: Iterable[int] | None = None) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first; ``among`` limits the posts."""
        selector = None
        if among is not None:
            rows = np.flatnonzero(np.isin(self.posts, np.fromiter(among, np.int64)))
            selector = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        if not self.index.ntotal:
            return []
        scores, rows = self.index.search(vector[None, :], int(min(k, self.index.ntotal)), params=selector)
        found = [
            (int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0
        ]  # -1 pads short answers
        return [(int(self.posts[row]), int(self.passages[row]), score) for row, score in found]


def build_index(version: int, dim: int, rows: Iterable[tuple[int, int, bytes]]) -> LibraryIndex:
    """Return the index of (post id, passage id, half-precision vector) rows."""
    index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    listed = list(rows)
    if listed:
        codes = np.frombuffer(b"".join(vector for _, _, vector in listed), np.uint8).reshape(len(listed), 2 * dim)
        index.add_sa_codes(codes)
    posts, passages = (np.array([row[i] for row in listed], np.int64) for i in (0, 1))
    return LibraryIndex(version, index, posts, passages)


class IndexCache:
    """The most recently asked libraries' indexes, within a bound of bytes."""

    def __init__(self, *, limit: int = CACHE_BYTES) -> None:
        self._limit, self._indexes = limit, OrderedDict[int, LibraryIndex]()

    def get(self, library_id: int, version: int, build: Callable[[], LibraryIndex]) -> LibraryIndex:
        """Return a library's index of this version, built if it is not here."""
        known = self._indexes.pop(library_id, None)
        index = known if known is not None and known.version == version else build()
        self._indexes[library_id] = index
        while len(self._indexes) > 1 and sum(each.size for each in self._indexes.values()) > self._limit:
            self._indexes.popitem(last=False)
        return index
