"""Which posts answer a question rather than merely being near: by words, phrases, versions and numbers."""

import re
from collections.abc import Mapping, Sequence, Set

from indexer.language.numerals import SHORT_QUESTION, Numbered, names_another
from indexer.language.text import stems, words
from indexer.models import Query
from indexer.ports import Store, Wanted
from indexer.questions.checks import MOST_STEMS
from indexer.search.ranked import Groups, Ranked
from indexer.search.ranking import fits, information, keep_fitting
from indexer.search.versions import holds_all

_VERSION = re.compile(r"\d[.\-]\d|[^\W\d][.\-]?\d|\d{5}|^\w[+#]")  # 2.7, gpt-4, 44228, c++; a day or a year is no version
_SAME = 0.85  # confidence: another spelling of a version is the same
A_PHRASE = 2  # words that a phrase counts for, where it is asked how much a question says


class Fitting:
    """Says which posts of a store answer a question."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def wanted(self, library_id: int, groups: Groups) -> Wanted:
        """Return a question's words with their information; one is as frequent as the most frequent stem it may stand for."""
        frequencies = self._store.frequencies(library_id, {stem for group in groups for stem in group})
        heaviest = {str(i): max(frequencies[stem] for stem in group) for i, group in enumerate(groups)}
        shares = information(heaviest, self._store.indexed(library_id)[0])
        return [(shares[str(i)], group) for i, group in enumerate(groups)]

    def fitting(self, query: Query, cosines: Mapping[int, float], post_ids: Sequence[int]) -> set[int]:
        """Return those of a library's posts that answer a question, all of them; ``cosines`` are of the posts that have any."""
        read = self._store.expand(query.library_id, query.text)
        groups = read.groups
        covered = self._store.shares_of(query.library_id, self.wanted(query.library_id, groups[:MOST_STEMS]), post_ids)
        covered = self._with_phrases(query, groups, covered, post_ids)
        fitting = [i for i in post_ids if fits(cosines.get(i), covered.get(i, 0.0), _asked_words(query, groups))]
        return self._exact(query, groups, fitting) - self.others(read.numbered if _is_short(groups) else (), fitting)

    def answering(self, query: Query, ranked: Ranked, others: Set[int]) -> set[int]:
        """Return those of the ranked posts that answer a question; ``others`` have another number behind a name."""
        groups, ids = ranked.groups, [i for i, _ in ranked.order]
        covered = self._with_phrases(query, groups, ranked.covered, ids)
        exact = self._exact(query, groups, ids) - (others if _is_short(groups) else frozenset())
        kept = keep_fitting(ranked.order, ranked.nearness, covered, _asked_words(query, groups), exact)
        return {i for i, _ in kept}

    def others(self, numbered: Sequence[Numbered], post_ids: Sequence[int]) -> frozenset[int]:
        """Return the posts that are about GTA V where GTA 6 is asked for."""
        lexes = self._store.lexes(post_ids) if numbered else {}
        return frozenset(i for i, lex in lexes.items() if any(names_another(lex, each) for each in numbered))

    def _with_phrases(self, query: Query, groups: Groups, covered: dict[int, float], post_ids: Sequence[int]) -> dict[int, float]:
        """Return what share of its words and phrases posts hold that hold every phrase: a filter, so no ranker counts them."""
        quoted = [{stem: 1.0} for phrase in query.phrases for stem in dict.fromkeys(stems(phrase))]
        if not quoted:
            return covered
        held = sum(share for share, _ in self.wanted(query.library_id, [*groups, *quoted])[len(groups) :])
        return {i: held + (1 - held) * covered.get(i, 0.0) for i in post_ids}

    def _exact(self, query: Query, groups: Groups, post_ids: Sequence[int]) -> set[int]:
        """Return the posts that hold the versions and numbers of a question: another release is another matter.

        They may be written apart, together, or in the other alphabet.
        """
        versions = [word for word in dict.fromkeys(words(query.text)) if _VERSION.search(word)]
        named = [group for group in groups if any(map(_VERSION.search, group))]
        if not named and not versions:
            return set(post_ids)
        # A version that stands for its parts alone (gpt-2: gpt) has no other spelling in the library.
        shares = [(1 / len(named), group) for group in named] if len(named) >= len(versions) else []
        held = self._store.shares_of(query.library_id, shares, post_ids) if shares else {}
        exact = {i for i in post_ids if held.get(i, 0.0) > 1 - (1 - _SAME) / max(1, len(named))}
        if versions:
            lexes = self._store.lexes([i for i in post_ids if i not in exact])
            exact |= {i for i, lex in lexes.items() if holds_all(versions, lex)}
        return exact


def _asked_words(query: Query, groups: Groups) -> int:
    """How many words a question has where it is told whether a post fits."""
    return len(groups) + A_PHRASE * len(query.phrases)


def _is_short(groups: Groups) -> bool:
    """Whether posts about another number are no answer to a question: a long one may be about more than its number."""
    return len(groups) <= SHORT_QUESTION
