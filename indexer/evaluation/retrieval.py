"""Labelled questions are put through the same search as a chat's, in a library made for the occasion."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from indexer.evaluation.collection import Collection, Question
from indexer.evaluation.relevance import K, Quality, quality
from indexer.executors import IN_PLACE, InPlace, P, T
from indexer.finding import Found, find_asked, find_quote
from indexer.library import Library, embed_backlog
from indexer.models import LOCAL, Mode, Post
from indexer.opening import open_library_with
from indexer.ports import Embedder
from indexer.questions.question import Question as Asked
from indexer.sources.entities import find_hashtags, find_links

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)  # of all documents and questions
FIVE = 5  # where a set says what kind each question is of, the first page is what counts


@dataclass(frozen=True, slots=True)
class Measured:
    """What one mode of search reached. Latencies are of the search without embedding, in milliseconds.

    ``answered`` is the share of questions with an answer that were said to have one, ``false_answers`` of those without,
    ``recall5`` and ``kinds`` the recall among the first five; None where the set has none of them. Of the questions whose
    answers are known ``quoted`` is the share above whose hits a sentence stands, ``quotes_right`` of these the share whose
    sentence holds an answer.
    """

    mode: Mode
    questions: int
    quality: Quality
    p50_ms: float
    p95_ms: float
    recall5: float
    answered: float | None
    false_answers: float | None
    kinds: dict[str, float]
    quoted: float | None = None
    quotes_right: float | None = None


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
        return [_measured(mode, asyncio.run(_ask_all(library, collection.questions, mode, ids))) for mode in modes]
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


class _Timed(InPlace):
    """Makes calls in place, and counts the seconds of those that are not the model's."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        began = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            self.seconds += time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a question: documents, best first, whether they are said to answer, and the seconds that took.

    ``is_quoted`` says whether the sentence that is quoted holds an answer; None where none is quoted, or none is wanted.
    """

    question: Question
    ranking: list[str]
    fits: bool
    seconds: float
    is_quoted: bool | None


async def _ask_all(library: Library, questions: Sequence[Question], mode: Mode, ids: dict[int, list[str]]) -> list[_Outcome]:
    return [await _ask(library, question, mode, ids) for question in questions]


async def _ask(library: Library, question: Question, mode: Mode, ids: dict[int, list[str]]) -> _Outcome:
    timed = _Timed()
    asked = await timed.store(library.understand, question.text, LOCAL, now=MOMENT, zone="UTC", k=K)
    found = await find_asked(library, timed, _unattended(asked).with_query(lambda query: replace(query, mode=mode)))
    ranking = [_named(ids[hit.post_id], question) for hit in found.answer.hits]
    seconds = timed.seconds
    is_quoted = await _is_quoted(library, found, question.answers) if _wants_quote(question, mode) else None
    return _Outcome(question, ranking, found.answer.fits, seconds, is_quoted)


def _unattended(asked: Asked) -> Asked:
    """Return a question whose wider ones are asked without a button: documents have no date, and nobody presses it."""
    return asked.widened(lambda each: replace(each, is_guess=True))


def _named(documents: Sequence[str], question: Question) -> str:
    """Of documents with the same text the right one is meant."""
    return next((each for each in documents if each in question.relevant), documents[0])


def _wants_quote(question: Question, mode: Mode) -> bool:
    return bool(question.answers) and mode is Mode.HYBRID


async def _is_quoted(library: Library, found: Found, answers: Sequence[str]) -> bool | None:
    """Say whether the quote above an answer holds one of the right ``answers``, in any case; None where nothing is quoted."""
    quote = await find_quote(library, IN_PLACE, found)
    return None if quote is None else any(each.casefold() in quote.text.casefold() for each in answers)


def _measured(mode: Mode, outcomes: Sequence[_Outcome]) -> Measured:
    answerable = [each for each in outcomes if each.question.relevant]
    asked = [each.is_quoted for each in outcomes if _wants_quote(each.question, mode)]
    quoted = [is_right for is_right in asked if is_right is not None]
    p50, p95 = np.percentile([1000 * each.seconds for each in outcomes], [50, 95])
    return Measured(
        mode,
        len(outcomes),
        _quality(answerable, K),
        float(p50),
        float(p95),
        recall5=_quality(answerable, FIVE).recall,
        answered=_share([each.fits for each in answerable]),
        false_answers=_share([each.fits for each in outcomes if not each.question.relevant]),
        kinds={kind: _quality(group, FIVE).recall for kind, group in _by_kind(answerable).items()},
        quoted=_share([is_right is not None for is_right in asked]),
        quotes_right=_share(quoted),
    )


def _quality(outcomes: Sequence[_Outcome], k: int) -> Quality:
    return quality([each.ranking for each in outcomes], [each.question.relevant for each in outcomes], k=k)


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _by_kind(outcomes: Sequence[_Outcome]) -> dict[str, list[_Outcome]]:
    groups: dict[str, list[_Outcome]] = {}
    for each in outcomes:
        if each.question.kind:
            groups.setdefault(each.question.kind, []).append(each)
    return groups
