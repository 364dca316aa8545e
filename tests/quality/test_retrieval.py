"""Search on labelled questions, through the same path as a chat's question: floors, and hybrid against its parts."""

from pathlib import Path

import pytest

from indexer.data import DATA
from indexer.evaluation.collection import read_collection
from indexer.evaluation.retrieval import measure
from indexer.models import Mode
from indexer.ports import Embedder

FLOORS = {
    ("xquad-ru", "xquad-ru"): 0.981,
    ("xquad-en", "xquad-en"): 0.986,
    ("xquad-en", "xquad-ru"): 0.962,
    ("xquad-ru", "xquad-en"): 0.951,
}
NOT_WORSE = 0.002  # nDCG@10: the rule above all numbers


@pytest.mark.parametrize(("asked", "corpus"), [pytest.param(*pair, id=" over ".join(pair)) for pair in FLOORS])
def test_hybrid_reaches_its_floor_and_is_not_worse_than_its_parts(asked: str, corpus: str, shared: Path, kept: Embedder) -> None:
    folder = shared / "eval" / "retrieval"
    collection = read_collection(folder / asked, folder / corpus)
    reached = {each.mode: each.quality.ndcg for each in measure(collection, kept, list(Mode))}
    assert reached[Mode.HYBRID] >= FLOORS[asked, corpus]
    assert reached[Mode.HYBRID] >= max(reached.values()) - NOT_WORSE


def test_questions_as_people_type_them_are_answered_and_nothing_is_claimed(kept: Embedder) -> None:
    collection = read_collection(DATA / "eval" / "hard-search")
    assert len(collection.questions) >= 120
    (hybrid,) = measure(collection, kept, [Mode.HYBRID])
    assert hybrid.recall5 >= 0.95
    assert hybrid.false_answers is not None
    assert hybrid.false_answers <= 0.1
