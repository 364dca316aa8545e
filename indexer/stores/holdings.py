"""Which library holds which post, and since when."""

from datetime import datetime

from indexer.models import ALWAYS, Period
from indexer.stores.connection import Connection, read_time, written


class Holdings(Connection):
    """The part of the store that keeps collections apart."""

    def hold(self, library_id: int, post_id: int, moment: datetime) -> None:
        """Put a post into a library."""
        with self.write():
            if self.run("INSERT OR IGNORE INTO holdings VALUES (?, ?, ?)", [library_id, post_id, written(moment)]):
                self._scope(post_id)
                self.touch(library_id)

    def release(self, library_id: int, post_id: int) -> None:
        """Take a post out of a library; its row goes when no library refers to it any more."""
        with self.write():
            for table in ("holdings", "own_tags"):
                self.run(f"DELETE FROM {table} WHERE library_id = ? AND post_id = ?", [library_id, post_id])
            self._scope(post_id)
            self.touch(library_id)

    def _scope(self, post_id: int) -> None:
        """Write which libraries a post can be matched in: a token for each, so that FTS5 filters within its own index."""
        held = self.rows("SELECT library_id FROM holdings WHERE post_id = ? ORDER BY library_id", [post_id])
        scope = " ".join(scope_token(library_id) for (library_id,) in held)
        self.run("UPDATE lexicon SET scope = ? WHERE post_id = ? AND scope <> ?", [scope, post_id, scope])

    def touch(self, library_id: int) -> None:
        """Note that a library changed, which dates its caches."""
        self.run(
            "INSERT INTO libraries (library_id, version) VALUES (?, 1)"
            " ON CONFLICT (library_id) DO UPDATE SET version = version + 1",
            [library_id],
        )

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

    def count(self, library_id: int) -> int:
        """Return how many posts a library holds."""
        return int(self.value("SELECT count(*) FROM holdings WHERE library_id = ?", [library_id]))


def scope_token(library_id: int) -> str:
    """Return the token that stands for a library in the full-text index."""
    return f"x{library_id}" if library_id >= 0 else f"y{-library_id}"
