"""A step of the schema: the posts of a store from before their words were hashed as numbers are signed again."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from indexer.models import Origin, Post, Preview
from indexer.repeats.dedup import sign

# Hashes are found in memory: a tree of them cost an import more than all else. The numbers of rows are never used again, so that
# another process sees what came since it looked.
HASHES = """
CREATE TEMP TABLE signed (post_id INTEGER PRIMARY KEY);
INSERT INTO signed SELECT post_id FROM signatures WHERE hashes <> '[]';
DROP TRIGGER signatures_delete;
DROP TABLE fingerprints;
DROP TABLE signatures;
CREATE TABLE signatures (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id INTEGER NOT NULL UNIQUE REFERENCES posts ON DELETE CASCADE,
    hashes BLOB NOT NULL
);
DELETE FROM facts WHERE name = 'merged_hashes';
"""
_POSTS = """
SELECT post_id, post_id IN (SELECT post_id FROM signed), text, preview, links, link, chat_id, message_id, username
FROM posts WHERE post_id > ? ORDER BY post_id LIMIT 1000
"""


def sign_again(db: Database) -> None:
    """Write the fingerprints of all posts, and the hashes of those that the table ``signed`` names."""
    for rows in _pages(db):
        signatures = sign([_post(*row[2:]) for row in rows])
        db.conn.executemany(
            "UPDATE posts SET fingerprint = ? WHERE post_id = ?",
            [(signature.fingerprint, row[0]) for row, signature in zip(rows, signatures, strict=True)],
        )
        db.conn.executemany(
            "INSERT INTO signatures (post_id, hashes) VALUES (?, ?)",
            [(row[0], each.hashes) for row, each in zip(rows, signatures, strict=True) if row[1]],
        )
    db.execute("DROP TABLE signed")


def _pages(db: Database) -> Iterator[list[tuple[Any, ...]]]:
    last = 0
    while rows := db.execute(_POSTS, [last]).fetchall():
        yield rows
        last = rows[-1][0]


def _post(text: str, preview: str | None, links: str, link: str | None, *origin: Any) -> Post:
    """A post as far as it is signed."""
    chat_id, message_id, username = origin
    return Post(
        text,
        preview=Preview(*json.loads(preview)) if preview else None,
        links=tuple(json.loads(links)),
        link=link,
        origin=Origin(chat_id=chat_id, message_id=message_id, username=username),
    )
