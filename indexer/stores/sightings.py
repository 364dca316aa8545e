"""Every time that a library saw a post, and the tags that its owner gave."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from indexer.models import Merge, Post, Receipt, Seen, Sighting, Verdict, VerdictKind
from indexer.stores.connection import AMONG, json_list, read_time, written
from indexer.stores.holdings import Holdings

_BROUGHT = "(SELECT post_id FROM posts WHERE posts.content_key = sightings.content_key)"  # by a sighting; NULL: not kept


class Sightings(Holdings):
    """The part of the store that remembers what was seen."""

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
            return self.insert(
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

    def find_sighting(self, library_id: int, key: str) -> tuple[Receipt, bytes] | None:
        """Return the latest sighting of a message, and the key of the content that it brought."""
        row = self.first(
            "SELECT post_id, kind, of, similarity, sighting_id, content_key FROM sightings"
            " WHERE library_id = ? AND key = ? ORDER BY sighting_id DESC LIMIT 1",
            [library_id, key],
        )
        if row is None:
            return None
        post_id, kind, of, similarity, sighting_id, content = row
        return Receipt(post_id, Verdict(VerdictKind(kind), of, similarity), sighting_id), content

    def take_sighting(self, library_id: int, sighting_id: int) -> tuple[int, int | None, int | None] | None:
        """Delete a sighting and return its post, the one that it had replaced, and the one that it brought.

        None where there is no such sighting.
        """
        row = self.first(
            f"SELECT post_id, replaced, {_BROUGHT} FROM sightings WHERE library_id = ? AND sighting_id = ?",
            [library_id, sighting_id],
        )
        if row is None:
            return None
        with self.write():
            self.run("DELETE FROM sightings WHERE sighting_id = ?", [sighting_id])
        post_id, replaced, brought = row
        return post_id, replaced, brought

    def last_merge(self, library_id: int, post_id: int) -> Merge | None:
        """Return the latest sighting of a post that was another post, judged to repeat or to hold it; None without one."""
        row = self.first(
            f"SELECT sighting_id, seen_at, replaced, {_BROUGHT} FROM sightings"
            " WHERE library_id = ? AND post_id = ? AND kind IN ('near', 'contained')"
            " ORDER BY sighting_id DESC LIMIT 1",
            [library_id, post_id],
        )
        return None if row is None else Merge(row[0], _moment(row[1]), row[2], row[3])

    def end_merge(self, library_id: int, merge: Merge, post_id: int) -> None:
        """Let a merged post's sightings stand for it alone, and where it had taken another's place, the earlier ones for that.

        Both are then known to have been set apart: a new post that names itself.
        """
        with self.write():
            if merge.replaced is not None:
                self.run(
                    "UPDATE sightings SET post_id = ? WHERE library_id = ? AND post_id = ? AND sighting_id < ?",
                    [merge.replaced, library_id, post_id, merge.sighting_id],
                )
            self.run(
                "UPDATE sightings SET post_id = :post, kind = 'new', of = :post, replaced = NULL"
                " WHERE library_id = :library AND content_key = (SELECT content_key FROM sightings WHERE sighting_id = :id)",
                {"post": merge.merged, "library": library_id, "id": merge.sighting_id},
            )
            self.run(
                "UPDATE sightings SET of = post_id WHERE library_id = ? AND post_id IN (?, ?) AND kind = 'new'",
                [library_id, post_id, merge.replaced],
            )

    def sightings_of(self, library_id: int, post_ids: Iterable[int]) -> list[Sighting]:
        """Return the sightings that stand for some posts, in the order in which they were made."""
        rows = self.rows(
            f"SELECT sighting_id, seen_at, via, key, {_BROUGHT}, replaced FROM sightings"
            f" WHERE library_id = ? AND post_id {AMONG} ORDER BY sighting_id",
            [library_id, json_list(post_ids)],
        )
        return [Sighting(sighting_id, _moment(seen_at), *rest) for sighting_id, seen_at, *rest in rows]

    def judge_sighting(self, sighting_id: int, post_id: int, verdict: Verdict, replaced: int | None) -> None:
        """Write down anew what a sighting was judged to be."""
        with self.write():
            self.run(
                "UPDATE sightings SET post_id = ?, kind = ?, of = ?, similarity = ?, replaced = ? WHERE sighting_id = ?",
                [post_id, verdict.kind.value, verdict.of, verdict.similarity, replaced, sighting_id],
            )

    def move_stray(self, library_id: int, sighting_ids: Sequence[int], post_id: int) -> None:
        """Let some sightings stand for a post."""
        with self.write():
            sql = f"UPDATE sightings SET post_id = ? WHERE library_id = ? AND sighting_id {AMONG}"
            self.run(sql, [post_id, library_id, json_list(sighting_ids)])

    def is_seen(self, library_id: int, post_id: int) -> bool:
        """Say whether a library still has a sighting of exactly this post, which is then held for its own sake."""
        sql = "SELECT 1 FROM sightings JOIN posts USING (content_key) WHERE library_id = ? AND posts.post_id = ?"
        return self.value(sql, [library_id, post_id]) is not None

    def is_version(self, library_id: int, key: str, post_id: int) -> bool:
        """Say whether a post is what a message said, now or before an edit, rather than one that it repeated."""
        sql = "SELECT 1 FROM sightings JOIN posts USING (content_key) WHERE library_id = ? AND key = ? AND posts.post_id = ?"
        return self.value(sql, [library_id, key, post_id]) is not None

    def later_version(self, library_id: int, post: Post) -> int | None:
        """Return what a library holds of a later version of a message, as its dates of edits say; None where there is none."""
        if post.origin.chat_id is None or post.origin.message_id is None:
            return None
        found = self.value(
            "SELECT sightings.post_id FROM posts"  # crossed: in this order, or all sightings of a library are looked at
            " CROSS JOIN sightings ON sightings.content_key = posts.content_key"
            " JOIN holdings ON holdings.library_id = sightings.library_id AND holdings.post_id = sightings.post_id"
            " WHERE chat_id = ? AND message_id = ? AND sightings.library_id = ? AND edit_date > ? ORDER BY edit_date DESC",
            [post.origin.chat_id, post.origin.message_id, library_id, written(post.edit_date) or ""],
        )
        return None if found is None else int(found)

    def repeats_of(self, library_id: int, post_id: int) -> list[tuple[int, Seen]]:
        """Return the posts that a library took for another, with how each was seen first, in that order; no versions of it."""
        its = "FROM sightings WHERE library_id = :library AND post_id = :post"
        rows = self.rows(
            f"SELECT other.post_id, min(seen_at), via FROM (SELECT content_key, sighting_id, seen_at, via {its})"
            " JOIN posts AS other USING (content_key) WHERE other.post_id <> :post AND other.post_id NOT IN"
            f" (SELECT replaced {its} AND kind = 'edited' AND replaced IS NOT NULL)"
            " GROUP BY other.post_id ORDER BY min(sighting_id)",
            {"library": library_id, "post": post_id},
        )
        return [(other, Seen(_moment(stamp), via)) for other, stamp, via in rows]

    def move_repeat(self, library_id: int, repeat: int, verdict: Verdict) -> None:
        """Let a library's sightings of a post that was taken for another stand for what it is now: for itself, if it is new."""
        of = repeat if verdict.of is None else verdict.of
        with self.write():
            self.run(
                "UPDATE sightings SET post_id = ?, kind = ?, of = ?, similarity = ?"
                " WHERE library_id = ? AND content_key = (SELECT content_key FROM posts WHERE post_id = ?)",
                [of, verdict.kind.value, verdict.of, verdict.similarity, library_id, repeat],
            )

    def forget_unseen(self, post_ids: Iterable[int]) -> None:
        """Delete the rows of posts that no holding and no sighting refers to."""
        with self.write():
            self.finish()
            for post_id in post_ids:
                self.run(
                    "DELETE FROM posts WHERE post_id = :id AND NOT EXISTS (SELECT 1 FROM holdings WHERE post_id = :id)"
                    " AND NOT EXISTS (SELECT 1 FROM sightings WHERE post_id = :id)"
                    " AND NOT EXISTS (SELECT 1 FROM sightings WHERE replaced = :id)"
                    " AND NOT EXISTS (SELECT 1 FROM sightings WHERE content_key = posts.content_key)",
                    {"id": post_id},
                )

    def last_sightings(self, library_id: int) -> list[tuple[int, int]]:
        """Return (sighting id, post id) of what people gave a library last, all that came in together; a poll is no person."""
        return [
            (sighting_id, post_id)
            for sighting_id, post_id in self.rows(
                "SELECT sighting_id, post_id FROM sightings WHERE library_id = :library AND via <> 'follow' AND seen_at ="
                " (SELECT seen_at FROM sightings WHERE library_id = :library AND via <> 'follow'"
                " ORDER BY sighting_id DESC LIMIT 1) ORDER BY sighting_id",
                {"library": library_id},
            )
        ]

    def last_given(self, library_id: int) -> int | None:
        """Return the post that people gave a library last; None without one."""
        found = self.value(
            "SELECT post_id FROM sightings WHERE library_id = ? AND via <> 'follow' ORDER BY sighting_id DESC LIMIT 1",
            [library_id],
        )
        return None if found is None else int(found)

    def together(self, library_id: int, sighting_id: int) -> list[int]:
        """Return the sightings that came in together with one of a library, itself included."""
        rows = self.rows(
            "SELECT other.sighting_id FROM sightings JOIN sightings AS other USING (library_id, seen_at, via)"
            " WHERE library_id = ? AND sightings.sighting_id = ? ORDER BY other.sighting_id",
            [library_id, sighting_id],
        )
        return [int(each) for (each,) in rows]

    def receipts(self, library_id: int, sighting_ids: Iterable[int]) -> list[Receipt]:
        """Return what is there of some sightings of a library, as they are judged now, in the order in which they were made."""
        rows = self.rows(
            "SELECT post_id, kind, of, similarity, sighting_id FROM sightings"
            f" WHERE library_id = ? AND sighting_id {AMONG} ORDER BY sighting_id",
            [library_id, json_list(sighting_ids)],
        )
        return [
            Receipt(post_id, Verdict(VerdictKind(kind), of, similarity), each) for post_id, kind, of, similarity, each in rows
        ]

    def elsewhere(self, library_id: int, post_ids: Sequence[int]) -> dict[int, int]:
        """Return in how many other channels a library saw each post or a repeat of it; posts without any are left out."""
        name = "fold(coalesce({0}.title, {0}.username, {0}.author))"
        theirs, its = name.format("other"), name.format("lead")
        return dict(
            self.rows(
                f"SELECT sightings.post_id, count(DISTINCT {theirs}) FROM sightings"
                " JOIN posts AS other ON other.content_key = sightings.content_key"
                " JOIN posts AS lead ON lead.post_id = sightings.post_id"
                f" WHERE sightings.library_id = ? AND sightings.post_id {AMONG} AND {theirs} IS NOT {its}"
                f" GROUP BY sightings.post_id HAVING count(DISTINCT {theirs}) > 0",
                [library_id, json_list(post_ids)],
            )
        )

    def move_sightings(self, library_id: int, old: int, new: int) -> None:
        """Let a library's sightings and own tags of one version of a post stand for another."""
        with self.write():
            self.run("UPDATE sightings SET post_id = ? WHERE library_id = ? AND post_id = ?", [new, library_id, old])
            self.run("UPDATE OR IGNORE own_tags SET post_id = ? WHERE library_id = ? AND post_id = ?", [new, library_id, old])

    def find_content(self, library_id: int, content: bytes) -> tuple[int, bool] | None:
        """Return what a library holds of exactly this post, and whether another version of it has taken its place since.

        That is the post, or what it was found to repeat; None if it is new.
        """
        later = (
            "SELECT 1 FROM sightings AS later JOIN posts AS new USING (content_key)"
            " JOIN posts AS own ON own.content_key = seen.content_key"
            " WHERE later.library_id = seen.library_id AND later.post_id = seen.post_id"
            " AND later.sighting_id > seen.sighting_id AND later.kind = 'edited' AND (new.link = own.link"
            " OR new.message_id = own.message_id AND (new.chat_id = own.chat_id OR new.username = own.username))"
        )
        row = self.first(
            f"SELECT post_id, EXISTS ({later}) FROM sightings AS seen JOIN holdings USING (library_id, post_id)"
            " WHERE library_id = ? AND content_key = ? ORDER BY sighting_id DESC LIMIT 1",
            [library_id, content],
        )
        return None if row is None else (int(row[0]), bool(row[1]))

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


def _moment(stamp: str) -> datetime:
    moment = read_time(stamp)
    assert moment is not None, "the column is NOT NULL"
    return moment
