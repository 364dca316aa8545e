"""A step of the schema: the names of tags are of one alphabet, as they are in what is stored since and in questions."""

from sqlite_utils import Database

from indexer.language.letters import in_one_alphabet

_NAMES = "SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
_RENAME = "UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?"
_EQUALS = (  # but for the oldest of them
    "FROM subscriptions WHERE subscription_id NOT IN (SELECT min(subscription_id) FROM subscriptions"
    " GROUP BY library_id, cadence, weekdays, at, zone, topic, thread_id)"
)
_FORGET = "DELETE FROM {table} WHERE {column} = ?"  # what is left has the right name beside it


def name_again(db: Database) -> None:
    """Rename tags, a person's own among them, and the topics of subscriptions, of which equal ones become one.

    All were folded before.
    """
    for place in ({"table": table, "column": "name"} for table in ("tags", "own_tags")):
        db.conn.executemany(_FORGET.format(**place), [(old,) for _, old in _renamed(db, place)])
    _renamed(db, {"table": "subscriptions", "column": "topic"})
    make_equals_one(db)


def make_equals_one(db: Database) -> None:
    """Leave the oldest of subscriptions that are equal in everything; what the others have promised would be sent twice."""
    db.execute(
        "UPDATE deliveries SET state = 'dead' WHERE state IN ('ready', 'unknown') AND subscription_id IN"
        f" (SELECT subscription_id {_EQUALS})"
    )
    db.execute(f"DELETE {_EQUALS}")


def _renamed(db: Database, place: dict[str, str]) -> list[tuple[str, str]]:
    names = [name for (name,) in db.execute(_NAMES.format(**place)).fetchall()]
    changes = [(new, name) for name in names if (new := in_one_alphabet(name)) != name]
    db.conn.executemany(_RENAME.format(**place), changes)
    return changes
