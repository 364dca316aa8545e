"""How often a question is said to be answered where its answer is in the library, and where it is not, among ever more texts.

    .venv/bin/python -m bench.unanswered FOLDER FILE [--cross FOLDER2]

Of FOLDER's documents (``svodka eval retrieval`` reads such) the first half is put into a library, with more and more of FILE's
texts (``bench/make_distractors.py``), and all questions are asked: those of the other half have no answer there.
"""

import argparse
import asyncio
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from indexer.embedders import open_embedder
from indexer.embedders.cached import CachedEmbedder
from indexer.evaluation.collection import Collection, Question, read_collection, read_distractors
from indexer.evaluation.retrieval import MOMENT, fill
from indexer.executors import IN_PLACE
from indexer.finding import find_asked
from indexer.library import DATA, Library, embed_backlog
from indexer.models import LOCAL
from indexer.opening import open_library_with
from indexer.ports import Embedder

SIZES = 0, 3000, 20_000  # other texts beside


def measure(collection: Collection, others: Sequence[str], embedder: Embedder) -> tuple[float, float]:
    """Return the shares of questions said to be answered: of those that are, and of those that are not."""
    held = dict(islice(collection.corpus.items(), len(collection.corpus) // 2))
    library = open_library_with("sqlite:///:memory:", embedder)
    try:
        fill(library, [*held.items(), *((f"\0{i}", text) for i, text in enumerate(others))])
        embed_backlog(library)
        parts = [
            [each for each in collection.questions if (each.relevant.keys() <= held.keys()) is known] for known in (True, False)
        ]
        right, wrong = (sum(asyncio.run(_answered(library, part))) / len(part) for part in parts)
    finally:
        library.close()
    return right, wrong


async def _answered(library: Library, questions: Sequence[Question]) -> list[bool]:
    asked = [library.understand(each.text, LOCAL, now=MOMENT, zone="UTC", k=10) for each in questions]
    return [(await find_asked(library, IN_PLACE, each)).answer.fits for each in asked]


def main() -> None:
    """Print a line for every size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cross", type=Path)
    given = parser.parse_args()
    collection, others = read_collection(given.folder, given.cross), read_distractors(given.file)
    print(f"{'texts beside':>12}{'answered':>10}{'falsely':>9}")
    with CachedEmbedder(open_embedder("bundled", DATA / "var" / "models"), DATA / "var" / "eval" / "vectors.db") as embedder:
        for size in SIZES:
            right, wrong = measure(collection, others[:size], embedder)
            print(f"{size:>12}{right:>10.3f}{wrong:>9.3f}", flush=True)


if __name__ == "__main__":
    main()
