"""What was asked, and which message answered which."""

from datetime import datetime

from indexer.models import LOCAL, Turn
from indexer.stores.connection import Connection, written

KEPT_QUESTIONS = 100  # of a library
KEPT_ANSWERS = 10_000  # of all libraries; Telegram lets a bot edit its messages for two days


class History(Connection):
    """The part of the store that remembers questions."""

    def save_question(self, library_id: int, question: str, *, asker: int = LOCAL, instead: bool = False) -> None:
        """Keep a question as a person's latest one, or ``instead`` of that; asked before, it moves to the front.

        The oldest of a library are forgotten.
        """
        with self.write():
            if instead:
                last = "SELECT max(question_id) FROM questions WHERE library_id = ? AND asker = ?"
                self.run(f"DELETE FROM questions WHERE question_id = ({last})", [library_id, asker])
            row = [library_id, asker, question]
            self.run("DELETE FROM questions WHERE library_id = ? AND asker = ? AND question = ?", row)
            self.run("INSERT INTO questions (library_id, asker, question) VALUES (?, ?, ?)", row)
            self.run(
                "DELETE FROM questions WHERE library_id = :library AND question_id NOT IN"
                " (SELECT question_id FROM questions WHERE library_id = :library ORDER BY question_id DESC LIMIT :kept)",
                {"library": library_id, "kept": KEPT_QUESTIONS},
            )

    def questions(self, library_id: int, limit: int, *, asker: int = LOCAL) -> list[tuple[int, str]]:
        """Return (id, question) of the latest different questions that a person asked of a library, the latest first."""
        rows = self.rows(
            "SELECT question_id, question FROM questions WHERE library_id = ? AND asker = ? ORDER BY question_id DESC LIMIT ?",
            [library_id, asker, limit],
        )
        return [(question_id, question) for question_id, question in rows]

    def question(self, library_id: int, question_id: int) -> str | None:
        """Return a question of a library; None where it has been forgotten."""
        found = self.value("SELECT question FROM questions WHERE library_id = ? AND question_id = ?", [library_id, question_id])
        return None if found is None else str(found)

    def forget_questions(self, library_id: int, *, asker: int = LOCAL) -> int:
        """Forget what a person asked of a library and was shown last, and return how many questions there were."""
        with self.write():
            known = int(self.value("SELECT count(*) FROM questions WHERE library_id = ? AND asker = ?", [library_id, asker]))
            for table in ("questions", "turns"):
                self.run(f"DELETE FROM {table} WHERE library_id = ? AND asker = ?", [library_id, asker])
            return known

    def save_turn(self, library_id: int, turn: Turn, *, asker: int = LOCAL) -> None:
        """Keep which page of an answer a person was shown last."""
        with self.write():
            row = [library_id, asker, turn.page_set_id, turn.start, written(turn.moment)]
            self.run("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?)", row)

    def last_turn(self, library_id: int, *, asker: int = LOCAL) -> Turn | None:
        """Return which page of an answer a person was shown last; None where there was none."""
        row = self.first("SELECT page_set_id, start, moment FROM turns WHERE library_id = ? AND asker = ?", [library_id, asker])
        return Turn(row[0], row[1], datetime.fromisoformat(row[2])) if row else None

    def save_answer(self, library_id: int, asked: int, answered: int) -> None:
        """Keep which message of ours answers a message; ids are those of the library's chat."""
        with self.write():
            self.run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", [library_id, asked, answered])
            self.run("DELETE FROM answers WHERE rowid <= (SELECT max(rowid) FROM answers) - ?", [KEPT_ANSWERS])

    def answer_to(self, library_id: int, asked: int) -> int | None:
        """Return the message of ours that answers a message; None where there is none, or it is forgotten."""
        found = self.value("SELECT answered FROM answers WHERE library_id = ? AND asked = ?", [library_id, asked])
        return None if found is None else int(found)

    def save_shown(self, library_id: int, message_id: int, post_id: int) -> None:
        """Keep which post a message of ours shows."""
        with self.write():
            self.run("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", [library_id, message_id, post_id])
            self.run("DELETE FROM shown WHERE rowid <= (SELECT max(rowid) FROM shown) - ?", [KEPT_ANSWERS])

    def shown_in(self, library_id: int, message_id: int) -> int | None:
        """Return the post that a message of ours shows, or None."""
        found = self.value("SELECT post_id FROM shown WHERE library_id = ? AND message_id = ?", [library_id, message_id])
        return None if found is None else int(found)

    def answered_by(self, library_id: int, answered: int) -> int | None:
        """Return the message that a message of ours answers, or None."""
        found = self.value(
            "SELECT asked FROM answers WHERE library_id = ? AND answered = ? ORDER BY rowid DESC LIMIT 1", [library_id, answered]
        )
        return None if found is None else int(found)
