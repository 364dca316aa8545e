"""What the command line prints of an evaluation: figures, for programs and as tables."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from indexer.evaluation.pairs import Line, Pairs
from indexer.evaluation.retrieval import Measured
from indexer.models import Precision


def pairs_as_json(pairs: Pairs, lines: Sequence[Line]) -> dict[str, Any]:
    """Return the figures; what a rule does not have is None."""
    rules = [{name: getattr(line, name) for name in Line.__slots__} for line in lines]
    return {"task": pairs.task.value, "pairs": len(pairs.labels), "positive": int(pairs.labels.sum()), "rules": rules}


def pairs_as_text(pairs: Pairs, lines: Sequence[Line]) -> str:
    """Return the figures as a table."""
    table = [f"{len(pairs.labels)} pairs, {int(pairs.labels.sum())} positive: {pairs.task.value}"]
    table.append(f"{'':<14}{'at':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'best F1':>9}{'at':>7}{'AUC':>7}")
    for line in lines:
        tail = (_number(line.best_f1, 9), _number(line.best_threshold, 7), _number(line.auc, 7))
        own = f"{_number(line.threshold, 7)}{line.precision:>11.3f}{line.recall:>8.3f}{line.f1:>7.3f}"
        table.append(f"{line.name:<14}{own}{''.join(tail)}")
    return "\n".join(table)


def _number(value: float | None, width: int) -> str:
    return f"{'–' if value is None or np.isnan(value) else f'{value:.3f}':>{width}}"


def retrieval_as_json(measured: Sequence[Measured], documents: int, precision: Precision) -> dict[str, Any]:
    """Return the figures, a row for each mode."""
    rows = [
        {
            "mode": each.mode.value,
            "questions": each.questions,
            "ndcg@10": each.quality.ndcg,
            "recall@10": each.quality.recall,
            "mrr@10": each.quality.mrr,
            "recall@5": each.recall5,
            "answered": each.answered,
            "false_answers": each.false_answers,
            "p50_ms": each.p50_ms,
            "p95_ms": each.p95_ms,
            "kinds": each.kinds,
            "quoted": each.quoted,
            "quotes_right": each.quotes_right,
        }
        for each in measured
    ]
    return {"documents": documents, "precision": precision.value, "modes": rows}


def retrieval_as_text(measured: Sequence[Measured], documents: int, precision: Precision) -> str:
    """Return the figures as a table."""
    lines = [f"{documents} documents, {measured[0].questions} questions, vectors in {precision}"]
    lines.append(f"{'':<10}{'nDCG@10':>9}{'recall@10':>11}{'MRR@10':>8}{'recall@5':>10}{'p50, ms':>9}{'p95, ms':>9}")
    for each in measured:
        figures = f"{each.quality.ndcg:>9.3f}{each.quality.recall:>11.3f}{each.quality.mrr:>8.3f}{each.recall5:>10.3f}"
        lines.append(f"{each.mode.value:<10}{figures}{each.p50_ms:>9.1f}{each.p95_ms:>9.1f}")
        if each.false_answers is not None and each.answered is not None:
            lines.append(f"{'':<10}said to be answered where something answers: {each.answered:.3f}")
            lines.append(f"{'':<10}said to be answered where nothing answers: {each.false_answers:.3f}")
        if each.quoted is not None:
            lines.append(f"{'':<10}sentence quoted: {each.quoted:.3f}, with an answer in it: {each.quotes_right or 0:.3f}")
        lines += [f"{'':<10}{kind:<26}{share:.3f}" for kind, share in each.kinds.items()]
    return "\n".join(lines)
