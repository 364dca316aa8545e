"""A post's own sentences, and the one or two that say what it is about."""

import math
import re
from collections import Counter

import sentencex

from indexer.language.stemming import stem
from indexer.language.text import words

LIMIT = 280  # characters of all quotes of one post together: about three lines on a phone
READ = 20_000  # characters of a text that are read for what it says: a book is quoted from its beginning
_SHORTEST_WORDS = 4
_LONG_WORDS = 30  # longer sentences gain nothing from saying more

_MARKER = re.compile(r"^\s*+(?:\d{1,2}[.)]\s++|[-–—•·*▪▫◦●○■□➤➡→✓✔✅☑>#|\W](?=\s)\s++)*+")
_NOISE = re.compile(r"https?://\S+|www\.\S+|(?:^|(?<=\s))[#@][\w.-]+")
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_EMOJI = re.compile(r"^(?:[\u2190-\u2bff\u3030\ufe0f\u200d\u20e3\U0001f000-\U0001faff]\s*)++(?::\s*)?")
_TAIL_LINK = re.compile(r"[\s:—–-]*(?:https?://\S+|www\.\S+)\s*$")
# sentencex 1.0 takes «т.д. Не прям» for one sentence and breaks after «т.е.», «рис.» and the number of a list.
_MISSED_END = re.compile(r"(?:(?<=\bт\.[дп]\.)|(?<=\bт\. [дп]\.))\s+(?=[А-ЯЁA-Z])")
_FALSE_END = re.compile(
    r"(?:^\W*\d{1,2}[.)]|\b(?:т\. ?е|т\. ?к|т\. ?н|рис|см|стр|гл|им|напр|e\.g|i\.e|vs|fig|no|№)\.)\s*$", re.IGNORECASE
)
_APPEAL = re.compile(
    r"подпис(?:ывай|ать|ка на)|ставьте|лайк|репост|переходи|регистри|записывай|пишите|делитесь|жми"
    r"|приглашаем|присылайте|резюме на|готовим (?:для вас )?(?:статью|материал)|найти (?:тут|здесь|по ссылке)|трансляция на\b"
    r"|читать (?:далее|полностью|нас\b|без vpn)|доступ\w* без vpn|подробнее\W*$|ссылк[аеу] |промокод|реклама"
    r"|\berid\b|донат|subscribe|sign up"
    r"|\bjoin (?:us|our|the)|click|read more|follow (?:us|me)|link in|promo code|let me know|share this|vote for",
    re.IGNORECASE,
)
_FUNCTION_WORDS_TEXT = """
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из
ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей может
они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот того потому
этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда зачем всех никогда можно при наконец два об
другой хоть после над больше тот через эти нас про всего них какая много разве эту моя свою этой перед иногда лучше чуть том
нельзя такой им более всегда конечно всю между это эта также которые который которая которое которых свой свои своей очень
просто нужно вообще например лишь самый такие такая такое такого таких таким
a an the and or but if then else of at by for with about into through to
from in out on off over under again further once here there when where why how all any both each few more most other some such
no nor not only own same so than too very can will just should now i me my we our you your he him his she her it its they them
their what which who this that these those am is are was were be been being have has had do does did as until while because
also would could there's it's don't get make one like since between during before
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order.

    Lines end sentences; list markers, and lines of tags, links and signs alone, are left out.
    """
    found: list[str] = []
    for line in text.splitlines():
        bare = line[len(_marker(line)) :].strip()
        if _LETTER.search(_NOISE.sub(" ", bare)):
            found.extend(_split(bare))
    return found


def best_sentences(text: str, *, k: int = 2, limit: int = LIMIT, skip: str = "") -> tuple[str, ...]:
    """Return at most ``k`` of a text's own sentences that say what it is about, in the text's order.

    Central ones near the beginning win; questions, appeals and scraps stay out as long as there is something else. ``skip`` is a
    title that the reader already has, whole or cut: beside it, nothing is better than scraps. Together they have at most
    ``limit`` characters; a first one that is longer is cut at a word with "…".
    """
    told = dict.fromkeys(map(_bare, _beginning(text)))
    every = [sentence for sentence in told if sentence and not (skip and _is_told(sentence, skip))]
    fair = [i for i in _fair(every) if not skip or is_statement(every[i])]
    weights = Counter(word for i in fair for word in set(content_stems(every[i])))
    best = sorted(fair, key=lambda i: (-_score(every[i], i, weights, weights.total() or 1), i))
    chosen: list[int] = []
    for i in best:
        room = limit - sum(len(every[j]) + 1 for j in chosen)
        if len(chosen) < k and (not chosen or len(every[i]) <= room):
            chosen.append(i)
    return tuple(cut(every[i], limit) for i in sorted(chosen))


def _is_told(sentence: str, title: str) -> bool:
    one, other = (f" {' '.join(words(text))} " for text in (sentence, title))
    return one in other or other in one


def cut(text: str, limit: int) -> str:
    """Return the text, or as many whole words of it as fit into ``limit`` characters together with "…"."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole = head if text[limit - 1].isspace() else head.rsplit(None, 1)[0] if re.search(r"\S\s", head) else head
    return whole.rstrip(' ,.;:—–-(«"') + "…"


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order: no function words, addresses, or single letters."""
    bare = _NOISE.sub(" ", text)
    return [stem(word) for word in words(bare) if word not in FUNCTION_WORDS and len(word) > 1]


def _is_cyrillic(text: str) -> bool:
    letters = _LETTER.findall(_NOISE.sub(" ", text))
    return 2 * len(_CYRILLIC.findall("".join(letters))) > len(letters)


def _marker(line: str) -> str:
    match = _MARKER.match(line)
    return match[0] if match else ""


def _split(line: str) -> list[str]:
    language = "ru" if _CYRILLIC.search(line) else "en"
    pieces = [piece for part in sentencex.segment(language, line) for piece in _MISSED_END.split(part)]
    whole: list[str] = []
    end = 0
    for piece in pieces:
        start = max(end, line.find(piece, end))
        if whole and (_FALSE_END.search(whole[-1]) or _goes_on(piece)):
            whole[-1] += line[end:start] + piece  # what is no end may have no space behind it
        else:
            whole.append(piece)
        end = start + len(piece)
    return [" ".join(sentence.split()) for sentence in whole if _LETTER.search(sentence)]


def _goes_on(piece: str) -> bool:
    """Whether a piece only continues the sentence before it: it begins with a small letter, or says nothing."""
    letter = _LETTER.search(piece)
    return letter is None or piece.lstrip()[:1].islower()


def _bare(sentence: str) -> str:
    """A sentence without the emoji before it and the link behind it."""
    return _EMOJI.sub("", _TAIL_LINK.sub("", sentence)) if _LETTER.search(_NOISE.sub("", sentence)) else ""


def is_statement(sentence: str) -> bool:
    """Whether a sentence says something by itself: no scrap, no question, no appeal to subscribe."""
    long_enough = len(words(_NOISE.sub(" ", sentence))) >= _SHORTEST_WORDS
    return long_enough and not sentence.rstrip("»\"') ").endswith(("?", ":", ",")) and not is_appeal(sentence)


def is_appeal(text: str) -> bool:
    """Whether a text asks its reader to subscribe, to press or to buy."""
    return bool(_APPEAL.search(text))


def _beginning(text: str) -> list[str]:
    """The sentences of as much as is read; one that is cut there is left out."""
    found = sentences(text[:READ])
    return found[:-1] if len(text) > READ and len(found) > 1 else found


def _fair(every: list[str]) -> list[int]:
    """The statements in the lead's alphabet: not an English prompt that a Russian post quotes. A lone title decides nothing."""
    statements = [i for i, sentence in enumerate(every) if is_statement(sentence)] or list(range(len(every)))
    own = [i for i in statements if _is_cyrillic(every[i]) == _is_cyrillic(every[statements[0]])]
    return own if len(own) > 1 else statements


def _score(sentence: str, position: int, weights: Counter[str], total: int) -> float:
    """How much of what the post's other sentences say this one says, for its length; the lead counts three times."""
    said = set(content_stems(sentence))
    shared = sum(weights[word] - 0.5 for word in said) / total
    length = max(1, min(len(words(sentence)), _LONG_WORDS))
    return shared * (1 / math.sqrt(length)) * (1 + 2 / (1 + position))
