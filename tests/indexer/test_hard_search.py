"""The queries as people type them are a set that can be measured with."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "data" / "eval" / "hard-search"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def test_every_query_has_an_answer_in_the_corpus_or_is_known_to_have_none() -> None:
    posts, queries = {row["id"]: row["text"] for row in rows("corpus.jsonl")}, {row["id"]: row for row in rows("queries.jsonl")}
    with (FOLDER / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        answers = [(row["query-id"], row["corpus-id"]) for row in csv.DictReader(file, delimiter="\t")]
    assert len(posts) == len(rows("corpus.jsonl"))
    assert len(queries) == len(rows("queries.jsonl")) == len({row["text"] for row in queries.values()})
    assert all(posts.values())
    assert {post for _, post in answers} <= posts.keys()
    assert {query for query, _ in answers} == {i for i, row in queries.items() if row["kind"] != "nothing"}


def test_there_are_queries_of_every_kind() -> None:
    kinds = Counter(row["kind"] for row in rows("queries.jsonl"))
    assert len(kinds) == 16
    assert min(kinds.values()) >= 7
    assert kinds["nothing"] >= 25
