"""`svodka eval retrieval`: labelled questions through the same search as a chat's, in a library made for the occasion."""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.measuring_quotes import is_quoted
from indexer.errors import WrongCollection
from indexer.library import Library, embed_backlog
from indexer.models import LOCAL, Answer, Mode, Post, Query
from indexer.opening import open_library_with
from indexer.ports import Embedder, Matrix
from indexer.questions import Question as Asked
from indexer.questions import takes_over
from indexer.relevance import K, Quality, quality
from indexer.sources import read_files
from indexer.sources.entities import find_hashtags, find_links
from indexer.spelling import Expansion

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)  # of all documents and questions
FIVE = 5  # where a set says what kind each question is of, the first page is what counts


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question: its right documents with their grades, none where nothing in the corpus answers it, and answers."""

    text: str
    relevant: dict[str, float]
    kind: str | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """A BEIR-style folder: documents by id, and the questions about them."""

    corpus: dict[str, str]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one mode of search reached. Latencies are of the search without embedding, in milliseconds.

    ``false_answers`` is the share of questions without an answer that were said to have one, ``recall5`` and ``kinds`` the
    recall among the first five; None where the set has none of them. Of the questions whose answers are known ``quoted`` is the
    share above whose hits a sentence stands, ``quotes_right`` of these the share whose sentence holds an answer.
    """

    mode: Mode
    questions: int
    quality: Quality
    p50_ms: float
    p95_ms: float
    recall5: float
    false_answers: float | None
    kinds: dict[str, float]
    quoted: float | None = None
    quotes_right: float | None = None


def read_collection(folder: Path, corpus: Path | None = None) -> Collection:
    """Read ``corpus.jsonl`` (id, text), ``queries.jsonl`` (id, text, kind?, answers?) and ``qrels.tsv`` of a folder.

    With ``corpus``, another folder's documents, answers are not read: they may be in another language.

    Raises:
        WrongCollection: a file is missing, or a line of it cannot be read.
    """
    documents = {str(row["id"]): row["text"] for row in _rows((corpus or folder) / "corpus.jsonl")}
    grades: dict[str, dict[str, float]] = defaultdict(dict)
    for question, document, grade in _grades(folder / "qrels.tsv"):
        if document in documents and grade > 0:
            grades[question][document] = grade
    asked = [
        Question(row["text"], grades.get(str(row["id"]), {}), row.get("kind"), () if corpus else _answers(row))
        for row in _rows(folder / "queries.jsonl")
    ]
    return Collection(documents, tuple(each for each in asked if each.relevant or each.kind))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for position, line in _lines(path):
        try:
            row = json.loads(line)
            if not isinstance(row["text"], str) or row["id"] is None:
                raise ValueError("not a text with an id")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise WrongCollection(path.name, position) from error
        yield row


def _answers(row: dict[str, Any]) -> tuple[str, ...]:
    answers = row.get("answers")
    return tuple(each for each in answers if isinstance(each, str)) if isinstance(answers, list) else ()


def _grades(path: Path) -> Iterator[tuple[str, str, float]]:
    for position, line in _lines(path):
        fields = line.split("\t")
        if position == 1 and not fields[-1].strip().replace(".", "").isdigit():
            continue  # the header
        try:
            question, document, grade = fields
            yield question, document, float(grade)
        except ValueError as error:
            raise WrongCollection(path.name, position) from error


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCollection(path.name, 0) from error
    return [(position, line) for position, line in enumerate(text.split("\n"), start=1) if line.strip()]


def measure(
    collection: Collection,
    embedder: Embedder,
    modes: Sequence[Mode],
    distractors: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Measured]:
    """Return what every mode reaches on the collection's questions, among its documents and the distractors."""
    library = open_library_with("sqlite:///:memory:", embedder)
    try:
        ids = _fill(library, [*collection.corpus.items(), *((f"\0{i}", text) for i, text in enumerate(distractors))])
        embed_backlog(library, progress)
        by_meaning = any(mode is not Mode.LEXICAL for mode in modes)
        read = [_read(library, question, by_meaning=by_meaning) for question in collection.questions]
        return [_measured(library, collection, mode, ids, read) for mode in modes]
    finally:
        library.close()


def _fill(library: Library, documents: Sequence[tuple[str, str]]) -> dict[int, list[str]]:
    """Put documents into the library and return their ids by post: two with the same text are one post."""
    ids: dict[int, list[str]] = defaultdict(list)
    posts = [Post(text, links=find_links(text), hashtags=find_hashtags(text)) for _, text in documents]
    post_ids = library.put(posts, LOCAL, moment=MOMENT)
    for post_id, (document, _) in zip(post_ids, documents, strict=True):
        ids[post_id].append(document)
    return ids


@dataclass(frozen=True, slots=True)
class _Read:
    """One reading of a question: what it asks for, its words, its vector, and how long reading took, in seconds."""

    query: Query
    words: Expansion
    vector: Matrix | None
    seconds: float


def _read(library: Library, question: Question, *, by_meaning: bool) -> list[_Read]:
    """Return how a question is read, and how without its doubtful filters: documents have no date, and nobody presses buttons."""
    began = time.perf_counter()
    each: Asked | None = library.understand(question.text, LOCAL, now=MOMENT, zone="UTC", k=K)
    readings = []
    while each:
        words = library.read(each.query.text, LOCAL)
        seconds = time.perf_counter() - began
        vector = library.embed_query(words.question) if by_meaning else None
        readings.append(_Read(each.query, words, vector, seconds))
        each, began = each.wider, time.perf_counter()
    return readings


def _answer(library: Library, readings: Sequence[_Read], mode: Mode) -> tuple[Answer, _Read, float]:
    """Return the answer that is shown, the reading that it answers, and how long it took to find, in seconds."""
    first, *wider = readings
    began = time.perf_counter()
    query = replace(first.query, mode=mode)
    words = library.match(query, first.words) if query.text else None
    answer = library.search(query, None if mode is Mode.LEXICAL else first.vector, words)
    seconds = first.seconds + time.perf_counter() - began
    if answer.fits or not wider:
        return answer, first, seconds
    wide, reading, more = _answer(library, wider, mode)
    return (wide, reading, seconds + more) if takes_over(wide, answer) else (answer, first, seconds + more)


def _measured(
    library: Library, collection: Collection, mode: Mode, ids: dict[int, list[str]], read: Sequence[Sequence[_Read]]
) -> Measured:
    rankings, seconds, fits, quotes = [], [], [], list[bool | None]()
    for question, readings in zip(collection.questions, read, strict=True):
        answer, reading, taken = _answer(library, readings, mode)
        if question.answers and mode is Mode.HYBRID:
            quotes.append(is_quoted(library, reading.query.text, reading.vector, answer, question.answers))
        seconds.append(taken)
        fits.append(answer.fits)
        rankings.append([_named(ids[hit.post_id], question) for hit in answer.hits])
    answered = [i for i, question in enumerate(collection.questions) if question.relevant]
    relevant = [collection.questions[i].relevant for i in answered]
    ours = [rankings[i] for i in answered]
    idle = [fits[i] for i, question in enumerate(collection.questions) if not question.relevant]
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    kinds = {
        kind: quality([rankings[i] for i in chosen], [collection.questions[i].relevant for i in chosen], k=FIVE).recall
        for kind in dict.fromkeys(question.kind for question in collection.questions)
        if kind and (chosen := [i for i in answered if collection.questions[i].kind == kind])
    }
    recall5 = quality(ours, relevant, k=FIVE).recall
    wrong = sum(idle) / len(idle) if idle else None
    quoted = [is_right for is_right in quotes if is_right is not None]
    return Measured(
        mode,
        len(rankings),
        quality(ours, relevant),
        float(p50),
        float(p95),
        recall5,
        wrong,
        kinds,
        len(quoted) / len(quotes) if quotes else None,
        sum(quoted) / len(quoted) if quoted else None,
    )


def _named(documents: Sequence[str], question: Question) -> str:
    """Of documents with the same text the right one is meant."""
    return next((each for each in documents if each in question.relevant), documents[0])


def read_distractors(path: Path) -> list[str]:
    """Return the texts of all posts in a file of any format that an import takes."""
    return [entry.reading for entry in read_files([path]) if isinstance(entry, Post)]


def as_json(measured: Sequence[Measured], documents: int) -> dict[str, Any]:
    """Return the figures, a row for each mode."""
    rows = [
        {
            "mode": each.mode.value,
            "questions": each.questions,
            "ndcg@10": each.quality.ndcg,
            "recall@10": each.quality.recall,
            "mrr@10": each.quality.mrr,
            "recall@5": each.recall5,
            "false_answers": each.false_answers,
            "p50_ms": each.p50_ms,
            "p95_ms": each.p95_ms,
            "kinds": each.kinds,
            "quoted": each.quoted,
            "quotes_right": each.quotes_right,
        }
        for each in measured
    ]
    return {"documents": documents, "modes": rows}


def as_text(measured: Sequence[Measured], documents: int) -> str:
    """Return the figures as a table."""
    lines = [f"{documents} documents, {measured[0].questions} questions"]
    lines.append(f"{'':<10}{'nDCG@10':>9}{'recall@10':>11}{'MRR@10':>8}{'recall@5':>10}{'p50, ms':>9}{'p95, ms':>9}")
    for each in measured:
        figures = f"{each.quality.ndcg:>9.3f}{each.quality.recall:>11.3f}{each.quality.mrr:>8.3f}{each.recall5:>10.3f}"
        lines.append(f"{each.mode.value:<10}{figures}{each.p50_ms:>9.1f}{each.p95_ms:>9.1f}")
        if each.false_answers is not None:
            lines.append(f"{'':<10}said to be answered where nothing answers: {each.false_answers:.3f}")
        if each.quoted is not None:
            lines.append(f"{'':<10}sentence quoted: {each.quoted:.3f}, with an answer in it: {each.quotes_right or 0:.3f}")
        lines += [f"{'':<10}{kind:<26}{share:.3f}" for kind, share in each.kinds.items()]
    return "\n".join(lines)
