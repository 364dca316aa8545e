"""Says whether two texts that are nearly the same tell different news: another name, day or number, or the opposite.

A template repeats all but a word. Most words can be put otherwise; those below cannot.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from indexer.text import plain_words

ALIKE = 0.75  # share of letters in common, in order, of a word and its misspelling
FEW = 3  # words in a row: what differs in more is a sentence more or less
TURNING = frozenset(["не", "нет", "ни", "без", "no", "not", "never", "without"])  # words that turn a statement into its opposite
# Of one line, words that begin in one of these ways and words that begin in another exclude each other.
_EXCLUDING_TEXT = """
январ|феврал|март|апрел|май мая мае|июн|июл|август|сентябр|октябр|ноябр|декабр
january|february|march|april|may|june|july|august|september|october|november|december
понедельник|вторник|сред|четверг|пятниц|суббот|воскресень
monday|tuesday|wednesday|thursday|friday|saturday|sunday
вчера|сегодня|завтра
yesterday|today|tomorrow
утром утра|днем|вечером вечера|ночью ночи
один одна одного одной|два две двух двое|три трех трое|четыре четырех|пять пяти|шесть шести|семь семи|восем|девят|десят
one|two|three|four|five|six|seven|eight|nine|ten
перв|втор|трет|четверт|пятый пятая пятого
first|second|third|fourth|fifth
вырос выраст растет растут рост повыс подня подорожа увелич|упал упад пада пониз сниз сниж сокра уменьш подешев опусти
rise rose rising grew grow increase gain higher up|fall fell drop decrease decline lose lost lower down
откры|закры
open|close
победи выигра|проигра уступи
win won|lose lost
разреш|запре
allow permit|ban forbid prohibit
введ ввел ввод|отмен
купи покупа|прода
buy bought|sell sold
начал начн|законч заверш прекра
begin began begun start|end finish
больше|меньше
more|less fewer
выше|ниже
север|юг юж|запад|восто
north|south|west|east
"""


def says_otherwise(one: str, other: str) -> bool:
    """Say whether somewhere in two texts a few words stand in others' place and tell other news, or the opposite."""
    ours, theirs = plain_words(one), plain_words(other)
    differing = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    pairs = [(ours[i:j], theirs[k:n]) for kind, i, j, k, n in differing if kind != "equal"]
    return any(_is_other(odd, extra, one, other) for odd, extra in pairs if max(len(odd), len(extra)) <= FEW)


def is_misspelled(one: str, other: str) -> bool:
    """Say whether a word may be another with a slip or another ending."""
    return SequenceMatcher(None, one, other).ratio() > ALIKE


def _is_other(odd: Sequence[str], extra: Sequence[str], one: str, other: str) -> bool:
    if TURNING.intersection(odd) != TURNING.intersection(extra):
        return True
    ours, theirs = dict(map(_excluding, odd)), dict(map(_excluding, extra))
    if any(kind is not None and theirs.get(kind, value) != value for kind, value in ours.items()):
        return True
    named, others = [list(_names(each, text)) for each, text in ((odd, one), (extra, other))]
    return bool(named and others) and not any(is_misspelled(name, instead) for name in named for instead in others)


def _names(row: Sequence[str], text: str) -> Iterator[str]:
    """Yield the words that have a capital in the middle of a sentence."""
    for word in row:
        if word.isalpha() and re.search(rf"[^\s.!?…:•–—\-]\s+\W?{re.escape(word.capitalize())}", text):
            yield word


@cache
def _excluding(word: str) -> tuple[int | None, int]:
    """Return the line of words that exclude each other in which a word stands, and its place there; None for others."""
    for kind, line in enumerate(_EXCLUDING_TEXT.split("\n")):
        for place, beginnings in enumerate(line.split("|")):
            if any(word.startswith(each) if len(each) > 3 else word == each for each in beginnings.split()):
                return kind, place
    return None, 0
