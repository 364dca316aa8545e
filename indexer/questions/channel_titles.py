"""Whole names of channels in a text: «Топор. Экономика», «снег в Город Live», "what did they say in Harbour News"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.language.question_words import IDLE, asks_for_latest
from indexer.language.stemming import stem
from indexer.language.text import fold, words
from indexer.language.translations import is_word, translations

_PART = re.compile(r"\s*[|•/]\s*|\s[—–-]\s|:\s")
_BEFORE = frozenset(["в", "во", "на", "из", "у", "от", "in", "on", "from", "at", "by"])  # a name inside a text
_CHANNEL = frozenset(["канал", "канале", "канала", "channel"])  # between these and the name; in English behind it
_ASKS = _CHANNEL | {"the"}
_NEWS = frozenset(map(stem, (*IDLE, "news")))
_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яё]{2,}\b(?! *$)")  # of several words not the last, as in «Новости РФ»
_SEVERAL = 2  # words: a name of one may stand behind «в» as a thing


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a text that name ``channels``, and the text that is left without them."""

    said: str
    left: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    """A name, or what it begins with, and its stems: whether it tells a channel behind «в», and whether it does so alone."""

    written: str
    stems: tuple[str, ...]
    is_telling: bool
    is_name: bool


@lru_cache(maxsize=1 << 16)  # more than a library has channels: each question looks at all of them
def titles(name: str) -> tuple[_Title, ...]:
    """Return a channel's name, and before a sign that parts it what people call the channel, where that tells it."""
    begins = _PART.split(name, maxsplit=1)[0]
    found = [_title(name), *([_title(begins)] if begins != name else [])]
    return tuple(each for each in found if each.stems)


def named_alone(text: str, known: Sequence[str]) -> Named | None:
    """Return the channels of the name that a text is, where it is hardly anything else."""
    said, text = stemmed(text), text.strip()
    named = tuple(
        name
        for name in known
        for each in titles(name)
        if each.stems == said and (each.is_name or (fold(each.written) == fold(text) and not _is_plain(each.written, text)))
    )
    return Named(text, "", tuple(dict.fromkeys(named))) if named else None


def named_inside(text: str, known: Sequence[str]) -> Named | None:
    """Return the channels of a name of several words that stands in a text behind «в» or "in", as the channel writes it."""
    said = text.split()
    found = [(place, stem(word)) for place, token in enumerate(said) for word in words(token)]
    held = {each for _, each in found}
    several = {each for name in known for each in titles(name) if len(each.stems) >= _SEVERAL and held.issuperset(each.stems)}
    for title in sorted(several, key=lambda each: (-len(each.stems), each.written)):
        for start, stop in _places(title, found):
            lead = _lead(said[:start])
            if lead and title.is_telling and _is_written_so(said[start:stop], title):
                behind = stop + (fold(" ".join(said[stop : stop + 1])) in _CHANNEL)
                left = " ".join([*said[: start - lead], *said[behind:]])
                return Named(" ".join(said[start:stop]), left, tuple(each for each in known if title in titles(each)))
    return None


def named_in_quotes(text: str, phrases: Sequence[str], known: Sequence[str]) -> Named | None:
    """Return the channels of a name in quotes behind the «в» or "in" that a text ends with."""
    said = text.split()
    if len(phrases) != 1 or not (lead := _lead(said)):
        return None
    stems = stemmed(phrases[0])
    named = tuple(name for name in known if any(each.stems == stems for each in titles(name)))
    return Named(phrases[0], " ".join(said[:-lead]), named) if named else None


def _title(written: str) -> _Title:
    """What no dictionary has is a name, and so are words of two alphabets, and BBC News; «Машинное обучение» is a topic as well.

    «Новости города» are a topic even behind «в», and «самое важное» asks for the latest of all.
    """
    stems = stemmed(written)
    is_odd = any(not is_word(each, translations()) for each in stems)
    is_telling = len(stems) >= _SEVERAL and (_NEWS.isdisjoint(stems) or _CAPITALS.search(written) is not None)
    is_mixed = len({each.isascii() for each in stems}) > 1 or _CAPITALS.search(written) is not None
    is_latest = asks_for_latest(written)
    return _Title(written, stems, is_odd or (is_telling and not is_latest), is_odd or (is_telling and is_mixed and not is_latest))


def stemmed(text: str) -> tuple[str, ...]:
    """Return the stems of all words of a text, in order, as names are compared."""
    return tuple(map(stem, words(text)))


def _is_plain(title: str, text: str) -> bool:
    """Whether a title is written as any other words: «Топор+» and SHOT are not."""
    parts = title.split()
    return all(map(str.isalpha, parts)) and (text != title or all(part in (part.lower(), part.capitalize()) for part in parts))


def _places(title: _Title, found: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield where a title stands among (place, stem) of words, as places of the first and behind the last."""
    count = len(title.stems)
    for i in range(len(found) - count + 1):
        if tuple(each for _, each in found[i : i + count]) == title.stems:
            yield found[i][0], found[i + count - 1][0] + 1


def _lead(before: Sequence[str]) -> int:
    """How many of the last words only say that a channel follows; 0: they do not."""
    asking = next((i for i, each in enumerate(reversed(before)) if fold(each) not in _ASKS), len(before))
    is_before = asking < len(before) and fold(before[-asking - 1]) in _BEFORE
    return asking + 1 if is_before else 0


def _is_written_so(said: Sequence[str], title: _Title) -> bool:
    """Whether the name has no other ending, or a capital letter: «в новостях Москвы» names none."""
    return words(" ".join(said)) == words(title.written) or said[0][:1].isupper()
