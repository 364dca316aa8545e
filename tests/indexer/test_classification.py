"""The arithmetic of labelled pairs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.evaluation.classification import best_threshold, clusters, decide, roc_auc

PAIRS = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=30)


def _split(pairs: list[tuple[bool, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([label for label, _ in pairs], bool), np.array([score for _, score in pairs], float)


@given(PAIRS)
def test_no_threshold_is_better_than_the_best(pairs: list[tuple[bool, int]]) -> None:
    labels, scores = _split(pairs)
    best = decide(labels, scores >= best_threshold(labels, scores)).f1
    assert all(decide(labels, scores >= t).f1 <= best + 1e-12 for t in range(6))


@given(PAIRS)
def test_the_area_is_the_share_of_pairs_in_the_right_order(pairs: list[tuple[bool, int]]) -> None:
    labels, scores = _split(pairs)
    orders = [(a > b) + (a == b) / 2 for a in scores[labels] for b in scores[~labels]]
    area = roc_auc(labels, scores)
    assert np.isnan(area) if not orders else area == pytest.approx(np.mean(orders))


def test_rows_nearer_than_the_distance_on_average_are_one_cluster() -> None:
    angles = np.radians([0, 10, 90])
    found = clusters(np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32), 0.1)
    assert found[0] == found[1] != found[2]
