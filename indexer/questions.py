"""A question as it was understood: its filters, hints on what was not, and the wider one that may have been meant."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from indexer.models import Answer, Query
from indexer.question_words import asks_for_all
from indexer.text import fold

NEAR_NAME = 0.6  # difflib's ratio: "long" is not near to "lang"


@dataclass(frozen=True, slots=True)
class Hint:
    """What was not understood as it was written: a code such as ``date``, the words, and what was perhaps meant."""

    kind: str
    value: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What to search for, what to say of how it was asked, and its filters as they were written.

    Quotes and words of time are filters that may not have been meant so. ``wider`` is the question with them as words, or without
    times, and ``given_up`` says which they were; where ``is_guess``, it is asked as soon as nothing answers the narrow one.
    """

    query: Query
    hints: tuple[Hint, ...] = ()
    filters: str = ""
    wider: "Question | None" = None
    is_guess: bool = False
    given_up: str = ""

    @property
    def words(self) -> str:
        """The words whose finding is shown: those of the question and of its phrases."""
        return " ".join((self.query.text, *self.query.phrases)).strip()

    def widened(self, change: Callable[["Question"], "Question"]) -> "Question":
        """Return the question changed, and the wider ones likewise."""
        changed = change(self)
        return replace(changed, wider=self.wider and self.wider.widened(change))

    def asked_next(self, answer: Answer) -> "Question | None":
        """Return the wider question that is asked by itself after this one has got an answer; None where nothing is."""
        return None if answer.fits or not self.is_guess else self.wider


def of_filters_alone(question: Question) -> Question:
    """Return the question without its words where they ask for nothing but what its filters leave; any other as it is."""
    query = question.query
    if not query.is_narrow or query.phrases or not asks_for_all(query.text):  # a quote may be words
        return question
    return replace(question, query=replace(query, text=""), wider=None, is_guess=False)


def takes_over(wide: Answer, narrow: Answer) -> bool:
    """Say whether the answer to the wider question is shown: it answers, or there is nothing else to show."""
    return wide.fits or not narrow.hits


def check_names(question: Question, channels: Iterable[str], tags: Iterable[str], tag_name: Callable[[str], str]) -> Question:
    """Return the question, and its wider ones, with a hint for every channel and tag that is not among those of the library.

    ``tag_name`` gives the name under which a tag is kept.
    """
    query, places, kept = question.query, {fold(name.lstrip("@")): name for name in channels}, {name: name for name in tags}
    hints = [
        *_unknown("channel", query.channels, places, lambda name: fold(name.lstrip("@"))),
        *_unknown("tag", query.tags, kept, tag_name),
    ]
    return question.widened(lambda each: replace(each, hints=(*each.hints, *hints)))


def _unknown(kind: str, names: Iterable[str], known: dict[str, str], key: Callable[[str], str]) -> list[Hint]:
    missing = [name for name in names if key(name) not in known]
    nearest = [get_close_matches(key(name), known, 1, NEAR_NAME) for name in missing]
    return [Hint(kind, name, known[near[0]] if near else "") for name, near in zip(missing, nearest, strict=True)]
