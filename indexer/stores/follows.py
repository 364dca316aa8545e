"""Channels that are read on t.me, and which of their posts are gone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from indexer.models import Follow
from indexer.stores.connection import Connection, read_time, written

_COLUMNS = "library_id, username, next_due, etag, last_modified, last_id, failures"
_FOLLOWED = """
WITH shown AS (
    SELECT post_id FROM posts WHERE username IS NOT NULL AND lower(username) = :name AND message_id >= :since
    UNION
    SELECT post_id FROM posts WHERE link IS NOT NULL AND lower(link) > :address AND lower(link) < :behind
    AND CAST(substr(link, length(:address) + 1) AS INTEGER) >= :since
)
SELECT DISTINCT read.username, read.message_id, read.link, held.post_id, held.deleted_at IS NOT NULL
FROM shown CROSS JOIN posts AS read USING (post_id) CROSS JOIN sightings USING (content_key)
JOIN holdings ON holdings.library_id = sightings.library_id AND holdings.post_id = sightings.post_id
JOIN posts AS held ON held.post_id = holdings.post_id
WHERE sightings.library_id = :library AND via = 'follow'
AND (held.post_id = read.post_id OR (held.message_id = read.message_id
AND (held.chat_id = read.chat_id OR held.date = read.date)) OR lower(held.link) = lower(read.link))
"""


class Follows(Connection):
    """The part of the store that remembers who follows what."""

    def save_follow(self, follow: Follow) -> None:
        """Keep a follow, new or changed."""
        values = [follow.library_id, follow.username, written(follow.next_due)]
        values += [follow.etag, follow.last_modified, follow.last_id, follow.failures]
        with self.write():
            self.run(f"INSERT OR REPLACE INTO follows ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def end_follow(self, library_id: int, username: str) -> bool:
        """End a follow; False where there is none."""
        with self.write():
            return self.run("DELETE FROM follows WHERE library_id = ? AND username = ?", [library_id, username]) > 0

    def follows(self, library_id: int | None = None) -> list[Follow]:
        """Return the follows of a library, or all, by name."""
        one = "WHERE library_id = :library" if library_id is not None else ""
        rows = self.rows(f"SELECT {_COLUMNS} FROM follows {one} ORDER BY username, library_id", {"library": library_id})
        return [_follow(row) for row in rows]

    def due_follows(self, now: datetime) -> list[Follow]:
        """Return the follows whose time has come, the longest due first."""
        rows = self.rows(f"SELECT {_COLUMNS} FROM follows WHERE next_due <= ? ORDER BY next_due", [written(now)])
        return [_follow(row) for row in rows]

    def followed_messages(self, library_id: int, username: str, since: int) -> list[tuple[int, int, bool]]:
        """Return (message id, post id, deleted?) of a library's posts, from a message on, that were read on a channel's page.

        A forward on the page is found by the address at which it was read; a post that had come in otherwise, and tells no
        channel's name, by the same message on the page.
        """
        address = f"https://t.me/{username}/"
        rows = self.rows(
            _FOLLOWED,
            {"library": library_id, "name": username, "since": since, "address": address, "behind": f"{address}:"},
        )
        found = [(_message_id(row, username), row[3], bool(row[4])) for row in rows]
        return [row for row in found if row[0] >= since]

    def mark_deleted(self, post_ids: Iterable[int], moment: datetime | None) -> None:
        """Keep that posts are gone from their channel since a moment; None: they are there again."""
        with self.write():
            self.run_many("UPDATE posts SET deleted_at = ? WHERE post_id = ?", [(written(moment), each) for each in post_ids])


def _message_id(row: tuple[Any, ...], username: str) -> int:
    name, message_id, link = row[:3]
    if link and link.lower().startswith(f"https://t.me/{username}/"):
        return int(link.rpartition("/")[2])
    return int(message_id or 0) if (name or "").lower() == username else 0


def _follow(row: tuple[Any, ...]) -> Follow:
    library_id, username, next_due, etag, last_modified, last_id, failures = row
    due = read_time(next_due)
    assert due is not None, "the column is NOT NULL"
    return Follow(library_id, username, due, etag, last_modified, last_id, failures)
