"""Days that have names: «на майских», «на новогодних праздниках 2024», "over christmas", "on new year's eve"."""

from datetime import datetime, timedelta

from indexer.times.calendar import latest, year_at
from indexer.times.feast_days import CHRISTMAS, CHRISTMAS_EVE, FEASTS, NEW_YEARS_EVE
from indexer.times.kinds import Kind
from indexer.times.said import Certainty, Said, Time

_Date = tuple[int, int]  # month and day


def feast(said: Said) -> Time:
    """«На майских», "over christmas": the latest that have begun; «майские» alone are a topic, and so is "for christmas"."""
    _, first, last = FEASTS[said.number("feast") or 0]
    return _days(said, first, last)


def eve(said: Said) -> Time | None:
    """On christmas eve, on new year's eve 2023."""
    if said["feast"]:
        return _days(said, CHRISTMAS_EVE, CHRISTMAS_EVE) if said.number("feast") == CHRISTMAS else None
    return _days(said, NEW_YEARS_EVE, NEW_YEARS_EVE)


def _days(said: Said, first: _Date, last: _Date) -> Time:
    """As with a season, posts of any time are about them: without a year they are a time where nothing else is asked."""
    year, is_led = said.number("year"), said.begins(Kind.IN, Kind.ZA, Kind.ON, Kind.AT) and said.text("lead") != "for"
    led = Certainty.ALONE if year is None else Certainty.TOLD

    def of(local: datetime, each: int) -> tuple[datetime, datetime]:
        since = datetime(each - (first > last), *first, tzinfo=local.tzinfo)
        return since, datetime(each, *last, tzinfo=local.tzinfo) + timedelta(days=1)

    def stretch(local: datetime) -> tuple[datetime, datetime]:
        return of(local, year_at(local, year)) if year is not None else latest(local, lambda each: of(local, each))

    return Time(led if is_led else Certainty.TOPIC, stretch, may_come=True)
