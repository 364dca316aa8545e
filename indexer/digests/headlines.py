"""The line that heads a story: what a post says first, as a title, without what its channel puts around it."""

import re
from collections.abc import Iterator

from indexer.language.sentences import content_stems, cut, is_appeal, sentences
from indexer.language.text import words
from indexer.models import Post

LIMIT = 90  # characters: a title that takes two lines on a phone
_SHORTEST = 3  # words: less is an exclamation, a name, a scrap
_PLUG = 8  # words: a longer line that has "subscribe" in it tells something beside
_CLAUSE = 0.6  # of the limit: a clause that ends earlier leaves too much unsaid
_FLOURISH = re.compile(r"^(?:#\w+|[^\w«\"“„(\[#@$€£₽+−-])+")  # emoji, flags and tags before a title
_ADDRESS = re.compile(r"\(?(?:https?://|www\.|\bt\.me/)\S*")
_KEPT = r"\w»\"”“)\]%$€£₽+…?!:"  # what a title may end with
_TITLE = re.compile(rf"(?:(?:[@#]\w++|[^{_KEPT}])*+[{_KEPT}])*+")  # without names, tags, emoji and stops behind it
_APART = r"(?:\s*+[^\w\s]\W*+|\s++(?![a-zа-яё]))"  # behind a channel's name that is none of the sentence's words
_QUOTES = {"«": "»", '"': '"', "“": "”", "„": "“"}
_QUOTED = re.compile(r"[«\"“„][^»\"”“]*[»\"”“]?$")
_HANGING = re.compile(  # words that only lead to the next one
    r"(?<![\s,(«])(?:[\s,(«]++(?:а|без|в|во|для|до|за|и|из|или|к|как|ко|на|над|не|но|о|об|от|по|под|при|про|с|со|у|что|чтобы"
    r"|a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with))+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[а-яё]|(?:[АИ]|Но|Об этом|При этом|Кроме того|And|But)\s")  # "pdfcpu" may be a name
_CLAUSE_END = re.compile(r"[^\s,;:—–-](?=[,;:]?\s[—–-]\s|[,;:]\s)")
_SOURCE = re.compile(  # who said it: nothing of what was said is lost without
    r",?\s(?:[—–-]\s)?(?:(?:сообщ|заяв|переда|пиш|сказа|рассказа|отмет|говор)\w+|по данным|says?|said|reports?)[^,;:—–]{0,80}"
    r"|,?\s[—–-]\s[^,;:—–]{1,40}",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\w)[,;:]?\s[«\"“„(]?([А-ЯЁA-Z][\w-]+)")  # a capital that begins no sentence


def names(text: str) -> set[str]:
    """Return the stems of the words with a capital inside sentences."""
    return {stemmed for word in _NAME.findall(text) for stemmed in content_stems(word)}


def headline(post: Post) -> str | None:
    """Return a post's first sentence that can head it, at most ``LIMIT`` characters; None where it has only scraps.

    What only announces or asks, or is all in quotes, is taken where nothing is told, or where what is told goes on from it.
    """
    titles = list(_titles(post))
    told = next((title for title in titles if not title.endswith((":", "?")) and not _QUOTED.match(title)), None)
    best = next(iter(titles), None) if told is None or _GOES_ON.match(told) else told
    return _shortened(best.removesuffix(":")) if best else None


def _titles(post: Post) -> Iterator[str]:
    """The sentences in order, bare; a scrap is joined to what follows it in its line, or left out."""
    for line in post.reading.splitlines():
        scrap = ""
        is_plug = is_appeal(line) and len(words(line)) < _PLUG
        for sentence in [] if is_plug else sentences(line):
            title = _bare(f"{scrap} {sentence}", post)
            if len(words(title)) >= _SHORTEST:
                yield title
            scrap = _ended(title) if len(words(title)) < _SHORTEST else ""


def _ended(scrap: str) -> str:
    return f"{scrap}." if scrap and scrap[-1] not in "!?…:" else scrap


def _bare(sentence: str, post: Post) -> str:
    """A sentence without flourishes, addresses and the channel's own name."""
    bare = _FLOURISH.sub("", _ADDRESS.sub("", " ".join(sentence.split())))
    for name in filter(None, (post.origin.title, post.origin.username)):
        bare = re.sub(rf"^(?i:{re.escape(name)}){_APART}|(?<!\W)\W+(?i:{re.escape(name)})\W*$", "", bare)
    title = _TITLE.match(_FLOURISH.sub("", bare))
    return _HANGING.sub("", title[0] if title else "")


def _closed(title: str) -> str:
    """A title without the quote that it opens with and never closes."""
    return title[1:] if title[:1] in _QUOTES and _QUOTES[title[0]] not in title[1:] else title


def _shortened(title: str) -> str:
    """A title that fits, ended where a clause does if that leaves most of it, else at a word."""
    title = _closed(title[: LIMIT + 1]) + title[LIMIT + 1 :]
    if len(title) <= LIMIT:
        return title
    ends = [found.end() for found in _CLAUSE_END.finditer(title) if _CLAUSE * LIMIT <= found.end() < LIMIT]
    if ends and _SOURCE.fullmatch(title, ends[-1]):
        return title[: ends[-1]]
    return f"{title[: ends[-1]]}…" if ends else _HANGING.sub("", cut(title, LIMIT).removesuffix("…")) + "…"
