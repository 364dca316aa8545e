"""How well a score tells two kinds of pairs apart: precision, recall, F1, ROC AUC. Pure arithmetic over labels and scores."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.stats import rankdata

from indexer.ports import Matrix

Labels = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decision:
    """Precision, recall and their harmonic mean, all in [0, 1]; 0 where nothing was found."""

    precision: float
    recall: float
    f1: float


def decide(labels: Labels, found: Labels) -> Decision:
    """Return how well the pairs found are those that are labelled."""
    hits, taken, wanted = int((labels & found).sum()), int(found.sum()), int(labels.sum())
    return Decision(hits / max(1, taken), hits / max(1, wanted), 2 * hits / max(1, taken + wanted))


def best_threshold(labels: Labels, scores: Scores) -> float:
    """Return the lowest score that is taken for a yes where F1 is highest; needs at least one pair."""
    order = np.argsort(-scores, kind="stable")
    f1 = 2 * np.cumsum(labels[order]) / (np.arange(1, len(order) + 1) + labels.sum())
    last_of_equals = np.append(np.diff(scores[order]) != 0, True)
    return float(scores[order][int(np.argmax(np.where(last_of_equals, f1, -1)))])


def roc_auc(labels: Labels, scores: Scores) -> float:
    """Return how often a labelled pair scores above another, ties counting half; NaN where there is but one kind.

    Source: Hanley, McNeil, "The meaning and use of the area under a receiver operating characteristic curve", 1982.
    """
    yes, no = int(labels.sum()), int((~labels).sum())
    ranks = rankdata(scores)
    return float((ranks[labels].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else float("nan")


def clusters(vectors: Matrix, distance: float) -> npt.NDArray[np.intp]:
    """Return (n,), the cluster of each row, by average linkage of cosine distances below ``distance``; memory grows as n²."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    upper = np.concatenate([1 - unit[i + 1 :] @ row for i, row in enumerate(unit)])
    found: npt.NDArray[np.intp] = fcluster(linkage(np.clip(upper, 0, 2), method="average"), t=distance, criterion="distance")
    return found
