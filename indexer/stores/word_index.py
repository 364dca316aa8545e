"""Which posts of one library hold which words, in memory: postings in a few segments, new posts in segments of their own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from indexer.ports import Matrix, Wanted

Ids = npt.NDArray[np.int64]
_K1, _B = 1.2, 0.75  # BM25's usual constants
_GROWTH = 3  # a segment joins its neighbour unless that is so many times as long: each post is moved a few times at most


class Vocabulary:
    """A number for every stem, the same in all libraries of a process."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, int] = defaultdict(count().__next__)

    def learn(self, lex: str) -> list[int]:
        """Return the numbers of a text's stems, in order; a new stem gets the next one."""
        return list(map(self._ids.__getitem__, lex.split()))

    def find(self, stem: str) -> int | None:
        """Return the number of a stem, or None."""
        return self._ids.get(stem)

    def stems(self) -> list[str]:
        """Return all stems; a stem's place is its number."""
        return list(self._ids)


@dataclass(frozen=True, slots=True)
class Segment:
    """``posts`` (n,) in the order of their ids, whether each is still held, how many stems it has, and its column-wise counts
    (n, stems).
    """

    posts: Ids
    held: npt.NDArray[np.bool_]
    lengths: Matrix
    counts: sparse.csc_matrix

    def postings(self, stem: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
        """Return the rows that hold a stem, and how often."""
        if stem >= self.counts.shape[1]:
            return np.zeros(0, np.int32), np.zeros(0, np.uint16)
        begin, end = self.counts.indptr[stem : stem + 2]
        return self.counts.indices[begin:end], self.counts.data[begin:end]

    def rows_of(self, post_ids: Ids) -> Ids:
        """Return the rows of those posts that are held here."""
        rows, here = _places(self.posts, post_ids)
        rows = rows[here]
        return rows[self.held[rows]]


class WordIndex(Mapping[str, int]):
    """The words of one library's posts; as a mapping it gives in how many posts each stem stands."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._segments: list[Segment] = []

    @property
    def posts(self) -> int:
        """How many posts are held."""
        return sum(int(segment.held.sum()) for segment in self._segments)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        """Yield every stem; those of posts that have gone since may still be among them."""
        totals = np.zeros(max((segment.counts.shape[1] for segment in self._segments), default=0), np.int64)
        for segment in self._segments:
            totals[: segment.counts.shape[1]] += np.diff(segment.counts.indptr)
        return (stem for stem, n in zip(self._vocabulary.stems(), totals.tolist(), strict=False) if n)

    def __getitem__(self, stem: str) -> int:
        number = self._vocabulary.find(stem)
        if number is None:
            raise KeyError(stem)
        return sum(int(segment.held[segment.postings(number)[0]].sum()) for segment in self._segments)

    @property
    def size(self) -> int:
        """Bytes of the postings."""
        return sum(segment.counts.data.nbytes + segment.counts.indices.nbytes for segment in self._segments)

    def add(self, rows: Sequence[tuple[int, str]]) -> None:
        """Add posts (id, stems with spaces between); none of them may be held already."""
        if rows:
            self._segments.append(_segment(rows, self._vocabulary))
        while len(self._segments) > 1 and len(self._segments[-2].posts) < _GROWTH * len(self._segments[-1].posts):
            self._segments[-2:] = [_join(*self._segments[-2:])]

    def remove(self, post_ids: Iterable[int]) -> None:
        """Take posts out; those that are not here are left alone."""
        gone = np.fromiter(post_ids, np.int64)
        for segment in self._segments:
            if (gone <= segment.posts.max(initial=0)).any():  # else all of them are newer
                segment.held[np.isin(segment.posts, gone)] = False

    def covered(self, wanted: Wanted, k: int, *, among: Iterable[int] | None = None) -> dict[int, float]:
        """Return the share of the wanted words that posts hold, in (0, 1]: the ``k`` that hold most, best first.

        Posts that hold the same share are in the order of BM25. ``among`` limits the posts.
        """
        allowed = None if among is None else np.fromiter(among, np.int64)
        found: list[tuple[float, float, int]] = []
        for segment in self._segments:
            shares, bm25 = self._scores(segment, wanted)
            usable = segment.held & (shares > 0)
            if allowed is not None:
                usable &= np.isin(segment.posts, allowed)
            rows = np.flatnonzero(usable)
            best = rows if len(rows) <= k else rows[np.argpartition(-(shares[rows] + 1e-4 * bm25[rows]), k)[:k]]
            found += zip(shares[best].tolist(), bm25[best].tolist(), segment.posts[best].tolist(), strict=True)
        found.sort(key=lambda each: (-round(each[0], 6), -each[1], -each[2]))
        return {post_id: share for share, _, post_id in found[:k]}

    def shares_of(self, wanted: Wanted, post_ids: Iterable[int]) -> dict[int, float]:
        """Return the share of the wanted words that each of some posts holds, in (0, 1]; those that hold none are left out."""
        asked = np.unique(np.fromiter(post_ids, np.int64))
        found: dict[int, float] = {}
        for segment in self._segments:
            rows = segment.rows_of(asked)
            shares = np.zeros(len(rows), np.float32)
            for share, stems in wanted:
                shares += self._word_shares(segment, rows, share, stems)
            found |= {post_id: held for post_id, held in zip(segment.posts[rows].tolist(), shares.tolist(), strict=True) if held}
        return found

    def _word_shares(self, segment: Segment, rows: Ids, share: float, stems: Mapping[str, float]) -> Matrix:
        """Return (rows,), what one word of a question gives to each row, by the best of its stems."""
        word = np.zeros(len(rows), np.float32)
        for number, confidence in self._numbered(stems):
            _, here = _places(segment.postings(number)[0], rows)
            word[here] = np.maximum(word[here], np.float32(share * confidence))
        return word

    def _scores(self, segment: Segment, wanted: Wanted) -> tuple[Matrix, Matrix]:
        """Return (n,) coverages and (n,) BM25 scores. A word counts once, by the best of the stems that it may stand for."""
        shares, bm25 = np.zeros((2, len(segment.posts)), np.float32)
        mean = float(segment.lengths.mean()) or 1.0
        for share, stems in wanted:
            word = np.zeros(len(segment.posts), np.float32)
            for number, confidence in self._numbered(stems):
                rows, counts = segment.postings(number)
                word[rows] = np.maximum(word[rows], np.float32(share * confidence))
                bm25[rows] += share * confidence * _saturation(counts, segment.lengths[rows], mean)
            shares += word
        return shares, bm25

    def _numbered(self, stems: Mapping[str, float]) -> Iterator[tuple[int, float]]:
        for stem, confidence in stems.items():
            number = self._vocabulary.find(stem)
            if number is not None:
                yield number, confidence


def _places(ordered: npt.NDArray[Any], wanted: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """Return where each of the wanted numbers would stand in an ordered array, and whether it does."""
    if not len(ordered):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return at, ordered[at] == wanted


def _saturation(counts: npt.NDArray[np.uint16], lengths: Matrix, mean: float) -> Matrix:
    """Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009."""
    return (counts * (_K1 + 1) / (counts + _K1 * (1 - _B + _B * lengths / mean))).astype(np.float32)


def _segment(given: Sequence[tuple[int, str]], vocabulary: Vocabulary) -> Segment:
    rows = sorted(given)
    stems = [vocabulary.learn(lex) for _, lex in rows]
    lengths = np.fromiter(map(len, stems), np.int64, len(rows))
    indices = np.fromiter((stem for row in stems for stem in row), np.int32, int(lengths.sum()))
    width = int(indices.max()) + 1 if len(indices) else 0
    counts = sparse.csr_matrix((np.ones(len(indices), np.uint16), indices, np.append(0, np.cumsum(lengths))), (len(rows), width))
    counts.sum_duplicates()
    posts = np.fromiter((post_id for post_id, _ in rows), np.int64, len(rows))
    return Segment(posts, np.ones(len(rows), np.bool_), lengths.astype(np.float32), counts.tocsc())


def _join(one: Segment, other: Segment) -> Segment:
    """Return both as one, without the posts that are held no more."""
    width = max(one.counts.shape[1], other.counts.shape[1])
    rows = []
    for each in (one, other):
        wide = sparse.csc_matrix(
            (each.counts.data, each.counts.indices, _padded(each.counts.indptr, width)), (len(each.posts), width)
        )
        rows.append(wide.tocsr()[np.flatnonzero(each.held)])
    posts, lengths = (
        np.concatenate([one_side[one.held], other_side[other.held]])
        for one_side, other_side in ((one.posts, other.posts), (one.lengths, other.lengths))
    )
    counts = sparse.vstack(rows, "csr")
    if (posts[1:] < posts[:-1]).any():  # an edited post came again
        order = np.argsort(posts)
        posts, lengths, counts = posts[order], lengths[order], counts[order]
    return Segment(posts, np.ones(len(posts), np.bool_), lengths, counts.tocsc())


def _padded(indptr: npt.NDArray[np.int32], width: int) -> npt.NDArray[np.int32]:
    return np.append(indptr, np.full(width + 1 - len(indptr), indptr[-1], indptr.dtype))
