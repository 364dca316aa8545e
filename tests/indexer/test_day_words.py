"""Days as people say them are the days that they mean."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.asking import parse_question
from indexer.periods import parse_period
from tests.indexer.makers import ALICE

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("written", "words", "since", "until"),
    [
        ("пожар 6 ноября", "пожар", "2026-11-06", "2026-11-07"),
        ("пожар шестого ноября", "пожар", "2026-11-06", "2026-11-07"),
        ("доллар двадцать третьего октября", "доллар", "2026-10-23", "2026-10-24"),
        ("сбор тридцать первого октября", "сбор", "2026-10-31", "2026-11-01"),
        ("fires on the sixth of november", "fires", "2026-11-06", "2026-11-07"),
        ("fires november 6th", "fires", "2026-11-06", "2026-11-07"),
        ("fires between 1 and 5 november", "fires", "2026-11-01", "2026-11-06"),
        ("fires november 1 to 5", "fires", "2026-11-01", "2026-11-06"),
        ("доллар от 20 до 23 ноября", "доллар", "2026-11-20", "2026-11-24"),
        ("доллар с 20 ноября", "доллар", "2026-11-20", None),
        ("доллар до 20 ноября", "доллар", None, "2026-11-20"),
        ("dollar since monday", "dollar", "2026-11-23", None),
        ("доллар с 1 ноября по 5 ноября", "доллар", "2026-11-01", "2026-11-06"),
        ("доллар с 28 декабря по 3 января", "доллар", "2025-12-28", "2026-01-04"),
        ("dollar from nov 1 to nov 5", "dollar", "2026-11-01", "2026-11-06"),
        ("доллар 1 ноября - 5 ноября", "доллар", "2026-11-01", "2026-11-06"),
        ("доллар с 28.10 по 03.11", "доллар", "2026-10-28", "2026-11-04"),
        ("fire twenty fifth of may", "fire", "2026-05-25", "2026-05-26"),
        ("пожар 6 ноября 2025 года", "пожар", "2025-11-06", "2025-11-07"),
        ("пожар в ноябре 2025 года", "пожар", "2025-11-01", "2025-12-01"),
        ("события за 9 мая", "события", "2026-05-09", "2026-05-10"),
        ("dollar since may 5", "dollar", "2026-05-05", None),
        ("доллар в среду", "доллар", "2026-11-18", "2026-11-19"),
        ("rain last sunday", "rain", "2026-11-22", "2026-11-23"),
        ("доллар за 27.10", "доллар", "2026-10-27", "2026-10-28"),
        ("доллар за 27.12", "доллар", "2025-12-27", "2025-12-28"),
        ("пожар 6 ноября в москве", "пожар в москве", "2026-11-06", "2026-11-07"),
        ("почему вчера упал рубль", "почему упал рубль", "2026-11-24", "2026-11-25"),
        ("доллар за неделю", "доллар", "2026-11-18T09", "2026-11-25T09"),
        ("доллар за 3 дня", "доллар", "2026-11-22T09", "2026-11-25T09"),
        ("код на c вчера", "код на c", "2026-11-24", "2026-11-25"),
        ("за вчера: доллар", "доллар", "2026-11-24", "2026-11-25"),
        ("доллар в минувшую пятницу", "доллар", "2026-11-20", "2026-11-21"),
        ("доллар в позапрошлый вторник", "доллар", "2026-11-17", "2026-11-18"),
        ("rain the friday before last", "rain", "2026-11-13", "2026-11-14"),
        ("доллар на позапрошлой неделе", "доллар", "2026-11-09", "2026-11-16"),
        ("rain the week before last", "rain", "2026-11-09", "2026-11-16"),
        ("доллар в позапрошлом году", "доллар", "2024-01-01", "2025-01-01"),
        ("доллар позапрошлым летом", "доллар", "2024-06-01", "2024-09-01"),
        ("доллар летом позапрошлого года", "доллар", "2024-06-01", "2024-09-01"),
        ("доллар в позапрошлом ноябре", "доллар", "2024-11-01", "2024-12-01"),
        ("доллар в позапрошлом квартале", "доллар", "2026-04-01", "2026-07-01"),
        ("доллар на позапрошлых выходных", "доллар", "2026-11-14", "2026-11-16"),
        ("rain the weekend before last", "rain", "2026-11-14", "2026-11-16"),
        ("доллар несколько дней назад", "доллар", "2026-11-19", "2026-11-24"),
        ("rain a few days ago", "rain", "2026-11-19", "2026-11-24"),
        ("rain several weeks ago", "rain", "2026-10-14", "2026-11-12"),
        ("доллар за последние несколько дней", "доллар", "2026-11-19T09", "2026-11-25T09"),
        ("rain in the past few days", "rain", "2026-11-19T09", "2026-11-25T09"),
        ("доллар в последние дни", "доллар", "2026-11-19T09", "2026-11-25T09"),
        ("доллар с лета", "доллар", "2026-06-01", None),
        ("rain since the summer", "rain", "2026-06-01", None),
        ("доллар с зимы", "доллар", "2025-12-01", None),
        ("доллар с прошлой осени", "доллар", "2025-09-01", None),
        ("доллар в последнее время", "доллар", "2026-10-25", "2026-11-25T09"),
        ("доллар за последнее время", "доллар", "2026-10-25", "2026-11-25T09"),
        ("rain recently", "rain", "2026-10-25", "2026-11-25T09"),
        ("rain lately?", "rain", "2026-10-25", "2026-11-25T09"),
        ("что недавно писали про доллар", "что писали про доллар", "2026-10-25", "2026-11-25T09"),
    ],
)
def test_a_day_in_words_is_a_filter(written: str, words: str, since: str | None, until: str | None) -> None:
    query = parse_question(written, ALICE, now=NOW, zone="UTC").query
    assert query.text == words
    assert (query.period.since, query.period.until) == (_moment(since), _moment(until))


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None


@pytest.mark.parametrize(
    "text",
    [
        *("парад 9 мая", "парад на 9 мая", "8 марта подарки", "подарки на 8 марта", "september 11 attacks"),
        *("python 3.11", "обновить ubuntu до 24.04", "macOS до 10.12", "акция до 15.11", "ubuntu с 22.04"),
        "что было в 2015 году в мире",
        *("выучить Rust за месяц", "вокруг света за 80 дней", "за неделю до свадьбы"),
        *("понедельник", "friday night", "как дожить до пятницы", "до среды обитания", "что будет в субботу"),
        *("двадцать седьмого ноября", "тридцать первого апреля", "новости 5 и 6 ноября", "в субботу и воскресенье"),
        *("steps in a day", "how to learn rust in a week", "rust in two weeks", "доллар через неделю", "доллар через 2 недели"),
        *("недавно открытые планеты", "последние дни помпеи", "last days of rome", "несколько дней", "одежда для лета"),
        *("may 20 students enroll", "may 3-5 business days", "long march 5", "the second may be wrong", "second march on rome"),
    ],
)
def test_words_that_name_a_topic_stay_words(text: str) -> None:
    assert parse_question(text, ALICE, now=NOW, zone="UTC").query.text == text


@pytest.mark.parametrize(
    "text", ["пожар 6 ноября", "пожар шестого ноября", "сирия за неделю", "курс на сегодня", "сирия недавно", "курс с лета"]
)
def test_where_nothing_answers_a_day_may_be_words(text: str) -> None:
    question = parse_question(text, ALICE, now=NOW, zone="UTC")
    assert question.is_guess
    assert question.wider is not None
    assert question.wider.query.text == text


@given(st.dates(date(2020, 1, 8), date(2030, 1, 1)), st.sampled_from(["monday", "friday", "sunday"]))
def test_a_weekday_is_one_of_the_last_seven_days(today: date, name: str) -> None:
    period = parse_period(f"last {name}", now=datetime(today.year, today.month, today.day, 9, tzinfo=UTC), zone="UTC")
    assert period is not None
    assert period.since is not None
    found = period.since.date()
    assert today - timedelta(days=7) <= found < today
    assert found.strftime("%A").lower() == name
