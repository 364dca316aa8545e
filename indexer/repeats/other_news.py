"""Says whether two texts that are nearly the same tell different news: another name, day or number, or the opposite.

A template repeats all but a word. Most words can be put otherwise; those below cannot, and none can in a short headline.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from indexer.language.stemming import is_form, stem
from indexer.language.text import plain_words

ALIKE = 0.75  # share of letters in common, in order, of a word and its misspelling
MOST = 300  # words between the first and the last that differ: to compare more takes too long, and they are edits
HEADLINE = 8  # words: a longer sentence is rather edited than filled in
TEMPLATE = 30  # words: in a longer text a word that is put otherwise is rather an edit, wherever it stands
LONG_NAME = 7  # letters
ROOT = 5  # letters that two words of one root begin with
SENTENCE = re.compile(  # the number of a list's item belongs to what follows; white space first: a third of the time
    r"\s(?:(?<=\n)|(?<=[.!?…]\s)(?<!\d\.\s))"
)
_HEADLINE = re.compile(r"\w[^\n.!?…]*")
FEW = 3  # words in a row: what differs in more is a sentence more or less
TURNING = frozenset(
    ["не", "нет", "ни", "без", "отбой", "no", "not", "never", "without"]
)  # words that turn a statement into its opposite
_NEGATING = frozenset(["не", "un", "in", "im", "il", "ir", "dis", "non"])  # beginnings of a word's opposite
_MARKS = (
    ("✅☑✔", "❌✖"),
    ("👍", "👎"),
    ("🟢", "🟡", "🔴"),
    ("📈", "📉"),
    ("⬆🔼🔺", "⬇🔽🔻"),
    ("🟩", "🟨", "🟥"),
    ("❤", "💔"),
)  # those of a row exclude each other
_PICTURE = re.compile("[\u2600-\U0001faff]")  # one range is looked for in a tenth of the time that all marks take
_SAID = re.compile("[:—–] ?([\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]++)$")  # "Mood today: 😀"
_IDLE = frozenset(
    "\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff👇👉👆👈☝⤵⤴➡⬅▶"
)  # tints, and what points at a link
_FLAGS = {letter: ("flag", letter) for letter in map(chr, range(0x1F1E6, 0x1F200))}  # a flag has two
_PLACES = _FLAGS | {mark: (row, place) for row in _MARKS for place in row for mark in place}
_GLAD, _SAD = "😀😃😄😁😊🙂😍🥰😂🤣😎🤩🥳", "😢😭😞😔☹🙁😡😠🤬😱😩💀"
_MOODS = dict.fromkeys(_GLAD, _GLAD) | dict.fromkeys(_SAD, _SAD)  # ornament, but where a text says little else
# The words of one line exclude those behind its bars; "*" stands for any ending.
_EXCLUDING_TEXT = """
январ* янв|феврал* фев|март*|апрел* апр|май мая мае|июн*|июл*|август* авг|сентябр* сен|октябр* окт|ноябр* ноя|декабр* дек
january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep|october oct|november nov|december dec
понедельник*|вторник*|среда среду среде среды|четверг*|пятниц*|суббот*|воскресен*
monday|tuesday|wednesday|thursday|friday|saturday|sunday
вчера|сегодня|завтра
yesterday|today|tomorrow
утром утра|днем|вечером вечера|ночью ночи
зима зимы зиму зимой зимн*|весн* весенн*|лето лета летом летн*|осень осени осенью осенн*
winter*|spring|summer*|autumn*
один одна одного одной|два две двух двое|три трех трое|четыре четырех|пять пяти|шесть шести|семь семи|восемь восьми|девять девяти
десять десяти|двадцать двадцати|тридцать тридцати|сорок|пятьдесят|сто|двести|триста|тысяч*|миллион*|миллиард*
одно*|двух*|трех*|четырех*|пяти*|шести*|семи*|восьми*|девяти*|десяти*
one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred|thousand|million|billion
первый первая первое первого первой|второй вторая второе второго|третий третья третье третьего|четверт*|пятый пятая пятого
first|second|third|fourth|fifth
ii|iii|iv|vi|vii
вырос выросл* вырастет вырастут растет растут повысил* подорожа* увеличи*|упал* упадет упадут пада* снизи* сократи* подешеве*
rise rises rose rising grew grow grows increase* gain*|fall falls fell drop* decrease* decline*
открыл* откроет* откроют* открыва* открыт*|закрыл* закроет* закроют* закрыва* закрыт*
open opens opened|close closes closed
works working|broken
победил* выиграл*|проиграл* уступил*
win wins won|lose loses lost
разреш*|запре*
allow* permit*|ban bans banned forbid* prohibit*
включи*|отключи* выключи*
введ* ввел* вводи* объявл* объяви*|отмен* снят* снима* снимут
start* begin* began begun|end ends ended finish*
купил* покупа*|продал* прода*
buys bought|sells sold
начал* начн*|законч* заверш* прекра*
больше|меньше
more|less fewer
выше|ниже
вход*|выход*
плюс|минус
can will|can't cannot won't
approve*|reject*
arrest*|release*
оправда*|осуди* осужд*
подтверди*|опроверг*
север*|юг* южн*|запад*|восто*
north*|south*|west*|east*
"""


def _places_of_words() -> dict[str, list[tuple[int, int]]]:
    """Where a word, or any word that begins so ("*"), stands: the line, and the place between its bars."""
    places = defaultdict[str, list[tuple[int, int]]](list)
    for line, written in enumerate(_EXCLUDING_TEXT.strip().split("\n")):
        for place, known in enumerate(written.split("|")):
            for word in known.split():
                places[word].append((line, place))
    return dict(places)


_EXCLUDING = _places_of_words()


def says_otherwise(one: str, other: str) -> bool:
    """Say whether somewhere in two texts a few words stand in others' place and tell other news, or the opposite."""
    ours, theirs = differing(plain_words(one), plain_words(other))
    if ours and theirs and (_is_headed_otherwise(one, other) or _is_filled_in(one, other)):
        return True
    if max(len(ours), len(theirs)) > MOST:
        return False
    changes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    pairs = [(ours[i:j], theirs[k:n]) for kind, i, j, k, n in changes if kind != "equal"]
    return any(_is_other(odd, extra, one, other) for odd, extra in pairs if max(len(odd), len(extra)) <= FEW)


def _is_headed_otherwise(one: str, other: str) -> bool:
    """Whether the short first sentences of texts that go on are the same but for a few words that are not alike."""
    ours, theirs = (_headline(text) for text in (one, other))
    goes_on = len(ours) < len(plain_words(one)) and len(theirs) < len(plain_words(other))
    return goes_on and _is_replaced(ours, theirs)


def _is_filled_in(one: str, other: str) -> bool:
    """Whether short texts are the same but for a few words of one short sentence that are not alike."""
    if max(len(plain_words(one)), len(plain_words(other))) > TEMPLATE:
        return False
    ours, theirs = ([plain_words(sentence) for sentence in SENTENCE.split(text)] for text in (one, other))
    changed = [pair for pair in zip(ours, theirs, strict=False) if len(set(pair)) > 1]
    return len(ours) == len(theirs) and len(changed) == 1 and _is_replaced(*changed[0])


def _is_replaced(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether short sentences are the same but for a few words that are not alike."""
    odd, extra = differing(ours, theirs)
    is_few = odd and extra and max(len(odd), len(extra)) <= FEW and len(odd) < len(ours) and len(extra) < len(theirs)
    is_short = max(len(ours), len(theirs)) <= HEADLINE
    return bool(is_few and is_short) and not any(are_alike(word, instead) for word in odd for instead in extra)


def _headline(text: str) -> tuple[str, ...]:
    found = _HEADLINE.search(text)
    return plain_words(found[0]) if found else ()


def are_alike(one: str, other: str) -> bool:
    """Say whether a word may be another with a slip, another ending or of the same root."""
    return one[:ROOT] == other[:ROOT] or is_misspelled(one, other)


def differing(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return both rows of words without what they begin with and end with alike."""
    shorter = min(len(ours), len(theirs))
    head = next((i for i in range(shorter) if ours[i] != theirs[i]), shorter)
    tail = next((i for i in range(shorter - head) if ours[-1 - i] != theirs[-1 - i]), shorter - head)
    return ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]


def is_misspelled(one: str, other: str) -> bool:
    """Say whether a word may be another with a slip or another ending."""
    return SequenceMatcher(None, one, other).ratio() > ALIKE


def is_typo(one: str, other: str) -> bool:
    """Say whether a word of some length may be another typed in haste: a letter more or less, or another order."""
    return min(len(one), len(other)) >= ROOT and (_lacks_letter(one, other) or sorted(one) == sorted(other))


def is_long_typo(one: str, other: str) -> bool:
    """Say whether a long word has a letter more or less than another: a short name that has is another name."""
    return _lacks_letter(one, other) and len(one + other) >= 2 * LONG_NAME


def _lacks_letter(one: str, other: str) -> bool:
    return sorted(map(len, differing(one, other))) == [0, 1]


def _is_other(odd: Sequence[str], extra: Sequence[str], one: str, other: str) -> bool:
    if TURNING.intersection(odd) != TURNING.intersection(extra):
        return True
    if any(_negates(word, instead) or _negates(instead, word) for word in odd for instead in extra):
        return True
    ours, theirs = (dict(kind for word in row for kind in _excluding(word)) for row in (odd, extra))
    if any(theirs.get(line, place) != place for line, place in ours.items()):
        return True
    named, others = [list(_names(each, text)) for each, text in ((odd, one), (extra, other))]
    return bool(named and others) and not any(_is_same_name(name, instead) for name in named for instead in others)


def _negates(one: str, other: str) -> bool:
    return one.endswith(other) and one.removesuffix(other) in _NEGATING


def _is_same_name(one: str, other: str) -> bool:
    """Whether a name has another ending or order of letters, or a long one a letter more; with another letter it is another."""
    return is_form(stem(one), stem(other)) or is_long_typo(one, other) or sorted(one) == sorted(other)


def _names(row: Sequence[str], text: str) -> Iterator[str]:
    """Yield the words that have a capital in the middle of a sentence, or in quotes."""
    for word in row:
        name = word.capitalize()  # looked for as it is first: a pattern of its own takes as long as to judge two texts
        if word.isalpha() and name in text and re.search(rf"(?:[^\s.!?…:•–—\-]\s+\W?|[«“]){re.escape(name)}", text):
            yield word


@lru_cache(maxsize=65536)
def _excluding(word: str) -> tuple[tuple[int, int], ...]:
    """Return the lines of words that exclude each other in which a word stands, and its place in each."""
    known = {word, *(f"{word[:end]}*" for end in range(1, len(word) + 1))}
    return tuple(sorted({place for each in known for place in _EXCLUDING.get(each, ())}))


def is_marked_otherwise(one: str, other: str) -> bool:
    """Say whether emoji that exclude each other, such as ✅ and ❌, or two flags, stand in each other's place in two texts."""
    ours = marks(one)
    theirs = ours and marks(other)
    rows = {row for row, _ in ours} & {row for row, _ in theirs}
    ours, theirs = ([mark for mark in every if mark[0] in rows] for every in (ours, theirs))
    if len(ours) != len(theirs):  # some are there for ornament
        return set(ours).isdisjoint(theirs)
    return ours != theirs and _marked_lines(one) != _marked_lines(other)


def marks(text: str) -> list[tuple[object, str]]:
    """Return the marks of a text in order, each with those that it excludes. What is said in a picture excludes any other."""
    pictures = _PICTURE.findall(text)
    return [_PLACES[each] for each in pictures if each in _PLACES] + _said(text) if pictures else []


def _said(text: str) -> list[tuple[object, str]]:
    """What a text says in a picture at its end, behind a colon or a dash, and the mood of one that has few words."""
    found = _SAID.search(text.rstrip())
    said = found[1] if found else filter(_MOODS.__contains__, text) if 0 < len(plain_words(text)) <= FEW else ""
    return [("said", _MOODS.get(each, each)) for each in dict.fromkeys(said) if each not in _IDLE and each not in _PLACES]


def _marked_lines(text: str) -> list[tuple[tuple[str, ...], list[str]]]:
    """What is said and marked in each line, in an order that does not depend on theirs."""
    return sorted((plain_words(line), [mark for _, mark in marks(line)]) for line in text.split("\n"))
