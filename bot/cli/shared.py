"""What all commands of the command line share: options, errors in words, an open library."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from bot.settings import Settings, read_language
from bot.texts import say
from indexer.data import MODELS
from indexer.errors import QueryError
from indexer.models import LOCAL, Period
from indexer.questions.question import Question


class LibraryId(click.ParamType[int]):
    """``local``, or the number of a chat."""

    name = "library"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the library's id."""
        if value in ("local", LOCAL):
            return LOCAL
        try:
            return int(value)
        except ValueError:
            return self.fail(say(read_language(), "no-library", value=value), param, ctx)


library_option = click.option("--library", "library_id", type=LibraryId(), default="local", help="local, or a chat's number.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
since_option = click.option("--since", metavar="D", help="From this date, month, year or moment on.")
until_option = click.option("--until", metavar="D", help="Up to and with this date.")


def sentence(error: Exception) -> str:
    """Return what is said of an error."""
    from bot.conversation.failures import failure_text
    from bot.views.html import plain

    if isinstance(error, FileNotFoundError):
        return say(read_language(), "file-missing", path=str(error.filename))
    if isinstance(error, OSError):
        return f"{error.filename or ''} {error.strerror or error}".strip()
    return plain(failure_text(error, read_language()))


def announce(settings: Settings) -> None:
    """Say what takes its time, before the heavy imports begin."""
    is_new = settings.model == "bundled" and not list(MODELS.glob("*/openvino.xml"))
    print(say(settings.language, "assembling" if is_new else "loading"), file=sys.stderr, flush=True)


@contextlib.contextmanager
def opened(settings: Settings, *, rebuilding: bool = False) -> Iterator[Any]:
    """Open the library, saying what takes its time."""
    announce(settings)
    from indexer.opening import open_library

    library = open_library(settings.database, settings.model, rebuilding=rebuilding)
    try:
        yield library
    finally:
        library.close()


def say_hints(question: Question, language: str) -> None:
    """Print what was not understood of a question."""
    from bot.views.hints import hint_lines

    for line in hint_lines(question.hints, language):
        print(line, file=sys.stderr)


def named_period(settings: Settings, since: str | None, until: str | None) -> Period | None:
    """Return the period that two options name; None where neither is given."""
    from indexer.times.periods import parse_side, shared

    if not since and not until:
        return None
    now = datetime.now(UTC)
    try:
        begins = parse_side(since, now=now, zone=settings.zone) if since else None
        if since and begins and begins > now:
            raise QueryError("future-period", since)
        return shared(
            Period(since=begins), Period(until=parse_side(until, now=now, zone=settings.zone, end=True) if until else None)
        )
    except QueryError as error:
        raise click.UsageError(sentence(error)) from error
