"""Periods in Russian and English, in wall-clock days of a zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.models import Period
from indexer.times.periods import DEFAULT, find_period, parse_moment, parse_period

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)  # a Tuesday, 15:30 in Moscow
MOSCOW = "Europe/Moscow"


def midnight(year: int, month: int, day: int) -> datetime:
    """Midnight in Moscow, in UTC."""
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=3)


def read(text: str, zone: str = MOSCOW) -> Period | None:
    return parse_period(text, now=NOW, zone=zone)


@pytest.mark.parametrize(
    "text", ["7d", "7 days", "last 7 days", "за 7 дней", "неделя", "за неделю", "week", "1w", "past week", "последнюю неделю"]
)
def test_a_week_back_ends_now(text: str) -> None:
    assert read(text) == Period(NOW - DEFAULT, NOW)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("24h", 24),
        ("24 часа", 24),
        ("за 3 дня", 72),
        ("last 10 days", 240),
        ("3д", 72),
        ("2w", 336),
        ("2 недели", 336),
        ("сутки", 24),
        ("день", 24),
    ],
)
def test_counted_units_end_now(text: str, ago: int) -> None:
    assert read(text) == Period(NOW - timedelta(hours=ago), NOW)


@pytest.mark.parametrize(("text", "month", "day"), [("3m", 8, 24), ("за месяц", 10, 24), ("month", 10, 24), ("2 месяца", 9, 24)])
def test_months_back_keep_the_day_and_the_time(text: str, month: int, day: int) -> None:
    assert read(text) == Period(datetime(2026, month, day, 12, 30, tzinfo=UTC), NOW)


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    now = datetime(2026, 3, 31, 9, tzinfo=UTC)
    assert parse_period("1m", now=now, zone="UTC") == Period(datetime(2026, 2, 28, 9, tzinfo=UTC), now)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("сегодня", (2026, 11, 24), (2026, 11, 25)),
        ("today", (2026, 11, 24), (2026, 11, 25)),
        ("за вчера", (2026, 11, 23), (2026, 11, 24)),
        ("Yesterday", (2026, 11, 23), (2026, 11, 24)),
        ("last week", (2026, 11, 16), (2026, 11, 23)),
        ("на прошлой неделе", (2026, 11, 16), (2026, 11, 23)),
        ("прошлая неделя", (2026, 11, 16), (2026, 11, 23)),
        ("за прошлую неделю", (2026, 11, 16), (2026, 11, 23)),
        ("this week", (2026, 11, 23), (2026, 11, 30)),
        ("на этой неделе", (2026, 11, 23), (2026, 11, 30)),
        ("last month", (2026, 10, 1), (2026, 11, 1)),
        ("в прошлом месяце", (2026, 10, 1), (2026, 11, 1)),
        ("this month", (2026, 11, 1), (2026, 12, 1)),
        ("last year", (2025, 1, 1), (2026, 1, 1)),
        ("в этом году", (2026, 1, 1), (2027, 1, 1)),
        ("2026-11-01", (2026, 11, 1), (2026, 11, 2)),
        ("01.11.2026", (2026, 11, 1), (2026, 11, 2)),
        ("2026-11", (2026, 11, 1), (2026, 12, 1)),
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("за 2025 год", (2025, 1, 1), (2026, 1, 1)),
        ("2026-11-01..2026-11-07", (2026, 11, 1), (2026, 11, 8)),
        ("2026-11-01 — 2026-11-07", (2026, 11, 1), (2026, 11, 8)),
        ("с 01.11.2026 по 07.11.2026", (2026, 11, 1), (2026, 11, 8)),
        ("from 2026-11-01 to 2026-11-07", (2026, 11, 1), (2026, 11, 8)),
        ("2025-12..2026-02", (2025, 12, 1), (2026, 3, 1)),
        ("ноябрь", (2026, 11, 1), (2026, 12, 1)),
        ("в ноябре", (2026, 11, 1), (2026, 12, 1)),
        ("November", (2026, 11, 1), (2026, 12, 1)),
        ("декабрь", (2025, 12, 1), (2026, 1, 1)),
        ("in May 2024", (2024, 5, 1), (2024, 6, 1)),
        ("1 ноября", (2026, 11, 1), (2026, 11, 2)),
        ("November 1, 2025", (2025, 11, 1), (2025, 11, 2)),
        ("с 1 по 7 ноября", (2026, 11, 1), (2026, 11, 8)),
    ],
)
def test_calendar_periods_are_days_of_the_zone(text: str, since: tuple[int, int, int], until: tuple[int, int, int]) -> None:
    assert read(text) == Period(midnight(*since), midnight(*until))


def test_open_ranges_leave_a_side_open() -> None:
    assert read("since 2026-11-01") == read("с 01.11.2026") == Period(midnight(2026, 11, 1), None)
    assert read("2026-11-01..") == Period(midnight(2026, 11, 1), None)
    assert read("..2026-11-07") == Period(None, midnight(2026, 11, 8))


def test_a_side_of_a_year_is_open() -> None:
    assert read("до 2025 года") == read("before 2025") == Period(None, midnight(2025, 1, 1))
    assert read("после 2025 года") == read("с 2025 года") == Period(midnight(2025, 1, 1), None)


def test_a_side_of_a_month_or_a_season_is_open() -> None:
    assert read("с октября") == read("since october") == read("after october") == Period(midnight(2026, 10, 1), None)
    assert read("до октября") == read("before october") == Period(None, midnight(2026, 10, 1))
    assert read("с декабря") == Period(midnight(2025, 12, 1), None)
    assert read("с лета 2025") == read("since summer 2025") == Period(midnight(2025, 6, 1), None)
    with pytest.raises(QueryError, match="period"):
        read("до декабря")  # is to come


@pytest.mark.parametrize("text", ["за весь 2025 год", "весь 2025 год", "between 2025 and 2025", "между 2025 и 2025"])
def test_all_of_a_year_is_the_year(text: str) -> None:
    assert read(text) == read("2025")
    assert read("за весь ноябрь") == read("all november") == read("november")


def test_a_day_of_the_clock_change_is_as_long_as_it_was() -> None:
    period = read("2026-10-25", "Europe/Berlin")
    assert period == Period(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))


def test_the_zone_decides_which_day_is_today() -> None:
    assert read("today", "Pacific/Auckland") == Period(
        datetime(2026, 11, 24, 11, tzinfo=UTC), datetime(2026, 11, 25, 11, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((text, "period") for text in ("2026-13-45", "2026-02-30", "31.02.2026", "99999999999d", "40 ноября")),
        ("2026-11-07..2026-11-01", "order"),
    ],
)
def test_a_date_that_is_none_is_refused(text: str, reason: str) -> None:
    with pytest.raises(QueryError) as refused:
        read(text)
    assert (refused.value.reason, refused.value.value) == (reason, text)


@pytest.mark.parametrize("text", ["2027", "2026-12-01", "2030-01..2030-02", "december 2026", "2026-11-25.."])
def test_a_period_in_the_future_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        read(text)
    assert (refused.value.reason, refused.value.value) == ("future-period", text)


@pytest.mark.parametrize("text", ["", "optuna", "#hpo", "..", "0d", "gpt-4o", "1", "как жить", "🙂", "7d 8d"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-11-01", midnight(2026, 11, 1), midnight(2026, 11, 2)),
        ("2026-11", midnight(2026, 11, 1), midnight(2026, 12, 1)),
        ("2026", midnight(2026, 1, 1), midnight(2027, 1, 1)),
        ("2026-11-01T10:00:00Z", datetime(2026, 11, 1, 10, tzinfo=UTC), datetime(2026, 11, 1, 10, tzinfo=UTC)),
        ("2026-11-01 10:00", datetime(2026, 11, 1, 7, tzinfo=UTC), datetime(2026, 11, 1, 7, tzinfo=UTC)),
        ("2026-11-01T10:00+05:00", datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2026, 11, 1, 5, tzinfo=UTC)),
    ],
)
def test_a_moment_begins_or_ends_what_was_written(text: str, start: datetime, end: datetime) -> None:
    assert parse_moment(text, zone=MOSCOW) == start
    assert parse_moment(text, zone=MOSCOW, end=True) == end


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "0000", "9999-12-31", "2026-11-01T25:00"])
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse_moment(text, zone=MOSCOW, end=True)
    assert refused.value.reason == "period"


@given(st.text(max_size=40), st.sampled_from(["UTC", MOSCOW, "America/New_York"]))
def test_any_text_is_read_or_politely_refused(text: str, zone: str) -> None:
    try:
        period, rest = find_period(text, now=NOW, zone=zone)
    except QueryError:
        return
    assert period is not None or rest == " ".join(text.split())


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 11, 23)), st.integers(0, 400))
def test_a_range_holds_both_its_days(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    period = read(f"{first.isoformat()}..{last.isoformat()}", "Europe/Berlin")
    assert period is not None
    assert period.since == parse_moment(first.isoformat(), zone="Europe/Berlin")
    assert period.until == parse_moment(last.isoformat(), zone="Europe/Berlin", end=True)
