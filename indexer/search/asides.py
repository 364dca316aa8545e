"""Posts that tell nothing by themselves: adverts, lists of links and of names, polls. Each is near to any topic that it names."""

import re
from functools import lru_cache

_ADDRESS = re.compile(r"https?://\S+|\bt\.me/\S+|(?<!\S)@[a-z]\w{3,}", re.IGNORECASE | re.ASCII)
_MARKED = re.compile(r"\berid\b|^реклама[.:]|#реклама\b|^(?:ad|advertisement|sponsored)[.:]|#(?:ad|sponsored)\b", re.MULTILINE)
_SELLS = re.compile(  # beside an invitation to another channel, and to a draw
    r"\bt\.me/(?:\+|joinchat/)|\bдля вас (?:новый |свежий |отдельный |ещё один )*канал"
    r"|\bоткройте сч[её]т\b|\bпромокод|\bкупить (?:прямо сейчас|по ссылке)|\bбилеты (?:по ссылке|здесь|тут)\b"
    r"|\bpromo code|\bbuy now\b|\b(?:участвуйте в|объявляем о) розыгрыше|кнопку [«\"]?участвовать|\bмы (?:дарим|разыгрываем)\b"
    r"|\bрозыгрыш призов|\b(?:enter|join) (?:the|our) giveaway\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_TOLD = re.compile(r"[=;{}<>]|[.!…»)\"]\s*$")  # code, or the end of a sentence
_SIGN = r"[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?"
_CHOICE = re.compile(rf"[–—-]\s|{_SIGN}\s*+[–—-]\s|[^–—-]{{1,60}}+[–—-]\s*+{_SIGN}$")
_ASKED = re.compile(r"[?]\W*$")
_LINKS, _WORDS_A_LINK = 3, 15  # a text with so many links tells little where so few words come with each
_ITEMS, _ITEM_WORDS = 8, 7  # so many lines of so few words each are a list
_BEGINNING, _CHOICES = 2, 2  # lines: a poll asks in the first ones, and gives choices; what tells before it asks is news


def is_advert(text: str) -> bool:
    """Say whether a text is marked as an advert."""
    return bool(_MARKED.search(text.lower()))


@lru_cache(maxsize=4096)
def is_aside(text: str) -> bool:
    """Say whether a text, or a passage of one, is an advert, a list of links or names, or a poll."""
    links = len(_ADDRESS.findall(text))
    if is_advert(text) or _SELLS.search(text.lower()) or (links >= _LINKS and len(_WORD.findall(text)) < _WORDS_A_LINK * links):
        return True
    lines = [line for line in text.splitlines() if _WORD.search(line)]
    return _is_list(lines) or _is_poll(lines)


def _is_list(lines: list[str]) -> bool:
    items = [line for line in lines if len(_WORD.findall(line)) <= _ITEM_WORDS and not _TOLD.search(line)]
    return len(items) >= _ITEMS and 2 * len(items) > len(lines)


def _is_poll(lines: list[str]) -> bool:
    """A question, and what to choose from."""
    asked = next((place for place, line in enumerate(lines[:_BEGINNING]) if _ASKED.search(line)), None)
    left = [] if asked is None else lines[asked + 1 :]
    choices = sum(_CHOICE.match(line.strip()) is not None for line in left)
    return choices >= _CHOICES and 2 * choices >= len(left)
