"""Posts, made short."""

from datetime import UTC, datetime, timedelta
from typing import Any

from indexer.library import Library, embed_backlog
from indexer.models import Origin, Post, Receipt

ALICE, BOB, GROUP = 11, 22, -1001
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KAFKA = "Kafka keeps messages in partitions, and every consumer group remembers the offset that it has read up to."
TAIL = " Subscribe to our channel for more notes about queues, logs, brokers and everything that streams."
LONGER = KAFKA + TAIL
WHALES = "Голубые киты поют на частоте ниже двадцати герц, и песня слышна за сотни километров от стаи."


def a_post(
    text: str, *, title: str = "Channel", chat_id: int | None = None, message_id: int | None = None, **fields: Any
) -> Post:
    """Return a post of a channel."""
    return Post(text, origin=Origin(title, chat_id=chat_id, message_id=message_id), **fields)


def add(library: Library, *posts: Post | str, library_id: int = ALICE, via: str = "forward", **options: Any) -> list[Receipt]:
    """Give posts to a library, and embed them."""
    made = [a_post(post) if isinstance(post, str) else post for post in posts]
    receipts = library.add(made, library_id, via=via, seen_at=options.pop("seen_at", NOW), **options)
    embed_backlog(library)
    return receipts


def kinds(receipts: list[Receipt]) -> list[str]:
    """Return the verdict of each receipt, in a word."""
    return [receipt.verdict.kind.value for receipt in receipts]
