"""Laws of reading a question, whatever its text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.text import words as cut_words
from indexer.models import ALWAYS, Query
from indexer.questions.question import Question
from indexer.times import Certainty, read_time
from tests.indexer.makers import ALICE
from tests.indexer.test_asking import ask

PIECES = st.sampled_from(
    [
        *('"', "«", "»", "“", "”", "„", "-", "−", "#", "@", ":", ",", "..", "?", " ", "  ", "\n", "of", "с", "since", "до"),
        *("after:", "до:", "has:", "lang:", "канал:", "2025-01", "2025-13", "0001-01-01", "9999", "9999-12-31", "01.01.0001"),
        *("last week", "вчера", "в марте", "неделя", "forest", "лес", "link", "en", "ml", "x", "5", "İ", "\ud800", "\x00", "²"),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))
ZONES = st.sampled_from(["UTC", "Europe/Moscow", "America/New_York", "Pacific/Kiritimati"])
ANY = settings(max_examples=300, deadline=None)


@given(TEXTS, ZONES)
@ANY
def test_no_text_is_an_error_and_what_is_left_is_part_of_it(text: str, zone: str) -> None:
    left = ask(text, zone).query.text.split()
    given_words = iter(text.split())
    pieces = [piece for word in given_words for piece in (word, *re.findall(r"\S+", word))]
    assert all(any(word in piece for piece in pieces) for word in left)


@given(TEXTS, ZONES)
@ANY
def test_what_is_left_holds_no_filter(text: str, zone: str) -> None:
    query = ask(text, zone).query
    again = ask(query.text, zone).query
    assert again == Query(query.text, ALICE)


WORDS = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), max_size=6)
FILTERS = st.lists(st.sampled_from(['"a b"', "-tree", "#tag", "@channel", "has:link", "lang:en", "after:2025", 'канал:"в г"']))


@given(WORDS, FILTERS, st.randoms(use_true_random=False))
@ANY
def test_no_word_that_is_no_filter_is_lost(given_words: list[str], filters: list[str], random: object) -> None:
    plain = [word for word in given_words if cut_words(word) and not _is_clearly_time(word)]
    mixed = list(plain)
    for each in filters:
        mixed.insert(random.randint(0, len(mixed)), each)  # type: ignore[attr-defined]
    question = ask(" ".join(mixed))
    assert question.query.text.split() == plain or _is_time(plain, question)
    assert question.query.is_narrow == bool(filters) or question.query.period != ALWAYS


def _is_time(plain: list[str], question: Question) -> bool:
    """Random letters may spell a period."""
    return question.query.period != ALWAYS and _is_clearly_time(" ".join(plain))


def _is_clearly_time(words: str) -> bool:
    time = read_time(words)
    return time is not None and time.certainty >= Certainty.TOLD
