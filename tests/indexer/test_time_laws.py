"""Laws of times, whatever words and days they are made of."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.models import Period
from indexer.periods import parse_period, parse_side
from tests.indexer.test_times import ask

MONTHS = st.sampled_from(("january", "february", "april", "june", "july", "september", "november", "december"))
DAYS = st.integers(0, 15 * 365 * 24).map(lambda hours: datetime(2020, 2, 1, tzinfo=UTC) + timedelta(hours=hours))
SAID = st.lists(
    st.sampled_from(
        [
            *(
                "в",
                "на",
                "за",
                "с",
                "до",
                "the",
                "in",
                "of",
                "at",
                "since",
                "last",
                "this",
                "past",
                "прошлой",
                "этой",
                "next",
                "через",
                "завтра",
                "всё",
                "ago",
                "назад",
            ),
            *(
                "начале",
                "конце",
                "половине",
                "первой",
                "early",
                "mid-",
                "end",
                "quarter",
                "third",
                "q3",
                "летом",
                "summer",
                "weekend",
            ),
            *(
                "выходных",
                "ноября",
                "november",
                "year",
                "неделю",
                "месяца",
                "3",
                "25.11",
                "2024",
                "two",
                "days",
                "дня",
                "monday",
                "вчера",
            ),
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
ANY = settings(max_examples=300, deadline=None)


@given(SAID, DAYS)
@ANY
def test_no_time_is_in_the_future_and_none_ends_before_it_begins(said: str, now: datetime) -> None:
    try:
        found = parse_period(said, now=now, zone="Europe/Moscow")
    except QueryError:
        return
    if found and found.since:
        assert found.since <= now
        assert found.until is None or found.since < found.until


@given(SAID, DAYS)
@ANY
def test_what_is_left_of_a_question_names_no_time(said: str, now: datetime) -> None:
    left, _ = ask(f"пожар {said}", now)
    assert ask(left, now)[0] == left


@given(MONTHS, DAYS)
def test_thirds_and_halves_make_a_whole_month(month: str, now: datetime) -> None:
    for parts in (("early", "mid", "late"), ("in the first half of", "in the second half of")):
        stretches = [parse_period(f"{part} {month} {now.year - 1}", now=now, zone="UTC") for part in parts]
        assert _joined(stretches) == parse_period(f"{month} {now.year - 1}", now=now, zone="UTC")


@given(DAYS)
def test_quarters_make_a_whole_year(now: datetime) -> None:
    quarters = [parse_period(f"Q{nth} {now.year - 1}", now=now, zone="UTC") for nth in (1, 2, 3, 4)]
    assert _joined(quarters) == parse_period(f"{now.year - 1}", now=now, zone="UTC")


def _joined(stretches: list[Period | None]) -> Period:
    found = [stretch for stretch in stretches if stretch]
    assert all(one.until == other.since for one, other in zip(found, found[1:], strict=False))
    return Period(found[0].since, found[-1].until)


@given(st.integers(1, 99), st.sampled_from(["days", "weeks", "months"]), DAYS)
def test_a_time_ago_is_around_the_day_on_which_since_counts(count: int, unit: str, now: datetime) -> None:
    around = parse_period(f"{count} {unit} ago", now=now, zone="UTC")
    day = parse_side(f"{count} {unit} ago", now=now, zone="UTC")
    assert around is not None
    assert around.since is not None
    assert around.until is not None
    assert day is not None
    assert day - around.since == around.until - (day + timedelta(days=1))
    assert around.until - around.since == timedelta(days={"days": 1, "weeks": 7, "months": 31}[unit])
