"""A question in words is answered by a sentence that somebody wrote: found among the best posts, quoted, never made up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from indexer.language.question_words import ASKING, HOW_MUCH, IDLE
from indexer.language.sentences import content_stems, cut, is_statement, sentences
from indexer.language.stemming import root, stem
from indexer.language.text import stems
from indexer.models import Hit
from indexer.passages import parts
from indexer.ports import Matrix, Store
from indexer.questions.asked_for import AS_GOOD, LONG_AGO, asks_for_now, asks_the_same, counts_what_is_asked, may_answer
from indexer.search.ranking import coverage, information

POSTS = 3  # the best hits, whose sentences are weighed
POSTS_NOW = 8  # of a question for what is so now: the latest of them answers it
SENTENCES = 30  # of all of them together: what a model reads while a person waits
FEW = 8  # sentences without a vector: read at once, where more would keep other people's questions waiting
LONGEST = 400  # characters of a quote
ONE_WORD_WEIGHT = 0.02  # of its coverage: many a sentence holds the only word of «что такое любовь?»
HIT_WEIGHT = 0.5  # of how far a hit's score is behind the best one's
COUNTED = 0.06  # for a sentence that names what is counted
COVERAGE_WEIGHT = 0.10  # of 120 questions of xquad, their paragraph given: 0.72 (ru) and 0.83 (en) get a sentence with the answer
GOOD = 0.82  # cosine and weighed coverage: 95 % of those questions reach it, and none over the sentences of another paragraph
NO_DATES: Mapping[int, datetime | None] = {}
ALL_WORDS = 0.75  # of the question's information: such a sentence is good whatever the model thinks


Embed = Callable[[Sequence[str]], Matrix]

_IDLE_STEMS = frozenset(map(stem, IDLE))


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a post that answers a question, as its author wrote it; ``score`` is cosine and weighed coverage."""

    text: str
    post_id: int
    score: float


def best_sentence(
    question: str, vector: Matrix, hits: Sequence[Hit], embed: Embed, dates: Mapping[int, datetime | None] = NO_DATES
) -> Quote | None:
    """Return the sentence of the best fitting hits that answers a question; None where none is good enough.

    ``vector`` (dim,) is the question's; ``embed`` gives (n, dim) of n sentences. Weighed are the sentences of the passages found,
    questions and appeals left out, and those without a number where one is asked for. Of equally good ones the one of the latest
    date is taken, if ``dates`` of posts are given.
    """
    candidates = [each for each in _candidates(question, hits) if may_answer(question, each.said)]
    if not candidates:
        return None
    texts = [each.text for each in candidates]
    asked = _asked(question)
    covered = _coverages(asked, texts)
    cosines = (embed(texts) @ vector).tolist()
    weight = COVERAGE_WEIGHT if len(asked) > 1 else ONE_WORD_WEIGHT
    placed = [COUNTED * counts_what_is_asked(question, each.said) - HIT_WEIGHT * each.behind for each in candidates]
    scores = [sum(each) for each in zip(cosines, [weight * share for share in covered], placed, strict=True)]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    if dates:
        equal = [i for i, score in enumerate(scores) if score >= scores[best] - AS_GOOD]
        best = max(equal, key=lambda i: (dates.get(candidates[i].post_id) or LONG_AGO, scores[i]))
    found = candidates[best]
    is_good = scores[best] >= GOOD or (covered[best] >= ALL_WORDS and weight == COVERAGE_WEIGHT)
    return Quote(cut(found.said, LONGEST), found.post_id, scores[best]) if is_good else None


def weighed(question: str) -> int:
    """Return of how many of the best hits the sentences are weighed."""
    return POSTS_NOW if asks_for_now(question) else POSTS


def kept_vectors(store: Store, question: str, hits: Sequence[Hit]) -> dict[str, Matrix | None]:
    """Return the vectors that are kept of the sentences to be weighed, None for one that has none of its own.

    Of short sentences their passage has one vector together, which says of each what only the others do.
    """
    candidates = _candidates(question, hits)
    post_ids = list(dict.fromkeys(each.post_id for each in candidates))
    whole, apart = store.vectors_of(post_ids), store.sentence_vectors(post_ids)
    known: dict[str, Matrix] = {}
    for post_id in post_ids:
        split = [parts(text) for _, text in store.passages_of(post_id)]
        known |= _kept(split, whole.get(post_id, ()), apart.get(post_id, ()))
    return {each.text: known.get(each.text) for each in candidates}


def _kept(
    split: Sequence[Sequence[str]], whole: Sequence[Matrix] | Matrix, apart: Sequence[Matrix] | Matrix
) -> dict[str, Matrix]:
    """The vectors of the parts of a post's passages, by their words; none where some are still to be made."""
    several = [part for each in split if len(each) > 1 for part in each]
    kept = dict(zip(several, apart, strict=True)) if len(apart) == len(several) else {}
    return kept | {each[0]: row for each, row in zip(split, whole, strict=False) if len(each) == 1}


def completed(known: Mapping[str, Matrix | None], embed: Embed, texts: Sequence[str]) -> Matrix:
    """Return (n, dim) of sentences: what is known, and the rest embedded."""
    missing = [text for text in texts if known.get(text) is None]
    made = dict(zip(missing, embed(missing), strict=True)) if missing else {}
    return np.stack([made[text] if (row := known.get(text)) is None else row for text in texts])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that is weighed, and what would be quoted for it: itself, or what follows a title that asks the question.

    ``behind`` is by how much the score of its hit is less than the best one's.
    """

    text: str
    said: str
    post_id: int
    behind: float


def _candidates(question: str, hits: Sequence[Hit]) -> list[_Candidate]:
    """Statements of the fitting hits, each once, the best hit's first."""
    found: dict[str, _Candidate] = {}
    fitting = [hit for hit in hits if hit.fits][: weighed(question)]
    best = max((hit.score for hit in fitting), default=0.0)
    for hit in fitting:
        statements = [sentence for sentence in sentences(hit.passage) if is_statement(sentence)]
        for text, following in zip(statements, [*statements[1:], ""], strict=False):
            said = following if asks_the_same(question, text) else text
            if said:
                found.setdefault(text, _Candidate(text, said, hit.post_id, best - hit.score))
    return list(found.values())[:SENTENCES]


def _asked(question: str) -> set[str]:
    """The roots of the words that an answer may repeat."""
    said = set(content_stems(HOW_MUCH.sub(" ", question))) - ASKING
    return {root(each) for each in said - _IDLE_STEMS or said}


def _coverages(asked: set[str], texts: Sequence[str]) -> list[float]:
    """How much of the information of the words asked each sentence holds; what most sentences hold tells little."""
    held = [frozenset(map(root, stems(text))) for text in texts]
    shares = information({word: sum(word in each for each in held) for word in asked}, len(texts))
    return [coverage(shares, each) for each in held]
