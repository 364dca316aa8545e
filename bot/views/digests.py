"""A digest as messages: stories with their own sentences, and a link to every post that has an address."""

from datetime import timedelta

from bot.texts import day, say
from bot.views.html import TITLE, channel, date, escape, link, local, pack, title
from bot.views.reader import Titles, as_is
from indexer.digests.headlines import headline
from indexer.language.sentences import cut
from indexer.models import Digest, Period, Query, StoredPost, Story
from indexer.questions.standing import read_topic

LIMIT = 4000  # leaves room for the line that marks a repeat
SHOWN_TOPIC = 200  # characters of its words, and of its filters


def digest_parts(digest: Digest, language: str, zone: str, *, titles: Titles = as_is) -> tuple[str, ...]:
    """Return a digest in as few messages as it needs, in order."""
    stories = [_story(story, language, zone, titles, alone=len(digest.stories) == 1) for story in digest.stories]
    return tuple(pack([_head(digest, language, zone, titles), *stories], limit=LIMIT))


def as_repeat(html: str, language: str) -> str:
    """Return a message that may have arrived before, saying so."""
    return f"{say(language, 'digest-repeat')}\n\n{html}"


def _head(digest: Digest, language: str, zone: str, titles: Titles) -> str:
    name = _period(digest.period, language, zone)
    if digest.topic:
        name += " " + about(digest.topic, language, titles)
    counts = [say(language, "digest-counts", posts=digest.posts, channels=digest.channels)]
    if digest.repeats:
        counts.append(say(language, "digest-repeats", repeats=digest.repeats))
    return f"<b>{escape(name)}</b>\n{', '.join(counts)}"


def about(topic: str, language: str, titles: Titles = as_is) -> str:
    """Return what a topic is, as bare text: its words and tags, its other filters in parentheses."""
    query = read_topic(topic)
    subject = [query.text, *(f'"{phrase}"' for phrase in query.phrases), *(f"#{tag}" for tag in query.tags)]
    words = " ".join(filter(None, subject))
    named = [say(language, "digest-about", topic=titles(cut(words, SHOWN_TOPIC), language))] if words else []
    filters = cut(", ".join(_filters(query, language)), SHOWN_TOPIC)
    return " ".join([*named, *([f"({filters})"] if filters else [])])


def _filters(query: Query, language: str) -> list[str]:
    """Channels and languages of which one is enough, then what each has to be there or not."""
    tongues = " / ".join(say(language, "filter-lang", code=code) for code in query.languages)
    return [
        *([say(language, "filter-channel", name=" / ".join(query.channels))] if query.channels else []),
        *(say(language, "filter-without", words=words) for words in query.without),
        *([tongues] if tongues else []),
        *(say(language, "filter-has", what=what) for what in query.has),
    ]


def _period(period: Period, language: str, zone: str) -> str:
    last = period.until and period.until - timedelta(microseconds=1)  # a day that is over at midnight is the one before
    since, until = (moment and day(local(moment, zone), language) for moment in (period.since, last))
    if since and until:
        is_day = since == until
        return say(language, "digest-title-day", day=since) if is_day else say(language, "digest-title", since=since, until=until)
    if since:
        return say(language, "digest-title-since", since=since)
    return say(language, "digest-title-until", until=until) if until else say(language, "digest-title-open")


def _story(story: Story, language: str, zone: str, titles: Titles, *, alone: bool) -> str:
    """A story under its name; what is about nothing in common needs none where it stands ``alone``."""
    name = titles(story.label, language) if story.label or alone else say(language, "digest-rest")
    lines = [f"<b>{escape(name[:1].upper() + name[1:])}</b>"] if name else []
    lines += [escape(quote) for quote in story.quotes]
    lines += [f"• {_entry(stored, language, zone, named=story.is_event and stored is story.lead)}" for stored in story.listed]
    if story.more:
        lines.append(say(language, "digest-more", posts=story.more))
    if story.repeats:
        lines.append(f"<i>{say(language, 'digest-repeats', repeats=story.repeats)}</i>")
    return "\n".join(lines)


def _entry(stored: StoredPost, language: str, zone: str, *, named: bool) -> str:
    """A post: where it came from, when, and what heads it, unless that is ``named`` above; a link where it has an address."""
    post = stored.post
    where = ", ".join(part for part in (channel(post, language), date(post.date, language, zone)) if part)
    if named:
        return link(where, post.url)
    said = headline(post)
    return f"{link(where, post.url)}: {escape(cut(said, TITLE)) if said else title(post, language)}"
