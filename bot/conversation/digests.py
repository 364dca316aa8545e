"""A digest now."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.talk import Part, Reply, Talk
from bot.conversation.topics import Topic, understood_topic
from bot.digesting import make_digest, period_of, wider
from bot.texts import say
from bot.views.digests import about, digest_parts
from bot.views.html import escape
from indexer.language.question_words import count_beside, is_about, without_about
from indexer.language.sentences import cut
from indexer.models import ALWAYS, Period
from indexer.questions.question import Hint
from indexer.times.periods import find_period

JUST_NOW = timedelta(seconds=1)  # a period is half-open: what was saved this moment belongs to it
TOPIC = 200  # characters of a topic that are shown


async def send_digest(talk: Talk, argument: str) -> Reply:
    """``/digest [topic, #tag, filters] [period]``.

    The time and the topic come in any order: «за неделю про ИИ», "AI last week".

    Raises:
        QueryError: ``period``, ``future-period``, ``order``, ``empty``, ``too-long``.
    """
    count, argument = _without_count(talk, argument)
    named, words = find_period(argument, now=talk.now, zone=talk.zone)
    topic = await understood_topic(talk, words, hints=[Hint("count", count)] if count else [])
    if named is None:  # a time between filters
        named, words = find_period(topic.query.text, now=talk.now, zone=talk.zone)
        topic = replace(topic, query=replace(topic.query, text=words))
    topic = replace(topic, query=replace(topic.query, text=without_about(topic.query.text)))
    asked = period_of(named, topic.query.period, talk.now)
    digest = await make_digest(talk.library, talk.desks, talk.library_id, _closed(asked, talk.now), topic.text)
    if not digest.posts and not await talk.desks.store(talk.library.count, talk.library_id):
        return (Part(talk.say_here("empty-library")),)
    if not digest.posts:
        return (Part("\n".join([_empty(talk, topic, asked), *topic.hints])),)
    parts = digest_parts(digest, talk.language, talk.zone, titles=talk.library.topic_title)
    hints = ["\n".join(topic.hints)] if topic.hints else []
    return tuple(Part(html) for html in (*parts, *hints))


def _without_count(talk: Talk, argument: str) -> tuple[str, str]:
    """Return how many stories are wanted, which nobody can choose, and the rest: "top 10 week", but not "top 10 universities"."""
    count, rest, is_of_posts = count_beside(argument)
    if not count:
        return "", argument
    _, topic = find_period(rest, now=talk.now, zone=talk.zone)
    is_told = is_of_posts or not topic or is_about(topic) or topic[0] in "#@"
    return (count, rest) if is_told else ("", argument)


def _empty(talk: Talk, topic: Topic, asked: Period) -> str:
    """What is said of a digest without posts, with a command for more time, where there is more and that may be why."""
    shown = f" {about(topic.text, talk.language, talk.library.topic_title)}" if topic.text else ""
    said = say(talk.language, "digest-empty", about=escape(shown))
    span = wider(asked, talk.now)
    if span is None or topic.hints:
        return said
    words = f"{cut(topic.text or '', TOPIC)} {say(talk.language, 'digest-span', span=span)}"
    return f"{said} {say(talk.language, 'digest-wider', words=escape(words.strip()))}"


def _closed(period: Period, now: datetime) -> Period:
    if period == ALWAYS or (period.until is not None and period.until < now):
        return period
    return replace(period, until=now + JUST_NOW)
