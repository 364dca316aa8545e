"""When a digest is due, and how people write zones and subscriptions."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.models import Cadence, Subscription
from indexer.times.schedule import days_since_last, next_due, parse_subscription
from indexer.times.zones import parse_zone

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)  # a Tuesday, 15:30 in Moscow
ZONES = [
    "UTC",
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Casablanca",
]


def a_subscription(at: time = time(9), weekday: int | None = 0, zone: str = "Europe/Berlin") -> Subscription:
    cadence, weekdays = (Cadence.DAILY, ()) if weekday is None else (Cadence.WEEKLY, (weekday,))
    return Subscription(1, 7, cadence, weekdays, at, zone, None, NOW, NOW)


def test_weekly_is_due_on_its_weekday_at_its_wall_clock_time() -> None:
    assert next_due(a_subscription(zone="Europe/Moscow"), NOW) == datetime(2026, 11, 30, 6, tzinfo=UTC)


def test_daily_is_due_later_today_or_tomorrow() -> None:
    evening = a_subscription(at=time(18), weekday=None, zone="Europe/Moscow")
    assert next_due(evening, NOW) == datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert next_due(evening, datetime(2026, 11, 24, 15, tzinfo=UTC)) == datetime(2026, 11, 25, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weekdays", "due", "since_last"),
    [((1, 3), "2026-11-26", 2), ((0, 1, 2, 3, 4), "2026-11-25", 1), ((5, 6), "2026-11-28", 6), ((0,), "2026-11-30", 7)],
)
def test_of_several_weekdays_the_next_is_due(weekdays: tuple[int, ...], due: str, since_last: int) -> None:
    promise = replace(a_subscription(zone="UTC"), weekdays=weekdays)
    promise = replace(promise, next_due=next_due(promise, NOW))
    assert promise.next_due.date().isoformat() == due
    assert days_since_last(promise) == timedelta(days=since_last)


def test_nine_stays_nine_when_the_clocks_change() -> None:
    before = next_due(a_subscription(weekday=None), datetime(2026, 10, 24, 0, tzinfo=UTC))
    after = next_due(a_subscription(weekday=None), before)
    assert (before, after) == (datetime(2026, 10, 24, 7, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC))


def test_a_time_that_the_clock_skips_comes_after_the_jump() -> None:
    due = next_due(a_subscription(at=time(2, 30), weekday=6), datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert due.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 30)


def test_a_time_that_comes_twice_is_due_once() -> None:
    twice = a_subscription(at=time(2, 30), weekday=None)
    first = next_due(twice, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_due(twice, first) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@given(
    after=st.datetimes(min_value=datetime(2005, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    at=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    weekday=st.none() | st.integers(0, 6),
    zone=st.sampled_from(ZONES),
)
def test_next_due_is_later_and_within_eight_days(after: datetime, at: time, weekday: int | None, zone: str) -> None:
    due = next_due(a_subscription(at, weekday, zone), after)
    assert after < due <= after + timedelta(days=2 if weekday is None else 8)
    assert due.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("europe/berlin", "Europe/Berlin"),
        ("Москва", "Europe/Moscow"),
        ("moscow", "Europe/Moscow"),
        ("Berlin", "Europe/Berlin"),
        ("  new   york ", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("Екатеринбург", "Asia/Yekaterinburg"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("Алматы", "Asia/Almaty"),
        ("Istanbul", "Europe/Istanbul"),
        ("UTC", "UTC"),
        ("UTC+3", "Etc/GMT-3"),
        ("GMT+3", "Etc/GMT-3"),
        ("+03:00", "Etc/GMT-3"),
        ("utc -5", "Etc/GMT+5"),
        ("МСК+2", "Etc/GMT-5"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("+0", "UTC"),
    ],
)
def test_a_zone_is_found_by_name_city_or_hours(text: str, zone: str) -> None:
    assert parse_zone(text) == zone


@pytest.mark.parametrize("text", ["", "Атлантида", "UTC+15", "UTC-13", "+05:30", "Europe/", "3", "🙂"])
def test_an_unknown_zone_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse_zone(text)
    assert (refused.value.reason, refused.value.value) == ("zone", text)


@given(st.sampled_from(sorted(available_timezones())))
def test_every_iana_name_is_itself_in_any_case(name: str) -> None:
    assert parse_zone(name.upper()) == name


def parse(text: str) -> tuple[Cadence, int | tuple[int, ...] | None, time, str | None]:
    found = parse_subscription(text, library_id=7, zone="Europe/Moscow", now=NOW)
    assert (found.subscription_id, found.library_id, found.zone, found.since) == (0, 7, "Europe/Moscow", NOW)
    assert found.next_due == next_due(found, NOW)
    days = found.weekdays if len(found.weekdays) > 1 else next(iter(found.weekdays), None)
    return found.cadence, days, found.at, found.topic


W, D = Cadence.WEEKLY, Cadence.DAILY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", (W, 0, time(9), None)),
        ("weekly", (W, 0, time(9), None)),
        ("weekly mon 09:00 #optuna", (W, 0, time(9), "#optuna")),
        ("#optuna weekly fri 18:30", (W, 4, time(18, 30), "#optuna")),
        ("daily 8:30", (D, None, time(8, 30), None)),
        ("daily 9pm llm", (D, None, time(21), "llm")),
        ("еженедельно пн 09:00", (W, 0, time(9), None)),
        ("каждый день в 9", (D, None, time(9), None)),
        ("по понедельникам 10:00 llm", (W, 0, time(10), "llm")),
        ("Каждую среду в 7 вечера Подбор гиперпараметров", (W, 2, time(19), "Подбор гиперпараметров")),
        ("раз в неделю, вс, 12.00", (W, 6, time(12), None)),
        ("ML System Design по вторникам", (W, 1, time(9), "ML System Design")),
        ("every Friday 6pm image generation", (W, 4, time(18), "image generation")),
        ("gpt 3.5 turbo", (W, 0, time(9), "gpt 3.5 turbo")),
        ("weekly gpt 3.5", (W, 0, time(9), "gpt 3.5")),
        ("daily 12am", (D, None, time(0), None)),
        ("daily at 9pm", (D, None, time(21), None)),
        ("ежедневно в 9 вечера", (D, None, time(21), None)),
        ("weekly mon wed 9:00", (W, (0, 2), time(9), None)),
        ("вт,чт 10:00", (W, (1, 3), time(10), None)),
        ("вт, чт 10:00 llm", (W, (1, 3), time(10), "llm")),
        ("пт/вт", (W, (1, 4), time(9), None)),
        ("по вторникам и четвергам в 10", (W, (1, 3), time(10), None)),
        ("по вторникам и по четвергам в 10:30 #optuna", (W, (1, 3), time(10, 30), "#optuna")),
        ("tue,thu 10:00", (W, (1, 3), time(10), None)),
        ("on mondays, wednesdays and fridays at 8 am", (W, (0, 2, 4), time(8), None)),
        ("выходные", (W, (5, 6), time(9), None)),
        ("по выходным llm", (W, (5, 6), time(9), "llm")),
        ("по выходным дням в 11", (W, (5, 6), time(11), None)),
        ("будни", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("будни в 8:00 llm", (W, (0, 1, 2, 3, 4), time(8), "llm")),
        ("по будням", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("по будням и субботам", (W, (0, 1, 2, 3, 4, 5), time(9), None)),
        ("weekdays", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("каждый вторник и каждый четверг в 9 llm", (W, (1, 3), time(9), "llm")),
        ("llm every tuesday and every thursday", (W, (1, 3), time(9), "llm")),
        ("вт. , чт. 10:00", (W, (1, 3), time(10), None)),
        ("пн.,ср. и вс. в 10 часов llm", (W, (0, 2, 6), time(10), "llm")),
        ("from monday till friday", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("с пятницы до воскресенья llm", (W, (4, 5, 6), time(9), "llm")),
        ("weekdays only at 9", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("только по будням llm", (W, (0, 1, 2, 3, 4), time(9), "llm")),
        ("llm at the weekend", (W, (5, 6), time(9), "llm")),
        ("по воскресениям", (W, 6, time(9), None)),
        ("mon+thu 10:00", (W, (0, 3), time(10), None)),
        ("через день после войны", (W, 0, time(9), "через день после войны")),
        ("every weekday at 7 llm", (W, (0, 1, 2, 3, 4), time(7), "llm")),
        ("weekends", (W, (5, 6), time(9), None)),
        ("llm on weekends at 10", (W, (5, 6), time(10), "llm")),
        ("weekdays and weekends", (D, None, time(9), None)),
        ("пн-пт 9:00", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("с пятницы по воскресенье в 10", (W, (4, 5, 6), time(10), None)),
        ("mon to wed llm", (W, (0, 1, 2), time(9), "llm")),
        ("sat-mon", (W, (0, 5, 6), time(9), None)),
        ("вт-чт,сб 10:00", (W, (1, 2, 3, 5), time(10), None)),
        ("каждый будний день в 9", (W, (0, 1, 2, 3, 4), time(9), None)),
        ("everyday 8:00", (D, None, time(8), None)),
        ("раз в день", (D, None, time(9), None)),
        ("будни врача", (W, 0, time(9), "будни врача")),
        ("weekends in paris", (W, 0, time(9), "weekends in paris")),
        ("новости про среду", (W, 0, time(9), "среду")),
        ("новости про выходные по пятницам", (W, 4, time(9), "выходные")),
    ],
)
def test_a_subscription_is_read_from_plain_words(
    text: str, meant: tuple[Cadence, int | tuple[int, ...] | None, time, str | None]
) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("weekly 25:00", "time"),
        ("daily 9:75", "time"),
        ("daily at 24", "time"),
        ("daily 13pm", "time"),
        ("#optuna weekly 25:00", "time"),
        ("weekly foo 09:00", "weekday"),
        ("по средницам 10:00", "weekday"),
        ("daily mon", "weekday"),
        ("вт,четверик 10:00", "weekday"),
        ("по вторникам в 10 и четвергам в 12", "weekday"),
        ("every day except sunday", "weekday"),
        ("every second tuesday", "weekday"),
        ("кроме воскресенья", "weekday"),
        ("дважды в неделю", "cadence"),
        ("раз в месяц", "cadence"),
        ("twice a week llm", "cadence"),
        ("every two weeks", "cadence"),
        ("каждые 2 дня llm", "cadence"),
        ("через день в 9", "cadence"),
        ("ежедневно кроме выходных", "weekday"),
        ("каждый день, но не в субботу", "weekday"),
        ("ср,пт в 9:30 и в 18:00", "time"),
        ("daily 9am and 6pm", "time"),
        ("mon wed weekdays daily", "weekday"),
        ("monthly", "cadence"),
        ("каждый месяц", "cadence"),
    ],
)
def test_what_cannot_be_promised_is_refused(text: str, reason: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text)
    assert refused.value.reason == reason


@given(st.text(max_size=40))
def test_any_text_is_a_promise_or_politely_refused(text: str) -> None:
    try:
        parse(text)
    except QueryError as refused:
        assert refused.reason in ("time", "weekday", "cadence")  # noqa: PT017


@pytest.mark.parametrize("words", ["gpt 3.5 ", "на дворе ", "by the way ", "1 "])
def test_a_long_topic_is_read_at_once(words: str) -> None:
    before = process_time()
    for text in (words * (4_096 // len(words)), words * (4_000 // len(words)) + "weekly fri 10:00"):
        try:
            parse(text)
        except QueryError as refused:
            assert refused.reason == "time"  # noqa: PT017
    assert process_time() - before < 0.6
