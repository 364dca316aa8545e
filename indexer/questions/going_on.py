"""Questions that go on from the one before: «а в прошлом году?», "and @channel?", «ещё», "tell me more"."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from indexer.errors import QueryError
from indexer.language.question_words import SIGNS, bare
from indexer.language.sentences import content_stems
from indexer.language.text import fold
from indexer.models import ALWAYS, LOCAL, Query
from indexer.questions.asking import parse_question
from indexer.questions.question import Question
from indexer.questions.standing import read_topic, write_topic
from indexer.times.periods import parse_period

_LEAD = re.compile(
    r"(?:ну\s+)?(?:(?:а|и|and|but|what\s+about|how\s+about|and\s+what\s+about)\s+"
    r"(?:(?:если|что|только|насч[её]т|just|only)\s+)?|(?:только|лишь|just|only)\s+)(?=\S)",
    re.IGNORECASE,
)
_IN_A_CHANNEL = re.compile(
    r"(?:(?:в|на|из|у|с)\s+)?канал[аеу]?\s+(?P<name>\S.*)|(?:(?:in|on|from|of)\s+)?(?:the\s+)?channel\s+(?P<named>\S.*)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:а |есть |покажи |а есть |что |а что )?еще(?: есть| что-нибудь| результаты| посты)?|дальше|далее|следующая страница"
    r"|(?:show |show me |any |anything |what )?(?:more|else)(?: results| posts)?|next(?: page)?"
)
_WHOLE = re.compile(
    r"(?:а |можно |а можно |давай |расскажи )?(?:подробнее|поподробнее|подробности)"
    r"|(?:tell me more|more details|in (?:more )?detail|details)(?: please)?"
)
_IN_A_LANGUAGE = {
    "lang:ru": ("на русском", "по-русски", "на русском языке", "in russian"),
    "lang:en": ("на английском", "по-английски", "на английском языке", "in english"),
}
_INSTANT = timedelta(microseconds=1)  # a period is half-open, and "before" holds the day that it names
_FIELDS = ("tags", "channels", "languages", "has")


def asks_for_more(text: str) -> bool:
    """Say whether words ask for what else was found."""
    return _MORE.fullmatch(bare(fold(text))) is not None


def asks_for_whole(text: str) -> bool:
    """Say whether words ask for more of what was just told."""
    return _WHOLE.fullmatch(bare(fold(text))) is not None


def may_go_on(text: str) -> bool:
    """Say whether words begin as what goes on from a question does."""
    return _LEAD.match(text) is not None


def gone_on(text: str, before: str, *, now: datetime, zone: str) -> str | None:
    """Return the question ``before`` with the time or the filters that a text names; None where it names anything else.

    They take the place of those of their kind; what it does not name stays.
    """
    lead = _LEAD.match(text)
    said = _as_filter(text[lead.end() :].rstrip(SIGNS)) if lead else ""
    asked = (parse_question(words, LOCAL, now=now, zone=zone) for words in (said, _in_dates(said, now, zone)) if words)
    change = next(filter(_is_narrow_alone, asked), None)
    if change is None:
        return None
    mark = "?" if before.endswith("?") else ""
    left = _without(before, change.query, parse_question(before, LOCAL, now=now, zone=zone).times)
    return f"{left.rstrip(SIGNS)} {change.filters}{mark}".strip()


def _as_filter(said: str) -> str:
    """Words that name a language or a channel, as the filter that they mean."""
    if channel := _IN_A_CHANNEL.fullmatch(said):
        return write_topic(Query("", LOCAL, channels=(channel["name"] or channel["named"],)))
    return next((lang for lang, names in _IN_A_LANGUAGE.items() if fold(said) in names), said)


def _is_narrow_alone(change: Question) -> bool:
    return change.query.is_narrow and not change.hints and not content_stems(change.query.text)


def _in_dates(said: str, now: datetime, zone: str) -> str:
    """What may be no time beside other words, in a form that is one anywhere: «летом», "November 7", 2023."""
    try:
        period = parse_period(said, now=now, zone=zone)
    except QueryError:
        return ""
    sides = (period.since, period.until and period.until - _INSTANT) if period else ()
    days = [moment and moment.astimezone(ZoneInfo(zone)).date() for moment in sides]
    return " ".join(f"{side}:{day}" for side, day in zip(("after", "before"), days, strict=False) if day)


def _without(before: str, change: Query, times: str) -> str:
    """A question without what a change replaces: its times, or its filters of the same kind."""
    query = read_topic(before)
    replaced: dict[str, Any] = {field: () for field in _FIELDS if getattr(change, field) and getattr(query, field)}
    if not replaced and change.period == ALWAYS:
        return before
    left = write_topic(replace(query, **replaced))
    return left if change.period != ALWAYS else f"{left} {times}".strip()
