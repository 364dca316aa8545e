"""Subscriptions and the outbox: what is due, what was promised, and how far each message has come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from indexer.models import Cadence, Delivery, DeliveryState, Subscription
from indexer.stores.connection import Connection, read_time, written

_SUBSCRIPTION = "subscription_id, library_id, cadence, weekdays, at, zone, topic, since, next_due, thread_id"
_EQUAL = (
    "SELECT e.subscription_id FROM subscriptions AS s JOIN subscriptions AS e ON e.library_id = s.library_id"
    " AND e.cadence = s.cadence AND e.weekdays = s.weekdays AND e.at = s.at AND e.zone = s.zone AND e.topic IS s.topic"
    " AND e.thread_id IS ? AND e.subscription_id <> s.subscription_id WHERE s.subscription_id = ? LIMIT 1"
)
_SENT_BY_ANOTHER = (
    "UPDATE deliveries SET state = 'dead' WHERE subscription_id = ? AND state IN ('ready', 'unknown') AND period_until IN"
    " (SELECT period_until FROM deliveries WHERE subscription_id = ?)"
)
_DELIVERY = (
    "delivery_id, subscription_id, library_id, part, html, state, repeat,"
    " (SELECT thread_id FROM subscriptions AS s WHERE s.subscription_id = d.subscription_id)"
)


class Deliveries(Connection):
    """The part of the store that keeps promises."""

    def add_subscription(self, subscription: Subscription) -> Subscription:
        """Store a subscription and return it with its id; an equal wish of the same library is returned, not doubled."""
        wish = [
            subscription.library_id,
            subscription.cadence.value,
            "".join(map(str, subscription.weekdays)),
            subscription.at.isoformat(),
            subscription.zone,
            subscription.topic,
            subscription.thread_id,
        ]
        with self.write():
            known = self.rows(
                f"SELECT {_SUBSCRIPTION} FROM subscriptions WHERE library_id = ? AND cadence = ? AND weekdays = ?"
                " AND at = ? AND zone = ? AND topic IS ? AND thread_id IS ?",
                wish,
            )
            if known:
                return _subscription(known[0])
            self.run(
                "INSERT INTO subscriptions (library_id, cadence, weekdays, at, zone, topic, thread_id, since, next_due)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [*wish, written(subscription.since), written(subscription.next_due)],
            )
            return _subscription(
                self.rows(f"SELECT {_SUBSCRIPTION} FROM subscriptions WHERE subscription_id = last_insert_rowid()")[0]
            )

    def subscriptions(self, library_id: int) -> list[Subscription]:
        """Return a library's subscriptions, oldest first."""
        rows = self.rows(f"SELECT {_SUBSCRIPTION} FROM subscriptions WHERE library_id = ? ORDER BY subscription_id", [library_id])
        return [_subscription(row) for row in rows]

    def move_subscription(self, subscription: Subscription) -> None:
        """Keep another zone and next moment of a library's subscription; of an equal one it becomes a part."""
        moved = [subscription.zone, written(subscription.next_due), subscription.subscription_id, subscription.library_id]
        with self.write():
            if self.run("UPDATE subscriptions SET zone = ?, next_due = ? WHERE subscription_id = ? AND library_id = ?", moved):
                self.join_equal(subscription.subscription_id or 0, thread_id=subscription.thread_id)

    def end_subscription(self, subscription_id: int, library_id: int) -> bool:
        """End a library's subscription and drop what it had still to send; False where there is none."""
        with self.write():
            ended = self.run(
                "DELETE FROM subscriptions WHERE subscription_id = ? AND library_id = ?", [subscription_id, library_id]
            )
            if ended:
                self._drop("subscription_id = ?", subscription_id)
        return ended > 0

    def end_subscriptions_of_chat(self, library_id: int) -> int:
        """End all subscriptions of a chat that is gone, and return how many there were."""
        with self.write():
            self._drop("library_id = ?", library_id)
            return self.run("DELETE FROM subscriptions WHERE library_id = ?", [library_id])

    def _drop(self, which: str, value: int) -> None:
        self.run(f"UPDATE deliveries SET state = 'dead' WHERE {which} AND state IN ('ready', 'unknown')", [value])

    def leave_thread(self, subscription_id: int) -> None:
        """Let a subscription whose topic is gone belong to the chat itself; of an equal one there it becomes a part.

        What it alone has promised is still sent.
        """
        with self.write():
            if not self.join_equal(subscription_id, thread_id=None):
                self.run("UPDATE subscriptions SET thread_id = NULL WHERE subscription_id = ?", [subscription_id])

    def join_equal(self, subscription_id: int, thread_id: int | None) -> bool:
        """In the open transaction, make a subscription a part of an equal one that its chat has in a topic of a forum, if any."""
        equal = self.first(_EQUAL, [thread_id, subscription_id])
        if equal is not None:
            self.run(_SENT_BY_ANOTHER, [subscription_id, equal[0]])
            self.run("DELETE FROM subscriptions WHERE subscription_id = ?", [subscription_id])
        return equal is not None

    def due(self, now: datetime) -> list[Subscription]:
        """Return the subscriptions whose time has come, the longest due first."""
        rows = self.rows(f"SELECT {_SUBSCRIPTION} FROM subscriptions WHERE next_due <= ? ORDER BY next_due", [written(now)])
        return [_subscription(row) for row in rows]

    def promise(self, subscription: Subscription, parts: Sequence[str], *, since: datetime, next_due: datetime) -> None:
        """Write a digest's messages into the outbox and move its subscription on, in one transaction; twice is once."""
        until = written(subscription.next_due)
        with self.write():
            moved = self.run(
                "UPDATE subscriptions SET since = ?, next_due = ? WHERE subscription_id = ? AND next_due = ?",
                [written(since), written(next_due), subscription.subscription_id, until],
            )
            if moved:
                self.run_many(
                    "INSERT OR IGNORE INTO deliveries (subscription_id, library_id, period_until, part, html, state)"
                    " VALUES (?, ?, ?, ?, ?, 'ready')",
                    [
                        (subscription.subscription_id, subscription.library_id, until, part, html)
                        for part, html in enumerate(parts, start=1)
                    ],
                )

    def take_delivery(self, now: datetime) -> Delivery | None:
        """Return the next message to send, marked as on its way; a part waits until the one before it is settled."""
        with self.write():
            row = self.first(
                f"SELECT {_DELIVERY} FROM deliveries AS d WHERE state = 'ready' AND coalesce(not_before, '') <= ?"
                " AND NOT EXISTS (SELECT 1 FROM deliveries AS e WHERE e.subscription_id = d.subscription_id"
                " AND e.state IN ('ready', 'inflight', 'unknown')"
                " AND (e.period_until, e.part) < (d.period_until, d.part))"
                " ORDER BY period_until, delivery_id LIMIT 1",
                [written(now)],
            )
            if row is None:
                return None
            self.run("UPDATE deliveries SET state = 'inflight' WHERE delivery_id = ?", [row[0]])
            return replace(_delivery(row), state=DeliveryState.INFLIGHT)

    def settle_delivery(
        self, delivery_id: int, state: DeliveryState, *, not_before: datetime | None = None, message_id: int | None = None
    ) -> None:
        """Write down what became of a message; one to be sent again waits until ``not_before``."""
        with self.write():
            self.run(
                "UPDATE deliveries SET state = ?, not_before = ?, message_id = ? WHERE delivery_id = ?",
                [state.value, written(not_before), message_id, delivery_id],
            )

    def recover_deliveries(self) -> int:
        """Make ready, once more and marked as a possible repeat, what may or may not have arrived; return how many.

        One that was such a repeat already has had its second chance and is dead.
        """
        with self.write():
            self.run("UPDATE deliveries SET state = 'dead' WHERE state IN ('inflight', 'unknown') AND repeat = 1")
            return self.run("UPDATE deliveries SET state = 'ready', repeat = 1 WHERE state IN ('inflight', 'unknown')")

    def deliveries(self, library_id: int) -> list[Delivery]:
        """Return everything that was promised to a library, oldest first."""
        return [
            _delivery(row)
            for row in self.rows(
                f"SELECT {_DELIVERY} FROM deliveries AS d WHERE library_id = ? ORDER BY delivery_id", [library_id]
            )
        ]


def _subscription(row: tuple[Any, ...]) -> Subscription:
    subscription_id, library_id, cadence, weekdays, at, zone, topic, since, next_due, thread_id = row
    times = [read_time(since), read_time(next_due)]
    assert times[0] is not None
    assert times[1] is not None
    days, clock = tuple(map(int, weekdays)), time.fromisoformat(at)
    return Subscription(subscription_id, library_id, Cadence(cadence), days, clock, zone, topic, times[0], times[1], thread_id)


def _delivery(row: tuple[Any, ...]) -> Delivery:
    delivery_id, subscription_id, library_id, part, html, state, repeat, thread_id = row
    return Delivery(delivery_id, subscription_id, library_id, part, html, DeliveryState(state), bool(repeat), thread_id)
