"""What a question asks for: its words, the filters written among them, and hints where something was not understood."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from enum import Enum
from typing import Any

from indexer.errors import QueryError
from indexer.language.question_words import is_question
from indexer.language.text import fold, words
from indexer.models import Period, Query
from indexer.questions.asked_times import AskedTime, first_time
from indexer.questions.filter_names import HAS, KEYS, LANGUAGES
from indexer.questions.question import NEAR_NAME, Hint, Question
from indexer.times.periods import parse_period, parse_side, shared

LONGEST = 4096  # characters: a longer text is no question, and is left as it is
_MOST_TIMES = 8  # of a question
_WRONG_TIMES = {"period": "date", "future-period": "future", "order": "order"}  # errors, as hints
_NEAR_KEY = 0.8  # difflib's ratio: "afer" is near to "after"

_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“”", "”": "”"}
_QUOTED = "|".join(f"{opening}[^{closing}]*[{closing}]" for opening, closing in _CLOSING.items())
_STOPS = ".,;:!?)…"
_MINUS = "[-−–—]"  # what keyboards make of a minus
_END = rf"[{_STOPS}]*(?=\s|$)"
_BETWEEN = re.compile(r"\.\.|…")
_TOKEN = re.compile(rf"(?P<minus>{_MINUS}?)(?:(?P<key>[^\W\d_]{{2,32}}):)?(?P<quoted>{_QUOTED}){_END}|\S+")
_WITHOUT = re.compile(rf"{_MINUS}#?(?=..)([^\W\d_](?:[\w.+#'’-]*\w)?[+#]*)")
_TAG = re.compile(r"#((?=\w*[^\W\d_])\w[\w-]*)")
_CHANNEL = re.compile(r"(@[a-z]\w{3,31})", re.IGNORECASE | re.ASCII)
_WITHOUT_CHANNEL = re.compile(rf"{_MINUS}@\w+")
_KEYED = re.compile(rf"(?P<minus>{_MINUS}?)(?P<key>[^\W\d_]{{2,32}}):(?P<value>(?!/).*)")


def parse_question(text: str, library_id: int, *, now: datetime, zone: str, k: int = 5) -> Question:
    """Return what a question asks for; ``query.text`` is what is left when its filters are taken out.

    Every text is a question: what is no filter stays a word, and a filter that cannot be is left out with a hint. What is left
    holds no filter. Times are read in the zone, and ``after:`` and ``before:`` hold the day that they name.
    """
    asked = Query(text, library_id, k)
    if len(text) > LONGEST:
        return Question(asked)
    reader = _Reader(asked, now, zone, _Reading.FILTERS)
    narrow = reader.question(text)
    if not reader.quotes and not reader.times:
        return narrow
    given_up = ", ".join(dict.fromkeys([*reader.quotes, *reader.times]))
    readers = (_Reader(asked, now, zone, reading) for reading in (_Reading.WORDS, _Reading.REST))
    wide, rest = (replace(each.question(text), given_up=given_up) for each in readers)
    is_guess = bool(narrow.query.text) and reader.are_times_told
    return replace(
        narrow,
        wider=_askable(replace(wide, wider=_askable(rest), is_guess=True) if wide.query != rest.query else wide),
        is_guess=is_guess and (not reader.quotes or is_question(wide.query.text)),
    )


def _askable(question: Question) -> Question | None:
    return question if words(question.query.text) or question.query.is_narrow else None


class _Reading(Enum):
    """What quotes and words of time are: filters; words, but for times that surely are none; words, and no time at all."""

    FILTERS = "filters"
    WORDS = "words"
    REST = "rest"


class _Reader:
    """Collects filters and hints, and of the filters the ``quotes`` and the ``times`` that may be words."""

    def __init__(self, query: Query, now: datetime, zone: str, reading: _Reading) -> None:
        self.query, self.hints, self.written = query, list[Hint](), list[str]()
        self.quotes, self.times, self.are_times_told = list[str](), list[str](), True
        self._limits = list[str]()
        self._now, self._zone, self._reading = now, zone, reading
        self._times_read = 0

    def question(self, text: str) -> Question:
        """Return what is asked."""
        left = _unquoted(self._read(text)) if self._reading is not _Reading.FILTERS else self._read(text)
        query = replace(self.query, text=left)
        if not words(left) and query.is_narrow:
            query = replace(query, text="")  # a lone question mark asks for nothing
        return Question(query, tuple(dict.fromkeys(self.hints)), " ".join(self.written), times=" ".join(self._limits))

    def _read(self, text: str) -> str:
        """Return the words that are left; where a filter is taken out, what stood around it may now be another."""
        while True:
            tokens = list(_TOKEN.finditer(text))
            taken = {token.start() for token in tokens if self._takes(token)}
            self.written += [token.group() for token in tokens if token.start() in taken]
            plain = [token.group() for token in tokens if token.start() not in taken]
            left = self._without_times(plain)
            if len(left) == len(tokens):
                return " ".join(left)
            text = " ".join(left)

    def _takes(self, token: re.Match[str]) -> bool:
        """Whether a token is a filter; then it is kept."""
        if token["quoted"]:
            inner = token["quoted"][1:-1].strip()
            if token["key"]:
                return self._keyed(token.group(), token["minus"], token["key"], inner)
            if token["minus"]:
                return bool(words(inner)) and self._add("without", inner)
            return bool(words(inner)) and self._reading is _Reading.FILTERS and self._quote(inner)
        word = re.sub(rf"(?<=.)[{_STOPS}]+$", "", token.group())
        if word[0] in "–—" and not token.start():
            return False  # a line of a dialogue
        if _WITHOUT_CHANNEL.fullmatch(word):
            self.hints.append(Hint("exclude", word))
            return True
        for pattern, field in ((_WITHOUT, "without"), (_TAG, "tags"), (_CHANNEL, "channels")):
            if match := pattern.fullmatch(word):
                return self._add(field, match[1])
        if match := _KEYED.fullmatch(token.group()):
            if match["value"][:1] not in _CLOSING or fold(match["key"]) not in KEYS:
                return self._keyed(word, match["minus"], match["key"], re.sub(_END, "", match["value"]))
            word = match["value"]
        if word[0] in _CLOSING and not set(_CLOSING[word[0]]) & set(word[1:]):
            self.hints.append(Hint("quote", word))
        return False

    def _quote(self, inner: str) -> bool:
        self.quotes.append(" ".join(inner.split()))
        return self._add("phrases", inner)

    def _add(self, field: str, *values: str) -> bool:
        known = getattr(self.query, field)
        filters: dict[str, Any] = {field: tuple(dict.fromkeys((*known, *values)))}
        self.query = replace(self.query, **filters)
        return True

    # --- key:value ---

    def _keyed(self, token: str, minus: str, written: str, value: str) -> bool:
        key = KEYS.get(fold(written))
        if key is None:
            near = get_close_matches(fold(written), KEYS, 1, _NEAR_KEY) if len(written) > 2 and value else []
            self.hints += [Hint("key", token, f"{each}:") for each in near]
            return False
        if not (value if key == "channel" else words(value)):  # a channel may be called 🔥
            self.hints.append(Hint("value", f"{written}:"))
            return False
        if minus:
            self.hints.append(Hint("exclude", token))
            return True
        takers: dict[str, Callable[[str, str], bool]] = {
            "channel": lambda _, value: self._add("channels", value),
            "tag": lambda _, value: self._add("tags", value.lstrip("#")),
            "lang": lambda _, value: self._listed("languages", LANGUAGES, "lang", value),
            "has": lambda _, value: self._listed("has", HAS, "has", value),
            "after": self._after,
            "before": self._before,
        }
        return takers[key](token, value)

    def _listed(self, field: str, known: dict[str, str], kind: str, value: str) -> bool:
        for part in filter(None, re.split(r"[,|;/\s]+", fold(value))):
            if part in known:
                self._add(field, known[part])
            else:
                near = get_close_matches(part, known, 1, NEAR_NAME) if len(part) > 2 else []
                self.hints.append(Hint(kind, part, next(iter(near), "")))
        return True

    def _after(self, token: str, value: str) -> bool:
        if _BETWEEN.search(value):
            return self._between(token, value)
        since = self._moment(value, end=False)
        if since is None or since > self._now:
            self.hints.append(Hint("date" if since is None else "future", token))
            return True
        return self._narrow(Period(since=since), token)

    def _between(self, token: str, value: str) -> bool:
        try:
            both = parse_period(value, now=self._now, zone=self._zone)
        except QueryError as error:
            self.hints.append(Hint(_WRONG_TIMES[error.reason], token))
            return True
        if both is None:
            self.hints.append(Hint("date", token))
            return True
        return self._narrow(both, token)

    def _before(self, token: str, value: str) -> bool:
        until = self._moment(value, end=True)
        if until is None:
            self.hints.append(Hint("date", token))
            return True
        return self._narrow(Period(until=until), token)

    def _moment(self, value: str, *, end: bool) -> datetime | None:
        """Return a side of a date, or of a period in words such as "yesterday"."""
        try:
            return parse_side(value, now=self._now, zone=self._zone, end=end)
        except QueryError:
            return None

    def _narrow(self, period: Period, written: str) -> bool:
        """Leave the time that both periods share; where there is none, the one that was there first."""
        try:
            self.query = replace(self.query, period=shared(self.query.period, period))
            self._limits.append(written.rstrip(_STOPS))
        except QueryError as error:
            self.hints.append(Hint(error.reason, written))
        return True

    # --- words of time ---

    def _without_times(self, parts: list[str]) -> list[str]:
        """Take out the words of time, but for those that are words."""
        surely = self._reading is _Reading.WORDS
        while self._times_read < _MOST_TIMES and (found := first_time(parts, now=self._now, zone=self._zone, surely=surely)):
            self._times_read += 1
            if self._reading is _Reading.FILTERS:
                self._time(" ".join(parts[found.start : found.end]), found)
            parts = parts[: found.start] + parts[found.end :]
        return parts

    def _time(self, said: str, found: AskedTime) -> None:
        hints = len(self.hints)
        self.written.append(said)
        self._narrow(found.period, said)
        if len(self.hints) == hints:
            self.times.append(said.rstrip(_STOPS))
            self.are_times_told = self.are_times_told and found.may_be_words


def _unquoted(text: str) -> str:
    """Return a question whose quotes are words: no filter is looked for inside, and a stop behind one stays."""

    def words_of(token: re.Match[str]) -> str:
        if not token["quoted"] or token["key"] or token["minus"]:
            return token.group()
        return token["quoted"][1:-1] + token.group()[len(token["quoted"]) :]

    return " ".join(_TOKEN.sub(words_of, text).split())
