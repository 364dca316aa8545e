"""How hits are put in order, and which of them answer."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.search.ranking import FITS_SCORE, FITS_SCORE_LONG, LONG_QUESTION, fits, fuse, keep_fitting, neighbours

SHARES = st.dictionaries(st.integers(1, 20), st.floats(0, 1))


@given(SHARES, SHARES)
def test_every_post_of_either_ranking_is_kept_best_first(cosines: dict[int, float], coverages: dict[int, float]) -> None:
    ranked = fuse(cosines, coverages)
    assert {post_id for post_id, _ in ranked} == cosines.keys() | coverages.keys()
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


@given(st.dictionaries(st.integers(1, 20), st.floats(0, 1), min_size=1))
def test_where_no_words_are_shared_the_order_by_meaning_stands(cosines: dict[int, float]) -> None:
    assert dict(fuse(cosines, {})) == cosines


def test_neighbours_are_counted_in_their_order_by_any_of_their_stems() -> None:
    groups = [{"gradient": 1.0}, {"boost": 1.0, "буст": 0.9}, {"tree": 1.0}]
    assert neighbours(groups, ["gradient", "boost", "of", "tree"]) == 0.5
    assert neighbours(groups, ["gradient", "буст", "tree"]) == 1
    assert neighbours(groups, ["boost", "gradient"]) == 0
    assert neighbours(groups[:1], ["gradient"]) == 0


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_neighbours_are_a_share(lex: list[str]) -> None:
    assert 0 <= neighbours([{"a": 1.0}, {"b": 1.0, "c": 0.5}, {"a": 1.0}], lex) <= 1


def test_a_long_question_is_answered_by_less_nearness() -> None:
    between = (FITS_SCORE + FITS_SCORE_LONG) / 2
    assert not fits(between, 0.0, LONG_QUESTION - 1)
    assert fits(between, 0.0, LONG_QUESTION)
    assert fits(None, 1.0, 1)


def test_what_lacks_the_version_does_not_answer() -> None:
    ranked = [(1, 0.95), (2, 0.9), (3, 0.5)]
    cosines = {1: 0.95, 2: 0.9, 3: 0.5}
    assert keep_fitting(ranked, cosines, {}, 2, {2, 3}) == [(2, 0.9)]
    assert keep_fitting(ranked, cosines, {}, 2, {1, 2, 3}) == ranked[:2]


def test_one_word_alone_asks_for_more_nearness() -> None:
    assert not fits(0.845, 0.0, 1)
    assert fits(0.85, 0.0, 1)
    assert not fits(0.845, 0.0, 2)
    assert fits(0.84, 0.1, 2)
    assert fits(0.70, 1.0, 1)
