"""The time zone of a chat, and of the digests that it was promised."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say, zone_name
from indexer.errors import QueryError
from indexer.models import Subscription
from indexer.times.schedule import next_due
from indexer.times.zones import parse_zone


async def set_timezone(talk: Talk, argument: str) -> Reply:
    """``/timezone [city or zone]``; promises of another zone stay in theirs, and a button takes them along.

    Raises:
        QueryError: ``zone``.
    """
    if not argument:
        return (Part(say(talk.language, "timezone-is", zone=zone_name(talk.zone), time=_clock(talk, talk.zone))),)
    zone = parse_zone(argument)
    chat = await talk.desks.store(talk.library.store.chat, talk.library_id)
    await talk.desks.store(talk.library.store.save_chat, replace(chat, zone=zone))
    said = say(talk.language, "timezone-set", zone=zone_name(zone), time=_clock(talk, zone))
    left = len(await talk.desks.store(_elsewhere, talk, zone))
    if not left:
        return (Part(said),)
    button = Button(say(talk.language, "button-rezone", count=left), "rezone")
    return (Part(f"{said}\n{say(talk.language, 'timezone-kept', count=left)}", ((button,),)),)


async def take_promises_along(talk: Talk) -> Pressed:
    """Let all promised digests come at their hour of the chat's own zone."""
    moved = await talk.desks.store(_move_promises, talk)
    if not moved:
        return Pressed(notice=say(talk.language, "too-old"))
    return Pressed(edit=Part(say(talk.language, "timezone-moved", count=moved, zone=zone_name(talk.zone))))


def _elsewhere(talk: Talk, zone: str) -> Sequence[Subscription]:
    """The promises of a chat that are kept in another zone. Runs at the store's desk."""
    return [each for each in talk.library.store.subscriptions(talk.library_id) if each.zone != zone]


def _move_promises(talk: Talk) -> int:
    """Runs at the store's desk."""
    left = _elsewhere(talk, talk.zone)
    for each in left:
        there = replace(each, zone=talk.zone)
        talk.library.store.move_subscription(replace(there, next_due=next_due(there, talk.now)))
    return len(left)


def _clock(talk: Talk, zone: str) -> str:
    try:
        return talk.now.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    except (KeyError, ValueError) as error:
        raise QueryError("zone", zone) from error
