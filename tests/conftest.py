"""What tests share."""

import os
from pathlib import Path

import pytest

for library in ("OMP", "OPENBLAS"):  # tests run side by side on every core: threads of one test would wait for those of another
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first, so that of the processes that share the tests none waits for another at the end."""
    items.sort(key=lambda item: item.path.parent.name != "quality")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts that this project may read in place but not keep."""
    folder = Path(os.environ.get("SVODKA_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no shared folder at {folder}: set SVODKA_SHARED")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The posts that were written for this project."""
    return ROOT / "data" / "samples"
