"""A question is answered: both rankers are asked, and their findings become one list of hits."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from indexer.errors import QueryError
from indexer.language.numerals import SHORT_QUESTION, Numbered, names_another
from indexer.language.sentences import FUNCTION_WORDS, content_stems
from indexer.language.spelling import Expansion
from indexer.language.stemming import stem as stem_of
from indexer.language.suggesting import corrected, most_alike, surfaces
from indexer.language.text import stems, words
from indexer.models import Answer, Hit, Mode, Query, StoredPost
from indexer.ports import Matrix, Store, Wanted
from indexer.questions.asked_for import AS_GOOD, LONG_AGO, asks_for_now
from indexer.search.asides import is_aside
from indexer.search.language_axis import Directions, own_meaning, without_language
from indexer.search.ranking import NEIGHBOURS_WEIGHT, SENTENCE_WEIGHT, fits, fuse, information, keep_fitting, lowered, neighbours
from indexer.search.versions import holds_all

LONGEST = 4096  # characters of a question: what one Telegram message holds
MOST_STEMS = 64  # of a question: a page of pasted text has no better ones behind them
_VERSION = re.compile(r"\d[.\-]\d|[^\W\d][.\-]?\d|\d{5}|^\w[+#]")  # 2.7, gpt-4, 44228, c++; a day or a year is no version
LESS_SURE = 0.15  # confidence: below the surest thing that a word stands for, another is passed over in what is shown
_SAME = 0.85  # confidence: another spelling of a version is the same
AS_TELLING = 0.05  # of a score, below the best: as much about the topic whose news are asked for, if it is later
A_TOPIC = 2  # words: more ask for something in particular, which a list may be
A_PHRASE = 2  # words that a phrase counts for, where it is asked how much a question says
READ = 30  # posts whose sentences are compared, and whose words are read in their order
_FUNCTION_STEMS = frozenset(map(stem_of, FUNCTION_WORDS))
CANDIDATES = 100  # posts from each ranker
FORMS = 10  # posts in which a word is looked for that is offered in the place of another
RELATED_COSINE = 0.83  # of the beginnings of posts: half of 309 posts of general channels have a nearer one


@dataclass(frozen=True, slots=True)
class Words:
    """What a question's words find: how they were read, what each is worth, and which posts hold most of them, with the share."""

    read: Expansion
    wanted: Wanted
    covered: dict[int, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The posts that a question finds.

    ``order`` has (post id, score), the best first. ``groups`` are the stems that each word of the question may stand for. Of the
    posts ``covered`` is the share of the words that they hold, ``passages`` their nearest passage, ``nearness`` its cosine; the
    ``others`` do not answer, as they have another number behind a name of the question.
    """

    order: list[tuple[int, float]]
    groups: tuple[Mapping[str, float], ...]
    covered: dict[int, float]
    passages: dict[int, int]
    nearness: dict[int, float]
    others: frozenset[int] = frozenset()


class Retrieval:
    """Searches libraries in a store."""

    def __init__(self, store: Store, directions: Directions) -> None:
        self._store, self._directions = store, directions

    def read(self, text: str, library_id: int) -> Expansion:
        """Return a question as a library's words read it; its vector is made of that, in the layout that was meant."""
        return self._store.expand(library_id, text) if text.strip() else Expansion(text, ())

    def match(self, query: Query, read: Expansion) -> Words:
        """Find posts by the words of a question that was read; its vector may be made meanwhile.

        Raises:
            QueryError: ``empty``, ``too-long``.
        """
        question_stems(query.text)
        wanted = self._wanted(query.library_id, read.groups[:MOST_STEMS])
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
        ranked = self._in_order(query, self._ranked(query, vector, words), words.read.numbered)
        chosen = ranked.order[: query.k]
        cosines = {} if vector is None else self._cosines(query.library_id, vector, chosen)
        answer = self._answer(query, replace(ranked, order=chosen, nearness=cosines))
        return replace(answer, suggestion=self._suggestion(query, words.read))

    def _ranked(self, query: Query, vector: Matrix | None, words: Words) -> Ranked:
        """Return the posts that words and meaning find, or words alone without a vector."""
        groups, covered = words.read.groups, words.covered
        if vector is None:
            return Ranked(list(covered.items()), groups, covered, {}, {})
        meaning = own_meaning(vector, query.text, self._directions)
        passages, nearness = _best_passages(self._store.nearest(meaning, query, 2 * max(CANDIDATES, query.k)))
        if query.mode is not Mode.DENSE:
            covered = self._store.shares_of(query.library_id, words.wanted, [*covered, *nearness])
        self._complete(query.library_id, [i for i in covered if i not in nearness], meaning, passages, nearness)
        return Ranked(self._with_sentences(fuse(nearness, covered), nearness, meaning), groups, covered, passages, nearness)

    def _in_order(self, query: Query, ranked: Ranked, numbered: Sequence[Numbered]) -> Ranked:
        """Put the posts in the order in which they are shown."""
        groups, others = ranked.groups, self._others(numbered, [i for i, _ in ranked.order[:READ]])
        order = lowered(ranked.order, others)
        if query.mode is Mode.HYBRID:
            order = self._with_neighbours(order, groups[:MOST_STEMS])
        if len(groups) <= A_TOPIC:
            order = self._asides_last(order, ranked.passages)
        if query.wants_latest or asks_for_now(query.text):
            order = self._latest_first(query.library_id, order, AS_TELLING if query.wants_latest else AS_GOOD)
        return replace(ranked, order=order, others=others if len(groups) <= SHORT_QUESTION else frozenset())

    def _others(self, numbered: Sequence[Numbered], post_ids: Sequence[int]) -> frozenset[int]:
        """Return the posts that are about GTA V where GTA 6 is asked for."""
        lexes = self._store.lexes(post_ids) if numbered else {}
        return frozenset(i for i, lex in lexes.items() if any(names_another(lex, each) for each in numbered))

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

    def _wanted(self, library_id: int, groups: Sequence[Mapping[str, float]]) -> Wanted:
        """Weigh the words of a question by their information; one is as frequent as the most frequent stem it may stand for."""
        frequencies = self._store.frequencies(library_id, {stem for group in groups for stem in group})
        heaviest = {str(i): max(frequencies[stem] for stem in group) for i, group in enumerate(groups)}
        shares = information(heaviest, self._store.indexed(library_id)[0])
        return [(shares[str(i)], group) for i, group in enumerate(groups)]

    def fitting(self, query: Query, cosines: Mapping[int, float], post_ids: Sequence[int]) -> set[int]:
        """Return those of a library's posts that answer a question, all of them; ``cosines`` are of the posts that have any."""
        read = self._store.expand(query.library_id, query.text)
        groups = read.groups
        covered = self._store.shares_of(query.library_id, self._wanted(query.library_id, groups[:MOST_STEMS]), post_ids)
        covered = self._with_phrases(query, groups, covered, post_ids)
        fitting = [i for i in post_ids if fits(cosines.get(i), covered.get(i, 0.0), _asked_words(query, groups))]
        exact = set(filter(self._exact(query, groups, fitting), fitting))
        return exact - self._others(read.numbered if len(groups) <= SHORT_QUESTION else (), fitting)

    def _cosines(self, library_id: int, vector: Matrix, ranked: Sequence[tuple[int, float]]) -> dict[int, float]:
        """Return how near the posts are to a question as it is: that says whether they fit it, whatever else is near."""
        return _best_passages(self._store.compared(library_id, vector, [post_id for post_id, _ in ranked]))[1]

    def _complete(
        self, library_id: int, missing: Sequence[int], vector: Matrix, passages: dict[int, int], nearness: dict[int, float]
    ) -> None:
        """Give the posts that only the words found their nearness too."""
        best, scores = _best_passages(self._store.compared(library_id, vector, missing))
        passages |= best
        nearness |= scores

    def _with_sentences(
        self, ranked: Sequence[tuple[int, float]], nearness: Mapping[int, float], vector: Matrix
    ) -> list[tuple[int, float]]:
        """Move the best posts by how near the nearest of their sentences is; one of a single sentence stays."""
        sentences = self._store.sentence_vectors([i for i, _ in ranked[:READ]])
        near = {i: float((rows @ vector).max()) for i, rows in sentences.items()}
        moved = [(i, score + SENTENCE_WEIGHT * (near[i] - nearness[i]) if i in near else score) for i, score in ranked]
        return sorted(moved, key=lambda pair: (-pair[1], -pair[0]))

    def _with_neighbours(
        self, ranked: Sequence[tuple[int, float]], groups: Sequence[Mapping[str, float]]
    ) -> list[tuple[int, float]]:
        """Raise the posts in which words stand side by side as in the question."""
        lexes = self._store.lexes([i for i, _ in ranked[:READ]]) if len(groups) > 1 else {}
        beside = {i: neighbours(groups, lex, passed_over=_FUNCTION_STEMS) for i, lex in lexes.items()}
        raised = [(i, score + NEIGHBOURS_WEIGHT * beside.get(i, 0.0)) for i, score in ranked]
        return sorted(raised, key=lambda pair: (-pair[1], -pair[0]))

    def _latest_first(self, library_id: int, ranked: Sequence[tuple[int, float]], near: float) -> list[tuple[int, float]]:
        """Put the latest first of the posts that are about as good as the best: a rate or the weather is so no more tomorrow."""
        best = _as_good(ranked, near)
        dates = {each.post_id: each.post.date for each in self._store.stored(library_id, [i for i, _ in best])}
        best.sort(key=lambda pair: dates.get(pair[0]) or LONG_AGO, reverse=True)
        return [*best, *ranked[len(best) :]]

    def _asides_last(self, ranked: Sequence[tuple[int, float]], passages: Mapping[int, int]) -> list[tuple[int, float]]:
        """Put adverts, lists and polls last of the posts that are about as good as the best: they are near to any topic."""
        best = _as_good(ranked, AS_GOOD)
        texts = self._store.passage_texts([passages[i] for i, _ in best if i in passages])
        best.sort(key=lambda pair: is_aside(texts.get(passages.get(pair[0], -1), "")))
        return [*best, *ranked[len(best) :]]

    def _answer(self, query: Query, ranked: Ranked) -> Answer:
        groups, chosen = ranked.groups, ranked.order
        is_exact = self._exact(query, groups, [i for i, _ in chosen])
        covered = self._with_phrases(query, groups, ranked.covered, [i for i, _ in chosen])
        fitting = {
            i
            for i, _ in keep_fitting(
                chosen, ranked.nearness, covered, _asked_words(query, groups), lambda i: is_exact(i) and i not in ranked.others
            )
        }
        read = self._passages_read(query, ranked)
        hits = tuple(
            Hit(i, read[i], score, rank, ranked.nearness.get(i), ranked.covered.get(i, 0.0), i in fitting)
            for rank, (i, score) in enumerate(chosen, start=1)
        )
        posts, unembedded = self._store.indexed(query.library_id)
        shown = self._surest(query.library_id, groups)
        return Answer(hits, unembedded, posts, stems=shown, more=0 if len(fitting) < query.k else None)

    def _with_phrases(
        self, query: Query, groups: Sequence[Mapping[str, float]], covered: dict[int, float], post_ids: Sequence[int]
    ) -> dict[int, float]:
        """Return what share of its words and phrases posts hold that hold every phrase: a filter, so no ranker counts them."""
        quoted = [{stem: 1.0} for phrase in query.phrases for stem in dict.fromkeys(stems(phrase))]
        if not quoted:
            return covered
        held = sum(share for share, _ in self._wanted(query.library_id, [*groups, *quoted])[len(groups) :])
        return {i: held + (1 - held) * covered.get(i, 0.0) for i in post_ids}

    def _passages_read(self, query: Query, ranked: Ranked) -> dict[int, str]:
        """Return the passage of every post that is nearest, or holds most of the words; a quote is looked for where it stands."""
        words = frozenset(stem for group in ranked.groups for stem in group)
        quoted = frozenset(stem for phrase in query.phrases for stem in stems(phrase))
        ids, places = [i for i, _ in ranked.order], ranked.passages
        texts = {} if quoted else self._store.passage_texts([places[i] for i in ids if i in places])
        return {i: texts.get(places.get(i, -1)) or self._passage_by_words(i, quoted or words) for i in ids}

    def _surest(self, library_id: int, groups: Sequence[Mapping[str, float]]) -> frozenset[str]:
        """Return the stems of the library that a question's words most likely stand for: those that a reader will see them in."""
        held = self._store.frequencies(library_id, {stem for group in groups for stem in group})
        least = [max((worth for stem, worth in group.items() if held[stem]), default=1.0) - LESS_SURE for group in groups]
        return frozenset(stem for group, worth in zip(groups, least, strict=True) for stem in group if group[stem] >= worth)

    def _exact(self, query: Query, groups: Sequence[Mapping[str, float]], post_ids: Sequence[int]) -> Callable[[int], bool]:
        """Return what says whether a post holds the versions and numbers of a question: another release is another matter.

        They may be written apart, together, or in the other alphabet.
        """
        versions = [word for word in dict.fromkeys(words(query.text)) if _VERSION.search(word)]
        named = [group for group in groups if any(map(_VERSION.search, group))]
        if not named and not versions:
            return lambda post_id: True
        # A version that stands for its parts alone (gpt-2: gpt) has no other spelling in the library.
        shares = [(1 / len(named), group) for group in named] if len(named) >= len(versions) else []
        held = self._store.shares_of(query.library_id, shares, post_ids) if shares else {}
        exact = {i for i in post_ids if held.get(i, 0.0) > 1 - (1 - _SAME) / max(1, len(named))}
        if versions:
            lexes = self._store.lexes([i for i in post_ids if i not in exact])
            exact |= {i for i, lex in lexes.items() if holds_all(versions, lex)}
        return exact.__contains__

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
        _, cosines = _best_passages(near)
        close = [i for i, cosine in cosines.items() if i != post_id and cosine >= RELATED_COSINE]
        return self._store.stored(library_id, close[:k])


def check_query(query: Query) -> None:
    """Make sure that a query asks for something, by words or by filters.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    if query.text or not query.is_narrow:
        question_stems(query.text)


def question_stems(text: str) -> list[str]:
    """Return the stems of a question, each once; function words only where there is nothing else.

    Raises:
        QueryError: ``empty``: no word in it; ``too-long``: more than 4096 characters.
    """
    if len(text) > LONGEST:
        raise QueryError("too-long", text)
    found = content_stems(text) or stems(text)
    if not found:
        raise QueryError("empty", text)
    return list(dict.fromkeys(found))[:MOST_STEMS]


def _asked_words(query: Query, groups: Sequence[Mapping[str, float]]) -> int:
    """How many words a question has where it is told whether a post fits."""
    return len(groups) + A_PHRASE * len(query.phrases)


def _as_good(ranked: Sequence[tuple[int, float]], near: float) -> list[tuple[int, float]]:
    """The first posts whose scores are as near to the best one."""
    return [(i, score) for i, score in ranked[:READ] if score >= ranked[0][1] - near]


def _best_passages(near: Sequence[tuple[int, int, float]]) -> tuple[dict[int, int], dict[int, float]]:
    """Return the best passage of every post and its cosine."""
    passages: dict[int, int] = {}
    cosines: dict[int, float] = {}
    for post_id, passage_id, cosine in near:
        if post_id not in cosines:
            passages[post_id], cosines[post_id] = passage_id, cosine
    return passages, cosines
