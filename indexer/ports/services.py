"""What the bot asks of a store beside the posts: conversations, promised digests, channels that are followed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from indexer.models import LOCAL, Chat, Delivery, DeliveryState, Follow, Subscription, Turn


class ConversationStore(Protocol):
    """What chats have chosen, updates that arrived, what buttons refer to."""

    def chat(self, library_id: int) -> Chat:
        """Return what a chat has chosen so far."""
        ...

    def save_chat(self, chat: Chat) -> None:
        """Keep what a chat has chosen."""
        ...

    def note_language(self, library_id: int, language: str) -> None:
        """Keep what a person's Telegram says, and leave what was chosen meanwhile."""
        ...

    def chosen_languages(self) -> list[tuple[int, str]]:
        """Return (library id, language) of every chat that has chosen one."""
        ...

    def save_updates(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write updates down; one that is known already is left as it is."""
        ...

    def pending_updates(self) -> list[dict[str, Any]]:
        """Return the updates that are not done, in their order."""
        ...

    def update(self, update_id: int) -> dict[str, Any] | None:
        """Return an update as it arrived."""
        ...

    def start_update(self, update_id: int) -> int:
        """Count an attempt at an update, before it is made, and return how many that makes; 0 for one that is done."""
        ...

    def retract_attempt(self, update_id: int) -> None:
        """Uncount an attempt: the update only waits."""
        ...

    def finish_updates(self, update_ids: Iterable[int]) -> None:
        """Mark updates as done, and forget the oldest of the done ones."""
        ...

    def save_page_set(self, library_id: int, payload: dict[str, Any]) -> int:
        """Keep what the pages of a message show, so that they stay as they are while posts arrive; return its id."""
        ...

    def page_set(self, page_set_id: int, library_id: int) -> dict[str, Any] | None:
        """Return what pages show; None for another library's, or one that is too old."""
        ...

    def link_channel(self, channel_id: int, library_id: int) -> None:
        """Let a channel's posts also go to a library."""
        ...

    def unlink_channel(self, channel_id: int) -> None:
        """End all links of a channel."""
        ...

    def channel_libraries(self, channel_id: int) -> list[int]:
        """Return the libraries that a channel's posts also go to."""
        ...


class DeliveryStore(Protocol):
    """Subscriptions and the outbox."""

    def add_subscription(self, subscription: Subscription) -> Subscription:
        """Store a subscription and return it with its id; an equal wish of the same library is returned, not doubled."""
        ...

    def subscriptions(self, library_id: int) -> list[Subscription]:
        """Return a library's subscriptions, oldest first."""
        ...

    def move_subscription(self, subscription: Subscription) -> None:
        """Keep another zone and next moment of a library's subscription; of an equal one it becomes a part."""
        ...

    def end_subscription(self, subscription_id: int, library_id: int) -> bool:
        """End a library's subscription and drop what it had still to send; False where there is none."""
        ...

    def end_subscriptions_of_chat(self, library_id: int) -> int:
        """End all subscriptions of a chat that is gone, and return how many there were."""
        ...

    def leave_thread(self, subscription_id: int) -> None:
        """Let a subscription whose topic is gone belong to the chat itself."""
        ...

    def due(self, now: datetime) -> list[Subscription]:
        """Return the subscriptions whose time has come, the longest due first."""
        ...

    def promise(self, subscription: Subscription, parts: Sequence[str], *, since: datetime, next_due: datetime) -> None:
        """Write a digest's messages into the outbox and move its subscription on, in one transaction; twice is once."""
        ...

    def take_delivery(self, now: datetime) -> Delivery | None:
        """Return the next message to send, marked as on its way; a part waits until the one before it is settled."""
        ...

    def settle_delivery(
        self, delivery_id: int, state: DeliveryState, *, not_before: datetime | None = None, message_id: int | None = None
    ) -> None:
        """Write down what became of a message; one to be sent again waits until ``not_before``."""
        ...

    def recover_deliveries(self) -> int:
        """Make ready, once more and marked as a possible repeat, what may or may not have arrived; return how many."""
        ...


class FollowStore(Protocol):
    """Channels that are read on t.me, and what is found to be gone from them."""

    def save_follow(self, follow: Follow) -> None:
        """Keep a follow, new or changed."""
        ...

    def end_follow(self, library_id: int, username: str) -> bool:
        """End a follow; False where there is none."""
        ...

    def follows(self, library_id: int | None = None) -> list[Follow]:
        """Return the follows of a library, or all, by name."""
        ...

    def due_follows(self, now: datetime) -> list[Follow]:
        """Return the follows whose time has come, the longest due first."""
        ...

    def followed_messages(self, library_id: int, username: str, since: int) -> list[tuple[int, int, bool]]:
        """Return (message id, post id, deleted?) of a library's posts, from a message on, that were read on a channel's page."""
        ...

    def mark_deleted(self, post_ids: Iterable[int], moment: datetime | None) -> None:
        """Keep that posts are gone from their channel since a moment; None: they are there again."""
        ...


class HistoryStore(Protocol):
    """What was asked, and which message answered which."""

    def save_question(self, library_id: int, question: str, *, asker: int = LOCAL, instead: bool = False) -> None:
        """Keep a question as a person's latest one, or ``instead`` of that; asked before, it moves to the front.

        The oldest of a library are forgotten.
        """
        ...

    def questions(self, library_id: int, limit: int, *, asker: int = LOCAL) -> list[tuple[int, str]]:
        """Return (id, question) of the latest different questions that a person asked of a library, the latest first."""
        ...

    def question(self, library_id: int, question_id: int) -> str | None:
        """Return a question of a library; None where it has been forgotten."""
        ...

    def forget_questions(self, library_id: int, *, asker: int = LOCAL) -> int:
        """Forget what a person asked of a library and was shown last, and return how many questions there were."""
        ...

    def save_turn(self, library_id: int, turn: Turn, *, asker: int = LOCAL) -> None:
        """Keep which page of an answer a person was shown last."""
        ...

    def last_turn(self, library_id: int, *, asker: int = LOCAL) -> Turn | None:
        """Return which page of an answer a person was shown last; None where there was none."""
        ...

    def save_answer(self, library_id: int, asked: int, answered: int) -> None:
        """Keep which message of ours answers a message; ids are those of the library's chat."""
        ...

    def answer_to(self, library_id: int, asked: int) -> int | None:
        """Return the message of ours that answers a message; None where there is none, or it is forgotten."""
        ...

    def save_shown(self, library_id: int, message_id: int, post_id: int) -> None:
        """Keep which post a message of ours shows."""
        ...

    def shown_in(self, library_id: int, message_id: int) -> int | None:
        """Return the post that a message of ours shows, or None."""
        ...

    def answered_by(self, library_id: int, answered: int) -> int | None:
        """Return the message that a message of ours answers, or None."""
        ...
