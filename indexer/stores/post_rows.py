"""Posts as rows and back."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from indexer.models import Origin, Post, Preview
from indexer.stores.connection import read_time, written

COLUMNS = (
    "text, date, edit_date, title, author, chat_id, message_id, username, link, links, hashtags, preview, media_kind,"
    " views, reactions, has_code"
)
WIDTH = len(COLUMNS.split(","))
_FENCE = "```"  # code in a text that came without marks
PREFIXED = ", ".join(f"posts.{column.strip()}" for column in COLUMNS.split(","))


def to_row(post: Post) -> tuple[Any, ...]:
    """Return the values of COLUMNS, in their order."""
    return (*_words(post), post.views, post.reactions, post.has_code or _FENCE in post.text)


@lru_cache(maxsize=16)  # of one post they are asked for twice: for its key and for its row
def _words(post: Post) -> tuple[Any, ...]:
    preview, origin = post.preview, post.origin
    return (
        post.text,
        written(post.date),
        written(post.edit_date),
        origin.title,
        origin.author,
        origin.chat_id,
        origin.message_id,
        origin.username,
        post.link,
        _list(post.links),
        _list(post.hashtags),
        _json([preview.site, preview.title, preview.description]) if preview else None,
        post.media_kind,
    )


def _list(texts: tuple[str, ...]) -> str:
    return _json(texts) if texts else "[]"  # most posts have none, which takes a tenth of the time so


def to_post(row: Mapping[str, Any] | tuple[Any, ...]) -> Post:
    """Return the post of a row whose first columns are COLUMNS."""
    values = row if isinstance(row, tuple) else tuple(row.values())
    text, date, edit_date, title, author, chat_id, message_id, username, link, *rest = values[:WIDTH]
    links, hashtags, preview, media_kind, views, reactions, has_code = rest
    return Post(
        text=text,
        date=read_time(date),
        origin=Origin(title, author, chat_id, message_id, username),
        links=tuple(json.loads(links)),
        hashtags=tuple(json.loads(hashtags)),
        preview=Preview(*json.loads(preview)) if preview else None,
        media_kind=media_kind,
        edit_date=read_time(edit_date),
        link=link,
        views=views,
        reactions=reactions,
        has_code=bool(has_code),
    )


@lru_cache(maxsize=512)
def content_key(post: Post) -> bytes:
    """Return 32 bytes that are equal for equal posts: what a post is stored under, once for all libraries.

    How often a post was seen and answered changes by the minute, and is no other post; nor is one whose source marks no code.
    """
    return hashlib.blake2b(_json(_words(post)).encode(), digest_size=32).digest()


_json = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes an encoder for every call
