"""Libraries with a real store, and a model that needs no minute to load."""

from collections.abc import Iterator

import pytest

from indexer.library import Library
from indexer.opening import open_library


@pytest.fixture
def library() -> Iterator[Library]:
    """An empty library."""
    opened = open_library("sqlite:///:memory:", "hashed")
    yield opened
    opened.close()
