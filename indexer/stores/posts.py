"""Posts, what is derived from them, and which library holds them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from indexer.models import Derived, Post, Seen, Signature, StoredPost, Tag, TagSource
from indexer.stores.connection import AMONG, json_list, read_time, written
from indexer.stores.post_rows import COLUMNS, PREFIXED, WIDTH, content_key, to_post, to_row
from indexer.stores.repeats import Repeats
from indexer.stores.vectors import Vectors

MOST_POSTS = 1 << 32  # hashes are kept beside numbers of so many bits
_INSERT = (
    f"INSERT INTO posts ({COLUMNS}, content_key, fingerprint, language, post_id) VALUES ({', '.join('?' * (WIDTH + 4))})"
    " ON CONFLICT (content_key) DO NOTHING"
)
_BARE = (
    f"SELECT {PREFIXED}, posts.post_id, language, moment, deleted_at FROM posts JOIN holdings USING (post_id)"
    f" WHERE library_id = ? AND posts.post_id {AMONG}"
)


class Posts(Repeats, Vectors):
    """The part of the store that keeps posts."""

    _is_restored: bool | None = None  # whether all that this store has ever held are posts of an export, as they were

    def save_post(self, post: Post, derived: Derived) -> int:
        """Store a post once and return its id; an equal one is not stored again."""
        with self.write():
            post_id = new = self._insert(post, derived.signature, derived.tags)
            if not new:
                post_id = int(self.value("SELECT post_id FROM posts WHERE content_key = ?", [content_key(post)]))
                self.count_interest(post_id, post)
                if self.value("SELECT 1 FROM lexicon WHERE post_id = ?", [post_id]):
                    return post_id
                self._write_facts(post_id, derived)
            self._write_derived(post_id, derived)
        return post_id

    def keep_repeat(self, post: Post, signature: Signature) -> None:
        """Keep the words of a post that repeats another, so that the two can be told apart again; it is not searched."""
        with self.write():
            self._insert(post, signature)

    def _insert(self, post: Post, signature: Signature, tags: Sequence[Tag] = ()) -> int:
        """Return the id of a new post, 0 where an equal one is stored already."""
        row = [*to_row(post), content_key(post), signature.fingerprint, _language(tags), self._number(post)]
        return self.insert(_INSERT, row)

    def _number(self, post: Post) -> int | None:
        """The id that a post of an export had, where nothing but such an export has ever been here; None for the next one."""
        if self._is_restored is None:
            self._is_restored = not self.value("SELECT seq FROM sqlite_sequence WHERE name = 'posts'")
        self._is_restored = self._is_restored and 0 < (post.post_id or 0) < MOST_POSTS
        is_free = self._is_restored and not self.value("SELECT 1 FROM posts WHERE post_id = ?", [post.post_id])
        return post.post_id if is_free else None

    def _write_facts(self, post_id: int, derived: Derived) -> None:
        facts = [derived.signature.fingerprint, _language(derived.tags)]
        self.run("UPDATE posts SET fingerprint = ?, language = ? WHERE post_id = ?", [*facts, post_id])

    def count_interest(self, post_id: int, post: Post) -> None:
        """Keep the latest numbers of views and reactions, where a post brings any; once known to hold code, it does."""
        if post.views is not None or post.reactions is not None or post.has_code:
            with self.write():
                self.run(
                    "UPDATE posts SET views = coalesce(?, views), reactions = coalesce(?, reactions),"
                    " has_code = max(has_code, ?) WHERE post_id = ?",
                    [post.views, post.reactions, post.has_code, post_id],
                )

    def _write_derived(self, post_id: int, derived: Derived) -> None:
        """Write what is derived from a post; what was derived before is gone already."""
        self.run_many(
            "INSERT INTO passages (post_id, position, text) VALUES (?, ?, ?)",
            [(post_id, position, text) for position, text in enumerate(derived.passages)],
        )
        self.write_hashes(post_id, derived.signature.hashes)
        words = [post_id, derived.lex]
        self.run("INSERT INTO lexicon VALUES (?, ?) ON CONFLICT (post_id) DO UPDATE SET lex = excluded.lex", words)
        self.save_tags(post_id, derived.tags)

    def save_tags(self, post_id: int, tags: Iterable[Tag]) -> None:
        """Add derived tags to a post."""
        rows = [(post_id, tag.source.value, tag.name) for tag in tags]
        with self.write():
            self.run_many("INSERT OR IGNORE INTO tags VALUES (?, ?, ?)", rows)

    def save_topics(self, post_id: int, topics: Iterable[Tag], lex: str) -> None:
        """Add topics to a post, and their names' stems to the words by which it is found."""
        with self.write():
            self.save_tags(post_id, topics)
            if lex:
                self.run("UPDATE lexicon SET lex = lex || ' ' || ? WHERE post_id = ?", [lex, post_id])
                self.touch_holders([post_id])

    @staticmethod
    def content_key(post: Post) -> bytes:
        """Return bytes that are equal for posts that are equal in everything, where they were published included."""
        return content_key(post)

    def seen_post(self, library_id: int, post_id: int) -> Post | None:
        """Return a post that a library has seen, even where it holds a later version of it now."""
        row = self.first(
            f"SELECT {COLUMNS} FROM posts WHERE post_id = :id"
            " AND (EXISTS (SELECT 1 FROM holdings WHERE library_id = :library AND post_id = :id)"
            " OR EXISTS (SELECT 1 FROM sightings WHERE library_id = :library AND replaced = :id))",
            {"id": post_id, "library": library_id},
        )
        return to_post(row) if row else None

    def candidates(self, post: Post, signature: Signature, library_id: int) -> list[StoredPost]:
        """Return the posts of a library that a post may repeat: same place, same words, or shared shingles.

        They come without their tags and sightings, which judging does not need.
        """
        held = "EXISTS (SELECT 1 FROM holdings WHERE library_id = :library AND holdings.post_id = posts.post_id)"
        ids = self.rows(
            f"SELECT post_id FROM posts WHERE fingerprint = :fingerprint AND {held} UNION ALL"
            f" SELECT post_id FROM posts WHERE message_id = :message AND (chat_id = :chat OR username = :username"
            f" OR (title = :title AND date = :date)) AND {held} UNION ALL"
            f" SELECT post_id FROM posts WHERE link = :url AND {held}",
            {
                "fingerprint": signature.fingerprint,
                "library": library_id,
                "message": post.origin.message_id,
                "chat": post.origin.chat_id,
                "title": post.origin.title,
                "date": written(post.date),
                "username": post.origin.username,
                "url": post.link,
            },
        )
        return self._bare(library_id, {post_id for (post_id,) in ids}.union(self.sharing(signature, library_id)))

    def _bare(self, library_id: int, post_ids: Collection[int]) -> list[StoredPost]:
        rows = self.rows(_BARE, [library_id, json_list(post_ids)]) if post_ids else []
        return [
            StoredPost(post_id, to_post(row), language, _known(read_time(moment)), deleted_at=read_time(deleted))
            for row in rows
            for post_id, language, moment, deleted in [row[WIDTH:]]
        ]

    def stored(self, library_id: int, post_ids: Sequence[int]) -> list[StoredPost]:
        """Return the posts that a library holds among the given ids, in their order."""
        tags, (seen, apart) = self._tags(library_id, post_ids), self._seen(library_id, post_ids)
        found = {
            (i := bare.post_id): replace(bare, tags=tags.get(i, ()), sightings=seen.get(i, ()), is_apart=i in apart)
            for bare in self._bare(library_id, post_ids)
        }
        return [found[post_id] for post_id in post_ids if post_id in found]

    def _tags(self, library_id: int, post_ids: Sequence[int]) -> dict[int, tuple[Tag, ...]]:
        rows = self.rows(
            f"SELECT post_id, source, name FROM tags WHERE post_id {AMONG} UNION"
            f" SELECT post_id, 'own', name FROM own_tags WHERE library_id = ? AND post_id {AMONG}",
            [json_list(post_ids), library_id, json_list(post_ids)],
        )
        order = [TagSource.TOPIC, TagSource.HASHTAG, TagSource.OWN, TagSource.DOMAIN, TagSource.LANGUAGE]
        tags = sorted(((post_id, order.index(TagSource(source)), name) for post_id, source, name in rows))
        return _grouped((post_id, Tag(name, order[rank])) for post_id, rank, name in tags)

    def _seen(self, library_id: int, post_ids: Sequence[int]) -> tuple[dict[int, tuple[Seen, ...]], set[int]]:
        """The sightings of posts, and which of them were set apart."""
        rows = self.rows(
            "SELECT post_id, seen_at, via, kind = 'new' AND of IS NOT NULL FROM sightings"
            f" WHERE library_id = ? AND post_id {AMONG} ORDER BY seen_at, sighting_id",
            [library_id, json_list(post_ids)],
        )
        seen = _grouped((post_id, Seen(_known(read_time(seen_at)), via)) for post_id, seen_at, via, _ in rows)
        return seen, {post_id for post_id, _, _, is_apart in rows if is_apart}

    def vocabulary(self, library_id: int) -> list[tuple[Tag, int]]:
        """Return a library's tags with how many posts have each, whoever gave it to them, most used first."""
        rows = self.rows(
            "WITH given AS (SELECT post_id, source, name FROM tags JOIN holdings USING (post_id) WHERE library_id = :library"
            " UNION ALL SELECT post_id, 'own', name FROM own_tags JOIN holdings USING (library_id, post_id)"
            " WHERE library_id = :library)"
            " SELECT DISTINCT source, name, n FROM given JOIN"
            " (SELECT name, count(DISTINCT post_id) AS n FROM given GROUP BY name) USING (name) ORDER BY n DESC, name, source",
            {"library": library_id},
        )
        return [(Tag(name, TagSource(source)), n) for source, name, n in rows]

    def has_tag(self, library_id: int, name: str) -> bool:
        """Say whether a post of a library has a tag, whoever gave it."""
        derived = "SELECT 1 FROM tags JOIN holdings USING (post_id) WHERE library_id = :library AND name = :name"
        own = "SELECT 1 FROM own_tags JOIN holdings USING (library_id, post_id) WHERE library_id = :library AND name = :name"
        return bool(self.value(f"SELECT EXISTS ({derived}) OR EXISTS ({own})", {"library": library_id, "name": name}))

    def channel_names(self, library_id: int, post_ids: Sequence[int] | None = None) -> list[str]:
        """Return the titles of the channels that a library's posts come from, and their names with "@", each once.

        With ``post_ids`` only these posts are read.
        """
        among, ids = ("", []) if post_ids is None else (f"AND post_id {AMONG} ", [json_list(post_ids)])
        rows = self.rows(
            f"SELECT DISTINCT title, username FROM posts JOIN holdings USING (post_id) WHERE library_id = ? {among}ORDER BY 1, 2",
            [library_id, *ids],
        )
        names = (name for title, username in rows for name in (title, f"@{username}" if username else None) if name)
        return list(dict.fromkeys(names))

    def count_posts(self) -> int:
        """Return how many posts are stored for all libraries."""
        return int(self.value("SELECT count(*) FROM lexicon"))

    def raw_posts(self, post_ids: Sequence[int] | None = None) -> Iterator[tuple[int, Post]]:
        """Yield stored posts with their ids, all of them by default, a thousand at a time."""
        last = 0
        if post_ids is not None:
            rows = self.rows(f"SELECT {COLUMNS}, post_id FROM posts WHERE post_id {AMONG}", [json_list(post_ids)])
            yield from ((row[WIDTH], to_post(row)) for row in rows)
            return
        while rows := self.rows(
            f"SELECT {COLUMNS}, post_id FROM posts JOIN lexicon USING (post_id) WHERE post_id > ? ORDER BY post_id LIMIT 1000",
            [last],
        ):
            yield from ((row[WIDTH], to_post(row)) for row in rows)
            last = rows[-1][WIDTH]

    def derive_again(self, post_id: int, derived: Derived) -> None:
        """Write anew everything that is derived from a post; its vectors will be made again."""
        with self.write():
            self.finish()
            for table in ("passages", "signatures", "tags"):
                self.run(f"DELETE FROM {table} WHERE post_id = ?", [post_id])
            self._write_facts(post_id, derived)
            self._write_derived(post_id, derived)
            self.touch_holders([post_id])


def _language(tags: Sequence[Tag]) -> str | None:
    return next((tag.name for tag in tags if tag.source is TagSource.LANGUAGE), None)


def _known(moment: datetime | None) -> datetime:
    assert moment is not None, "the column is NOT NULL"
    return moment


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple[Any, ...]]:
    groups: dict[int, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
