"""Times as they are named in questions are the times that are meant."""

from datetime import datetime, timedelta

import pytest

from indexer.errors import QueryError
from indexer.models import ALWAYS, Period
from indexer.questions.asking import parse_question
from indexer.times.periods import find_period, parse_period, parse_side
from tests.indexer.asked import NOW, ask, moment, period
from tests.indexer.makers import ALICE


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("пожар вчера", "2026-11-24", "2026-11-25"),
        ("пожар позавчера", "2026-11-23", "2026-11-24"),
        ("fires the day before yesterday", "2026-11-23", "2026-11-24"),
        ("пожар за последний час", "2026-11-25T08:00", "2026-11-25T09:00"),
        ("fires in the last hour", "2026-11-25T08:00", "2026-11-25T09:00"),
        ("fires 3 days ago", "2026-11-22", "2026-11-23"),
        ("пожар 2 дня назад", "2026-11-23", "2026-11-24"),
        ("пару дней назад пожар", "2026-11-23", "2026-11-24"),
        ("пожар неделю назад", "2026-11-15", "2026-11-22"),
        ("fires two weeks ago", "2026-11-08", "2026-11-15"),
        ("fires a couple of weeks ago", "2026-11-08", "2026-11-15"),
        ("пожар месяц назад", "2026-10-10", "2026-11-10"),
        ("a month ago fires", "2026-10-10", "2026-11-10"),
        ("пожар полгода назад", "2026-05-10", "2026-06-10"),
        ("пожар год назад", "2025-05-27", "2026-05-27"),
        ("fires 3 hours ago", "2026-11-25T05:30", "2026-11-25T06:30"),
        ("пожар на днях", "2026-11-22", "2026-11-25T09"),
        ("fires the other day", "2026-11-22", "2026-11-25T09"),
        ("пожар за последние 3 дня", "2026-11-22T09", "2026-11-25T09"),
        ("пожар за последнюю неделю", "2026-11-18T09", "2026-11-25T09"),
        ("пожар за последние две недели", "2026-11-11T09", "2026-11-25T09"),
        ("fires in the last two weeks", "2026-11-11T09", "2026-11-25T09"),
        ("пожар за понедельник", "2026-11-23", "2026-11-24"),
        ("пожар с прошлого понедельника", "2026-11-23", None),
        ("события этого месяца", "2026-11-01", "2026-12-01"),
        ("пожар с 1 по 5 ноября в москве", "2026-11-01", "2026-11-06"),
        ("fires in may of 2024", "2024-05-01", "2024-06-01"),
        ("пожар неделю тому назад", "2026-11-15", "2026-11-22"),
        ("пожар месяц тому назад", "2026-10-10", "2026-11-10"),
        ("пожар 2 дня тому назад", "2026-11-23", "2026-11-24"),
        ("пожар с понедельника по среду", "2026-11-23", "2026-11-26"),
        ("пожар со вторника до четверга", "2026-11-17", "2026-11-20"),
        ("пожар с пятницы по воскресенье", "2026-11-20", "2026-11-23"),
        ("fires from monday to friday", "2026-11-16", "2026-11-21"),
        ("fires between saturday and tuesday", "2026-11-21", "2026-11-25"),
        ("пожар с января по март", "2026-01-01", "2026-04-01"),
        ("пожар с декабря по февраль", "2025-12-01", "2026-03-01"),
        ("fires from june to august 2024", "2024-06-01", "2024-09-01"),
        ("пожар с 2025 года", "2025-01-01", None),
        ("пожар с октября", "2026-10-01", None),
        ("fires since october", "2026-10-01", None),
        ("пожар с 2024 по 2025 год", "2024-01-01", "2026-01-01"),
        ("пожар в период с 1 по 5 ноября", "2026-11-01", "2026-11-06"),
        ("пожар около месяца назад", "2026-10-10", "2026-11-10"),
        ("пожар около двух недель назад", "2026-11-08", "2026-11-15"),
        ("fires about two weeks ago", "2026-11-08", "2026-11-15"),
        ("пожар недели две назад", "2026-11-08", "2026-11-15"),
        ("пожар в течение последней недели", "2026-11-18T09", "2026-11-25T09"),
        ("fires over this past week", "2026-11-18T09", "2026-11-25T09"),
        ("пожар c 1 ноября", "2026-11-01", None),  # a Latin c
        ("пожар c понедельника", "2026-11-23", None),
        ("пожар c 2025 года", "2025-01-01", None),
    ],
)
def test_how_far_back_a_time_lies(written: str, since: str, until: str | None) -> None:
    left, found = ask(written)
    assert (left.split()[0], found) in [(topic, period(since, until)) for topic in ("пожар", "fires", "события")]


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("новости за 25.11", "2026-11-25", "2026-11-26"),
        ("новости 25.11", "2026-11-25", "2026-11-26"),
        ("что было 27.12?", "2025-12-27", "2025-12-28"),
        ("25.11 что произошло", "2026-11-25", "2026-11-26"),
        ("новости с 20.11", "2026-11-20", None),
        ("что было на майских", "2026-05-01", "2026-05-10"),
        ("что писали на новогодних праздниках", "2025-12-31", "2026-01-09"),
        ("news over christmas", "2025-12-24", "2025-12-27"),
        ("news on new year's eve", "2025-12-31", "2026-01-01"),
        ("пожар на майских 2024", "2024-05-01", "2024-05-10"),
        ("fires on christmas eve 2023", "2023-12-24", "2023-12-25"),
        ("что было зимой", "2025-12-01", "2026-03-01"),
        ("что писали летом", "2026-06-01", "2026-09-01"),
        ("news in summer", "2026-06-01", "2026-09-01"),
        ("последняя неделя новости", "2026-11-18T09", "2026-11-25T09"),
        ("o чем писали c понедельника", "2026-11-23", None),  # Latin letters
    ],
)
def test_who_asks_for_nothing_else_means_the_time(written: str, since: str, until: str | None) -> None:
    assert ask(written)[1] == period(since, until)


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("after:понедельник x", "2026-11-23", None),
        ("after:monday x", "2026-11-23", None),
        ("before:monday x", None, "2026-11-24"),
        ("before:вчера x", None, "2026-11-25"),
        ("after:позавчера x", "2026-11-23", None),
        ('after:"a month ago" x', "2026-10-25", None),
        ('before:"неделю назад" x', None, "2026-11-19"),
        ("after:25.11 x", "2026-11-25", None),
        ("x since two weeks ago", "2026-11-11", None),
        ("before:завтра x", None, "2026-11-27"),
    ],
)
def test_a_side_is_that_of_the_day_which_is_named(written: str, since: str | None, until: str | None) -> None:
    assert ask(written) == ("x", period(since, until))


@pytest.mark.parametrize(
    ("today", "text", "since"),
    [
        ("2026-11-28", "пожар на выходных", "2026-11-28"),
        ("2026-11-28", "пожар this weekend", "2026-11-28"),
        ("2026-11-28", "пожар last weekend", "2026-11-21"),
        ("2026-11-30", "пожар last weekend", "2026-11-28"),
        ("2026-12-05", "пожар этой зимой", "2026-12-01"),
        ("2027-01-05", "пожар прошлой зимой", "2025-12-01"),
        ("2026-12-05", "что было зимой", "2026-12-01"),
        ("2026-11-10", "пожар в конце ноября", "2025-11-21"),
        ("2026-01-10", "пожар в прошлом квартале", "2025-10-01"),
    ],
)
def test_the_calendar_tells_which_is_meant(today: str, text: str, since: str) -> None:
    assert ask(text, datetime.fromisoformat(f"{today}T09:00+00:00"))[1].since == moment(since)


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("завтра", "2026-11-26", "2026-11-27"),
        ("на послезавтра", "2026-11-27", "2026-11-28"),
        ("the day after tomorrow", "2026-11-27", "2026-11-28"),
        ("на следующей неделе", "2026-11-30", "2026-12-07"),
        ("в будущем году", "2027-01-01", "2028-01-01"),
        ("next month", "2026-12-01", "2027-01-01"),
        ("next wednesday", "2026-12-02", "2026-12-03"),
        ("next november", "2027-11-01", "2027-12-01"),
        ("next weekend", "2026-12-05", "2026-12-07"),
        ("через неделю", "2026-12-02", "2026-12-03"),
        ("через 3 дня", "2026-11-28", "2026-11-29"),
        ("через два месяца", "2027-01-25", "2027-01-26"),
    ],
)
def test_a_time_to_come_is_known_as_one(written: str, since: str, until: str) -> None:
    sides = (parse_side(written, now=NOW, zone="UTC"), parse_side(written, now=NOW, zone="UTC", end=True))
    assert Period(*sides) == period(since, until)
    with pytest.raises(QueryError, match="future-period"):
        parse_period(written, now=NOW, zone="UTC")
    assert ask(f"дождь {written}") == (f"дождь {written}", ALWAYS)
    hints = parse_question(f'дождь after:"{written}"', ALICE, now=NOW, zone="UTC").hints
    assert [hint.kind for hint in hints] == ["future"]


@pytest.mark.parametrize("written", ["hour", "час", "за час", "last hour", "past hour"])
def test_an_hour_alone_is_the_last_one(written: str) -> None:
    assert parse_period(written, now=NOW, zone="UTC") == Period(NOW - timedelta(hours=1), NOW)


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("полчаса назад", "2026-11-25T08:15", "2026-11-25T08:45"),
        ("half an hour ago", "2026-11-25T08:15", "2026-11-25T08:45"),
        ("полтора часа назад", "2026-11-25T07:15", "2026-11-25T07:45"),
        ("an hour and a half ago", "2026-11-25T07:15", "2026-11-25T07:45"),
        ("1,5 часа назад", "2026-11-25T07:15", "2026-11-25T07:45"),
        ("за последние полчаса", "2026-11-25T08:30", "2026-11-25T09"),
        ("in the last half hour", "2026-11-25T08:30", "2026-11-25T09"),
        ("полдня назад", "2026-11-24T15", "2026-11-25T03"),
        ("полторы недели назад", "2026-11-13", "2026-11-16"),
        ("полтора месяца назад", "2026-10-03", "2026-10-18"),
        ("месяц с половиной назад", "2026-10-03", "2026-10-18"),
        ("a month and a half ago", "2026-10-03", "2026-10-18"),
        ("два с половиной месяца назад", "2026-09-03", "2026-09-18"),
        ("two and a half months ago", "2026-09-03", "2026-09-18"),
        ("полтора года назад", "2025-05-10", "2025-06-10"),
        ("half a year ago", "2026-05-10", "2026-06-10"),
        ("for the past year and a half", "2025-05-25T09", "2026-11-25T09"),
    ],
)
def test_halves_of_hours_weeks_and_months_are_counted(written: str, since: str, until: str) -> None:
    for question in (f"пожар {written}", f"{written} пожар"):
        assert ask(question) == ("пожар", period(since, until))
        assert find_period(question, now=NOW, zone="UTC") == (period(since, until), "пожар")


@pytest.mark.parametrize(("written", "since"), [("полтора месяца", "2026-10-10T09"), ("за полчаса", "2026-11-25T08:30")])
def test_a_half_alone_ends_now(written: str, since: str) -> None:
    assert parse_period(written, now=NOW, zone="UTC") == Period(moment(since), NOW)
    assert ask(f"ужин {written}") == (f"ужин {written}", ALWAYS)
