"""A bug of ours ends in a sentence, and the rest is in the log."""

from typing import Any

import pytest

from bot.cli import main as command_line
from bot.cli import terminal
from bot.cli.terminal import Terminal
from bot.desks import Desks
from bot.settings import Settings
from bot.texts import say
from indexer.library import Library
from indexer.opening import open_library


def fail(*values: object, **options: object) -> Any:
    """What nobody foresaw."""
    raise OverflowError("date value out of range")


def test_a_bug_ends_a_command_in_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SVODKA_LANGUAGE", "en")
    monkeypatch.setattr(command_line.svodka, "main", fail)
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == say("en", "error-bug") + "\n"
    assert "date value out of range" in caplog.text


async def test_a_bug_does_not_end_the_conversation_in_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    desks = Desks()
    library = await desks.store(open_library, "sqlite:///:memory:", "hashed")
    monkeypatch.setattr(terminal, "answer_words", fail)
    monkeypatch.setattr(terminal, "_lines", lambda **options: iter(["oaks", "birches"]))
    await Terminal(Settings(language="en"), library, desks).run()
    assert capsys.readouterr().out.count(say("en", "error-bug")) == 2
    assert "date value out of range" in caplog.text
    await desks.store(library.close)
    desks.close()


async def test_a_bug_is_told_in_the_language_that_was_chosen_in_the_terminal(
    library: tuple[Library, Desks], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "answer_words", fail)
    monkeypatch.setattr(terminal, "put_samples_in", lambda *_: 0)
    for lines in (["/language ru"], ["oaks"], ["/language auto", "oaks"]):
        monkeypatch.setattr(terminal, "_lines", lambda lines=lines, **_: iter(lines))
        await Terminal(Settings(language="en"), *library).run()
    said = capsys.readouterr().out
    assert said.count(say("ru", "error-bug")) == said.count(say("en", "error-bug")) == 1
