"""The order in which hits are shown: by their sentences, their words side by side, their kind and their dates."""

from collections.abc import Mapping, Set
from dataclasses import replace

from indexer.language.sentences import FUNCTION_WORDS
from indexer.language.stemming import stem
from indexer.models import Mode, Query
from indexer.ports import Matrix, Store
from indexer.questions.asked_for import AS_GOOD, LONG_AGO, asks_for_now
from indexer.questions.checks import MOST_STEMS
from indexer.search.asides import is_aside
from indexer.search.ranked import READ, Groups, Order, Ranked
from indexer.search.ranking import NEIGHBOURS_WEIGHT, SENTENCE_WEIGHT, lowered, neighbours

AS_TELLING = 0.05  # of a score, below the best: as much about the topic whose news are asked for, if it is later
A_TOPIC = 2  # words: more ask for something in particular, which a list may be
_FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))


class Ordering:
    """Orders what a question finds by what a store knows of the best of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def shown(self, query: Query, ranked: Ranked, others: Set[int]) -> Ranked:
        """Return the posts in the order in which they are shown; ``others`` have another number behind a name."""
        order = lowered(ranked.order, others)
        if query.mode is Mode.HYBRID:
            order = self._with_neighbours(order, ranked.groups[:MOST_STEMS])
        if len(ranked.groups) <= A_TOPIC:
            order = self._asides_last(order, ranked.passages)
        if query.wants_latest or asks_for_now(query.text):
            order = self._latest_first(query.library_id, order, AS_TELLING if query.wants_latest else AS_GOOD)
        return replace(ranked, order=order)

    def with_sentences(self, ranked: Order, nearness: Mapping[int, float], vector: Matrix) -> Order:
        """Return the posts, the best moved by how near the nearest of their sentences is; one of a single sentence stays."""
        sentences = self._store.sentence_vectors([i for i, _ in ranked[:READ]])
        near = {i: float((rows @ vector).max()) for i, rows in sentences.items()}
        moved = [(i, score + SENTENCE_WEIGHT * (near[i] - nearness[i]) if i in near else score) for i, score in ranked]
        return sorted(moved, key=lambda pair: (-pair[1], -pair[0]))

    def _with_neighbours(self, ranked: Order, groups: Groups) -> Order:
        """Raise the posts in which words stand side by side as in the question."""
        lexes = self._store.lexes([i for i, _ in ranked[:READ]]) if len(groups) > 1 else {}
        beside = {i: neighbours(groups, lex, passed_over=_FUNCTION_STEMS) for i, lex in lexes.items()}
        raised = [(i, score + NEIGHBOURS_WEIGHT * beside.get(i, 0.0)) for i, score in ranked]
        return sorted(raised, key=lambda pair: (-pair[1], -pair[0]))

    def _latest_first(self, library_id: int, ranked: Order, near: float) -> Order:
        """Put the latest first of the posts that are about as good as the best: a rate or the weather is so no more tomorrow."""
        best = _as_good(ranked, near)
        dates = {each.post_id: each.post.date for each in self._store.stored(library_id, [i for i, _ in best])}
        best.sort(key=lambda pair: dates.get(pair[0]) or LONG_AGO, reverse=True)
        return [*best, *ranked[len(best) :]]

    def _asides_last(self, ranked: Order, passages: Mapping[int, int]) -> Order:
        """Put adverts, lists and polls last of the posts that are about as good as the best: they are near to any topic."""
        best = _as_good(ranked, AS_GOOD)
        texts = self._store.passage_texts([passages[i] for i, _ in best if i in passages])
        best.sort(key=lambda pair: is_aside(texts.get(passages.get(pair[0], -1), "")))
        return [*best, *ranked[len(best) :]]


def _as_good(ranked: Order, near: float) -> Order:
    """The first posts whose scores are as near to the best one."""
    return [(i, score) for i, score in ranked[:READ] if score >= ranked[0][1] - near]
