"""Posts, what is derived from them, and which library holds them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from indexer.dedup import Signature
from indexer.models import Passage, Period, Post, Receipt, Seen, StoredPost, Tag, TagSource, Verdict, VerdictKind
from indexer.ports import Matrix
from indexer.stores.connection import Connection, read_time, written
from indexer.stores.post_rows import COLUMNS, PREFIXED, content_key, to_post, to_row

CANDIDATES = 24  # posts that share most winnowed hashes
FEW_SHARED = 1


class Posts(Connection):
    """The part of the store that keeps posts."""

    # --- writing ---

    def save_post(self, post: Post, signature: Signature, lex: str, passages: Sequence[str], tags: Iterable[Tag]) -> int:
        """Store a post once and return its id; an equal one is not stored again."""
        key = content_key(post)
        known = self.value("SELECT post_id FROM posts WHERE content_key = ?", [key])
        if known is not None:
            return int(known)
        tags = tuple(tags)
        language = next((tag.name for tag in tags if tag.source is TagSource.LANGUAGE), None)
        row = to_row(post) | {"content_key": key, "fingerprint": signature.fingerprint, "language": language}
        with self.write():
            names = ", ".join(row)
            self.run(f"INSERT INTO posts ({names}) VALUES ({', '.join(':' + name for name in row)})", row)
            post_id = int(self.value("SELECT last_insert_rowid()"))
            self.run_many(
                "INSERT INTO passages (post_id, position, text) VALUES (?, ?, ?)",
                [(post_id, position, text) for position, text in enumerate(passages)],
            )
            self.run_many("INSERT INTO fingerprints VALUES (?, ?)", [(h, post_id) for h in sorted(signature.hashes)])
            self.run("INSERT INTO lexicon VALUES (?, '', ?)", [post_id, lex])
            self.save_tags(post_id, tags)
        return post_id

    def save_tags(self, post_id: int, tags: Iterable[Tag]) -> None:
        """Add derived tags to a post."""
        rows = [(post_id, tag.source.value, tag.name) for tag in tags]
        with self.write():
            self.run_many("INSERT OR IGNORE INTO tags VALUES (?, ?, ?)", rows)

    def hold(self, library_id: int, post_id: int, moment: datetime) -> None:
        """Put a post into a library."""
        with self.write():
            self.run("INSERT OR IGNORE INTO holdings VALUES (?, ?, ?)", [library_id, post_id, written(moment)])
            self._scope(post_id)
            self._touch(library_id)

    def release(self, library_id: int, post_id: int) -> None:
        """Take a post out of a library; its row goes when no library refers to it any more."""
        with self.write():
            for table in ("holdings", "own_tags"):
                self.run(f"DELETE FROM {table} WHERE library_id = ? AND post_id = ?", [library_id, post_id])
            self._scope(post_id)
            self._touch(library_id)

    def forget_unseen(self, post_ids: Iterable[int]) -> None:
        """Delete the rows of posts that no holding and no sighting refers to."""
        with self.write():
            for post_id in post_ids:
                self.run(
                    "DELETE FROM posts WHERE post_id = :id AND NOT EXISTS (SELECT 1 FROM holdings WHERE post_id = :id)"
                    " AND NOT EXISTS (SELECT 1 FROM sightings WHERE post_id = :id)"
                    " AND NOT EXISTS (SELECT 1 FROM sightings WHERE replaced = :id)",
                    {"id": post_id},
                )

    def _scope(self, post_id: int) -> None:
        """Write which libraries a post can be matched in: a token for each, so that FTS5 filters within its own index."""
        held = self.rows("SELECT library_id FROM holdings WHERE post_id = ? ORDER BY library_id", [post_id])
        scope = " ".join(scope_token(library_id) for (library_id,) in held)
        self.run("UPDATE lexicon SET scope = ? WHERE post_id = ? AND scope <> ?", [scope, post_id, scope])

    def _touch(self, library_id: int) -> None:
        self.run(
            "INSERT INTO libraries (library_id, version) VALUES (?, 1)"
            " ON CONFLICT (library_id) DO UPDATE SET version = version + 1",
            [library_id],
        )

    # --- sightings ---

    @staticmethod
    def content_key(post: Post) -> bytes:
        """Return bytes that are equal for posts that are equal in everything, where they were published included."""
        return content_key(post)

    def holds_content(self, library_id: int, content: bytes) -> bool:
        """Say whether a library has seen exactly this post before and still holds it or what it was found to repeat."""
        held = "SELECT 1 FROM sightings JOIN holdings USING (library_id, post_id) WHERE library_id = ? AND content_key = ?"
        return self.value(held, [library_id, content]) is not None

    def seen_post(self, library_id: int, post_id: int) -> Post | None:
        """Return a post that a library has seen, even where it holds a later version of it now."""
        row = next(
            iter(
                self.rows(
                    f"SELECT {COLUMNS} FROM posts WHERE post_id = :id AND (EXISTS (SELECT 1 FROM holdings WHERE library_id = :library AND post_id = :id)"
                    " OR EXISTS (SELECT 1 FROM sightings WHERE library_id = :library AND replaced = :id))",
                    {"id": post_id, "library": library_id},
                )
            ),
            None,
        )
        return to_post(row) if row else None

    def save_sighting(
        self,
        library_id: int,
        receipt_post: int,
        verdict: Verdict,
        *,
        seen: Seen,
        key: str | None,
        content: bytes,
        replaced: int | None,
    ) -> int:
        """Write down that a library saw a post, and return the sighting's id."""
        with self.write():
            self.run(
                "INSERT INTO sightings (library_id, post_id, seen_at, via, key, kind, of, similarity, replaced, content_key)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    library_id,
                    receipt_post,
                    written(seen.seen_at),
                    seen.via,
                    key,
                    verdict.kind.value,
                    verdict.of,
                    verdict.similarity,
                    replaced,
                    content,
                ],
            )
            return int(self.value("SELECT last_insert_rowid()"))

    def find_sighting(self, library_id: int, key: str) -> tuple[Receipt, bytes] | None:
        """Return the latest sighting of a message, and the key of the content that it brought."""
        row = next(
            iter(
                self.rows(
                    "SELECT post_id, kind, of, similarity, sighting_id, content_key FROM sightings"
                    " WHERE library_id = ? AND key = ? ORDER BY sighting_id DESC LIMIT 1",
                    [library_id, key],
                )
            ),
            None,
        )
        if row is None:
            return None
        post_id, kind, of, similarity, sighting_id, content = row
        return Receipt(post_id, Verdict(VerdictKind(kind), of, similarity), sighting_id), content

    def take_sighting(self, library_id: int, sighting_id: int) -> tuple[int, int | None] | None:
        """Delete a sighting and return its post and the post that it had replaced, or None where there is none."""
        found = self.rows(
            "SELECT post_id, replaced FROM sightings WHERE library_id = ? AND sighting_id = ?", [library_id, sighting_id]
        )
        with self.write():
            self.run("DELETE FROM sightings WHERE library_id = ? AND sighting_id = ?", [library_id, sighting_id])
        return found[0] if found else None

    def first_seen(self, library_id: int, post_id: int) -> datetime | None:
        """Return when a library first saw a post."""
        return read_time(
            self.value("SELECT min(seen_at) FROM sightings WHERE library_id = ? AND post_id = ?", [library_id, post_id])
        )

    def moment(self, library_id: int, post_id: int) -> datetime | None:
        """Return when a library met a post that it holds."""
        return read_time(self.value("SELECT moment FROM holdings WHERE library_id = ? AND post_id = ?", [library_id, post_id]))

    def move_sightings(self, library_id: int, old: int, new: int) -> None:
        """Let a library's sightings and own tags of one version of a post stand for another."""
        with self.write():
            self.run("UPDATE sightings SET post_id = ? WHERE library_id = ? AND post_id = ?", [new, library_id, old])
            self.run("UPDATE OR IGNORE own_tags SET post_id = ? WHERE library_id = ? AND post_id = ?", [new, library_id, old])

    # --- reading ---

    def candidates(self, post: Post, signature: Signature, library_id: int) -> list[StoredPost]:
        """Return the posts of a library that a post may repeat: same place, same words, or shared shingles."""
        held = "post_id IN (SELECT post_id FROM holdings WHERE library_id = :library)"
        hashes = ", ".join(str(h) for h in sorted(signature.hashes))
        ids = self.rows(
            f"SELECT post_id FROM posts WHERE fingerprint = :fingerprint AND {held} UNION"
            f" SELECT post_id FROM posts WHERE message_id = :message AND (chat_id = :chat OR username = :username) AND {held} UNION"
            f" SELECT post_id FROM posts WHERE link = :url AND {held} UNION"
            f" SELECT * FROM (SELECT post_id FROM fingerprints WHERE hash IN ({hashes}) AND {held}"
            f" GROUP BY post_id ORDER BY count(*) DESC, post_id LIMIT {CANDIDATES})",
            {
                "fingerprint": signature.fingerprint,
                "library": library_id,
                "message": post.origin.message_id,
                "chat": post.origin.chat_id,
                "username": post.origin.username,
                "url": post.link,
            },
        )
        return self.stored(library_id, [post_id for (post_id,) in ids])

    def stored(self, library_id: int, post_ids: Sequence[int]) -> list[StoredPost]:
        """Return the posts that a library holds among the given ids, in their order."""
        marks = ", ".join(str(int(post_id)) for post_id in post_ids)
        rows = self.rows(
            f"SELECT {PREFIXED}, posts.post_id, language, moment FROM posts JOIN holdings USING (post_id)"
            f" WHERE library_id = ? AND posts.post_id IN ({marks})",
            [library_id],
        )
        tags, seen = self._tags(library_id, marks), self._seen(library_id, marks)
        found = {
            row[13]: StoredPost(
                row[13], to_post(row), row[14], _known(read_time(row[15])), tags.get(row[13], ()), seen.get(row[13], ())
            )
            for row in rows
        }
        return [found[post_id] for post_id in post_ids if post_id in found]

    def _tags(self, library_id: int, marks: str) -> dict[int, tuple[Tag, ...]]:
        rows = self.rows(
            f"SELECT post_id, source, name FROM tags WHERE post_id IN ({marks}) UNION"
            f" SELECT post_id, 'own', name FROM own_tags WHERE library_id = ? AND post_id IN ({marks})",
            [library_id],
        )
        order = [TagSource.TOPIC, TagSource.HASHTAG, TagSource.OWN, TagSource.DOMAIN, TagSource.LANGUAGE]
        tags = sorted(((post_id, order.index(TagSource(source)), name) for post_id, source, name in rows))
        return _grouped((post_id, Tag(name, order[rank])) for post_id, rank, name in tags)

    def _seen(self, library_id: int, marks: str) -> dict[int, tuple[Seen, ...]]:
        rows = self.rows(
            f"SELECT post_id, seen_at, via FROM sightings WHERE library_id = ? AND post_id IN ({marks})"
            " ORDER BY seen_at, sighting_id",
            [library_id],
        )
        return _grouped((post_id, Seen(_known(read_time(seen_at)), via)) for post_id, seen_at, via in rows)

    def post_ids(self, library_id: int, period: Period = Period()) -> list[int]:
        """Return the ids of a library's posts whose moment lies in a period, in the order of their moments."""
        return [
            post_id
            for (post_id,) in self.rows(
                "SELECT post_id FROM holdings WHERE library_id = ? AND moment >= ? AND moment < ? ORDER BY moment, post_id",
                [library_id, written(period.since) or "", written(period.until) or "9999"],
            )
        ]

    def count(self, library_id: int) -> int:
        """Return how many posts a library holds."""
        return int(self.value("SELECT count(*) FROM holdings WHERE library_id = ?", [library_id]))

    def vocabulary(self, library_id: int) -> list[tuple[Tag, int]]:
        """Return a library's tags with their numbers of posts, most used first."""
        rows = self.rows(
            "SELECT source, name, count(*) AS n FROM (SELECT post_id, source, name FROM tags UNION ALL"
            " SELECT post_id, 'own', name FROM own_tags WHERE library_id = :library) JOIN holdings USING (post_id)"
            " WHERE library_id = :library GROUP BY source, name ORDER BY n DESC, name",
            {"library": library_id},
        )
        return [(Tag(name, TagSource(source)), n) for source, name, n in rows]

    # --- own tags ---

    def add_own_tags(self, library_id: int, post_id: int, names: Iterable[str]) -> None:
        """Add a person's own tags to a post."""
        with self.write():
            self.run_many("INSERT OR IGNORE INTO own_tags VALUES (?, ?, ?)", [(library_id, post_id, name) for name in names])

    def remove_own_tags(self, library_id: int, post_id: int, names: Iterable[str]) -> None:
        """Take a person's own tags off a post."""
        with self.write():
            self.run_many(
                "DELETE FROM own_tags WHERE library_id = ? AND post_id = ? AND name = ?",
                [(library_id, post_id, name) for name in names],
            )

    # --- vectors ---

    def unembedded(self, limit: int) -> list[Passage]:
        """Return passages without a vector, oldest first."""
        return [
            Passage(*row)
            for row in self.rows(
                "SELECT post_id, position, text FROM passages WHERE vector IS NULL ORDER BY passage_id LIMIT ?", [limit]
            )
        ]

    def backlog(self, library_id: int | None) -> int:
        """Return how many posts wait for vectors, in one library or in all."""
        held = (
            "" if library_id is None else f" AND post_id IN (SELECT post_id FROM holdings WHERE library_id = {int(library_id)})"
        )
        return int(self.value(f"SELECT count(DISTINCT post_id) FROM passages WHERE vector IS NULL{held}"))

    def save_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of passages, in half precision."""
        blobs = [np.asarray(vector, np.float16).tobytes() for vector in vectors]
        with self.write():
            self.run_many(
                "UPDATE passages SET vector = ? WHERE post_id = ? AND position = ?",
                [(blob, p.post_id, p.position) for blob, p in zip(blobs, passages, strict=True)],
            )
            marks = ", ".join(str(p.post_id) for p in passages)
            for (library_id,) in self.rows(f"SELECT DISTINCT library_id FROM holdings WHERE post_id IN ({marks})"):
                self._touch(library_id)

    def vectors_of(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (passages, dim) of every post that is embedded whole."""
        marks = ", ".join(str(int(post_id)) for post_id in post_ids)
        rows = self.rows(f"SELECT post_id, vector FROM passages WHERE post_id IN ({marks}) ORDER BY post_id, position")
        blobs: dict[int, list[bytes | None]] = {}
        for post_id, vector in rows:
            blobs.setdefault(post_id, []).append(vector)
        return {
            post_id: np.stack([np.frombuffer(blob, np.float16) for blob in whole]).astype(np.float32)
            for post_id, parts in blobs.items()
            if (whole := [blob for blob in parts if blob is not None]) and len(whole) == len(parts)
        }

    def count_posts(self) -> int:
        """Return how many posts are stored for all libraries."""
        return int(self.value("SELECT count(*) FROM posts"))

    def raw_posts(self, post_ids: Sequence[int] | None = None) -> Iterator[tuple[int, Post]]:
        """Yield stored posts with their ids, all of them by default, a thousand at a time."""
        last = 0
        if post_ids is not None:
            marks = ", ".join(str(int(post_id)) for post_id in post_ids)
            yield from (
                (row[13], to_post(row)) for row in self.rows(f"SELECT {COLUMNS}, post_id FROM posts WHERE post_id IN ({marks})")
            )
            return
        while rows := self.rows(f"SELECT {COLUMNS}, post_id FROM posts WHERE post_id > ? ORDER BY post_id LIMIT 1000", [last]):
            yield from ((row[13], to_post(row)) for row in rows)
            last = rows[-1][13]

    def derive_again(self, post_id: int, signature: Signature, lex: str, passages: Sequence[str], tags: Iterable[Tag]) -> None:
        """Write anew everything that is derived from a post; its vectors will be made again."""
        with self.write():
            for table in ("passages", "fingerprints", "tags"):
                self.run(f"DELETE FROM {table} WHERE post_id = ?", [post_id])
            self.run("UPDATE posts SET fingerprint = ? WHERE post_id = ?", [signature.fingerprint, post_id])
            self.run_many(
                "INSERT INTO passages (post_id, position, text) VALUES (?, ?, ?)",
                [(post_id, position, text) for position, text in enumerate(passages)],
            )
            self.run_many("INSERT INTO fingerprints VALUES (?, ?)", [(h, post_id) for h in sorted(signature.hashes)])
            self.run("UPDATE lexicon SET lex = ? WHERE post_id = ?", [lex, post_id])
            self.save_tags(post_id, tags)

    def rebuild_words(self) -> None:
        """Make the full-text index again from its rows."""
        with self.write():
            self.run("INSERT INTO lexicon_fts (lexicon_fts) VALUES ('rebuild')")


def scope_token(library_id: int) -> str:
    """Return the token that stands for a library in the full-text index."""
    return f"x{library_id}" if library_id >= 0 else f"y{-library_id}"


def _known(moment: datetime | None) -> datetime:
    assert moment is not None, "the column is NOT NULL"
    return moment


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple[Any, ...]]:
    groups: dict[int, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
