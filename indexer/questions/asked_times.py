"""Where words of time stand in a question, and which time they name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.errors import QueryError
from indexer.language.question_words import TELLING, asks_for_all
from indexer.language.text import fold
from indexer.models import Period
from indexer.times import TENS, Certainty, Time, is_of_time, read_time
from indexer.times.periods import LONGEST_WORDS, period_of_time

_LIMITS = {"и", "или", "по", "до", "to", "and", "or", "-", "–", "—", "of", "half", *TENS}  # beside a day: it is a part of more
_AHEAD = re.compile(
    r"\b(?:буд(?:ет|ут|ем)|завтра|предстоит|куда (?:сходить|пойти|поехать|съездить)|заняться"
    r"|will|tomorrow|upcoming|what to do|where to go)\b"
)
_AIMS = {"for", "by", "until", "till", "к", "ко", "next"}  # before a time: it is to come
_WHEN = {"когда", "when"}  # «когда звездопад в декабре» is told in November
_BEFORE_A_NAME = {"на", "по", "в", "о", "про", "для", "и", "или"}  # «книги по c 2024 года»: with a Latin letter, a language
_ABOUT = {"о", "o", "об", "про", "about"}
_STOP = re.compile(r"[?!,;:]+$|(?<!\.)\.$")
_YEAR = re.compile(r"\d{4}")
_LONG = 24  # words: in a longer text a time is told, not asked for
_LONGEST_INSIDE = 5  # words of a time in the middle: «с 1 по 5 ноября»


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The period that the words from ``start`` to ``end`` name; ``may_be_words``: what is asked about is told so too."""

    start: int
    end: int
    period: Period
    may_be_words: bool


def first_time(parts: Sequence[str], *, now: datetime, zone: str, surely: bool = False) -> AskedTime | None:
    """Return the first time of a question: at its end, at its beginning, the longest first, else in the middle, but for years.

    With ``surely`` none that may be words; what is a part of more is no time: "last day of school", «5 и 6 ноября», nor is
    «сегодня» of «сегодня вечером» that is to come.
    """
    bare = [_STOP.sub("", part) for part in parts]
    of_time, to_come = [not part or is_of_time(part) for part in bare], list[tuple[int, int]]()
    for spans in _places(len(parts)):
        for start, end, is_inside in spans:
            if not all(of_time[start:end]) or any(first <= start and end <= last for first, last in to_come):
                continue
            try:
                found = _time_at(parts, start, end, now, zone)
            except _ToCome:
                to_come.append((start, end))
                continue
            if found is None or (is_inside and _YEAR.search(" ".join(parts[start:end]))):
                continue
            if surely and found.may_be_words:
                break
            return found
    return None


class _ToCome(Exception):
    """Words name a time that is to come: they belong to what is asked."""


def _places(count: int) -> Iterator[Iterator[tuple[int, int, bool]]]:
    """The spans of words that may be a time."""
    sizes = range(min(LONGEST_WORDS, count), 0, -1)
    yield ((count - size, count, False) for size in sizes)
    yield ((0, size, False) for size in sizes)
    if count <= _LONG:
        yield ((start, start + size, True) for size in range(_LONGEST_INSIDE, 0, -1) for start in range(1, count - size))


def _time_at(parts: Sequence[str], start: int, end: int, now: datetime, zone: str) -> AskedTime | None:
    beside = {fold(word) for word in (*parts[max(0, start - 1) : start], *parts[end : end + 1])}
    written = _STOP.sub("", " ".join(parts[start:end]))
    time = None if _LIMITS & beside else read_time(written)
    if time is None:
        return None
    if time.may_come and _is_awaited(parts, start):
        raise _ToCome
    if not _is_meant(time, parts, start, end):
        return None
    try:
        period = period_of_time(time, written, now=now, zone=zone)
    except QueryError as error:
        if error.reason == "future-period":
            raise _ToCome from error
        return None
    may_be_words = time.certainty < Certainty.CLEAR or not _WHEN.isdisjoint(map(fold, parts))
    return AskedTime(start, end, period, may_be_words)


def _is_awaited(parts: Sequence[str], start: int) -> bool:
    """Whether a time that may be to come is."""
    return _before(parts, start) in _AIMS or _AHEAD.search(fold(" ".join(parts))) is not None


def _before(parts: Sequence[str], start: int) -> str:
    """The word before a place, but for an article."""
    return next((word for word in map(fold, reversed(parts[:start])) if word != "the"), "")


def _is_meant(time: Time, parts: Sequence[str], start: int, end: int) -> bool:
    """Whether a time is asked for: one that also names topics and versions, where nothing else is."""
    before = _before(parts, start)
    rest = " ".join((*parts[:start], *parts[end:]))
    if before in _BEFORE_A_NAME and fold(parts[start]) == "c":
        return False
    is_told = end < len(parts) and fold(parts[end]) in TELLING
    if time.may_go_on and end < len(parts) and not is_told and not asks_for_all(rest):
        return False
    if time.certainty is not Certainty.ALONE:
        return time.certainty >= Certainty.TOLD
    return bool(rest) and asks_for_all(rest) and before not in _ABOUT and not is_of_time(before)
