"""A question is answered: both rankers are asked, and their findings become one list of hits."""

from collections.abc import Sequence, Set
from dataclasses import replace

from indexer.language.spelling import Expansion
from indexer.language.suggesting import corrected, most_alike, surfaces
from indexer.language.text import stems
from indexer.models import Answer, Hit, Mode, Query, StoredPost
from indexer.ports import Matrix, Store
from indexer.questions.checks import MOST_STEMS, question_stems
from indexer.search.fitting import Fitting
from indexer.search.language_axis import Directions, own_meaning, without_language
from indexer.search.ordering import Ordering
from indexer.search.ranked import READ, Groups, Ranked, Words, best_passages
from indexer.search.ranking import fuse

LESS_SURE = 0.15  # confidence: below the surest thing that a word stands for, another is passed over in what is shown
CANDIDATES = 100  # posts from each ranker
FORMS = 10  # posts in which a word is looked for that is offered in the place of another
RELATED_COSINE = 0.83  # of the beginnings of posts: half of 309 posts of general channels have a nearer one


class Retrieval:
    """Searches libraries in a store."""

    def __init__(self, store: Store, directions: Directions) -> None:
        self._store, self._directions = store, directions
        self._ordering, self._fitting = Ordering(store), Fitting(store)

    def read(self, text: str, library_id: int) -> Expansion:
        """Return a question as a library's words read it; its vector is made of that, in the layout that was meant."""
        return self._store.expand(library_id, text) if text.strip() else Expansion(text, ())

    def match(self, query: Query, read: Expansion) -> Words:
        """Find posts by the words of a question that was read; its vector may be made meanwhile.

        Raises:
            QueryError: ``empty``, ``too-long``.
        """
        question_stems(query.text)
        wanted = self._fitting.wanted(query.library_id, read.groups[:MOST_STEMS])
        covered = self._store.covered(query, wanted, max(CANDIDATES, query.k)) if query.mode is not Mode.DENSE else {}
        return Words(read, wanted, covered)

    def search(self, query: Query, vector: Matrix | None, words: Words | None = None) -> Answer:
        """Return the hits of a question, best first, those that are merely near included.

        ``words`` are those of ``match``, where it was asked before.

        Raises:
            QueryError: ``empty``, ``too-long``.
        """
        if not query.text.strip() and query.is_narrow:
            return self._listed(query)
        words = words or self.match(query, self.read(query.text, query.library_id))
        vector = None if query.mode is Mode.LEXICAL else vector
        ranked = self._ranked(query, vector, words)
        others = self._fitting.others(words.read.numbered, [i for i, _ in ranked.order[:READ]])
        ranked = self._ordering.shown(query, ranked, others)
        chosen = ranked.order[: query.k]
        cosines = {} if vector is None else self._cosines(query.library_id, vector, chosen)
        answer = self._answer(query, replace(ranked, order=chosen, nearness=cosines), others)
        return replace(answer, suggestion=self._suggestion(query, words.read))

    def _ranked(self, query: Query, vector: Matrix | None, words: Words) -> Ranked:
        """Return the posts that words and meaning find, or words alone without a vector."""
        groups, covered = words.read.groups, words.covered
        if vector is None:
            return Ranked(list(covered.items()), groups, covered, {}, {})
        meaning = own_meaning(vector, query.text, self._directions)
        passages, nearness = best_passages(self._store.nearest(meaning, query, 2 * max(CANDIDATES, query.k)))
        if query.mode is not Mode.DENSE:
            covered = self._store.shares_of(query.library_id, words.wanted, [*covered, *nearness])
        self._complete(query.library_id, [i for i in covered if i not in nearness], meaning, passages, nearness)
        order = self._ordering.with_sentences(fuse(nearness, covered), nearness, meaning)
        return Ranked(order, groups, covered, passages, nearness)

    def _suggestion(self, query: Query, expansion: Expansion) -> str | None:
        return corrected(query.text, expansion, lambda stem, word: self._surface(query.library_id, stem, word))

    def _surface(self, library_id: int, stem: str, word: str) -> str | None:
        """Return the form that is most like the word, of those in which some posts have the stem."""
        found = self._store.covered(Query("", library_id), [(1.0, {stem: 1.0})], FORMS)
        texts = [stored.post.reading for stored in self._store.stored(library_id, list(found))]
        return most_alike(word, (form for text in texts for form in surfaces(stem, text)))

    def _listed(self, query: Query) -> Answer:
        """Return what the filters leave, newest first, undated ones last."""
        every = self._store.latest(query)
        stored = self._store.stored(query.library_id, every[: query.k])
        hits = tuple(Hit(each.post_id, each.post.reading, 1.0, rank) for rank, each in enumerate(stored, start=1))
        return Answer(hits, 0, self._store.indexed(query.library_id)[0], more=max(0, len(every) - query.k))

    def _cosines(self, library_id: int, vector: Matrix, ranked: Sequence[tuple[int, float]]) -> dict[int, float]:
        """Return how near the posts are to a question as it is: that says whether they fit it, whatever else is near."""
        return best_passages(self._store.compared(library_id, vector, [post_id for post_id, _ in ranked]))[1]

    def _complete(
        self, library_id: int, missing: Sequence[int], vector: Matrix, passages: dict[int, int], nearness: dict[int, float]
    ) -> None:
        """Give the posts that only the words found their nearness too."""
        best, scores = best_passages(self._store.compared(library_id, vector, missing))
        passages |= best
        nearness |= scores

    def _answer(self, query: Query, ranked: Ranked, others: Set[int]) -> Answer:
        fitting = self._fitting.answering(query, ranked, others)
        read = self._passages_read(query, ranked)
        hits = tuple(
            Hit(i, read[i], score, rank, ranked.nearness.get(i), ranked.covered.get(i, 0.0), i in fitting)
            for rank, (i, score) in enumerate(ranked.order, start=1)
        )
        posts, unembedded = self._store.indexed(query.library_id)
        shown = self._surest(query.library_id, ranked.groups)
        return Answer(hits, unembedded, posts, stems=shown, more=0 if len(fitting) < query.k else None)

    def _passages_read(self, query: Query, ranked: Ranked) -> dict[int, str]:
        """Return the passage of every post that is nearest, or holds most of the words; a quote is looked for where it stands."""
        words = frozenset(stem for group in ranked.groups for stem in group)
        quoted = frozenset(stem for phrase in query.phrases for stem in stems(phrase))
        ids, places = [i for i, _ in ranked.order], ranked.passages
        texts = {} if quoted else self._store.passage_texts([places[i] for i in ids if i in places])
        return {i: texts.get(places.get(i, -1)) or self._passage_by_words(i, quoted or words) for i in ids}

    def _surest(self, library_id: int, groups: Groups) -> frozenset[str]:
        """Return the stems of the library that a question's words most likely stand for: those that a reader will see them in."""
        held = self._store.frequencies(library_id, {stem for group in groups for stem in group})
        least = [max((worth for stem, worth in group.items() if held[stem]), default=1.0) - LESS_SURE for group in groups]
        return frozenset(stem for group, worth in zip(groups, least, strict=True) for stem in group if group[stem] >= worth)

    def _passage_by_words(self, post_id: int, words: Set[str]) -> str:
        """Return the passage of a post that holds most of the question's words."""
        texts = [text for _, text in self._store.passages_of(post_id)]
        return max(texts, key=lambda text: len(words & set(stems(text))), default="")

    def related(self, post_id: int, library_id: int, k: int) -> list[StoredPost]:
        """Return at most ``k`` other posts of a library that are near in meaning to how one of its posts begins, nearest first.

        The mean of a long post's passages would be near to everything.
        """
        rows = self._store.vectors_of([post_id]).get(post_id)
        if rows is None or not self._store.stored(library_id, [post_id]):
            return []
        near = self._store.nearest(without_language(rows[0], self._directions.axis), Query("", library_id), 4 * (k + 1))
        _, cosines = best_passages(near)
        close = [i for i, cosine in cosines.items() if i != post_id and cosine >= RELATED_COSINE]
        return self._store.stored(library_id, close[:k])
