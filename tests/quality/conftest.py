"""Meaning is tested with the real model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.library import Library, embed_backlog
from indexer.models import LOCAL, Post
from indexer.opening import open_library
from indexer.sources import read_files
from tests.indexer.makers import NOW


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The real model takes seconds to load."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.filterwarnings("ignore"))  # torch's and OpenVINO's own


@pytest.fixture(scope="session")
def seed(shared: Path) -> Iterator[Library]:
    """A library of the nine posts of the seed."""
    library = open_library("sqlite:///:memory:")
    posts = [entry for entry in read_files([shared / "seed" / "posts.txt"]) if isinstance(entry, Post)]
    library.add(posts, LOCAL, via="import", seen_at=NOW)
    embed_backlog(library)
    yield library
    library.close()
