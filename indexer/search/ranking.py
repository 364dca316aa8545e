"""Puts hits in order: how near a post's meaning is, and how much of the question's information it holds."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set

# Chosen on every other question of xquad and news titles; the others agree (docs/decisions/010-neighbours.md).
COVERAGE_WEIGHT, NEIGHBOURS_WEIGHT = 0.08, 0.05
COVERAGE_POWER = 1.5  # docs/decisions/013-translations.md
SENTENCE_WEIGHT = 0.4  # of the nearest sentence's cosine, the rest of the nearest passage's (docs/decisions/011-sentences.md)
# Chosen on data/eval/hard-search and on xquad with half of its texts left out (bench/unanswered.py); a long question says more,
# so less nearness tells as much.
FITS_SCORE, FITS_SCORE_LONG, FITS_WEIGHT = 0.845, 0.83, 0.08
# One word alone is near to something in any library: among 1 500 real posts, to one at 0.845 that has nothing to do with it.
FITS_SCORE_WORD = 0.85
LONG_QUESTION = 5  # words that carry meaning
FITS_COVERAGE = 0.85  # words alone, as while a post is not embedded
ANOTHER_NUMBER = 0.05  # for a post about GTA V where GTA 6 is asked for
FAR_BEHIND = 0.2  # below the best hit: beside a clear answer it is noise


def information(frequencies: Mapping[str, int], posts: int) -> dict[str, float]:
    """Return the share of a question's information that each of its stems carries; the shares add up to 1.

    A stem's information is its BM25 inverse document frequency; a stem that no post holds counts as the rarest one.
    Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    """
    weights = {stem: math.log(1 + (posts - n + 0.5) / (n + 0.5)) for stem, n in frequencies.items()}
    total = sum(weights.values())
    return {stem: weight / total for stem, weight in weights.items()} if total else {}


def coverage(shares: Mapping[str, float], lex: Set[str]) -> float:
    """Return how much of the question's information a text's stems cover, in [0, 1]."""
    return sum(share for stem, share in shares.items() if stem in lex)


def fuse(cosines: Mapping[int, float], coverages: Mapping[int, float]) -> list[tuple[int, float]]:
    """Return (post id, score) of every post in either ranking, best first; ties go to the newer post.

    The coverage is absolute, unlike a rank: where no post shares words with the question (another language), it adds nothing
    and the order by meaning stands. It is raised to a power: of a few of the question's words every language has something.
    """
    ids = cosines.keys() | coverages.keys()
    scores = {i: cosines.get(i, 0.0) + COVERAGE_WEIGHT * coverages.get(i, 0.0) ** COVERAGE_POWER for i in ids}
    return sorted(scores.items(), key=lambda pair: (-pair[1], -pair[0]))


def lowered(ranked: Sequence[tuple[int, float]], others: Set[int]) -> list[tuple[int, float]]:
    """Return ranked posts, best first, with those behind that have another number behind a name than the question."""
    return sorted(((i, score - ANOTHER_NUMBER * (i in others)) for i, score in ranked), key=lambda pair: (-pair[1], -pair[0]))


def neighbours(groups: Sequence[Mapping[str, float]], lex: Iterable[str], *, passed_over: Set[str] = frozenset()) -> float:
    """Return how many of a question's pairs of neighbouring words stand side by side in a text's stems, as a share.

    Stems that are passed over part no neighbours.
    """
    meaning: dict[str, set[int]] = {}
    for place, group in enumerate(groups):
        for stem in group:
            meaning.setdefault(stem, set()).add(place)
    pairs: set[int] = set()
    before: set[int] | None = None
    for stem in lex:
        if stem not in passed_over:
            here = meaning.get(stem)
            if before and here:
                pairs |= {place for place in before if place + 1 in here}
            before = here
    return len(pairs) / (len(groups) - 1) if len(groups) > 1 else 0.0


def fits(cosine: float | None, covered: float, question_words: int) -> bool:
    """Say whether a post answers a question of so many words rather than merely being the nearest."""
    least = FITS_SCORE_LONG if question_words >= LONG_QUESTION else FITS_SCORE
    least = FITS_SCORE_WORD if question_words <= 2 and not covered else least
    return covered >= FITS_COVERAGE or (cosine is not None and cosine + FITS_WEIGHT * covered >= least)


def keep_fitting(
    ranked: Sequence[tuple[int, float]],
    cosines: Mapping[int, float],
    coverages: Mapping[int, float],
    question_words: int,
    exact: Set[int],
) -> list[tuple[int, float]]:
    """Return the ranked posts that answer the question and are not far behind the best of them.

    ``exact`` are those that hold every version and number that the question names.
    """
    fitting = [(i, score) for i, score in ranked if fits(cosines.get(i), coverages.get(i, 0.0), question_words) and i in exact]
    return [(i, score) for i, score in fitting if score >= fitting[0][1] - FAR_BEHIND]
