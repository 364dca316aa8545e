"""Questions that go on from the one before: «а в прошлом году?», "and @channel?", «ещё», "tell me more"."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from indexer.asking import parse_question
from indexer.letters import is_cyrillic
from indexer.models import ALWAYS, LOCAL, Query
from indexer.sentences import content_stems
from indexer.standing import read_topic, write_topic
from indexer.text import fold

_LEAD = re.compile(
    r"(?:ну\s+)?(?:а|и|and|but|what\s+about|how\s+about|and\s+what\s+about)\s+(?:(?:если|что|только|насч[её]т|just|only)\s+)?(?=\S)",
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
_YEAR = re.compile(r"\d{4}")
_SIGNS = " .,!?…"
_FIELDS = ("tags", "channels", "languages", "has")


def asks_for_more(text: str) -> bool:
    """Say whether words ask for what else was found."""
    return _MORE.fullmatch(_bare(text)) is not None


def asks_for_whole(text: str) -> bool:
    """Say whether words ask for more of what was just told."""
    return _WHOLE.fullmatch(_bare(text)) is not None


def may_go_on(text: str) -> bool:
    """Say whether words begin as what goes on from a question does."""
    return _LEAD.match(text) is not None


def gone_on(text: str, before: str, *, now: datetime, zone: str) -> str | None:
    """Return the question ``before`` with the time or the filters that a text names; None where it names anything else.

    They take the place of those of their kind.
    """
    lead = _LEAD.match(text)
    said = text[lead.end() :].rstrip(_SIGNS) if lead else ""
    said = next((lang for lang, names in _IN_A_LANGUAGE.items() if fold(said) in names), said)
    if _YEAR.fullmatch(said):
        said = f"{'в' if is_cyrillic(text) else 'in'} {said}"
    change = parse_question(said, LOCAL, now=now, zone=zone)
    if not said or change.hints or not change.query.is_narrow or content_stems(change.query.text):
        return None
    mark = "?" if before.endswith("?") else ""
    return f"{_without(before, change.query).rstrip(_SIGNS)} {change.filters}{mark}".strip()


def _without(before: str, change: Query) -> str:
    """A question without what a change replaces: its times, or its filters of the same kind."""
    query = read_topic(before)
    replaced: dict[str, Any] = {field: () for field in _FIELDS if getattr(change, field) and getattr(query, field)}
    return write_topic(replace(query, **replaced)) if replaced or change.period != ALWAYS else before


def _bare(text: str) -> str:
    return " ".join(fold(text).split()).strip(_SIGNS)
