"""Filters written among the words of a question: what they are, what they leave, and what is said of mistakes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.text import fold
from indexer.models import ALWAYS, Period, Query
from indexer.questions.asking import parse_question
from indexer.questions.question import Hint, Question, check_names, of_filters_alone
from tests.indexer.makers import ALICE

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday


def ask(text: str, zone: str = "UTC") -> Question:
    return parse_question(text, ALICE, now=NOW, zone=zone)


def day(year: int, month: int = 1, number: int = 1) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ("plain words, and no more?", "plain words, and no more?", {}),
        ('"exact phrase" rest', "rest", {"phrases": ("exact phrase",)}),
        ("как учат «случайный лес»?", "как учат", {"phrases": ("случайный лес",)}),
        ("“curly one” „немецкие“ и „русские”", "и", {"phrases": ("curly one", "немецкие", "русские")}),
        ("forest -tree −trees", "forest", {"without": ("tree", "trees")}),
        ('лес -"случайный лес" -#реклама', "лес", {"without": ("случайный лес", "реклама")}),
        ("C++ -c++", "C++", {"without": ("c++",)}),
        ("#машинное_обучение, и #ml", "и", {"tags": ("машинное_обучение", "ml")}),
        ("@ml_notes channel:News канал:Новости x", "x", {"channels": ("@ml_notes", "News", "Новости")}),
        ('channel:"two words" Канал:«два слова»', "", {"channels": ("two words", "два слова")}),
        ("lang:en язык:RU lang:русский x", "x", {"languages": ("en", "ru")}),
        ("has:link есть:картинка,код x", "x", {"has": ("link", "image", "code")}),
        ("tag:ml тег:#лес ?", "", {"tags": ("ml", "лес")}),
    ],
)
def test_filters_are_taken_out_and_the_rest_is_the_question(text: str, words: str, filters: dict[str, tuple[str, ...]]) -> None:
    question = ask(text)
    assert (question.query, question.hints) == (replace(Query(words, ALICE), **filters), ())  # type: ignore[arg-type]


def test_filters_are_kept_as_they_were_written() -> None:
    question = ask('forest "an oak" last week -tree x lang:en')
    assert question.filters == '"an oak" -tree lang:en last week'
    assert ask('"an oak" forest -tree last week').filters == '"an oak" -tree last week'


@pytest.mark.parametrize(
    ("text", "wider", "given_up", "is_guess"),
    [
        ("Кто выиграл чемпионат в 2000 году?", "Кто выиграл чемпионат в 2000 году?", "в 2000 году", True),
        ("In the Herald: May 4, 1985", "In the Herald: May 4, 1985", "May 4, 1985", True),
        ("Кто ввёл название «кислород»?", "Кто ввёл название кислород?", "кислород", True),
        ('Where was "Apollo 1" built in 1967? @news', "Where was Apollo 1 built in 1967?", "Apollo 1, in 1967", True),
        ("Шееле открыл «кислород»? #химия", "Шееле открыл кислород?", "кислород", True),
        ('who planted "Yesterday"?', "who planted Yesterday?", "Yesterday", True),
        ('what is "#metoo" lang:en about?', "what is #metoo about?", "#metoo", True),
        ('"-foo bar" oaks last week', "-foo bar oaks", "-foo bar, last week", False),
        ("last week oaks in 2015", "oaks in 2015", "in 2015", True),
        ("oaks since 2015", "oaks", "since 2015", False),
        ("oaks 20.11.2026", "oaks", "20.11.2026", False),
        ("дубы с 1 по 7 ноября 2026", "дубы", "с 1 по 7 ноября 2026", False),
        ('"oaks" "oaks" ""?', "oaks oaks ?", "oaks", False),
        ("oaks last week", "oaks", "last week", False),
        ("what grew last week?", "what grew", "last week", False),
        ('oaks "in a row"', "oaks in a row", "in a row", False),
        ('what grows "in a row" last week?', "what grows in a row", "in a row, last week", False),
        ('"in a row"', "in a row", "in a row", False),
    ],
)
def test_quotes_and_times_may_have_been_meant_as_words(text: str, wider: str, given_up: str, is_guess: bool) -> None:
    question = ask(text)
    assert question.query.is_narrow
    assert question.wider is not None
    assert (question.wider.query.text, question.wider.given_up, question.is_guess) == (wider, given_up, is_guess)
    for field in ("channels", "tags", "languages", "without"):
        assert getattr(question.wider.query, field) == getattr(question.query, field)
    assert not question.wider.query.phrases
    assert not question.wider.hints
    assert question.wider.query.period == ALWAYS


def test_a_year_is_words_and_then_nothing() -> None:
    words = ask("Кто ввёл название «кислород» в 2000 году?").wider
    assert words is not None
    assert words.wider is not None
    assert (words.query.text, words.wider.query.text) == (
        "Кто ввёл название кислород в 2000 году?",
        "Кто ввёл название кислород",
    )
    assert words.is_guess
    assert words.given_up == words.wider.given_up == "кислород, в 2000 году"
    assert words.wider.wider is None


@pytest.mark.parametrize(
    "text", ["today", "вчера", "May 2015", 'last "week"?', 'in "1984"?', "-oak yesterday", '"the oak" today lang:en']
)
def test_no_wider_question_is_empty(text: str) -> None:
    question: Question | None = ask(text)
    while question:
        assert question.query.text or question.query.is_narrow
        question = question.wider


@given(
    st.text('"«»“” #@-:оaк2015?.', max_size=20), st.sampled_from(["", " in 2015", " вчера", ' "a b"', " lang:en", " -oak #ml"])
)
@settings(max_examples=300, deadline=None)
def test_a_wider_question_holds_what_is_surely_a_filter(text: str, end: str) -> None:
    narrow = ask(f"oak {text}{end}")
    wider = narrow.wider
    while wider:
        for field in ("channels", "tags", "languages", "without", "has"):
            assert getattr(wider.query, field) == getattr(narrow.query, field)
        assert wider.query.text or wider.query.is_narrow
        wider = wider.wider


def test_what_is_surely_a_filter_has_no_wider_question() -> None:
    assert ask('forest after:2025 channel:"two words" tag:«oak trees» -"old oak" #ml lang:en has:link').wider is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "-5 градусов",
            "git commit -m",
            "pip install --upgrade",
            "a - b",
            "issue #1 in C#",
            "me@example.org wrote",
            "12:30 UTC",
        ),
        *("https://example.org/a:b", "std::vector", "note: this is text", 'a 5" disk', "don't stop", "вопрос: лес"),
        *("8 марта подарки", "iPhone 2025", "may the force", "выучить Rust за месяц", "3d", "похудеть к маю", "AI in 2030"),
        *("last day of school", "first week", "Tomorrow never dies", "неделя моды", "this is it", "forecast for 2025", ""),
    ],
)
def test_what_is_no_filter_stays_and_nothing_is_said(text: str) -> None:
    assert ask(text) == Question(Query(text, ALICE))


@pytest.mark.parametrize(
    ("text", "words", "since", "until"),
    [
        ("after:2025-01 x", "x", day(2025), None),
        ("x before:2025-01", "x", None, day(2025, 2)),
        ("после:01.02.2025 до:2025 x", "x", day(2025, 2), day(2026)),
        ("since:yesterday x", "x", day(2026, 11, 24), None),
        ('after:"last week" x', "x", day(2026, 11, 16), None),
        ("posts last week", "posts", day(2026, 11, 16), day(2026, 11, 23)),
        ("what was new yesterday?", "what was new", day(2026, 11, 24), day(2026, 11, 25)),
        ("что писали о лесе на прошлой неделе", "что писали о лесе", day(2026, 11, 16), day(2026, 11, 23)),
        ("вчера про лес", "про лес", day(2026, 11, 24), day(2026, 11, 25)),
        ("скидки в марте", "скидки", day(2026, 3), day(2026, 4)),
        ("скидки в декабре", "скидки", day(2025, 12), day(2026)),
        ("discounts in march 2024", "discounts", day(2024, 3), day(2024, 4)),
        ("итоги за 2025 год", "итоги", day(2025), day(2026)),
        ("news since yesterday", "news", day(2026, 11, 24), None),
        ("с прошлой недели о лесе", "о лесе", day(2026, 11, 16), None),
        ("лес до прошлой недели", "лес", None, day(2026, 11, 16)),
        ("news 2025-01..2025-03", "news", day(2025), day(2025, 4)),
        ("вчера", "", day(2026, 11, 24), day(2026, 11, 25)),
        ("#лес last week", "", day(2026, 11, 16), day(2026, 11, 23)),
        ("after:2026-11-20 forest last week", "forest", day(2026, 11, 20), day(2026, 11, 23)),
    ],
)
def test_times_are_read_at_the_edges_and_after_their_names(
    text: str, words: str, since: datetime | None, until: datetime | None
) -> None:
    question = ask(text)
    assert (question.query.text, question.query.period, question.hints) == (words, Period(since, until), ())


def test_days_are_those_of_the_zone() -> None:
    assert ask("after:2025-01 x", "Europe/Moscow").query.period.since == day(2025) - timedelta(hours=3)


@pytest.mark.parametrize(
    ("text", "words", "hints"),
    [
        ("after:2025-13 x", "x", [Hint("date", "after:2025-13")]),
        ("x до:позже", "x", [Hint("date", "до:позже")]),
        ("after:2031 x", "x", [Hint("future", "after:2031")]),
        ("after:2025-05 before:2025-01 x", "x", [Hint("order", "before:2025-01")]),
        ("after:2025-05..2025-01 x", "x", [Hint("order", "after:2025-05..2025-01")]),
        ("after:2031-01..2031-05 x", "x", [Hint("future", "after:2031-01..2031-05")]),
        ("after:2025-13..2025-15 x", "x", [Hint("date", "after:2025-13..2025-15")]),
        ("has:linc x", "x", [Hint("has", "linc", "link")]),
        ("есть:музыка x", "x", [Hint("has", "музыка")]),
        ("lang:klingon x", "x", [Hint("lang", "klingon")]),
        ("язык:руский x", "x", [Hint("lang", "руский", "русский")]),
        ("afer:2025 x", "afer:2025 x", [Hint("key", "afer:2025", "after:")]),
        ("кана:лес x", "кана:лес x", [Hint("key", "кана:лес", "канал:")]),
        ("channel: News", "channel: News", [Hint("value", "channel:")]),
        ('"unclosed phrase', '"unclosed phrase', [Hint("quote", '"unclosed')]),
        ("канал:«два слова", "канал:«два слова", [Hint("quote", "«два")]),
        ("-channel:News x", "x", [Hint("exclude", "-channel:News")]),
    ],
)
def test_a_mistake_gets_a_hint(text: str, words: str, hints: list[Hint]) -> None:
    question = ask(text)
    assert (question.query.text, list(question.hints)) == (words, hints)


def test_of_several_values_the_known_ones_count() -> None:
    question = ask("has:link,smell x")
    assert (question.query.has, question.hints) == (("link",), (Hint("has", "smell"),))


def test_the_words_of_phrases_are_shown_too() -> None:
    assert ask('trees "random forest" -elm #x').words == "trees random forest"


def test_names_that_a_library_has_are_known_and_others_get_the_nearest() -> None:
    asked = ask("@ml_notes channel:gardn #machin-learning #ml #лес")
    known = check_names(asked, ["ML notes", "@ML_notes", "Gardens"], ["machine-learning", "лес"], _tag_name)
    assert known.hints == (Hint("channel", "gardn", "Gardens"), Hint("tag", "machin-learning", "machine-learning"))
    assert check_names(ask("channel:xyz"), [], [], _tag_name).hints == (Hint("channel", "xyz"),)


@pytest.mark.parametrize(
    ("text", "channels", "words"),
    [
        ("channel:bbc трамп", ("BBC News | Русская служба",), "трамп"),
        ("трамп канал:топор", ("Топор Live", "Топор+"), "трамп"),
        ("channel:топоры трамп", ("Топор Live", "Топор+"), "трамп"),
        ("channel:Топор+ трамп", ("Топор+",), "трамп"),
        ("channel:Москва с огоньком снег", ("Москва с огоньком",), "снег"),
        ("снег channel:Москва с огоньком", ("Москва с огоньком",), "снег"),
        ("channel:Москва снег", ("Москва Live", "Москва с огоньком"), "снег"),
    ],
)
def test_a_channel_is_known_by_words_of_its_name(text: str, channels: tuple[str, ...], words: str) -> None:
    names = ["BBC News | Русская служба", "Москва Live", "Москва с огоньком", "Топор Live", "Топор+"]
    known = check_names(ask(text), names, [], _tag_name)
    assert (known.query.channels, known.query.text, known.hints) == (channels, words, ())


@pytest.mark.parametrize("text", ["что нового?", "Новости", "покажи последние посты", "what's new", "latest news please"])
def test_who_asks_for_what_is_new_gets_the_latest(text: str) -> None:
    assert of_filters_alone(ask(text), NOW).query == Query("", ALICE, period=Period(until=NOW))


def test_of_many_times_a_few_are_filters() -> None:
    left = ask("5 мая " * 700).query.text
    assert left.startswith("5 мая 5 мая")


@pytest.mark.parametrize(
    "text",
    [
        "последние из нас",
        "The Who latest",
        "the new one",
        "no news",
        "почему новые не такие",
        "свежие овощи",
        "последнее интервью",
    ],
)
def test_words_that_are_new_by_themselves_are_searched(text: str) -> None:
    assert of_filters_alone(ask(text), NOW) == ask(text)


def test_a_channel_named_in_part_takes_no_words_from_elsewhere() -> None:
    names = ["Москва 24", "The Bell", "Я и мир"]
    asked = check_names(ask("канал:москва снег 24 градуса"), names, [], _tag_name)
    assert (asked.query.channels, asked.query.text) == (("Москва 24",), "снег 24 градуса")
    for question in ("@bell foo", "канал:и выборы"):
        assert check_names(ask(question), names, [], _tag_name).query == ask(question).query


@pytest.mark.parametrize("text", ["новости оптимизации", "как это", "кто был", '"что нового"', "channel:x новости про лес"])
def test_who_asks_for_something_does_not(text: str) -> None:
    assert of_filters_alone(ask(text), NOW) == ask(text)


def _tag_name(written: str) -> str:
    return {"ml": "machine-learning"}.get(written, fold(written))


@pytest.mark.parametrize(
    "piece", ["«", '"', '-"', "вчера ", "after:2025 ", '"a ', "a:«", "„", "-", "вчера, ", "2025-01..", "#a-"]
)
def test_the_longest_question_is_read_at_once(piece: str) -> None:
    text = (piece * 4096)[:4096]
    before = datetime.now(UTC)
    ask(text)
    assert datetime.now(UTC) - before < timedelta(seconds=5)


def test_what_is_longer_than_a_message_is_left_as_it_is() -> None:
    text = "#tag " * 1000
    assert ask(text) == Question(Query(text, ALICE))


@pytest.mark.parametrize(
    ("text", "without", "hints"),
    [
        ("гиперпараметры –optuna", ("optuna",), ()),
        ("frida —android", ("android",), ()),
        ("–optuna гиперпараметры", (), ()),
        ("frida -@TheBugBountyHunter", (), (Hint("exclude", "-@TheBugBountyHunter"),)),
    ],
)
def test_a_minus_is_whatever_a_keyboard_makes_of_it(text: str, without: tuple[str, ...], hints: tuple[Hint, ...]) -> None:
    question = ask(text)
    assert (question.query.without, question.hints) == (without, hints)


def test_after_a_range_holds_both_of_its_ends() -> None:
    period = ask("frida after:2022-01-01..2022-01-15").query.period
    assert period == ask("frida after:2022-01-01 before:2022-01-15").query.period
