"""Where words of time stand in a question, and which time they name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.errors import QueryError
from indexer.models import Period
from indexer.periods import LONGEST_WORDS, period_of_time
from indexer.text import fold
from indexer.times import TENS, Certainty, is_of_time, read_time

_LIMITS = {"и", "по", "до", "to", "and", "-", "–", "—", "of", *TENS}  # beside a day: it is a part of more
_AHEAD = re.compile(r"\b(?:буд(?:ет|ут|ем)|завтра|предстоит|will|tomorrow|upcoming)\b")
_STOP = re.compile(r"[?!,;:]+$|(?<!\.)\.$")
_YEAR = re.compile(r"\d{4}")
_LONG = 24  # words: in a longer text a time is told, not asked for
_INSIDE = (3, 2, 1)  # words of a time in the middle


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The period that the words from ``start`` to ``end`` name; ``may_be_words``: what is asked about is told so too."""

    start: int
    end: int
    period: Period
    may_be_words: bool


def first_time(parts: Sequence[str], *, now: datetime, zone: str, surely: bool = False) -> AskedTime | None:
    """Return the first time of a question: at its end, at its beginning, the longest first, else in the middle, but for years.

    With ``surely`` none that may be words; what is a part of more is no time: "last day of school", «5 и 6 ноября».
    """
    bare = [_STOP.sub("", part) for part in parts]
    of_time = [not part or is_of_time(part) for part in bare]
    for spans in _places(len(parts)):
        for start, end, is_inside in spans:
            found = _time_at(parts, start, end, now, zone) if all(of_time[start:end]) else None
            if found is None or (is_inside and _YEAR.search(" ".join(parts[start:end]))):
                continue
            if surely and found.may_be_words:
                break
            return found
    return None


def _places(count: int) -> Iterator[Iterator[tuple[int, int, bool]]]:
    """The spans of words that may be a time."""
    sizes = range(min(LONGEST_WORDS, count), 0, -1)
    yield ((count - size, count, False) for size in sizes)
    yield ((0, size, False) for size in sizes)
    if count <= _LONG:
        yield ((start, start + size, True) for size in _INSIDE for start in range(1, count - size))


def _time_at(parts: Sequence[str], start: int, end: int, now: datetime, zone: str) -> AskedTime | None:
    beside = {fold(word) for word in (*parts[max(0, start - 1) : start], *parts[end : end + 1])}
    written = _STOP.sub("", " ".join(parts[start:end]))
    time = None if _LIMITS & beside else read_time(written)
    if time is None or time.certainty < Certainty.TOLD or (time.may_come and _AHEAD.search(fold(" ".join(parts)))):
        return None
    try:
        period = period_of_time(time, written, now=now, zone=zone)
    except QueryError:
        return None
    return AskedTime(start, end, period, time.certainty is Certainty.TOLD)
