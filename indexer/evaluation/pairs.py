"""Labelled pairs of posts against what Svodka says of them, beside simpler rules on the same vectors."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from indexer.digests.stories import SAME_EVENT
from indexer.errors import WrongPairs
from indexer.evaluation.classification import Labels, Scores, best_threshold, clusters, decide, roc_auc
from indexer.evaluation.same_event import SAME_STATEMENT, WHOLE_AND_HEAD, head
from indexer.language.text import words
from indexer.models import Post, StoredPost, VerdictKind
from indexer.passages import split
from indexer.ports import Embedder, Matrix
from indexer.repeats.dedup import judge

NYAN_DISTANCE = 0.10  # cosine distance of the rule of "nyan", an aggregator of Telegram news
_ADDRESS = re.compile(r"https?://")
_LABELS = {"OK": 1, "BAD": 0, -1: -1, 0: 0, 1: 1}


class Task(StrEnum):
    """What a label says of two texts: one repeats the other, they tell of one event, or they are one statement."""

    REPEAT = "repeat"
    EVENT = "event"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Pairs:
    """n pairs of texts with their labels (n,)."""

    task: Task
    texts: tuple[tuple[str, str], ...]
    labels: Labels


@dataclass(frozen=True, slots=True)
class Line:
    """One rule on the pairs: at its own threshold (None: it has none), at the best one, and over all thresholds."""

    name: str
    threshold: float | None
    precision: float
    recall: float
    f1: float
    best_f1: float | None
    best_threshold: float | None
    auc: float | None


def read_pairs(path: Path) -> Pairs:
    """Read JSON lines of ``text_1, text_2, label``; the content says what is asked.

    With ``title_1, title_2`` it is news of one event (label OK); with a label -1 headlines that are one statement (label 1);
    else repeats (label 1).

    Raises:
        WrongPairs: a line is no such pair, or there is no pair.
    """
    rows = list(_rows(path))
    if not rows:
        raise WrongPairs(1)
    titled, labels = "title_1" in rows[0], [_LABELS[row["label"]] for row in rows]
    task = Task.EVENT if titled else Task.STATEMENT if -1 in labels else Task.REPEAT
    texts = tuple((_text(row, "1"), _text(row, "2")) for row in rows)
    return Pairs(task, texts, np.array([label == 1 for label in labels]))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for position, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            row = json.loads(line)
            if not isinstance(row["text_1"] + row["text_2"], str) or row["label"] not in _LABELS:
                raise ValueError("not texts, or no label")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise WrongPairs(position) from error
        yield row


def _text(row: dict[str, Any], side: str) -> str:
    """A title and a text. In a quarter of the rows of the news of 2020 the titles stand in the addresses' columns."""
    title, address = row.get(f"title_{side}"), row.get(f"url_{side}")
    if _ADDRESS.match(str(title)) and address and not _ADDRESS.match(str(address)):
        title = address
    return "\n".join(str(part) for part in (title, row[f"text_{side}"]) if part)


class _Sides:
    """The texts of n pairs, each once, and by their numbers (n,) which of them are whose first and second."""

    def __init__(self, pairs: Pairs) -> None:
        self.texts = list(dict.fromkeys(text for pair in pairs.texts for text in pair))
        number = {text: i for i, text in enumerate(self.texts)}
        self.one, self.other = (np.array([number[pair[side]] for pair in pairs.texts]) for side in (0, 1))

    def cosines(self, vectors: Matrix) -> Scores:
        """Return (n,) from unit vectors (texts, dim)."""
        cosines: Scores = np.einsum("ij,ij->i", vectors[self.one], vectors[self.other]).astype(float)
        return cosines


def evaluate(pairs: Pairs, embedder: Embedder) -> list[Line]:
    """Return our line first, then those of the simpler rules, on the same vectors; of events last the digests' own."""
    sides = _Sides(pairs)
    vectors = embedder.embed_passages(sides.texts)
    cosines = sides.cosines(vectors)
    groups = clusters(vectors, NYAN_DISTANCE) if len(vectors) > 1 else np.zeros(len(vectors), np.intp)
    return [
        _ours(pairs, sides, vectors, embedder),
        _line("cosine", pairs.labels, cosines),
        _line("jaccard", pairs.labels, np.array([_jaccard(*pair) for pair in pairs.texts])),
        _line("nyan-pair", pairs.labels, cosines, 1 - NYAN_DISTANCE),
        _rule("nyan-linkage", pairs.labels, groups[sides.one] == groups[sides.other]),
        *([_digests(pairs, sides, embedder)] if pairs.task is Task.EVENT else []),
    ]


def _ours(pairs: Pairs, sides: _Sides, vectors: Matrix, embedder: Embedder) -> Line:
    if pairs.task is Task.REPEAT:
        return _line("svodka", pairs.labels, repeat_scores(pairs.texts), 0.0)
    heads = [head(text) for text in sides.texts]
    longer = [i for i, text in enumerate(sides.texts) if heads[i] != text]
    begun = vectors.copy()
    begun[longer] = embedder.embed_passages([heads[i] for i in longer])
    scores = (sides.cosines(vectors) + sides.cosines(begun)) / 2
    return _line("svodka", pairs.labels, scores, WHOLE_AND_HEAD if pairs.task is Task.EVENT else SAME_STATEMENT)


def _digests(pairs: Pairs, sides: _Sides, embedder: Embedder) -> Line:
    """What links two posts of one day and of different channels in a digest: the first passages, whose vectors are kept."""
    first = [next(iter(split(text, embedder.count_tokens)), text) for text in sides.texts]
    return _line("digest", pairs.labels, sides.cosines(embedder.embed_passages(first)), SAME_EVENT)


def repeat_scores(texts: Sequence[tuple[str, str]]) -> Scores:
    """Return (n,), the similarity of each pair that dedup takes for a repeat; that of the others less 1, so below all of them."""
    known = datetime(2000, 1, 1, tzinfo=UTC)
    verdicts = [judge(Post(new), [StoredPost(1, Post(old), None, known)]) for old, new in texts]
    return np.array([verdict.similarity - (verdict.kind is VerdictKind.NEW) for verdict in verdicts])


def _jaccard(one: str, other: str) -> float:
    ours, theirs = set(words(one)), set(words(other))
    return len(ours & theirs) / max(1, len(ours | theirs))


def _line(name: str, labels: Labels, scores: Scores, threshold: float | None = None) -> Line:
    best = best_threshold(labels, scores)
    at = decide(labels, scores > threshold if threshold == 0 else scores >= (best if threshold is None else threshold))
    best_f1 = decide(labels, scores >= best).f1
    return Line(name, threshold, at.precision, at.recall, at.f1, best_f1, best, roc_auc(labels, scores))


def _rule(name: str, labels: Labels, found: Labels) -> Line:
    at = decide(labels, found)
    return Line(name, None, at.precision, at.recall, at.f1, None, None, None)
