"""What taking the language out of a question gives: ``.venv/bin/python bench/language_axis.py FOLDER``.

FOLDER holds ``xquad-ru`` and ``xquad-en`` in BEIR's form with shared ids (``corpus.jsonl, queries.jsonl, qrels.tsv``). nDCG@10 by
meaning alone, for every third question. In "both" the corpus holds every paragraph in both languages, and either answers.
"""

import json
import sys
from pathlib import Path

import numpy as np

from indexer.data import MODELS
from indexer.embedders import open_embedder
from indexer.ports import Embedder, Matrix
from indexer.search.language_axis import find_axis, without_language

EVERY = 3


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one file."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def ndcg(scores: Matrix, relevant: list[set[int]]) -> float:
    """Return the mean nDCG@10 of rows of scores."""
    gains = 1 / np.log2(np.arange(2, 12))
    total = 0.0
    for row, right in zip(np.argsort(-scores, axis=1)[:, :10], relevant, strict=True):
        found = sum(gain for gain, i in zip(gains, row, strict=True) if int(i) in right)
        total += found / gains[: min(10, len(right))].sum()
    return total / len(relevant)


def load(embedder: Embedder, folder: Path) -> tuple[Matrix, Matrix, list[set[int]]]:
    """Return vectors of the corpus and of questions, and the rows that answer each question."""
    corpus, queries = read(folder, "corpus.jsonl"), read(folder, "queries.jsonl")[::EVERY]
    rows = {document["id"]: i for i, document in enumerate(corpus)}
    pairs = [line.split("\t") for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    right: dict[str, set[int]] = {}
    for query_id, document_id, _ in pairs:
        right.setdefault(query_id, set()).add(rows[document_id])
    passages = embedder.embed_passages([f"{document.get('title', '')}\n{document['text']}" for document in corpus])
    questions = np.stack([embedder.embed_query(query["text"]) for query in queries])
    return passages, questions, [right[query["id"]] for query in queries]


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    embedder = open_embedder("bundled", MODELS)
    sets = {language: load(embedder, folder / f"xquad-{language}") for language in ("ru", "en")}
    axis = find_axis(embedder.embed_passages)
    both = np.concatenate([sets["ru"][0], sets["en"][0]])
    size = len(sets["ru"][0])
    print(f"{'questions -> corpus':<22}{'as they are':>12}{'without language':>18}")
    for asked in sets:
        _, questions, _ = sets[asked]
        bare = np.stack([without_language(question, axis) for question in questions])
        for language, (corpus, _, right) in sets.items():
            print(
                f"{asked + ' -> ' + language:<22}{ndcg(questions @ corpus.T, right):>12.3f}{ndcg(bare @ corpus.T, right):>18.3f}"
            )
        either = [ru | {i + size for i in en} for ru, en in zip(sets["ru"][2], sets["en"][2], strict=True)]
        print(f"{asked + ' -> both':<22}{ndcg(questions @ both.T, either):>12.3f}{ndcg(bare @ both.T, either):>18.3f}")


if __name__ == "__main__":
    main()
