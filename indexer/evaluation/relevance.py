"""How good a ranking is: nDCG@k, recall@k and the reciprocal rank of the first right document. Pure arithmetic over ids."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

K = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over questions that have a right document, all in [0, 1]."""

    ndcg: float
    recall: float
    mrr: float


def quality(rankings: Sequence[Sequence[str]], relevant: Sequence[Mapping[str, float]], *, k: int = K) -> Quality:
    """Return the means over questions; ``relevant`` gives the grade of every right document of each, in the same order.

    Source: Järvelin, Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; as trec_eval counts it, gain = grade.
    """
    rows = [
        (ndcg(found[:k], right, k), recall(found[:k], right), reciprocal(found[:k], right))
        for found, right in zip(rankings, relevant, strict=True)
    ]
    return Quality(*(sum(column) / len(rows) for column in zip(*rows, strict=True))) if rows else Quality(0.0, 0.0, 0.0)


def ndcg(found: Sequence[str], right: Mapping[str, float], k: int) -> float:
    """Return the discounted gain of a ranking as a share of the best one's."""
    gain = sum(right.get(each, 0.0) / math.log2(rank + 1) for rank, each in enumerate(found, start=1))
    best = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(sorted(right.values(), reverse=True)[:k], start=1))
    return gain / best if best else 0.0


def recall(found: Sequence[str], right: Mapping[str, float]) -> float:
    """Return how many of the right documents were found, as a share."""
    return sum(each in right for each in found) / len(right) if right else 0.0


def reciprocal(found: Sequence[str], right: Mapping[str, float]) -> float:
    """Return 1 / the rank of the first right document, 0 without one."""
    return next((1 / rank for rank, each in enumerate(found, start=1) if each in right), 0.0)
