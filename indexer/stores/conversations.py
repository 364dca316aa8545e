"""What chats have chosen, the updates that arrived, and what buttons refer to."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from indexer.models import Chat
from indexer.stores.connection import Connection

KEPT_UPDATES = 10_000  # Telegram repeats an update within a day at most; a small bot sees fewer than this in weeks
KEPT_PAGE_SETS = 2_000


class Conversations(Connection):
    """The part of the store that remembers conversations."""

    def chat(self, library_id: int) -> Chat:
        """Return what a chat has chosen so far."""
        row = self.first("SELECT language, zone, chosen FROM libraries WHERE library_id = ?", [library_id]) or ()
        return Chat(library_id, *row)

    def save_chat(self, chat: Chat) -> None:
        """Keep what a chat has chosen."""
        with self.write():
            self.run(
                "INSERT INTO libraries (library_id, language, zone, chosen) VALUES (?, ?, ?, ?) ON CONFLICT (library_id)"
                " DO UPDATE SET language = excluded.language, zone = excluded.zone, chosen = excluded.chosen",
                [chat.library_id, chat.language, chat.zone, chat.chosen],
            )

    def note_language(self, library_id: int, language: str) -> None:
        """Keep what a person's Telegram says, and leave what was chosen meanwhile: inline queries wait for nobody's turn."""
        with self.write():
            self.run(
                "INSERT INTO libraries (library_id, language) VALUES (?, ?)"
                " ON CONFLICT (library_id) DO UPDATE SET language = excluded.language",
                [library_id, language],
            )

    def chosen_languages(self) -> list[tuple[int, str]]:
        """Return (library id, language) of every chat that has chosen one."""
        return list(self.rows("SELECT library_id, chosen FROM libraries WHERE chosen IS NOT NULL"))

    # --- updates: written down before Telegram is told that they arrived ---

    def save_updates(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write updates down; one that is known already is left as it is."""
        with self.write():
            rows = [(update["update_id"], json.dumps(update, ensure_ascii=False)) for update in updates]
            self.run_many("INSERT OR IGNORE INTO updates (update_id, body) VALUES (?, ?)", rows)

    def pending_updates(self) -> list[dict[str, Any]]:
        """Return the updates that are not done, in their order."""
        return [json.loads(body) for (body,) in self.rows("SELECT body FROM updates WHERE done = 0 ORDER BY update_id")]

    def update(self, update_id: int) -> dict[str, Any] | None:
        """Return an update as it arrived."""
        body = self.value("SELECT body FROM updates WHERE update_id = ?", [update_id])
        return dict(json.loads(body)) if body else None

    def start_update(self, update_id: int) -> int:
        """Count an attempt at an update, before it is made, and return how many that makes; 0 for one that is done."""
        with self.write():
            self.run("UPDATE updates SET attempts = attempts + 1 WHERE update_id = ? AND done = 0", [update_id])
            return int(self.value("SELECT attempts FROM updates WHERE update_id = ? AND done = 0", [update_id]) or 0)

    def retract_attempt(self, update_id: int) -> None:
        """Uncount an attempt: the update only waits."""
        with self.write():
            self.run("UPDATE updates SET attempts = max(0, attempts - 1) WHERE update_id = ?", [update_id])

    def finish_updates(self, update_ids: Iterable[int]) -> None:
        """Mark updates as done, and forget the oldest of the done ones."""
        with self.write():
            self.run_many("UPDATE updates SET done = 1 WHERE update_id = ?", [(update_id,) for update_id in update_ids])
            self.run(
                "DELETE FROM updates WHERE done = 1 AND update_id < (SELECT max(update_id) FROM updates) - ?", [KEPT_UPDATES]
            )

    # --- what buttons refer to ---

    def save_page_set(self, library_id: int, payload: dict[str, Any]) -> int:
        """Keep what the pages of a message show, so that they stay as they are while posts arrive; return its id."""
        with self.write():
            self.run(
                "INSERT INTO page_sets (library_id, payload) VALUES (?, ?)", [library_id, json.dumps(payload, ensure_ascii=False)]
            )
            page_set_id = int(self.value("SELECT last_insert_rowid()"))
            self.run("DELETE FROM page_sets WHERE page_set_id <= ?", [page_set_id - KEPT_PAGE_SETS])
            return page_set_id

    def page_set(self, page_set_id: int, library_id: int) -> dict[str, Any] | None:
        """Return what pages show; None for another library's, or one that is too old."""
        payload = self.value("SELECT payload FROM page_sets WHERE page_set_id = ? AND library_id = ?", [page_set_id, library_id])
        return dict(json.loads(payload)) if payload else None

    # --- channels that a person has connected ---

    def link_channel(self, channel_id: int, library_id: int) -> None:
        """Let a channel's posts also go to a library."""
        with self.write():
            self.run("INSERT OR IGNORE INTO channels VALUES (?, ?)", [channel_id, library_id])

    def unlink_channel(self, channel_id: int) -> None:
        """End all links of a channel."""
        with self.write():
            self.run("DELETE FROM channels WHERE channel_id = ?", [channel_id])

    def channel_libraries(self, channel_id: int) -> list[int]:
        """Return the libraries that a channel's posts also go to."""
        return [library_id for (library_id,) in self.rows("SELECT library_id FROM channels WHERE channel_id = ?", [channel_id])]
