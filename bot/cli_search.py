"""``svodka search``: one question, with filters as words and as options."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click

from bot.cli_shared import json_option, library_option, opened, say_hints
from bot.settings import Settings, read_settings
from bot.texts import say
from indexer.models import Answer, Mode
from indexer.questions import Question, takes_over

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
    from bot.conversation.questions import MOST
    from bot.printing import hits_as_json, hits_as_text
    from indexer.reranking import DEPTH, open_reranker

    if not query.strip() and not any(filters.values()):
        raise click.UsageError("Missing argument 'QUERY', or a filter.")
    settings = read_settings()
    with opened(settings) as library:
        wanted = max(k, DEPTH if settings.reranker else MOST)
        named = _question(library, settings, query, library_id, wanted, filters)
        say_hints(named, settings.language)
        question, meant, answer = _found(library, named.widened(partial(_in_mode, mode=Mode(mode))))
        if question.given_up:
            print(say(settings.language, "answer-given-up", value=question.given_up), file=sys.stderr)
        if settings.reranker and meant:
            answer = open_reranker(settings.reranker).rerank(meant, answer)
        if as_json:
            answer = replace(answer, hits=answer.hits[:k])
            print(json.dumps(hits_as_json(answer, library, library_id), ensure_ascii=False, indent=2))
        else:
            print(hits_as_text(answer, question.words, k, library, library_id, settings.language, settings.zone))


def _question(
    library: Any, settings: Settings, query: str, library_id: int, k: int, filters: dict[str, tuple[str, ...]]
) -> Question:
    """Read a question with its options: those that are "key:value" in its words are read as there, with hints."""
    named = [f"{key}:{_quoted(key, value)}" for key in _KEYS for value in filters[key]]
    question: Question = library.understand(" ".join([query, *named]), library_id, now=datetime.now(UTC), zone=settings.zone, k=k)
    return question.widened(partial(_with_filters, filters=filters))


def _quoted(key: str, value: str) -> str:
    is_one_word = len(value.split()) == 1 and key not in ("tag", "channel")  # a name may end with a stop
    return value if is_one_word else f'"{value.replace(QUOTE, " ")}"'


def _with_filters(question: Question, filters: dict[str, tuple[str, ...]]) -> Question:
    added: dict[str, Any] = {name: (*getattr(question.query, name), *filters[name]) for name in ("phrases", "without")}
    return replace(question, query=replace(question.query, **added))


def _in_mode(question: Question, mode: Mode) -> Question:
    return replace(question, query=replace(question.query, mode=mode))


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
