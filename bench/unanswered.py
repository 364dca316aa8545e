"""How often a question is said to be answered where its answer is in the library, and where it is not, among ever more texts.

    .venv/bin/python -m bench.unanswered FOLDER FILE [--cross FOLDER2]

Of FOLDER's documents (``svodka eval retrieval`` reads such) the first half is put into a library, with more and more of FILE's
texts (``bench/make_distractors.py``), and all questions are asked: those of the other half have no answer there.
"""

import argparse
from dataclasses import replace
from itertools import islice
from pathlib import Path

from indexer.data import KEPT_VECTORS, MODELS
from indexer.embedders import open_embedder
from indexer.embedders.cached import CachedEmbedder
from indexer.evaluation.collection import Collection, read_collection, read_distractors
from indexer.evaluation.retrieval import measure
from indexer.models import Mode

SIZES = 0, 3000, 20_000  # other texts beside


def half_of(whole: Collection) -> Collection:
    """Return the first half of the documents and all questions; those about the other half have no right document."""
    held = dict(islice(whole.corpus.items(), len(whole.corpus) // 2))
    known = ({document: grade for document, grade in each.relevant.items() if document in held} for each in whole.questions)
    asked = (replace(each, relevant=right, answers=()) for each, right in zip(whole.questions, known, strict=True))
    return Collection(held, tuple(asked))


def main() -> None:
    """Print a line for every size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cross", type=Path)
    given = parser.parse_args()
    collection, others = half_of(read_collection(given.folder, given.cross)), read_distractors(given.file)
    print(f"{'texts beside':>12}{'answered':>10}{'falsely':>9}")
    with CachedEmbedder(open_embedder("bundled", MODELS), KEPT_VECTORS) as embedder:
        for size in SIZES:
            measured = measure(collection, embedder, [Mode.HYBRID], others[:size])[0]
            print(f"{size:>12}{measured.answered:>10.3f}{measured.false_answers:>9.3f}", flush=True)


if __name__ == "__main__":
    main()
