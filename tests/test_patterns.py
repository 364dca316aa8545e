"""No text, however it repeats itself, holds up a regular expression: posts come from anybody, and one thread waits for each."""

import importlib
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("indexer/**/*.py")])
MODULES = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in FILES if not path.name.startswith("__")]
UNITS = (
    *" .=-_@#«\"'`*[(<>:,!?…\n1aя🕐",
    *("\n ", ". ", "1,", "1.", "a.", "a-", "a ", "a\n", "a, ", "🕐1", "🕐1,2,", "#a", "#a ", "@a ", "и ", "с ", "- ", "мая "),
    *("[1] ", "[a", "(a)", "1 000 ", "1:00 ", "2024-", "http://a", "t.me/a ", "<b>", '{"a', ",{"),
)
PREFIXED = (
    ("[Forwarded from", " "),
    ("Forwarded from a", " "),
    ("[ Poll : ", " "),
    ("Content-Type: a", "\n "),
    ("https://a", ","),
)
TEXTS = (*(("", unit) for unit in UNITS), *PREFIXED)
MATCHED, SEARCHED = 4_000, 1_000  # units: a search begins anew at every sign
LIMIT_S = 1.5  # of the processor


@contextmanager
def in_time(what: str) -> Iterator[None]:
    """Break off what hangs: a pattern that is being matched looks for signals."""

    def fail(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(what)

    before = signal.signal(signal.SIGVTALRM, fail)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def patterns_of(module: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a module, those in its tuples, lists and dictionaries, too."""
    held = vars(importlib.import_module(module)).items()
    return {where: each for name, value in held if not name.startswith("__") for where, each in _inside(name, value)}


def _inside(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    for i, part in enumerate(parts):
        yield from _inside(f"{name}[{i}]", part)


def test_patterns_in_tables_are_among_them() -> None:
    assert any("_HEADS" in name for name in patterns_of("indexer.times.schedule"))


@pytest.mark.parametrize("module", MODULES)
def test_no_repeated_sign_holds_up_a_pattern(module: str) -> None:
    for name, pattern in patterns_of(module).items():
        for head, unit in TEXTS:
            with in_time(f"{module}.{name} on {head!r} and many {unit!r}"):
                pattern.fullmatch(f"{head}{unit * MATCHED}x")
                pattern.search(f"{head}{unit * SEARCHED}x")
