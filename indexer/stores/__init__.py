"""Stores, opened by URL."""

from indexer.errors import StoreUnreadable
from indexer.ports import Embedder, Store

SQLITE = "sqlite:///"


def open_store(url: str, embedder: Embedder) -> Store:
    """Return the store at a URL such as ``sqlite:///data/var/svodka.db`` or ``sqlite:///:memory:``.

    Raises:
        StoreError: it cannot be opened, or the URL names no store that we know.
    """
    if not url.startswith(SQLITE):
        raise StoreUnreadable(f"unknown store: {url.split(':')[0]}")
    from indexer.stores.sqlite import SqliteStore

    return SqliteStore(url.removeprefix(SQLITE), embedder)
