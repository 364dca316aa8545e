"""Topics: a question that is asked again and again means the same each time, but for its dates."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.models import ALWAYS, Query
from indexer.questions.asking import parse_question
from indexer.questions.standing import read_topic, write_topic

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PIECES = [
    '"',
    "«",
    "»",
    "“",
    "”",
    "„",
    "-",
    "#",
    "@les",
    ":",
    "tag:",
    "канал:",
    "lang:en",
    "has:code",
    " ",
    "oak",
    "дуб",
    "c++",
    "🔥",
]


def asked(text: str) -> Query:
    return parse_question(text, 0, now=NOW, zone="UTC").query


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("как растут дубы?", "как растут дубы?"),
        ("#optuna", "#optuna"),
        ("#c++", "#c++"),
        ("оптуна @ml_channel -реклама after:2026-01 есть:код", "-реклама @ml_channel has:code оптуна"),
        ('"random forest" last week lang:en', '"random forest" lang:en'),
        ('дубы канал:«Мир "науки"» -"два слова"', '-"два слова" channel:«Мир "науки"» дубы'),
        ("channel:🔥", "channel:🔥"),
        ("вчера", ""),
        ("", ""),
    ],
)
def test_a_topic_holds_the_filters_of_a_question_and_no_time(question: str, topic: str) -> None:
    assert write_topic(asked(question)) == topic


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_written_is_read_as_it_was_asked(question: str) -> None:
    query = replace(asked(question), period=ALWAYS)
    assert read_topic(write_topic(query)) == query


@given(st.text("ab «»“„#@:-🔥7", min_size=1).map(lambda name: " ".join(name.split())).filter(bool))
def test_the_name_of_a_channel_may_hold_anything(name: str) -> None:
    query = Query("oaks", 0, channels=(name,))
    assert read_topic(write_topic(query)) == query


@pytest.mark.parametrize("name", ["c++", "node.js", "машинное-обучение", "два слова", "2025", 'the "best"'])
def test_a_tag_may_be_one_that_no_question_would_have_with_a_hash(name: str) -> None:
    query = Query("", 0, tags=(name,))
    assert read_topic(write_topic(query)) == query


def test_nothing_but_a_date_is_words() -> None:
    assert read_topic("вчера") == Query("вчера", 0)
