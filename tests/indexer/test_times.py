"""Times as they are named in questions are the times that are meant, and words of a topic stay words."""

from datetime import UTC, datetime, timedelta

import pytest

from indexer.asking import parse_question
from indexer.errors import QueryError
from indexer.models import ALWAYS, Period
from indexer.periods import find_period, parse_period, parse_side
from tests.indexer.makers import ALICE

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday


def ask(text: str, now: datetime = NOW) -> tuple[str, Period]:
    query = parse_question(text, ALICE, now=now, zone="UTC").query
    return query.text, query.period


def period(since: str | None, until: str | None) -> Period:
    return Period(_moment(since), _moment(until))


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None


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
        ("в начале ноября", "2026-11-01", "2026-11-11"),
        ("в середине ноября", "2026-11-11", "2026-11-21"),
        ("в конце ноября", "2026-11-21", "2026-12-01"),
        ("в конце декабря", "2025-12-21", "2026-01-01"),
        ("early november", "2026-11-01", "2026-11-11"),
        ("in mid november", "2026-11-11", "2026-11-21"),
        ("mid-november", "2026-11-11", "2026-11-21"),
        ("late november", "2026-11-21", "2026-12-01"),
        ("at the end of november", "2026-11-21", "2026-12-01"),
        ("in early may", "2026-05-01", "2026-05-11"),
        ("at the beginning of february 2024", "2024-02-01", "2024-02-10"),
        ("в начале 2024 года", "2024-01-01", "2024-05-01"),
        ("in late 2024", "2024-09-01", "2025-01-01"),
        ("в конце прошлой недели", "2026-11-20", "2026-11-23"),
        ("в начале этого месяца", "2026-11-01", "2026-11-11"),
        ("с начала недели", "2026-11-23", None),
        ("с начала месяца", "2026-11-01", None),
        ("с начала года", "2026-01-01", None),
        ("с середины ноября", "2026-11-11", None),
        ("since the beginning of the month", "2026-11-01", None),
        ("в первой половине ноября", "2026-11-01", "2026-11-16"),
        ("во второй половине 2024 года", "2024-07-01", "2025-01-01"),
        ("in the first half of november", "2026-11-01", "2026-11-16"),
        ("Q3 2024", "2024-07-01", "2024-10-01"),
        ("3 квартал 2024", "2024-07-01", "2024-10-01"),
        ("в третьем квартале 2024 года", "2024-07-01", "2024-10-01"),
        ("in the fourth quarter of 2024", "2024-10-01", "2025-01-01"),
        ("в 3-м квартале", "2026-07-01", "2026-10-01"),
        ("в прошлом квартале", "2026-07-01", "2026-10-01"),
        ("в первом полугодии", "2026-01-01", "2026-07-01"),
        ("за первое полугодие", "2026-01-01", "2026-07-01"),
        ("первое полугодие 2024", "2024-01-01", "2024-07-01"),
        ("во втором полугодии 2024 года", "2024-07-01", "2025-01-01"),
        ("в прошлом полугодии", "2026-01-01", "2026-07-01"),
        ("first half of 2024", "2024-01-01", "2024-07-01"),
        ("H1 2024", "2024-01-01", "2024-07-01"),
        ("H2 last year", "2025-07-01", "2026-01-01"),
        ("летом 2024", "2024-06-01", "2024-09-01"),
        ("зимой 2024", "2023-12-01", "2024-03-01"),
        ("in summer 2024", "2024-06-01", "2024-09-01"),
        ("in the fall of 2024", "2024-09-01", "2024-12-01"),
        ("этим летом", "2026-06-01", "2026-09-01"),
        ("прошлым летом", "2025-06-01", "2025-09-01"),
        ("last summer", "2025-06-01", "2025-09-01"),
        ("прошлой зимой", "2025-12-01", "2026-03-01"),
        ("летом прошлого года", "2025-06-01", "2025-09-01"),
        ("в октябре прошлого года", "2025-10-01", "2025-11-01"),
        ("6 ноября прошлого года", "2025-11-06", "2025-11-07"),
        ("in the summer of last year", "2025-06-01", "2025-09-01"),
        ("Q3 last year", "2025-07-01", "2025-10-01"),
        ("last november", "2025-11-01", "2025-12-01"),
        ("last march", "2026-03-01", "2026-04-01"),
        ("на выходных", "2026-11-21", "2026-11-23"),
        ("в выходные", "2026-11-21", "2026-11-23"),
        ("на прошлых выходных", "2026-11-21", "2026-11-23"),
        ("last weekend", "2026-11-21", "2026-11-23"),
        ("on the weekend", "2026-11-21", "2026-11-23"),
    ],
)
def test_parts_seasons_and_weekends(written: str, since: str, until: str | None) -> None:
    for question in (f"пожар {written}", f"{written} пожар", f"пожар {written}?"):
        assert ask(question) == ("пожар", period(since, until))


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("новости за 25.11", "2026-11-25", "2026-11-26"),
        ("новости 25.11", "2026-11-25", "2026-11-26"),
        ("что было 27.12?", "2025-12-27", "2025-12-28"),
        ("25.11 что произошло", "2026-11-25", "2026-11-26"),
        ("новости с 20.11", "2026-11-20", None),
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
    "text",
    [
        *(
            "назад в будущее",
            "сто лет назад",
            "100 лет назад",
            "fires 40 years ago",
            "недели назад",
            "long ago",
            "недавно вышедшие книги",
            "recently published papers",
        ),
        *(
            "ubuntu 25.11",
            "версия 25.11",
            "новости ubuntu 25.11",
            "что нового в 24.04",
            "что нового про 24.04",
            "25.11",
            "обнови до 25.11",
        ),
        *(
            "лето это маленькая жизнь",
            "summer camp",
            "куда поехать летом",
            "как хранить картошку зимой",
            "spring boot",
            "in spring boot",
        ),
        *("prague spring 1968 films", "пожары будут летом 2024", "что взять этой зимой", "bookings for this summer", "лето"),
        *(
            "early may votes",
            "early bird",
            "the end",
            "the end of the day",
            "конец света",
            "в конце концов",
            "early years",
            "с начала войны",
        ),
        *(
            "до конца года",
            "until the end of november",
            "app due by the end of november",
            "что будет в конце ноября",
            "by end of year",
        ),
        *("the second half of the match", "q3", "a score in the fourth quarter", "первый квартал", "что будет в 3 квартале"),
        *(
            "выходные дни",
            "погода на выходные",
            "куда сходить на выходных",
            "what to do on the weekend",
            "this weekend",
            "plans for the weekend",
        ),
        *(
            "two weeks notice",
            "семь дней",
            "the other",
            "на днях выйдет, будет видно",
            "оффер за пару дней",
            "8 марта",
            "новый год",
            "march 2 matches",
        ),
        *("последний день помпеи", "последняя неделя лета", "в последний год жизни", "last day on earth", "the last day in town"),
        *(
            "h1 заголовок",
            "h1",
            "витамин c в еде",
            "книги по c 2024 года",
            "c 2025",
            "программа на c",
            "понедельник и среда",
            "monday to friday jobs",
        ),
        *("в половине ноября", "it may be", "half of november", "понедельник", "may", "the last day of school"),
    ],
)
def test_words_of_a_topic_stay_words(text: str) -> None:
    assert ask(text) == (text, ALWAYS)


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
    "text", ["пожар 3 дня назад", "пожар на выходных", "пожар в начале ноября", "пожар летом 2024", "fires in Q3 2024"]
)
def test_where_nothing_answers_it_is_words(text: str) -> None:
    question = parse_question(text, ALICE, now=NOW, zone="UTC")
    assert question.is_guess
    assert question.wider is not None
    assert question.wider.query.text == text


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
    assert ask(text, datetime.fromisoformat(f"{today}T09:00+00:00"))[1].since == _moment(since)


@pytest.mark.parametrize(
    "words",
    [
        "friday night",
        "последний день помпеи",
        "весь год в цифрах",
        "через год после войны",
        "edge of tomorrow",
        "летом дождь",
        "two weeks notice",
        "ubuntu 25.11",
        "q3 results",
        "понедельник начинается",
    ],
)
def test_a_digest_takes_no_topic_for_a_time(words: str) -> None:
    assert find_period(words, now=NOW, zone="UTC") == (None, words)


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
    "written", ["час пик в метро", "happy hour bars", "комендантский час", "в час пик", "last hour of the day"]
)
def test_an_hour_of_something_is_none(written: str) -> None:
    assert ask(written) == (written, ALWAYS)
