"""Search on labelled questions, through the same path as a chat's question: floors, and hybrid against its parts."""

from functools import cache
from pathlib import Path

import pytest

from bot.measuring import Measured, measure, read_collection
from indexer.embedders import open_embedder
from indexer.embedders.cached import CachedEmbedder
from indexer.library import DATA
from indexer.models import Mode

FLOORS = {
    ("xquad-ru", "xquad-ru"): 0.981,
    ("xquad-en", "xquad-en"): 0.986,
    ("xquad-en", "xquad-ru"): 0.95,
    ("xquad-ru", "xquad-en"): 0.94,
}
pytestmark = pytest.mark.xdist_group("retrieval")  # in one process: each set is measured once for all tests
NOT_WORSE = 0.002  # nDCG@10: the rule above all numbers


@pytest.fixture(params=FLOORS, ids=" over ".join)
def measured(request: pytest.FixtureRequest, shared: Path) -> tuple[float, dict[Mode, Measured]]:
    return FLOORS[request.param], _measured(shared / "eval" / "retrieval", *request.param)


@cache  # a fixture of the module would be made anew wherever xdist puts another test between two of a set
def _measured(folder: Path, asked: str, corpus: str) -> dict[Mode, Measured]:
    collection = read_collection(folder / asked, folder / corpus)
    with CachedEmbedder(open_embedder("bundled", DATA / "var" / "models"), DATA / "var" / "eval" / "vectors.db") as embedder:
        return {each.mode: each for each in measure(collection, embedder, list(Mode))}


def test_hybrid_reaches_its_floor(measured: tuple[float, dict[Mode, Measured]]) -> None:
    floor, by_mode = measured
    assert by_mode[Mode.HYBRID].quality.ndcg >= floor


def test_hybrid_is_not_worse_than_its_parts(measured: tuple[float, dict[Mode, Measured]]) -> None:
    parts = [measured[1][mode].quality.ndcg for mode in (Mode.DENSE, Mode.LEXICAL)]
    assert measured[1][Mode.HYBRID].quality.ndcg >= max(parts) - NOT_WORSE


def test_questions_as_people_type_them_are_answered_and_nothing_is_claimed() -> None:
    collection = read_collection(DATA / "eval" / "hard-search")
    assert len(collection.questions) >= 120
    with CachedEmbedder(open_embedder("bundled", DATA / "var" / "models"), DATA / "var" / "eval" / "vectors.db") as embedder:
        (hybrid,) = measure(collection, embedder, [Mode.HYBRID])
    assert hybrid.recall5 >= 0.95
    assert hybrid.false_answers is not None
    assert hybrid.false_answers <= 0.1
