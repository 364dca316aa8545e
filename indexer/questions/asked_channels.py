"""Channels that a question names in its words: «что пишет Ледокол», «что нового в канале Сад», "what does @x write about tea"."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.language.question_words import bare
from indexer.questions.channel_titles import named_alone, named_in_quotes, named_inside, stemmed, titles
from indexer.questions.question import SHORTEST_NAME, Question, doubted

_WRITES = (
    r"(?:пиш[еу]т|(?:на)?писал[аио]?|сообща(?:ет|ют|л[аио]?)|сообщил[аио]?|рассказ(?:ывает|ывают|ал[аио]?)|говор(?:ит|ят|ил[аио]?)"
    r"|публикует|публикуют|опубликовал[аио]?)"
)
_HAS_WRITTEN = r"(?:write|say|post|publish|report|written|said|posted|published|reported|writing|saying|posting)"
_WHAT = r"(?:а )?(?:что|о ч[её]м|про что) (?:(?:там|интересного|нового|важного|ещ[её]) )*+"
_WHAT_DOES = r"what (?:do|does|did|has|have|is|are)"
_NEW = r"(?:а )?что (?:там )?(?:нового|интересного)"
_NEW_IN = r"what(?:'s| is) new"
_IN = r"(?:(?:в|во|на|у|из|от) )?(?P<channel>(?:(?:(?:телеграм|тг)[- ]?)?канал[аеу]? )?)"
_THE = r"(?P<channel>(?:the )?(?:channel )?)"
_NAME, _ABOUT = r"(?P<name>.+?)", r"(?: (?:о|об|обо|про|насч[её]т|на тему|about|on) (?P<topic>.+))?"


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form + _ABOUT, re.IGNORECASE) for form in forms)


_NAMED = _compiled(
    rf"{_WHAT}{_WRITES} {_IN}{_NAME}",
    rf"{_WHAT}{_NAME} {_WRITES}",
    rf"{_NEW} {_IN}{_NAME}",
    rf"(?:(?:последние|свежие|новые) )?(?:посты|новости) (?:из|от|у|с) (?P<channel>(?:канала )?){_NAME}",
    rf"{_WHAT_DOES} {_THE}{_NAME} {_HAS_WRITTEN}",
    rf"{_NEW_IN} (?:in|on|at|from) {_THE}{_NAME}",
    rf"(?:(?:the )?(?:latest|recent|new) )?(?:posts|news) (?:from|by) {_THE}{_NAME}",
)
_OF_A_FILTER = _compiled(
    rf"{_WHAT}{_WRITES}(?: (?:в|на|у))?",
    rf"{_NEW}(?: (?:в|на|у))?",
    rf"{_WHAT_DOES} {_HAS_WRITTEN}",
    rf"{_NEW_IN}(?: (?:in|on|at|from))?",
)


@dataclass(frozen=True, slots=True)
class NamedChannel:
    """What may be a channel's name in a question, the topic that is asked of it or "", and whether it is said to be a channel."""

    name: str
    topic: str
    is_said: bool


def of_channel(question: Question, channel_names: Callable[[], Sequence[str]], is_topic: Callable[[str], bool]) -> Question:
    """Return a question that asks what a channel writes as one of its filter, without the words that only ask so.

    A channel that words name is a guess: where nothing of it answers, the question is asked as it was. A name alone asks for the
    channel's posts, and one behind «в» or "in" for those about the rest; what ``is_topic`` knows is a topic, whatever channels
    are called so. ``channel_names`` are those of the library.
    """
    if question.query.channels:
        return question.widened(_without_asking)
    text = bare(question.query.text)
    if not text:
        return question
    known = channel_names()
    narrowed = (_narrowed(question, each, meant) for each in named_channels(text) if (meant := _meant(each, known)))
    return next(narrowed, None) or _of_whole_name(question, known, is_topic)


def named_channels(text: str) -> list[NamedChannel]:
    """Return what may be the name of a channel in a question that is ``bare``."""
    found = (form.fullmatch(text) for form in _NAMED)
    return [NamedChannel(each["name"], each["topic"] or "", _is_said(each)) for each in found if each]


def _is_said(found: re.Match[str]) -> bool:
    said = (found.groupdict().get("channel") or "").lower()
    return "канал" in said or "channel" in said


def _without_asking(question: Question) -> Question:
    text = bare(question.query.text)
    found = next(filter(None, (form.fullmatch(text) for form in _OF_A_FILTER)), None)
    return replace(question, query=replace(question.query, text=found["topic"] or "")) if found else question


def _narrowed(question: Question, asked: NamedChannel, meant: tuple[str, ...]) -> Question:
    return doubted(question, replace(question.query, text=asked.topic, channels=meant), asked.name)


def _of_whole_name(question: Question, known: Sequence[str], is_topic: Callable[[str], bool]) -> Question:
    """The question of a channel whose whole name it is, or holds behind «в» or "in"; that name is offered as words."""
    query = question.query
    if quoted := named_in_quotes(query.text, query.phrases, known):
        narrow = replace(query, text=quoted.left, phrases=(), channels=quoted.channels)
        return doubted(question, narrow, quoted.said, is_offered=True)
    found = None if query.phrases else named_alone(query.text, known) or named_inside(query.text, known)
    if not found or is_topic(found.said):
        return question
    return doubted(question, replace(query, text=found.left, channels=found.channels), found.said, is_offered=True)


def _meant(asked: NamedChannel, known: Iterable[str]) -> tuple[str, ...]:
    """The channels of a name; of what is said to be one, those in whose names it stands."""
    stems = stemmed(asked.name)
    wanted, whole = " ".join(stems), tuple(name for name in known if stems in _names(name))
    if whole or not asked.is_said or len(wanted) < SHORTEST_NAME:
        return whole
    return tuple(name for name in known if f" {wanted} " in f" {' '.join(stemmed(name))} ")


def _names(name: str) -> list[tuple[str, ...]]:
    """What a channel is called, as stems: its name, or what it begins with where that is hardly anything else."""
    return [each.stems for i, each in enumerate(titles(name)) if not i or each.is_telling]
