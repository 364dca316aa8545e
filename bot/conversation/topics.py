"""What a digest is to be about: a question, whose time is the digest's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.questions import narrowed_by_all
from bot.conversation.talk import Talk
from bot.digesting import understand_topic
from bot.texts import say
from bot.views.hints import hint_lines
from bot.views.html import escape
from indexer.models import ALWAYS, Query
from indexer.questions.question import Hint
from indexer.questions.standing import write_topic


@dataclass(frozen=True, slots=True)
class Topic:
    """What a digest is to be about, the time that was named with it, and in HTML what of the words was not understood."""

    query: Query
    hints: tuple[str, ...] = ()

    @property
    def text(self) -> str | None:
        """The topic as it is kept, None for everything."""
        return write_topic(self.query) or None


async def understood_topic(
    talk: Talk, words: str, narrowed: Sequence[tuple[str, str]] = (), *, wide: bool = False, hints: Sequence[Hint] = ()
) -> Topic:
    """Return what words with filters, narrowed by facets (kind, name), make a digest about; a ``wide`` one holds quotes as words.

    ``hints`` come before those of the words.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    question = await talk.desks.store(
        understand_topic, talk.library, words, talk.library_id, now=talk.now, zone=talk.zone, wide=wide
    )
    lines = hint_lines((*hints, *question.hints), talk.language)
    return Topic(narrowed_by_all(talk, question.query, narrowed), tuple(f"<i>{escape(line)}</i>" for line in lines))


def promise_notes(talk: Talk, topic: Topic) -> list[str]:
    """Return lines of HTML on what of a topic a promise cannot keep: it has no use for dates."""
    dates = [] if topic.query.period == ALWAYS else [f"<i>{say(talk.language, 'topic-dates')}</i>"]
    return [*topic.hints, *dates]
