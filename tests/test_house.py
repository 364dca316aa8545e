"""The house keeps its own rules: what the README names exists, and files stay small."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli.main import svodka
from bot.conversation import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("indexer/**/*.py")])


def test_the_readme_names_every_command_and_no_other() -> None:
    assert set(re.findall(r"`svodka (\w+)", README)) == set(svodka.commands)
    line = next(line for line in README.splitlines() if line.startswith("Commands: "))
    assert set(re.findall(r"/(\w+)", line.split(". ")[0])) == set(COMMANDS)


def test_every_file_that_the_readme_names_is_there() -> None:
    for name in re.findall(r"`(?:\.venv/bin/python )?((?:bench|docs|data)/[\w./]+)`|\((docs/[\w./]+)\)", README):
        path = next(part for part in name if part)
        assert path.startswith("data/var") or (ROOT / path).exists(), path


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 330


def test_the_library_can_be_imported_without_loading_a_model() -> None:
    heavy = ("torch", "transformers", "openvino")
    script = f"import sys, indexer.opening, bot.cli.main; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_requirements_hold_every_dependency_as_it_is_pinned() -> None:
    locked = {line.strip().lower().replace("_", "-") for line in (ROOT / "requirements.txt").read_text().splitlines()}
    wanted = re.sub(
        r"bench = \[.*?\]", "", (ROOT / "pyproject.toml").read_text(), flags=re.DOTALL
    )  # peers: to measure, not to run
    pinned = re.findall(r'"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)"', wanted)
    assert all(f"{name}=={version}".lower() in locked for name, version in pinned)


def test_every_package_is_installed() -> None:
    folders = {path.parent.relative_to(ROOT) for path in SOURCES if path.name == "__init__.py"}
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert set(named) == {".".join(folder.parts) for folder in folders}
