"""Labelled questions: a BEIR-style folder of documents, questions and grades is read."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import WrongCollection
from indexer.models import Post
from indexer.sources import read_files


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question: its right documents with their grades, none where nothing in the corpus answers it, and answers."""

    text: str
    relevant: dict[str, float]
    kind: str | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents by id, and the questions about them."""

    corpus: dict[str, str]
    questions: tuple[Question, ...]


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


def read_distractors(path: Path) -> list[str]:
    """Return the texts of all posts in a file of any format that an import takes."""
    return [entry.reading for entry in read_files([path]) if isinstance(entry, Post)]
