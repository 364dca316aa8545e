"""The answer to a question, and a saved post in whole."""

from collections.abc import Callable, Sequence, Set

from bot.texts import say
from bot.views.html import LIMIT, channel, date, escape, link, pack, snippet
from indexer.models import Post, StoredPost, TagSource

SHOWN_TAGS = 5
Title = Callable[[str], str]  # a topic's name for people
_SHOWN = (TagSource.OWN, TagSource.TOPIC, TagSource.HASHTAG)


def answer_html(
    found: Sequence[tuple[StoredPost, str]],
    *,
    head: str,
    wanted: Set[str],
    first: int,
    language: str,
    zone: str,
    title: Title,
    foot: str = "",
) -> str:
    """Return one page of an answer: posts with their best passages, numbered from ``first``."""
    blocks = [
        hit_html(stored, passage, number, wanted=wanted, language=language, zone=zone, title=title)
        for number, (stored, passage) in enumerate(found, start=first)
    ]
    return "\n\n".join([f"<b>{escape(head)}</b>", *blocks, *([f"<i>{escape(foot)}</i>"] if foot else [])])


def hit_html(stored: StoredPost, passage: str, number: int, *, wanted: Set[str], language: str, zone: str, title: Title) -> str:
    """Return a hit: where it comes from and when, a snippet, its tags, a link."""
    post = stored.post
    where = [f"<b>{channel(post, language)}</b>", date(post.date, language, zone)]
    if post.url:
        where.append(link(say(language, "open"), post.url))
    if stored.deleted_at:
        where.append(f"<i>{say(language, 'deleted-there')}</i>")
    lines = [f"{number}. " + " · ".join(part for part in where if part), snippet(passage or post.reading, wanted)]
    return "\n".join(line for line in (*lines, tags_html(stored, title)) if line)


def tags_html(stored: StoredPost, title: Title) -> str:
    """Return a post's tags in one line: a person's own, topics by their names for people, hashtags."""
    named = [
        title(tag.name) if tag.source is TagSource.TOPIC else f"#{tag.name}"
        for source in _SHOWN
        for tag in stored.tags
        if tag.source is source
    ]
    return " · ".join(f"<i>{escape(name)}</i>" for name in dict.fromkeys(named[:SHOWN_TAGS]))


def post_parts(stored: StoredPost, language: str, zone: str) -> list[str]:
    """Return a saved post in whole, in as many messages as it needs."""
    post = stored.post
    gone = f"<i>{say(language, 'deleted-there')}</i>" if stored.deleted_at else ""
    head = " · ".join(part for part in (f"<b>{channel(post, language)}</b>", date(post.date, language, zone), gone) if part)
    return pack([head, *_paragraphs(post), *([link(say(language, "open"), post.url)] if post.url else [])])


def _paragraphs(post: Post) -> list[str]:
    half = LIMIT // 2  # in characters, of which Telegram counts at most two each
    return [escape(part[i : i + half]) for part in post.reading.split("\n") if part.strip() for i in range(0, len(part), half)]
