"""The best hits are read again, each together with the question, by a cross-encoder: slower than vectors, and more exact."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.errors import EmbedderError
from indexer.models import Answer, Hit
from indexer.questions.asked_for import asks_for_now

DEPTH = 20  # hits that are read again; the rest stay behind them
CHARACTERS = 2000  # of a passage: more than any window holds


class Reranker:
    """Wraps a loaded CrossEncoder."""

    def __init__(self, model: Any, name: str) -> None:
        self._model, self.name = model, name

    def rerank(self, question: str, answer: Answer) -> Answer:
        """Return the answer with its first hits in the cross-encoder's order; what fits stays before what does not.

        What is so now keeps its order: the latest come first.
        """
        head, tail = answer.hits[:DEPTH], answer.hits[DEPTH:]
        if len(head) < 2 or not question.strip() or asks_for_now(question):
            return answer
        scores = self._scores(question, head)
        order = sorted(range(len(head)), key=lambda i: (not head[i].fits, -scores[i], i))
        hits = [*(head[i] for i in order), *tail]
        return replace(answer, hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1)))

    def _scores(self, question: str, hits: Sequence[Hit]) -> list[float]:
        pairs = [(question, hit.passage[:CHARACTERS]) for hit in hits]
        scores = self._model.predict(pairs, batch_size=len(pairs), show_progress_bar=False)
        return [float(score) for score in scores]


def open_reranker(name: str) -> Reranker:
    """Load a CrossEncoder of sentence-transformers by folder, or by name from the model hub.

    Raises:
        EmbedderError: there is no such model, it cannot be read or fetched, or it gives more than one score for a pair.
    """
    from sentence_transformers import CrossEncoder

    from indexer.embedders.sentence_transformer import quiet

    with quiet():
        try:
            model = CrossEncoder(name, device="cpu", local_files_only=Path(name).is_dir())
        except Exception as error:  # the library raises whatever its own dependencies raise
            reason = str(error).partition("\n")[0].rstrip(".")
            raise EmbedderError(f"the reranker {name} cannot be loaded: {reason}") from error
    if model.num_labels != 1:
        raise EmbedderError(f"the reranker {name} gives {model.num_labels} scores for a pair, and one is needed")
    return Reranker(model, name)
