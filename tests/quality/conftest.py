"""Meaning is tested with the real model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.data import KEPT_VECTORS, MODELS
from indexer.embedders import open_embedder
from indexer.embedders.cached import CachedEmbedder
from indexer.library import Library, embed_backlog
from indexer.models import LOCAL, Post
from indexer.opening import open_library_with
from indexer.ports import Embedder
from indexer.sources import read_files
from tests.indexer.makers import NOW


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The real model takes seconds to load."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.filterwarnings("ignore"))  # torch's and OpenVINO's own


@pytest.fixture(scope="session")
def bundled() -> Embedder:
    """The bundled model, loaded once."""
    return open_embedder("bundled", MODELS)


@pytest.fixture(scope="session")
def kept(bundled: Embedder) -> Iterator[Embedder]:
    """The bundled model as this machine runs it, whose vectors are kept from one run to the next."""
    with CachedEmbedder(bundled, KEPT_VECTORS) as embedder:
        yield embedder


@pytest.fixture(scope="session")
def seed(shared: Path, bundled: Embedder) -> Iterator[Library]:
    """A library of the nine posts of the seed."""
    library = open_library_with("sqlite:///:memory:", bundled)
    posts = [entry for entry in read_files([shared / "seed" / "posts.txt"]) if isinstance(entry, Post)]
    library.add(posts, LOCAL, via="import", seen_at=NOW)
    embed_backlog(library)
    yield library
    library.close()
