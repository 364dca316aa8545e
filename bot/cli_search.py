"""``svodka search``: one question, with filters as words and as options."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click

from bot.cli_shared import json_option, library_option, named_period, opened, say_hints
from bot.settings import Settings, read_settings
from bot.texts import say
from indexer.models import Answer, Mode, Period
from indexer.periods import shared
from indexer.questions import Question, takes_over


@click.command()
@click.argument("query", default="")
@click.option("-k", type=click.IntRange(1, 1000), default=5, help="How many hits at most.")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default=Mode.HYBRID.value)
@library_option
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only posts with this tag.")
@click.option("--channel", "channels", multiple=True, metavar="C", help="Only posts of this channel.")
@click.option("--phrase", "phrases", multiple=True, metavar="P", help="Only posts with these words in a row.")
@click.option("--without", multiple=True, metavar="W", help="Only posts without this word in any form.")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Only posts in this language, such as en.")
@click.option("--has", multiple=True, metavar="H", help="Only posts with a link, code, or an image.")
@click.option("--after", "--since", "since", metavar="D", help="From this date, month, year or moment on.")
@click.option("--before", "--until", "until", metavar="D", help="Up to and with this date.")
@json_option
def search(query: str, k: int, mode: str, library_id: int, as_json: bool, **filters: Any) -> None:
    """Find posts by meaning and by word. QUERY may hold filters too: "a phrase" -without #tag @channel after:2025-01 has:link."""
    from bot.printing import hits_as_json, hits_as_text
    from indexer.reranking import DEPTH, open_reranker

    if not query.strip() and not any(filters.values()):
        raise click.UsageError("Missing argument 'QUERY', or a filter.")
    settings = read_settings()
    period = named_period(settings, filters.pop("since"), filters.pop("until"))
    with opened(settings) as library:
        wanted = max(k, DEPTH) if settings.reranker else k
        named = _question(library, settings, query, library_id, wanted, filters)
        say_hints(named, settings.language)
        question, meant, answer = _found(library, named.widened(partial(_in_mode, mode=Mode(mode), period=period)))
        if question.given_up:
            print(say(settings.language, "answer-given-up", value=question.given_up), file=sys.stderr)
        if settings.reranker and meant:
            answer = open_reranker(settings.reranker).rerank(meant, answer)
        answer = replace(answer, hits=answer.hits[:k])
        if as_json:
            print(json.dumps(hits_as_json(answer, library, library_id), ensure_ascii=False, indent=2))
        else:
            print(hits_as_text(answer, question.words, library, library_id, settings.language, settings.zone))


def _question(
    library: Any, settings: Settings, query: str, library_id: int, k: int, filters: dict[str, tuple[str, ...]]
) -> Question:
    """Read a question with its options: those with a vocabulary of their own are read as in its words, with hints."""
    named = [
        f"{key}:{''.join(value.split())}" for key, name in (("lang", "languages"), ("has", "has")) for value in filters[name]
    ]
    question: Question = library.understand(" ".join([query, *named]), library_id, now=datetime.now(UTC), zone=settings.zone, k=k)
    return question.widened(partial(_with_filters, filters=filters))


def _with_filters(question: Question, filters: dict[str, tuple[str, ...]]) -> Question:
    added: dict[str, Any] = {
        name: (*getattr(question.query, name), *filters[name]) for name in ("tags", "channels", "phrases", "without")
    }
    return replace(question, query=replace(question.query, **added))


def _in_mode(question: Question, mode: Mode, period: Period) -> Question:
    return replace(question, query=replace(question.query, mode=mode, period=shared(question.query.period, period)))


def _found(library: Any, question: Question) -> tuple[Question, str, Answer]:
    """Return the question that is answered, the words that were meant, and the answer: a chat finds the same at its desks."""
    query = question.query
    meant = library.read(query.text, query.library_id).question if query.text and query.mode is not Mode.LEXICAL else ""
    answer: Answer = library.search(query, library.embed_query(meant) if meant else None)
    wider = question.asked_next(answer)
    if not wider:
        return question, meant, answer
    wide = _found(library, wider)
    return wide if takes_over(wide[2], answer) else (question, meant, answer)
