"""Which library holds which post, and since when."""

from collections.abc import Iterable
from datetime import datetime

from indexer.models import ALWAYS, Period
from indexer.stores.connection import AMONG, Connection, json_list, read_time, written

_KEPT = 100_000  # changes: an index that has missed more is read anew
_SWEPT = 1_000


class Holdings(Connection):
    """The part of the store that keeps collections apart."""

    def hold(self, library_id: int, post_id: int, moment: datetime) -> None:
        """Put a post into a library."""
        with self.write():
            if self.run("INSERT OR IGNORE INTO holdings VALUES (?, ?, ?)", [library_id, post_id, written(moment)]):
                self.touch(library_id, [post_id])

    def release(self, library_id: int, post_id: int) -> None:
        """Take a post out of a library; its row goes when no library refers to it any more."""
        with self.write():
            for table in ("holdings", "own_tags"):
                self.run(f"DELETE FROM {table} WHERE library_id = ? AND post_id = ?", [library_id, post_id])
            self.touch(library_id, [post_id])

    def touch(self, library_id: int, post_ids: Iterable[int]) -> None:
        """Note that posts of a library came, went or changed, which its index in memory has to learn."""
        for post_id in post_ids:
            seq = self.insert("INSERT INTO changes (library_id, post_id) VALUES (?, ?)", [library_id, post_id])
            if seq % _SWEPT == 0:
                self.run("DELETE FROM changes WHERE seq <= ?", [seq - _KEPT])

    def touch_holders(self, post_ids: Iterable[int]) -> None:
        """Note it for every library that holds one of the posts."""
        rows = self.rows(f"SELECT library_id, post_id FROM holdings WHERE post_id {AMONG}", [json_list(post_ids)])
        for library_id, post_id in rows:
            self.touch(library_id, [post_id])

    def moment(self, library_id: int, post_id: int) -> datetime | None:
        """Return when a library met a post that it holds."""
        return read_time(self.value("SELECT moment FROM holdings WHERE library_id = ? AND post_id = ?", [library_id, post_id]))

    def post_ids(self, library_id: int, period: Period = ALWAYS) -> list[int]:
        """Return the ids of a library's posts whose moment lies in a period, in the order of their moments."""
        return [
            post_id
            for (post_id,) in self.rows(
                "SELECT post_id FROM holdings WHERE library_id = ? AND moment >= ? AND moment < ? ORDER BY moment, post_id",
                [library_id, written(period.since) or "", written(period.until) or "9999"],
            )
        ]

    def latest_ids(self, library_id: int, start: int, count: int) -> list[int]:
        """Return the ids of a library's latest posts, the latest first, from the one at ``start``."""
        rows = self.rows(
            "SELECT post_id FROM holdings WHERE library_id = ? ORDER BY moment DESC, post_id DESC LIMIT ? OFFSET ?",
            [library_id, count, start],
        )
        return [post_id for (post_id,) in rows]

    def is_shared(self, post_id: int) -> bool:
        """Say whether more than one library holds a post."""
        return bool(self.value("SELECT count(*) > 1 FROM holdings WHERE post_id = ?", [post_id]))

    def count(self, library_id: int) -> int:
        """Return how many posts a library holds."""
        return int(self.value("SELECT count(*) FROM holdings WHERE library_id = ?", [library_id]))
