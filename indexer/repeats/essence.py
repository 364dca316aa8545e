"""What two texts are compared by: without what advertises a channel, and without numbers and tags that one has more."""

import re
from functools import lru_cache

from indexer.language.text import LETTER, SHINGLE_WORDS, figures, without_end, words
from indexer.repeats.other_news import marks

_TAG = re.compile(r"#[^\W\d]++(?!\w)")  # one with a number may name an issue
_TOKEN = re.compile(r"\S+")
_ITEM = re.compile(r"(?<!\S)(\d{1,2})(?:[.)]|\ufe0f?\u20e3)\s*")  # the number of a list's item
_BARS = re.compile(r"[^\d|]*\|\D*")  # bars between numbers divide a table
_FOOTER = re.compile(  # in small letters: a fifth of the time that IGNORECASE takes
    r"@\w|t(?<=\bt)\.me/|подпи(?:сат|сыва|ска|шис|шит)|фото:|видео:|наш\w* (?:канал|чат)|прислать новость|реклама"
    r"|subscribe|follow|photo:|video:|join (?:us|our)|our (?:channel|chat)|send us news|share (?:it|this) with"
)


@lru_cache(maxsize=4096)
def essence(text: str) -> str:
    """Return a text without the lines at its end that advertise the channel: long ones make all its short posts alike."""
    return without_end(text, _is_footer)


def _is_footer(line: str) -> bool:
    is_named = ("|" in line and _BARS.fullmatch(line)) or _FOOTER.search(line.lower())
    return bool(is_named) or not (LETTER.search(line) or words(line) or marks(line))


def shaped_alike(one: str, other: str) -> tuple[str, str]:
    """Return two texts without a list's numbers and without hashtags around them that the other does not have."""
    return _tagged_alike(*_listed_alike(one, other))


def _tagged_alike(one: str, other: str) -> tuple[str, str]:
    """Two texts, the hashtags around one left out that it has more than the other."""
    if "#" not in one and "#" not in other:
        return one, other
    ours, theirs = (frozenset(_TAG.findall(text.lower())) for text in (one, other))
    if ours <= theirs or theirs <= ours:
        return _without_tags(one, ours - theirs), _without_tags(other, theirs - ours)
    return one, other


def _without_tags(text: str, tags: frozenset[str]) -> str:
    kept = [token.span() for token in _TOKEN.finditer(text) if token[0].lower() not in tags]
    return text[kept[0][0] : kept[-1][1]] if tags and kept else text


def _listed_alike(one: str, other: str) -> tuple[str, str]:
    """Two texts, the numbers of a list left out of one where the other has none: it may have bullets."""
    if "1" not in one and "1" not in other:
        return one, other
    ours, theirs = _unnumbered(one), _unnumbered(other)
    return (one, other) if (ours != one) == (theirs != other) else (ours, theirs)


def _unnumbered(text: str) -> str:
    found = list(map(int, _ITEM.findall(text)))
    return _ITEM.sub("", text) if len(found) > 1 and found == list(range(1, len(found) + 1)) else text


def without_name(text: str) -> str:
    """Return a text without a last line of a few words, which names the channel; what has a number or a mark is no name."""
    body, _, last = text.rstrip().rpartition("\n")
    is_name = len(words(last)) <= SHINGLE_WORDS and not figures(last) and not marks(last)
    return body if body and is_name else text
