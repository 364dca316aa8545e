"""A period beside a topic is taken from it, and words of the topic are none."""

from datetime import timedelta

import pytest

from indexer.errors import QueryError
from indexer.models import Period
from indexer.questions.asking import parse_question
from indexer.times.periods import DEFAULT, find_period, parse_period
from tests.indexer.makers import ALICE
from tests.indexer.test_periods import MOSCOW, NOW, midnight


@pytest.mark.parametrize(
    ("words", "rest", "days"),
    [
        ("#optuna 7d", "#optuna", 7),
        ("7d #optuna", "#optuna", 7),
        ("#optuna 3d", "#optuna", 3),
        ("за 3 дня  ML system design", "ML system design", 3),
        ("Управление за неделю", "Управление", 7),
        ("last 10 days llm", "llm", 10),
        ("7d", "", 7),
    ],
)
def test_a_period_is_taken_from_the_words_beside_it(words: str, rest: str, days: int) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (Period(NOW - timedelta(days=days), NOW), rest)


@pytest.mark.parametrize(("words", "rest"), [("trump year", "trump"), ("трамп год", "трамп"), ("новый год год", "новый год")])
def test_a_year_behind_a_topic_is_a_period(words: str, rest: str) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (Period(NOW.replace(year=NOW.year - 1), NOW), rest)


@pytest.mark.parametrize("words", ["за прошлую неделю управление", "last week управление", "управление на прошлой неделе"])
def test_the_longest_reading_wins(words: str) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (Period(midnight(2026, 11, 16), midnight(2026, 11, 23)), "управление")


@pytest.mark.parametrize(
    "words",
    [
        "новый год",
        "leap year",
        "год дракона",
        "year of the dragon",
        "спрайты 3d",
        "what may",
        "vision 2030",
        "fashion week paris",
        "#optuna",
        "ML system design",
        "",
        "model of the day off",
        "all may be well",
    ],
)
def test_words_of_a_topic_are_no_period(words: str) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (None, words)


def test_a_bad_date_beside_a_topic_is_refused() -> None:
    with pytest.raises(QueryError, match="period"):
        find_period("#optuna 2026-13-45", now=NOW, zone=MOSCOW)


@pytest.mark.parametrize(
    "words",
    [
        *("за неделю: рубль", "рубль (за неделю)", "рубль, за неделю", "за неделю, рубль"),
        *("за неделю - рубль", "за неделю — рубль", "рубль — за неделю"),
    ],
)
def test_a_sign_beside_a_period_belongs_to_neither(words: str) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (Period(NOW - DEFAULT, NOW), "рубль")


@pytest.mark.parametrize(
    "words",
    [
        *("погода на завтра", "elections next month", "погода через неделю", "AI in two weeks", "завтра рубль"),
        *("скидки до 15-го", "tests ready by end of may", "скидки до 30 ноября", "скидки до декабря", "sale until november 30"),
    ],
)
def test_what_is_to_come_belongs_to_the_topic_beside_it(words: str) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (None, words)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("рубль с 9 мая", Period(since=midnight(2026, 5, 9))),
        ("рубль до 9 мая", Period(until=midnight(2026, 5, 9))),
        ("rain before july 4", Period(until=midnight(2026, 7, 4))),
    ],
)
def test_a_side_of_a_day_that_is_written_about_leaves_no_word_behind(words: str, period: Period) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (period, words.split()[0])


@pytest.mark.parametrize(
    ("words", "left"),
    [("вчерашние новости", "новости"), ("yesterday's news", "news"), ("вчерашние новости про рубль", "новости про рубль")],
)
def test_the_news_of_a_day_are_those_of_the_day(words: str, left: str) -> None:
    period = parse_period("вчера", now=NOW, zone=MOSCOW)
    assert find_period(words, now=NOW, zone=MOSCOW) == (period, left)
    assert parse_question(words, ALICE, now=NOW, zone=MOSCOW).query.period == period


@pytest.mark.parametrize("words", ["о прошлой неделе", "про прошлую неделю", "about last week", "новости про прошлую неделю"])
def test_a_digest_about_a_time_has_no_topic(words: str) -> None:
    period, topic = find_period(words, now=NOW, zone=MOSCOW)
    assert period == parse_period("last week", now=NOW, zone=MOSCOW)
    assert topic == ""


@pytest.mark.parametrize(
    "words", ["рубль 5 и 6 ноября", "rain monday or tuesday", "вчера и 5 ноября рубль", "рубль январь и июль"]
)
def test_one_of_several_times_is_no_period(words: str) -> None:
    assert find_period(words, now=NOW, zone=MOSCOW) == (None, words)
