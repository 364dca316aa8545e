"""Every error of the tree has its own sentence, in both languages, that says what to do and shows no machinery."""

import pkgutil
from importlib import import_module

import pytest

import bot
import indexer
from bot.conversation import failure_text
from bot.settings import WrongSetting
from bot.texts import LANGUAGES, say
from bot.views.html import plain
from indexer.errors import (
    BrokenArchive,
    BrokenExport,
    EmbedderError,
    FollowError,
    IndexMismatch,
    NoPosts,
    NotAllowed,
    QueryError,
    SvodkaError,
    TooLarge,
    UnknownFormat,
    UnsafeArchive,
    WrongCollection,
    WrongPairs,
)

REASONS = ("empty", "too-long", "period", "future-period", "order", "zone", "time", "cadence", "weekday", "tag", "taxonomy")
MADE: dict[type[SvodkaError], SvodkaError] = {
    UnknownFormat: UnknownFormat(b"\x00\x01"),
    BrokenExport: BrokenExport(3, "cut"),
    NoPosts: NoPosts("<folder>"),
    NotAllowed: NotAllowed(1_234_567),
    BrokenArchive: BrokenArchive("<folder>.zip"),
    UnsafeArchive: UnsafeArchive("nested", "<folder>.zip"),
    WrongCollection: WrongCollection("corpus.jsonl", 7),
    WrongPairs: WrongPairs(7),
    TooLarge: TooLarge(30 << 20, 20 << 20),
    QueryError: QueryError("some new reason"),
    IndexMismatch: IndexMismatch("one", "<other>"),
    EmbedderError: EmbedderError("why"),
    FollowError: FollowError("no-preview", "<other>"),
    WrongSetting: WrongSetting("SVODKA_ZONE", "zone"),
}


def every_error() -> list[type[SvodkaError]]:
    """Return every class of the tree, wherever it is defined."""
    for package in (indexer, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    found, kinds = [SvodkaError], [SvodkaError]
    while kinds:
        children = kinds.pop().__subclasses__()
        found += children
        kinds += children
    return [kind for kind in found if kind is not SvodkaError]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_sentence_of_its_own(language: str) -> None:
    general = say(language, "error-bug")
    for kind in every_error():
        if kind.__name__ in ("ChatMoved", "TryLater"):  # never said to a person: the courier acts on them
            continue
        error = MADE.get(kind) or kind()
        words = failure_text(error, language)
        assert words != general, kind
        assert "<folder>" not in words
        assert "<other>" not in words
        assert kind.__name__ not in plain(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_own_words(language: str, reason: str) -> None:
    words = failure_text(QueryError(reason, "<i>чёрт" * 50), language)
    assert "<i>чёрт" not in words
    assert words != failure_text(QueryError("some new reason"), language)
    assert len(plain(words)) < 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bug_is_admitted_without_its_traceback(language: str) -> None:
    words = failure_text(ZeroDivisionError("division by zero"), language)
    assert "division" not in words
    assert words == say(language, "error-bug")


def test_an_empty_file_is_told_from_an_unknown_one() -> None:
    assert failure_text(UnknownFormat(b" \n"), "en") != failure_text(UnknownFormat(b"%PDF"), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_reads_the_number_that_the_owner_needs(language: str) -> None:
    assert "<code>1234567</code>" in failure_text(NotAllowed(1_234_567), language)
