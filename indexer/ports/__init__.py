"""What the library asks of an embedder and of a store."""

from pathlib import Path
from typing import Protocol

from indexer.ports.embedding import Embedder, Matrix
from indexer.ports.posts import PostStore, SightingStore
from indexer.ports.searching import SearchStore, VectorStore, Wanted
from indexer.ports.services import ConversationStore, DeliveryStore, FollowStore, HistoryStore

__all__ = ["Embedder", "Matrix", "Store", "Wanted"]


class Store(
    PostStore, SightingStore, VectorStore, SearchStore, ConversationStore, DeliveryStore, FollowStore, HistoryStore, Protocol
):
    """Everything that Svodka remembers. Any call may raise StoreError."""

    @property
    def transactions(self) -> int:
        """How many transactions were begun in this process; may be read on any thread."""
        ...

    def shorten_log(self) -> None:
        """Do what was put off when rows were written, where anything was; may be called on any thread."""
        ...

    def copied(self, folder: Path) -> "Store":
        """Return a store of its own that holds the same, kept in a folder."""
        ...

    def check_embedder(self) -> None:
        """Make sure that the vectors in the store and those of the embedder can be compared."""
        ...

    def adopt_embedder(self) -> None:
        """Say that all vectors from now on are this embedder's, and drop those of another."""
        ...

    def fact(self, name: str) -> str | None:
        """Return what the store knows of itself under a name."""
        ...

    def save_fact(self, name: str, value: str) -> None:
        """Keep what the store knows of itself."""
        ...

    def libraries(self) -> list[tuple[int, int]]:
        """Return (library id, posts) of every library that holds any."""
        ...

    def move_chat(self, old: int, new: int) -> None:
        """Let a group that became a supergroup keep its library, its subscriptions and what is on its way to it."""
        ...
