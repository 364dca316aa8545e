"""Folders of labelled questions are read with care, and measured with the search that a chat uses."""

import json
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database

from bot.cli.figures import retrieval_as_json, retrieval_as_text
from indexer.embedders.cached import CachedEmbedder
from indexer.embedders.hashed import HashedEmbedder
from indexer.errors import WrongCollection
from indexer.evaluation.collection import read_collection
from indexer.evaluation.relevance import ndcg, quality, recall, reciprocal
from indexer.evaluation.retrieval import measure
from indexer.models import Mode, Precision

CORPUS = [{"id": "d1", "text": "Oaks grow slowly."}, {"id": "d2", "text": "Ferries cross the strait."}]
QUERIES = [{"id": "q1", "text": "oaks"}, {"id": "q2", "text": "ferries strait"}]


def folder_of(path: Path, *, corpus: object = None, queries: object = None, qrels: str = "q1\td1\t1\nq2\td2\t1\n") -> Path:
    path.mkdir(exist_ok=True)
    for name, rows in (("corpus", corpus or CORPUS), ("queries", queries or QUERIES)):
        lines = rows if isinstance(rows, str) else "\n".join(map(json.dumps, rows))  # type: ignore[call-overload]
        (path / f"{name}.jsonl").write_text(lines)
    (path / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{qrels}")
    return path


def test_every_question_finds_its_document(tmp_path: Path) -> None:
    measured = measure(read_collection(folder_of(tmp_path / "set")), HashedEmbedder(), list(Mode), ["Something else entirely."])
    assert [each.mode for each in measured] == list(Mode)
    assert all(each.quality.ndcg == each.quality.mrr == each.quality.recall == 1 for each in measured)
    assert retrieval_as_json(measured, 3, Precision.INT8)["modes"][0]["ndcg@10"] == 1
    assert "3 documents, 2 questions, vectors in int8" in retrieval_as_text(measured, 3, Precision.INT8)


def test_questions_of_one_folder_are_asked_over_anothers_corpus(tmp_path: Path) -> None:
    russian = [{"id": "d1", "text": "Дубы растут медленно."}, {"id": "d2", "text": "Паромы ходят через пролив."}]
    asked, corpus = folder_of(tmp_path / "en"), folder_of(tmp_path / "ru", corpus=russian)
    assert read_collection(asked, corpus).corpus["d1"] == "Дубы растут медленно."
    assert [question.text for question in read_collection(asked, corpus).questions] == ["oaks", "ferries strait"]


def test_documents_with_one_text_are_one_post(tmp_path: Path) -> None:
    twice = [*CORPUS, {"id": "d3", "text": "Oaks grow slowly."}]
    collection = read_collection(folder_of(tmp_path / "set", corpus=twice, qrels="q1\td3\t1\n"))
    assert measure(collection, HashedEmbedder(), [Mode.HYBRID])[0].quality.mrr == 1


def test_questions_without_an_answer_are_counted_when_something_is_claimed(tmp_path: Path) -> None:
    queries = [{"id": "q1", "text": "oaks", "kind": "one word"}, {"id": "q9", "text": "volcano eruption", "kind": "nothing"}]
    measured = measure(read_collection(folder_of(tmp_path / "set", queries=queries)), HashedEmbedder(), [Mode.HYBRID])[0]
    assert (measured.answered, measured.false_answers) == (1, 0)
    assert retrieval_as_json([measured], 2, Precision.INT8)["modes"][0]["answered"] == 1
    assert "where something answers: 1.000" in retrieval_as_text([measured], 2, Precision.INT8)
    assert measured.kinds == {"one word": 1}


def test_quotes_are_measured_where_answers_are_known(tmp_path: Path) -> None:
    corpus = [{"id": "d1", "text": "Oaks grow slowly in the old forest. They live for 900 years."}, CORPUS[1]]
    queries = [
        {"id": "q1", "text": "How slowly do oaks grow in the old forest?", "answers": ["slowly"]},
        {"id": "q2", "text": "What do ferries cross?", "answers": ["The Channel", 7]},
    ]
    folder = folder_of(tmp_path / "set", corpus=corpus, queries=queries)
    measured = measure(read_collection(folder), HashedEmbedder(), list(Mode))
    assert [(each.quoted, each.quotes_right) for each in measured if each.mode is not Mode.HYBRID] == [(None, None)] * 2
    hybrid = next(each for each in measured if each.mode is Mode.HYBRID)
    assert (hybrid.quoted, hybrid.quotes_right) == (1, 0.5)
    assert "sentence quoted: 1.000, with an answer in it: 0.500" in retrieval_as_text([hybrid], 2, Precision.INT8)
    assert retrieval_as_json([hybrid], 2, Precision.INT8)["modes"][0]["quotes_right"] == 0.5
    assert all(not question.answers for question in read_collection(folder, folder).questions)


@pytest.mark.parametrize(
    ("name", "position", "files"),
    [
        ("corpus.jsonl", 2, {"corpus": '{"id": "d1", "text": "Oaks"}\n{"id": "d2"}'}),
        ("queries.jsonl", 1, {"queries": "[1, 2]"}),
        ("qrels.tsv", 2, {"qrels": "q1 d1 1\n"}),
        ("qrels.tsv", 2, {"qrels": "q1\td1\tgood\n"}),
    ],
)
def test_the_line_that_cannot_be_read_is_named(tmp_path: Path, name: str, position: int, files: dict[str, str]) -> None:
    with pytest.raises(WrongCollection) as caught:
        read_collection(folder_of(tmp_path / "set", **files))  # type: ignore[arg-type]
    assert (caught.value.name, caught.value.position) == (name, position)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongCollection) as caught:
        read_collection(tmp_path)
    assert (caught.value.name, caught.value.position) == ("corpus.jsonl", 0)


def test_measures_are_those_of_the_field() -> None:
    assert ndcg(["a", "b", "c"], {"b": 1.0}, 10) == pytest.approx(1 / 1.5849625)
    assert ndcg(["a", "b"], {"a": 1.0, "b": 2.0}, 10) == pytest.approx((1 + 2 / 1.5849625) / (2 + 1 / 1.5849625))
    assert recall(["a", "b"], {"b": 1.0, "z": 1.0}) == 0.5
    assert reciprocal(["a", "b"], {"b": 1.0}) == 0.5
    assert reciprocal(["a"], {"b": 1.0}) == 0
    assert quality([["b"], ["a"]], [{"b": 1.0}, {"b": 1.0}]).ndcg == 0.5


def test_vectors_are_remembered_bit_for_bit(tmp_path: Path) -> None:
    class Once(HashedEmbedder):
        asked = 0

        def embed_query(self, text: str):  # type: ignore[no-untyped-def]
            Once.asked += 1
            return super().embed_query(text)

    for _ in range(2):
        with CachedEmbedder(Once(), tmp_path / "vectors.db") as embedder:
            assert (embedder.embed_query("oaks") == HashedEmbedder().embed_query("oaks")).all()
            assert (embedder.embed_passages(["oaks", "elms", "oaks"])[2] == HashedEmbedder().embed_query("oaks")).all()
    assert Once.asked == 3


def test_vectors_of_another_precision_are_others(tmp_path: Path) -> None:
    class Coarse(HashedEmbedder):
        precision = Precision.INT8

        def embed_query(self, text: str):  # type: ignore[no-untyped-def]
            return super().embed_query(text).round(2)

    for model in (Coarse(), HashedEmbedder(), Coarse(), HashedEmbedder()):
        with CachedEmbedder(model, tmp_path / "vectors.db") as embedder:
            assert embedder.precision is model.precision
            assert (embedder.embed_query("oaks and elms") == model.embed_query("oaks and elms")).all()


def test_vectors_that_were_kept_before_precisions_were_told_apart_are_of_float32(tmp_path: Path) -> None:
    database = Database(tmp_path / "vectors.db")
    database.execute("CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
    key, vector = blake2b(b"hashed-256\0query\0oaks", digest_size=16).digest(), np.ones(256, np.float32)
    with database.conn:
        database.execute("INSERT INTO vectors VALUES (?, ?)", [key, vector.tobytes()])
    database.close()
    with CachedEmbedder(HashedEmbedder(), tmp_path / "vectors.db") as embedder:
        assert (embedder.embed_query("oaks") == vector).all()
