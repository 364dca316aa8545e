"""The answer to a question, and a saved post in whole."""

import re
from collections.abc import Mapping, Sequence, Set

from bot.texts import say
from bot.views.html import LIMIT, channel, date, escape, link, pack, snippet
from bot.views.reader import Reader
from indexer.language.sentences import content_stems, cut
from indexer.language.suggesting import surfaces
from indexer.language.text import stems
from indexer.models import Post, StoredPost, TagSource

SHOWN_TAGS = 5
CARD = 800  # characters of a post that a card sends
Found = Sequence[tuple[StoredPost, str]]  # posts with their best passages
NEAR = 0.8  # cosine: posts that have nothing to do with a question lie below
_WORD = re.compile(r"[^\W_]+(?:[.'’\-+#][^\W_]+)*")
MOST_WORDS, SHOWN_WORD = 12, 30
_SHOWN = (TagSource.OWN, TagSource.TOPIC, TagSource.HASHTAG)


def answer_html(
    found: Found,
    reader: Reader,
    *,
    head: str,
    wanted: Set[str],
    first: int,
    foot: str = "",
    elsewhere: Mapping[int, int] | None = None,
) -> str:
    """Return one page of an answer: posts with their best passages, numbered from ``first``.

    ``elsewhere`` says in how many other channels a post was seen.
    """
    blocks = [
        hit_html(stored, passage, number, reader, wanted=wanted)
        + _elsewhere((elsewhere or {}).get(stored.post_id, 0), reader.language)
        for number, (stored, passage) in enumerate(found, start=first)
    ]
    return "\n\n".join([f"<b>{escape(head)}</b>", *blocks, *([f"<i>{escape(foot)}</i>"] if foot else [])])


def found_words(found: int, more: int | None, language: str, *, first: int = 1, last: int = 0) -> str:
    """Say how many posts were found, of which so many are shown in all, and ``more`` are not; None: nobody counted them.

    ``first`` to ``last`` are those of a page, where there are several.
    """
    last = last or found
    if more is None:
        return say(language, "answer-many", found=found, first=first, last=last)
    return say(
        language, "answer-page" if last - first + 1 < found + more else "answer-head", found=found + more, first=first, last=last
    )


def hit_html(stored: StoredPost, passage: str, number: int, reader: Reader, *, wanted: Set[str]) -> str:
    """Return a hit: where it comes from and when, a snippet, its tags, a link."""
    post = stored.post
    where = [f"<b>{channel(post, reader.language)}</b>", date(post.date, reader.language, reader.zone)]
    if post.url:
        where.append(link(say(reader.language, "open"), post.url))
    if stored.deleted_at:
        where.append(f"<i>{say(reader.language, 'deleted-there')}</i>")
    lines = [f"{number}. " + " · ".join(part for part in where if part), snippet(passage or post.reading, wanted)]
    return "\n".join(line for line in (*lines, tags_html(stored, reader)) if line)


def _elsewhere(channels: int, language: str) -> str:
    return f"\n<i>{say(language, 'also-in', channels=channels)}</i>" if channels else ""


def why_html(
    stored: StoredPost,
    number: int,
    question: str,
    cosine: float | None,
    language: str,
    *,
    meant: Set[str] = frozenset(),
    filters: str = "",
) -> str:
    """Return in one line why a post was found: by which of the question's words, by its meaning, or by both.

    ``meant`` are stems that the question's words may stand for; without words it was found by the ``filters``.
    """
    if filters:
        return f"{number}. <b>{channel(stored.post, language)}</b>: {say(language, 'why-filters', filters=escape(filters))}"
    shared = _shared_words(stored, question)
    others = _meant_words(stored, meant - {each for word in shared for each in stems(word)})
    words = [escape(word) for word in (*shared, *others)][:MOST_WORDS]
    near = cosine is not None and (cosine >= NEAR or not words)
    reasons = [
        *([say(language, "why-words", words=", ".join(words))] if words else []),
        *([say(language, "why-meaning", near=round(cosine, 2))] if near and cosine is not None else []),
    ] or [say(language, "why-topic")]
    return f"{number}. <b>{channel(stored.post, language)}</b>: {'; '.join(reasons)}"


def _shared_words(stored: StoredPost, question: str) -> list[str]:
    """The question's words that stand in a post, in whatever form, function words left out."""
    wanted, held = set(content_stems(question) or stems(question)), set(stems(stored.post.reading))
    words = dict.fromkeys(word for word in _WORD.findall(question[:LIMIT]) if wanted & held & set(stems(word)))
    return [cut(word, SHOWN_WORD) for word in words][:MOST_WORDS]


def _meant_words(stored: StoredPost, meant: Set[str]) -> list[str]:
    """The post's own words that a question's stand for: what was mistyped, or is written in the other alphabet or language."""
    found = (next(surfaces(each, stored.post.reading), None) for each in sorted(meant & set(stems(stored.post.reading))))
    return [cut(word, SHOWN_WORD) for word in found if word][:MOST_WORDS]


def card_html(stored: StoredPost, passage: str, reader: Reader, *, wanted: Set[str]) -> str:
    """Return a post as a message for a chat where nobody knows the library: its place and day, its words, its address."""
    post = stored.post
    head = [f"<b>{channel(post, reader.language)}</b>", date(post.date, reader.language, reader.zone)]
    lines = [" · ".join(part for part in head if part), snippet(passage, wanted, limit=CARD)]
    return "\n".join([*lines, *([escape(post.url)] if post.url else [])])


def tags_html(stored: StoredPost, reader: Reader) -> str:
    """Return a post's tags in one line: a person's own, topics by their names for people, hashtags."""
    named = [
        reader.title(tag.name) if tag.source is TagSource.TOPIC else f"#{tag.name}"
        for source in _SHOWN
        for tag in stored.tags
        if tag.source is source
    ]
    return " · ".join(f"<i>{escape(name)}</i>" for name in dict.fromkeys(named[:SHOWN_TAGS]))


def post_parts(stored: StoredPost, reader: Reader) -> list[str]:
    """Return a saved post in whole, in as many messages as it needs."""
    post, language = stored.post, reader.language
    gone = f"<i>{say(language, 'deleted-there')}</i>" if stored.deleted_at else ""
    head = [f"<b>{channel(post, language)}</b>", date(post.date, language, reader.zone), gone]
    body = [*_paragraphs(post), *([link(say(language, "open"), post.url)] if post.url else [])]
    return pack([" · ".join(filter(None, head)), *body])


def _paragraphs(post: Post) -> list[str]:
    half = LIMIT // 2  # in characters, of which Telegram counts at most two each
    return [escape(part[i : i + half]) for part in post.reading.split("\n") if part.strip() for i in range(0, len(part), half)]
