"""Laws of times, whatever words and days they are made of."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.models import Period
from indexer.times.periods import parse_period, parse_side, shared
from tests.indexer.asked import ask

MONTHS = st.sampled_from(("january", "february", "april", "june", "july", "september", "november", "december"))
DAYS = st.integers(0, 15 * 365 * 24).map(lambda hours: datetime(2020, 2, 1, tzinfo=UTC) + timedelta(hours=hours))
_SAID = (
    "в на за с до the in of at since from last before this past recent "
    "прошлой позапрошлой этой next через a few несколько завтра всё ago назад начале конце половине первой "
    "early mid- end quarter third q3 летом summer weekend выходных ноября november year неделю месяца 3 "
    "25.11 2024 2022-м two days дня monday пт вчера вчерашнего утром night ночь недавно ровно полтора "
    "года 24-го - и , 24 half an полчаса с половиной числа на той "
)
SAID = st.lists(st.sampled_from(_SAID.split()), min_size=1, max_size=5).map(" ".join)
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


@given(DAYS)
def test_the_week_before_last_ends_where_the_last_one_begins(now: datetime) -> None:
    for unit in ("week", "month", "year", "quarter"):
        said = (f"the {unit} before last" if unit != "quarter" else "в позапрошлом квартале", f"last {unit}", f"this {unit}")
        assert _joined([parse_period(each, now=now, zone="UTC") for each in said])


@given(st.sampled_from(["monday", "thursday", "sunday"]), DAYS)
def test_the_weekday_before_last_is_a_week_before_the_last(name: str, now: datetime) -> None:
    last, before = (parse_period(said, now=now, zone="UTC") for said in (f"last {name}", f"the {name} before last"))
    assert last
    assert before
    assert last.since
    assert before.since == last.since - timedelta(days=7)


@given(st.sampled_from(["утром", "днем", "вечером"]), DAYS)
def test_a_part_of_yesterday_lies_in_it(part: str, now: datetime) -> None:
    found, day = (parse_period(said, now=now, zone="Europe/Moscow") for said in (f"вчера {part}", "вчера"))
    assert found == shared(found or Period(), day or Period())


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
