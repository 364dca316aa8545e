"""``svodka search``: one question, with filters as words and as options."""

import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from bot.cli.shared import json_option, library_option, opened, say_hints
from bot.settings import Settings, read_settings
from bot.texts import say
from indexer.models import Mode, Query
from indexer.questions.question import Question

QUOTE = '"'
_KEYS = ("tag", "channel", "lang", "has", "after", "before")


@click.command()
@click.argument("query", default="")
@click.option("-k", type=click.IntRange(1, 1000), default=5, help="How many hits at most.")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default=Mode.HYBRID.value)
@library_option
@click.option("--tag", multiple=True, metavar="T", help="Only posts with this tag.")
@click.option("--channel", multiple=True, metavar="C", help="Only posts of this channel.")
@click.option("--phrase", "phrases", multiple=True, metavar="P", help="Only posts with these words in a row.")
@click.option("--without", multiple=True, metavar="W", help="Only posts without this word in any form.")
@click.option("--lang", multiple=True, metavar="L", help="Only posts in this language, such as en.")
@click.option("--has", multiple=True, metavar="H", help="Only posts with a link, code, or an image.")
@click.option("--after", "--since", "after", multiple=True, metavar="D", help="From this date, month, year or moment on.")
@click.option("--before", "--until", "before", multiple=True, metavar="D", help="Up to and with this date.")
@json_option
def search(query: str, k: int, mode: str, library_id: int, as_json: bool, **filters: Any) -> None:
    """Find posts by meaning and by word. QUERY may hold filters too: "a phrase" -without #tag @channel after:2025-01 has:link."""
    from bot.cli.printing import hits_as_json, hits_as_text
    from bot.conversation.questions import MOST
    from bot.views.reader import Reader
    from indexer.executors import IN_PLACE
    from indexer.finding import find_asked
    from indexer.search.reranking import DEPTH, open_reranker

    if not query.strip() and not any(filters.values()):
        raise click.UsageError("Missing argument 'QUERY', or a filter.")
    settings = read_settings()
    with opened(settings) as library:
        wanted = max(k, DEPTH if settings.reranker else MOST)
        named = _question(library, settings, query, library_id, wanted, filters)
        say_hints(named, settings.language)
        asked = named.with_query(lambda query: replace(query, mode=Mode(mode)))
        is_by_meaning = asked.query.text and asked.query.mode is not Mode.LEXICAL
        reranker = open_reranker(settings.reranker) if settings.reranker and is_by_meaning else None
        found = asyncio.run(find_asked(library, IN_PLACE, asked, reranker))
        if found.question.given_up:
            print(say(settings.language, "answer-given-up", value=found.question.given_up), file=sys.stderr)
        if as_json:
            answer = replace(found.answer, hits=found.answer.hits[:k])
            print(json.dumps(hits_as_json(answer, library, library_id), ensure_ascii=False, indent=2))
        else:
            reader = Reader(settings.language, settings.zone, library.topic_title)
            print(hits_as_text(found.answer, found.question.words, k, library, library_id, reader))


def _question(
    library: Any, settings: Settings, query: str, library_id: int, k: int, filters: dict[str, tuple[str, ...]]
) -> Question:
    """Read a question with its options: those that are "key:value" in its words are read as there, with hints."""
    named = [f"{key}:{_quoted(key, value)}" for key in _KEYS for value in filters[key]]
    question: Question = library.understand(" ".join([query, *named]), library_id, now=datetime.now(UTC), zone=settings.zone, k=k)
    return question.with_query(lambda asked: _with_filters(asked, filters))


def _quoted(key: str, value: str) -> str:
    is_one_word = len(value.split()) == 1 and key not in ("tag", "channel")  # a name may end with a stop
    return value if is_one_word else f'"{value.replace(QUOTE, " ")}"'


def _with_filters(query: Query, filters: dict[str, tuple[str, ...]]) -> Query:
    added: dict[str, Any] = {name: (*getattr(query, name), *filters[name]) for name in ("phrases", "without")}
    return replace(query, **added)
