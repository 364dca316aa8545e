"""The one command line. Exit codes: 0 done, 1 failed with one clear line, 2 wrong use."""

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from bot.cli.ask import ask
from bot.cli.evaluation import evaluation
from bot.cli.more import follow, split, unfollow
from bot.cli.search import search
from bot.cli.shared import (
    announce,
    json_option,
    library_option,
    named_period,
    opened,
    say_hints,
    sentence,
    since_option,
    until_option,
)
from bot.meter import bar
from bot.settings import Settings, WrongSetting, read_language, read_settings
from bot.texts import say
from indexer.errors import QueryError, SvodkaError

log = logging.getLogger(__name__)


def main() -> None:
    """Run the command line; all that fails ends in a line that says why, and a bug is in the log beside."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = svodka.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except WrongSetting as error:
        _complain(sentence(error), 2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: no complaint at exit
        sys.exit(0)
    except (SvodkaError, OSError) as error:
        _complain(sentence(error), 1)
    except Exception as error:
        log.exception("this should not have happened")
        _complain(sentence(error), 1)


def _complain(words: str, code: int) -> None:
    print(words, file=sys.stderr)
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="svodka")
def svodka() -> None:
    """Svodka remembers what you read in Telegram channels: search by meaning, weekly digests."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("faiss").setLevel(logging.WARNING)


@svodka.command()
def run() -> None:
    """The Telegram bot if SVODKA_TOKEN is set, else the conversation in the terminal."""
    settings = read_settings()
    _bot(settings) if settings.token else _chat(settings)


@svodka.command()
def bot() -> None:
    """The Telegram bot. SVODKA_TOKEN holds its token."""
    settings = read_settings()
    if not settings.token:
        raise click.UsageError("SVODKA_TOKEN is not set: get a token from @BotFather, or use `svodka chat`.")
    _bot(settings)


@svodka.command()
def chat() -> None:
    """The conversation in the terminal."""
    _chat(read_settings())


def _bot(settings: Settings) -> None:
    announce(settings)
    from bot.app import run_bot

    run_bot(settings)


def _chat(settings: Settings) -> None:
    announce(settings)
    from bot.cli.terminal import chat as hold

    hold(settings)


@svodka.command("import")
@click.argument("paths", nargs=-1, required=True)
@library_option
@click.option("--zone", metavar="Z", help="The zone of times without one, such as Europe/Moscow; SVODKA_ZONE by default.")
@click.option("--dry-run", is_flag=True, help="Say what would become of every message, and save nothing.")
@json_option
def import_posts(paths: Sequence[str], library_id: int, zone: str | None, dry_run: bool, as_json: bool) -> None:
    """Take in exports, pages, archives, folders, or - for standard input."""
    from bot.importing import STDIN, import_all

    settings = read_settings()
    for path in paths:
        if path != STDIN and not Path(path).exists():
            raise FileNotFoundError(2, "", path)
    known_zone = _zone(zone or settings.zone)
    with opened(settings) as library:
        import_all(library, paths, library_id, settings, zone=known_zone, rehearse=dry_run, as_json=as_json)


def _zone(name: str) -> str:
    from indexer.times.zones import parse_zone

    try:
        return parse_zone(name)
    except QueryError as error:
        raise click.UsageError(say(read_language(), "no-zone", value=name)) from error


@svodka.command()
@library_option
@since_option
@until_option
@click.option("--topic", metavar="T", help="A #tag, a topic, or any words, with filters as in a question.")
@json_option
def digest(library_id: int, since: str | None, until: str | None, topic: str | None, as_json: bool) -> None:
    """A digest now: of the last seven days, unless told otherwise."""
    from bot.cli.printing import digest_as_json, digest_as_text
    from bot.digesting import make_digest, period_of, understand_topic
    from bot.views.html import plain
    from indexer.executors import IN_PLACE
    from indexer.language.question_words import without_about
    from indexer.questions.standing import write_topic

    settings, now = read_settings(), datetime.now(UTC)
    named = named_period(settings, since, until)
    with opened(settings) as library:
        asked = understand_topic(library, topic or "", library_id, now=now, zone=settings.zone)
        say_hints(asked, settings.language)
        period = period_of(named, asked.query.period, now)
        about = replace(asked.query, text=without_about(asked.query.text))
        made = asyncio.run(make_digest(library, IN_PLACE, library_id, period, write_topic(about) or None))
        if as_json:
            print(json.dumps(digest_as_json(made), ensure_ascii=False, indent=2))
        elif not library.count(library_id):
            print(plain(say(settings.language, "empty-library-terminal")))
        else:
            print(digest_as_text(made, library, settings.language, settings.zone))


@svodka.command()
@library_option
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write there rather than print.")
def export(library_id: int, out: str | None) -> None:
    """Write every post of a library as a line of JSON."""
    from indexer.sources.jsonl import write

    settings = read_settings()
    with opened(settings) as library, _output(out) as stream:
        posts = 0
        for stored in library.export(library_id):
            stream.write(write(stored) + "\n")
            posts += 1
    if out:
        print(say(settings.language, "exported", posts=posts, path=out), file=sys.stderr)


@contextlib.contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    part = Path(f"{path}.part")
    with part.open("w", encoding="utf-8") as stream:
        yield stream
    part.replace(path)  # whole or not at all


@svodka.command()
def rebuild() -> None:
    """Make everything that is derived (words, vectors, tags) from the posts again.

    A bot that runs goes on meanwhile; start it anew afterwards where the model is another one. What is
    broken off can be begun again.
    """
    from indexer.library import embed_backlog

    settings = read_settings()
    with opened(settings, rebuilding=True) as library:
        library.rebuild(bar(say(settings.language, "import-bar")))
        embed_backlog(library, bar(say(settings.language, "embedding-bar")))
        print(say(settings.language, "rebuilt", posts=library.store.count_posts()))


@svodka.command()
def doctor() -> int:
    """Say what is set up, where the data lie, and what is wrong."""
    from bot.cli.doctor import examine

    settings, wrong = read_settings(), False
    for finding in examine(settings):
        wrong = wrong or finding.wrong
        print(f"{'✗' if finding.wrong else '✓'} {finding.name}: {finding.words}", flush=True)
    return int(wrong)


for command in (ask, follow, unfollow, split, search, evaluation):
    svodka.add_command(command)
