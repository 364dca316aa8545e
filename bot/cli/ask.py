"""``svodka ask``: one question, answered with a sentence of a post, or by the server that the settings name."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from bot.cli.shared import json_option, library_option
from bot.settings import Settings, read_settings
from indexer.questions.question import Question


@click.command()
@click.argument("question")
@library_option
@json_option
def ask(question: str, library_id: int, as_json: bool) -> None:
    """Answer a question with a sentence quoted from a post."""
    asyncio.run(_ask(read_settings(), question, library_id, as_json=as_json))


async def _ask(settings: Settings, question: str, library_id: int, *, as_json: bool) -> None:
    from bot.conversation.questions import answer_question
    from bot.conversation.talk import Talk
    from bot.helpers import open_helpers
    from bot.house import opened
    from bot.views.terminal import to_terminal

    async with opened(settings) as (library, desks):
        helpers, now = await desks.embed(open_helpers, settings), datetime.now(UTC)
        talk = Talk(library, desks, library_id, settings.language, settings.zone, now, helpers=helpers)
        if as_json:
            print(json.dumps(await answer_as_json(talk, question), ensure_ascii=False, indent=2))
        else:
            reply = await answer_question(talk, question, ask=True)
            print("\n\n".join(to_terminal(part.html, colours=False) for part in reply))


async def answer_as_json(talk: Any, question: str) -> dict[str, Any]:
    """Return how it was answered (``written``, ``quote`` or None), in which words, from which posts, without which filters."""
    from bot.conversation.direct import find_direct
    from bot.conversation.questions import understood
    from bot.llm import cited
    from indexer.finding import find_asked
    from indexer.search.reranking import DEPTH

    asked = await talk.desks.store(understood, talk, question, DEPTH)
    found = await find_asked(talk.library, talk.desks, asked, talk.helpers.reranker)
    direct = await find_direct(talk, found)
    if direct.lines:
        numbers = sorted({number for line in direct.lines for number in cited(line)})
        sources = [_source(direct.sources[number - 1], number) for number in numbers]
        return _answer(found.question, question, "written", " ".join(direct.lines), sources)
    if direct.quote:
        return _answer(found.question, question, "quote", direct.quote.text, [_source(direct.sources[0], 1)])
    return _answer(found.question, question, None, None, [])


def _answer(
    asked: Question, question: str, kind: str | None, text: str | None, sources: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    return {"question": question, "kind": kind, "text": text, "sources": list(sources), "given_up": asked.given_up or None}


def _source(stored: Any, number: int) -> dict[str, Any]:
    post = stored.post
    date = post.date.isoformat() if post.date else None
    return {"number": number, "post_id": stored.post_id, "channel": post.origin.title, "date": date, "url": post.url}
