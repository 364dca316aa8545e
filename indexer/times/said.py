"""A time as it is named, and the words that name it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from indexer.times.calendar import Stretch
from indexer.times.kinds import Kind, Token


class Certainty(IntEnum):
    """How surely words that can be a time are one."""

    TOPIC = 0  # beside other words they are rather a part of these: "may", "year"
    ALONE = 1  # where the other words ask for nothing in particular: «что было летом», «новости 25.11»
    BARE = 2  # where a time is awaited: "3 days", 2025
    TOLD = 3  # in a question too, but what is asked about is told so as well: «6 ноября», «в 2000 году», «за неделю»
    CLEAR = 4  # "last week", 2025-01


@dataclass(frozen=True, slots=True)
class Time:
    """A time as it is named; ``stretch`` gives it for a moment of local time. Raises ValueError where there is no such day.

    ``may_come``: as with a weekday, it is the latest, unless what is asked about is to come.
    ``edge`` counts for "since" and "until" where the stretch is wider: of "a month ago" it is the day.
    ``may_go_on``: what follows may say of what it is: «последний день Помпеи».
    """

    certainty: Certainty
    stretch: Callable[[datetime], Stretch]
    may_come: bool = False
    edge: Callable[[datetime], Stretch] | None = None
    may_go_on: bool = False

    @property
    def edges(self) -> "Time":
        """The time whose sides are those of since and until it."""
        return replace(self, stretch=self.edge or self.stretch)

    def side(self, certainty: Certainty, *, is_since: bool) -> "Time":
        """The time since this one begins, or until it does; until what is to come is to come itself: «скидки до 30 ноября»."""

        def stretch(local: datetime) -> Stretch:
            since, _ = self.edges.stretch(local)
            if since is None:
                raise ValueError(since)
            return (since, None) if is_since or since > local else (None, since)

        return replace(self, certainty=certainty, stretch=stretch, edge=None)


_IN_HALVES = (Kind.HALF, Kind.HALF_UNIT, Kind.HALVES, Kind.DECIMAL)
_MOST = 10**9  # more than a calendar holds of any unit


class Said:
    """The words of a phrase by the groups of the pattern that it fits; a group that is left out has none."""

    def __init__(self, words: Sequence[Token], match: re.Match[str]) -> None:
        self._words, self._match = words, match

    def __getitem__(self, group: str) -> Sequence[Token]:
        if self._match.re.groupindex.get(group) is None:
            return ()
        start, end = self._match.span(group)
        return self._words[start:end] if end > start else ()

    def number(self, group: str) -> int | None:
        """The number that a group names, «двадцать шестого» in two words."""
        return sum(token.value for token in self[group]) if self[group] else None

    @property
    def count(self) -> float | None:
        """How many units are meant: «полтора» are 1.5, and so is "a month and a half"; None where no number is named."""
        if not self["count"]:
            return None
        halves = sum(token.value for token in self["count"] if token.kind in _IN_HALVES)
        whole = sum(token.value for token in self["count"] if token.kind not in _IN_HALVES)
        is_one = not whole and any(token.kind in (Kind.AND, Kind.SINCE) for token in self["count"])
        return min(whole, _MOST) + is_one + halves / 2 if halves else whole

    def text(self, group: str) -> str:
        """The words of a group as they are written, folded."""
        return " ".join(token.text for token in self[group])

    @property
    def unit(self) -> str:
        """The unit of time."""
        return next(token.unit for token in self._words if token.unit)

    @property
    def ends_in_short_year(self) -> bool:
        """Say whether a year in two figures is the last word: «лето 24»."""
        return self._words[-1].is_short_year

    @property
    def lone(self) -> str:
        """The word that is said alone; empty where there are more."""
        return self._words[0].text if len(self._words) == 1 else ""

    def begins(self, *kinds: Kind) -> bool:
        """Say whether the first word is of such a kind."""
        return self._words[0].kind in kinds

    def holds(self, *kinds: Kind) -> bool:
        """Say whether any word is of such a kind."""
        return any(token.kind in kinds for token in self._words)

    @property
    def steps_back(self) -> int:
        """How many units before this one is meant: «прошлый» and «тот» are one, «позапрошлый» and "before last" are two."""
        if self.holds(Kind.BEFORE_LAST) or (self.holds(Kind.BEFORE) and self.holds(Kind.LAST)):
            return 2
        return 1 if self.holds(Kind.LAST, Kind.PREVIOUS, Kind.PAST, Kind.YONDER) else 0

    @property
    def clear(self) -> Certainty:
        """How sure a clear time is: behind «за» it may be told."""
        return Certainty.TOLD if self.begins(Kind.ZA) else Certainty.CLEAR
