"""Digests on their way: what is due becomes a promise in the outbox, and promises become messages. Knows no Telegram library.

DeliveryError
├── Undeliverable      the chat is gone or has blocked the bot: its subscriptions end
├── Unsendable         Telegram refuses this very message: it is given up, the next ones go
├── ChatMoved          a group became a supergroup
├── TopicGone          a forum's topic is deleted or closed: its subscription goes on in the chat itself
├── TryLater           surely not sent: 429, or nobody answered the call
└── Uncertain          sent or not, nobody knows: the answer was lost
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.desks import Desks
from bot.digesting import make_digest
from bot.views import as_repeat, digest_parts
from indexer.errors import QueryError, StoreError, SvodkaError
from indexer.library import Library
from indexer.models import Chat, Delivery, DeliveryState, Period, Subscription
from indexer.times.schedule import next_due

PART_PAUSE_S = 1.0  # Bot API FAQ: no more than about one message a second to one chat
PUT_OFF = timedelta(hours=1)  # a digest that could not be made

log = logging.getLogger(__name__)


class DeliveryError(SvodkaError):
    """A message did not arrive, or nobody knows whether it did."""


class Undeliverable(DeliveryError):
    """The chat is gone, or has blocked the bot."""


class Unsendable(DeliveryError):
    """Telegram refuses this message for good; others of the chat may pass."""


class ChatMoved(DeliveryError):
    """The group became a supergroup with another id."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(f"moved to {chat_id}")
        self.chat_id = chat_id


class TopicGone(DeliveryError):
    """The topic of the forum was deleted, or is closed; surely not sent."""


class TryLater(DeliveryError):
    """Surely not sent, and worth another try after a pause."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"try again in {pause}")
        self.pause = pause


class Uncertain(DeliveryError):
    """The call was made and its answer was lost."""


class Sender(Protocol):
    """Whoever can send a message."""

    async def send(self, chat_id: int, html: str, *, thread_id: int | None = None) -> int:
        """Send one message, into a topic of a forum or to the chat itself, and return its id.

        Raises:
            DeliveryError: one of the six, and nothing else of the outside world.
        """
        ...


async def deliver_due(
    library: Library,
    desks: Desks,
    sender: Sender,
    now: datetime,
    *,
    language: str = "en",
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ending: Callable[[], bool] = lambda: False,
) -> int:
    """Promise the digests that are due, letting people go first, send what has been promised, and return how many arrived.

    ``language`` is for chats that have not chosen one; once ``ending`` says so, no further message is begun.
    Only one such call may be under way: what it finds in flight was left by a call that died, may have arrived,
    and is sent once more with words that say so.
    """
    await desks.store(library.store.recover_deliveries)
    for subscription in await desks.store(library.store.due, now):
        await desks.calm()
        await _promise_or_put_off(library, desks, subscription, now, language)
    sent, last_chat = 0, None
    while not ending() and (delivery := await desks.store(library.store.take_delivery, now)) is not None:
        if delivery.library_id == last_chat:
            await wait(PART_PAUSE_S)
        last_chat = delivery.library_id
        sent += await _send(library, desks, sender, delivery, now, language)
    return sent


async def _promise_or_put_off(library: Library, desks: Desks, subscription: Subscription, now: datetime, language: str) -> None:
    """Promise a digest; one that cannot be made is tried again later, and does not hold up those of others."""
    try:
        await _promise(library, desks, subscription, now, language)
    except StoreError:
        raise
    except Exception:
        log.exception("a digest for chat %d could not be made; trying again in %s", subscription.library_id, PUT_OFF)
        await desks.store(library.store.promise, subscription, (), since=subscription.since, next_due=now + PUT_OFF)


async def _promise(library: Library, desks: Desks, subscription: Subscription, now: datetime, language: str) -> None:
    until = _last_due(subscription, now)
    parts = await _parts(library, desks, subscription, Period(subscription.since, until), language)
    following = next_due(subscription, now)
    await desks.store(library.store.promise, subscription, parts, since=until, next_due=following)


async def _parts(library: Library, desks: Desks, subscription: Subscription, period: Period, language: str) -> tuple[str, ...]:
    """A digest's messages; none where there is nothing to tell, or a topic that asks for nothing: the others are not held up."""
    try:
        digest = await make_digest(library, desks, subscription.library_id, period, subscription.topic)
    except QueryError as error:
        log.warning("a subscription of chat %d asks for nothing: %s", subscription.library_id, error)
        return ()
    chat = await desks.store(library.store.chat, subscription.library_id)  # by now it may have chosen another language
    spoken = chat.speaks or language
    return digest_parts(digest, spoken, subscription.zone, titles=library.topic_title) if digest.posts else ()


def _last_due(subscription: Subscription, now: datetime) -> datetime:
    """After a long sleep one digest covers the whole gap: up to the latest moment at which one was due."""
    last = subscription.next_due
    while (later := next_due(subscription, last)) <= now:
        last = later
    return last


async def _send(library: Library, desks: Desks, sender: Sender, delivery: Delivery, now: datetime, language: str) -> bool:
    chat = await desks.store(library.store.chat, delivery.library_id)
    try:
        message_id = await sender.send(delivery.library_id, _words(delivery, chat, language), thread_id=delivery.thread_id)
    except DeliveryError as error:
        await _settle_failed(library, desks, delivery, error, now)
        return False
    except StoreError:
        raise
    except Exception as error:
        log.exception("this should not have happened")
        await _settle_failed(library, desks, delivery, Uncertain(str(error)), now)
        return False
    await desks.store(library.store.settle_delivery, delivery.delivery_id, DeliveryState.SENT, message_id=message_id)
    return True


def _words(delivery: Delivery, chat: Chat, language: str) -> str:
    return as_repeat(delivery.html, chat.speaks or language) if delivery.repeat else delivery.html


async def _settle_failed(library: Library, desks: Desks, delivery: Delivery, error: DeliveryError, now: datetime) -> None:
    """Write down what the failure means for the message, and for its chat."""
    log.warning("part %d of a digest for chat %d: %s", delivery.part, delivery.library_id, error or type(error).__name__)
    state, not_before = DeliveryState.READY, None
    is_elsewhere = isinstance(error, TopicGone) and delivery.thread_id is not None  # the chat itself has no other place
    if isinstance(error, TryLater):
        not_before = now + error.pause
    elif isinstance(error, Uncertain):
        state = DeliveryState.UNKNOWN
    elif not isinstance(error, ChatMoved) and not is_elsewhere:
        state = DeliveryState.DEAD
    await desks.store(library.store.settle_delivery, delivery.delivery_id, state, not_before=not_before)
    if isinstance(error, Undeliverable):
        await desks.store(library.store.end_subscriptions_of_chat, delivery.library_id)
    elif isinstance(error, ChatMoved):
        await desks.store(library.store.move_chat, delivery.library_id, error.chat_id)
    elif is_elsewhere:
        await desks.store(library.store.leave_thread, delivery.subscription_id)
