"""What a question asks for, and of which time."""

from datetime import UTC, datetime

from indexer.models import Period
from indexer.questions.asking import parse_question
from tests.indexer.makers import ALICE

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday


def ask(text: str, now: datetime = NOW) -> tuple[str, Period]:
    query = parse_question(text, ALICE, now=now, zone="UTC").query
    return query.text, query.period


def period(since: str | None, until: str | None) -> Period:
    return Period(moment(since), moment(until))


def moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None
