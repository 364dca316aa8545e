"""The real process against a strict Telegram server, which is read in place and skipped aloud where it is absent."""

import importlib.util
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.forked import ForkedProgram
from tests.journeys.patient import make_patient

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SVODKA_SHARED", ROOT.parent / "shared"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey takes seconds."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            for warning in ("ResourceWarning", "pytest.PytestUnraisableExceptionWarning"):  # the server's own open files
                item.add_marker(pytest.mark.filterwarnings(f"ignore::{warning}"))


@pytest.fixture(scope="session")
def fakegram() -> ModuleType:
    """The strict server's module."""
    path = SHARED / "harness" / "fakegram.py"
    if not path.exists():
        pytest.skip(f"no Telegram server to travel to: {path} is absent")
    spec = importlib.util.spec_from_file_location("fakegram", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fakegram"] = module
    spec.loader.exec_module(module)
    make_patient(module)
    return module


@pytest.fixture
async def fg(fakegram: ModuleType) -> AsyncIterator[Any]:
    """A server that runs; at the end no rule of Telegram's was broken."""
    server = await fakegram.FakeTelegram().start()
    yield server
    await server.stop()
    server.assert_clean()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "svodka.db"


@pytest.fixture
def bot(fakegram: ModuleType, fg: Any, database: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """``bot(**environment)`` gives the real program, not started yet; ``bot.log`` holds all that it says.

    It is forked, but where its start is what matters: with the real model, or with a token of another kind.
    """
    processes = []

    class Forked(fakegram.BotProcess):  # type: ignore[misc, name-defined]
        def start(self) -> Any:
            self.proc = ForkedProgram(["bot"], self.env, ROOT, Path(self.log), Path(self.log))
            return self

    def build(**environment: str) -> Any:
        env = {
            "SVODKA_TOKEN": fg.token,
            "SVODKA_API_URL": fg.base_url,
            "SVODKA_DATABASE": f"sqlite:///{database}",
            "SVODKA_MODEL": "hashed",
            "SVODKA_TICK_S": "0.2",
            "SVODKA_ALLOWED": "",
            "SVODKA_ZONE": "UTC",
            "NO_PROXY": "127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }
        log = str(tmp_path / f"bot-{len(processes)}.log")
        is_plain = not environment.keys() & {"SVODKA_MODEL", "SVODKA_TOKEN"}
        program = Forked if is_plain else fakegram.BotProcess
        process = program([sys.executable, "-m", "bot", "bot"], env=env | environment, log=log)
        processes.append(process)
        return process

    yield build
    for process in processes:
        if process.alive:
            process.proc.kill()
            process.proc.wait()


def rows(database: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Look into a database while nobody writes to it."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(sql, parameters).fetchall()
        connection.commit()
    return found
