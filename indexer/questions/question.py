"""A question as it was understood: its filters, hints on what was not, and the wider one that may have been meant."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from functools import partial

from indexer.errors import QueryError
from indexer.language.question_words import asks_for_all, asks_for_latest, news_of
from indexer.language.stemming import stem
from indexer.language.text import fold, words
from indexer.models import Answer, Period, Query

_LETTERS = re.compile(r"[^\W_]+")
SHORTEST_NAME = 3  # letters of a channel's name that tell which is meant
NEAR_NAME = 0.6  # difflib's ratio: "long" is not near to "lang"


@dataclass(frozen=True, slots=True)
class Hint:
    """What was not understood as it was written: a code such as ``date``, the words, and what was perhaps meant."""

    kind: str
    value: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What to search for, what to say of how it was asked, and its filters as they were written, those of time apart too.

    Quotes, words of time, names of channels and of languages are filters that may not have been meant so. ``wider`` is the
    question with them as words, or without times, and ``given_up`` says which they were; where ``is_guess``, it is asked as soon
    as nothing answers the narrow one, and where ``is_offered``, it is offered beside an answer too.
    """

    query: Query
    hints: tuple[Hint, ...] = ()
    filters: str = ""
    wider: "Question | None" = None
    is_guess: bool = False
    given_up: str = ""
    times: str = ""
    is_offered: bool = False

    @property
    def words(self) -> str:
        """The words whose finding is shown: those of the question and of its phrases."""
        return " ".join((self.query.text, *self.query.phrases)).strip()

    def widened(self, change: Callable[["Question"], "Question"]) -> "Question":
        """Return the question changed, and the wider ones likewise."""
        changed = change(self)
        return replace(changed, wider=self.wider and self.wider.widened(change))

    def with_query(self, change: Callable[[Query], Query]) -> "Question":
        """Return the question with what is searched for changed, and the wider ones likewise."""
        return self.widened(lambda each: replace(each, query=change(each.query)))

    def asked_next(self, answer: Answer) -> "Question | None":
        """Return the wider question that is asked by itself after this one has got an answer; None where nothing is."""
        return None if answer.fits or not self.is_guess else self.wider


def doubted(question: Question, query: Query, said: str, *, is_offered: bool = False) -> Question:
    """Return a question that asks with a narrower query first; ``said`` are the words of its filter, which may be none."""
    wider = question.widened(lambda each: replace(each, given_up=_and(said, each.given_up)))
    return replace(question, query=query, wider=wider, is_guess=True, is_offered=is_offered)


def _and(said: str, given_up: str) -> str:
    """Filters that are given up, each once: of a name in quotes the phrase is given up too."""
    return given_up if f", {said}, " in f", {given_up}, " else ", ".join(filter(None, (said, given_up)))


def check_times(question: Question) -> None:
    """Make sure that a question is not about a time to come alone. Raises: ``QueryError("future-period")``."""
    to_come = next((hint for hint in question.hints if hint.kind == "future"), None)
    if to_come and not question.query.is_narrow and not words(question.query.text):
        raise QueryError("future-period", to_come.value)


def of_filters_alone(question: Question, now: datetime) -> Question:
    """Return the question without its words where they ask for nothing but what its filters leave, or for the latest posts.

    One that asks for the latest of something is left with that. Any other is returned as it is.
    """
    query = question.query
    if query.phrases:
        return question  # a quote may be words
    if query.is_narrow and asks_for_all(query.text):
        return replace(
            question, query=replace(query, text=""), wider=question.wider if question.is_offered else None, is_guess=False
        )
    if not query.is_narrow and not question.hints and asks_for_latest(query.text):
        return replace(question, query=replace(query, text="", period=Period(until=now)))
    return question.widened(_latest_of_topic)


def _latest_of_topic(question: Question) -> Question:
    topic = news_of(question.query.text)
    return replace(question, query=replace(question.query, text=topic, wants_latest=True)) if topic else question


def takes_over(wide: Answer, narrow: Answer) -> bool:
    """Say whether the answer to the wider question is shown: it answers, or there is nothing else to show."""
    return wide.fits or not narrow.hits


def check_names(question: Question, channels: Sequence[str], tags: Iterable[str], tag_name: Callable[[str], str]) -> Question:
    """Return the question, and its wider ones, with a hint for every channel and tag that is not among those of the library.

    A channel is known by any whole words of its name.

    ``tag_name`` gives the name under which a tag is kept.
    """
    question = _with_whole_names(question, channels)
    query, places, kept = question.query, {_name(name): name for name in channels}, {name: name for name in tags}
    hints = [
        *_unknown("channel", query.channels, places, _name),
        *_unknown("tag", query.tags, kept, tag_name),
    ]
    return question.widened(lambda each: replace(each, hints=(*each.hints, *hints)))


def _with_whole_names(question: Question, channels: Sequence[str]) -> Question:
    """Return the question with channels that were named in part: by words of their names, or with the rest behind the filter.

    A name with "@" is whole.
    """
    known = {_name(name) for name in channels}
    for written in (name for name in question.query.channels if _name(name) not in known and not name.startswith("@")):
        named = [name for name in channels if f" {_bare(written)} " in f" {_bare(name)} "]
        if named and len(_bare(written)) >= SHORTEST_NAME:
            question = question.widened(partial(_renamed, written=written, named=named))
    return question


def _renamed(question: Question, written: str, named: Sequence[str]) -> Question:
    """Return the question with channels in the place of the name that was written.

    What is missing of a channel's name is none of the question's words if these begin or end with it.
    """
    query = question.query
    for name in sorted(named, key=len, reverse=True):
        rest = _name(name).removeprefix(_name(written)).strip()
        if rest and rest != _name(name) and (text := _cut_off(query.text, rest)) is not None:
            query, named = replace(query, text=text), [name]
            break
    kept = (each for each in query.channels if each != written)
    return replace(question, query=replace(query, channels=(*kept, *named)))


def _cut_off(text: str, rest: str) -> str | None:
    """Return a text without the words at its beginning or end; None where they do not stand there."""
    said, missing = text.split(), rest.split()
    for left, cut in ((said[len(missing) :], said[: len(missing)]), (said[: -len(missing)], said[-len(missing) :])):
        if [fold(word) for word in cut] == missing:
            return " ".join(left)
    return None


def _name(written: str) -> str:
    return fold(written.lstrip("@"))


def _bare(name: str) -> str:
    return " ".join(map(stem, _LETTERS.findall(fold(name))))


def _unknown(kind: str, names: Iterable[str], known: dict[str, str], key: Callable[[str], str]) -> list[Hint]:
    missing = [name for name in names if key(name) not in known]
    nearest = [get_close_matches(key(name), known, 1, NEAR_NAME) for name in missing]
    return [Hint(kind, name, known[near[0]] if near else "") for name, near in zip(missing, nearest, strict=True)]
