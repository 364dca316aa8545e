"""A step of the schema: the words of a store's posts are stemmed again."""

import json

from sqlite_utils import Database

from indexer.language.lexicon import count_stems, lexicon
from indexer.models import Origin, Post, Preview

_POSTS = """
SELECT post_id, lex, text, preview, hashtags, title, author FROM lexicon JOIN posts USING (post_id)
WHERE post_id > ? AND text GLOB ? ORDER BY post_id LIMIT 1000
"""


def stem_again(db: Database, holding: str = "*") -> None:
    """Write the stems of all posts anew, or of those ``holding`` a pattern; those of the names of topics, behind them, stay."""
    last = 0
    while rows := db.execute(_POSTS, [last, holding]).fetchall():
        db.conn.executemany("UPDATE lexicon SET lex = ? WHERE post_id = ?", [(_stemmed(*row[1:]), row[0]) for row in rows])
        last = rows[-1][0]


def _stemmed(lex: str, text: str, preview: str | None, hashtags: str, title: str | None, author: str | None) -> str:
    shown = Preview(*json.loads(preview)) if preview else None
    found = lexicon(Post(text, preview=shown, hashtags=tuple(json.loads(hashtags)), origin=Origin(title, author)))
    return " ".join([found, *lex.split()[count_stems(found) :]])
