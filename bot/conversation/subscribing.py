"""Promises of digests."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.conversation.pages import Kept, load_pages
from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.conversation.topics import Topic, promise_notes, understood_topic
from bot.texts import day_and_time, listed, say, zone_name
from bot.views.digests import about
from bot.views.html import escape, pack
from indexer.models import Query, Subscription
from indexer.questions.standing import LATER
from indexer.times.schedule import WEEKEND, WORKDAYS, days_since_last, parse_subscription

HOURS = (9, 20)
DAILY, MONDAY, FRIDAY = -1, 0, 4
_DAYS = {DAILY: "daily", MONDAY: "weekly mon", FRIDAY: "weekly fri"}
_BUTTONS = {DAILY: "button-daily", MONDAY: "button-weekly", FRIDAY: "button-friday"}
_PLURAL_WORKDAYS, _PLURAL_WEEKEND = 7, 8  # in ``weekday-plural``
ALL = ("all", "все", "всё")


async def subscribe(talk: Talk, argument: str) -> Reply:
    """``/subscribe [weekly|daily] [weekdays] [time] [topic, #tag, filters]``; without words, buttons.

    Raises:
        QueryError: ``cadence``, ``weekday``, ``time``, ``empty``, ``too-long``.
    """
    if not argument:
        rows = tuple(tuple(_button(talk, weekday, hour) for hour in HOURS) for weekday in _DAYS)
        words = [say(talk.language, "subscribe-choose", zone=zone_name(talk.zone)), say(talk.language, "subscribe-hint")]
        return (Part("\n".join(words), rows),)
    wish = _wish(talk, argument)
    return (Part(await _promised(talk, wish, await understood_topic(_at_any_time(talk), wish.topic or ""))),)


def _button(talk: Talk, weekday: int, hour: int) -> Button:
    return Button(say(talk.language, _BUTTONS[weekday], hour=f"{hour:02}:00"), f"subscribe:{weekday}:{hour}")


async def subscribe_by_button(talk: Talk, weekday: str, hour: str) -> Pressed:
    """Promise what a button offered."""
    if int(weekday) not in _DAYS or int(hour) not in HOURS:
        return Pressed(notice=say(talk.language, "too-old"))
    return Pressed(edit=Part(await _promised(talk, _wish(talk, _moment(weekday, hour)), Topic(Query("", talk.library_id)))))


def _moment(weekday: str, hour: str) -> str:
    return f"{_DAYS[int(weekday)]} {int(hour):02}:00"


async def offer_to_watch(talk: Talk, pages: str) -> Pressed:
    """Offer a subscription to what was asked."""
    kept = await load_pages(talk, pages)
    if kept is None or not kept.question:
        return Pressed(notice=say(talk.language, "too-old"))
    rows = tuple(tuple(_watch_button(talk, pages, weekday, hour) for hour in HOURS) for weekday in _DAYS)
    topic = await _topic_of(talk, kept)
    name = "watch-choose" if topic.text else "subscribe-choose"
    words = say(talk.language, name, about=escape(_about(talk, topic.text)), zone=zone_name(talk.zone))
    return Pressed(send=(Part("\n".join([words, *promise_notes(talk, topic)]), rows),))


async def _topic_of(talk: Talk, kept: Kept) -> Topic:
    return await understood_topic(_at_any_time(talk), kept.question, kept.facets, wide=bool(kept.given_up))


def _at_any_time(talk: Talk) -> Talk:
    """A turn after every date: a promise leaves them all out, those to come among them."""
    return replace(talk, now=LATER)


def _watch_button(talk: Talk, pages: str, weekday: int, hour: int) -> Button:
    return Button(say(talk.language, _BUTTONS[weekday], hour=f"{hour:02}:00"), f"promise:{int(pages)}:{weekday}:{hour}")


async def watch_by_button(talk: Talk, pages: str, weekday: str, hour: str) -> Pressed:
    """Promise a digest about what was asked."""
    kept = await load_pages(talk, pages)
    if kept is None or not kept.question or int(weekday) not in _DAYS or int(hour) not in HOURS:
        return Pressed(notice=say(talk.language, "too-old"))
    return Pressed(edit=Part(await _promised(talk, _wish(talk, _moment(weekday, hour)), await _topic_of(talk, kept))))


def _wish(talk: Talk, words: str) -> Subscription:
    wish = parse_subscription(words, library_id=talk.library_id, zone=talk.zone, now=talk.now)
    return replace(wish, thread_id=talk.thread_id)


async def _promised(talk: Talk, wish: Subscription, topic: Topic) -> str:
    since = min(talk.now, wish.next_due - days_since_last(wish))  # the first digest is a whole one
    promise = await talk.desks.store(talk.library.store.add_subscription, replace(wish, topic=topic.text, since=since))
    said = say(talk.language, "subscribed", what=_described(talk, promise), when=_when(promise, talk.language))
    return "\n".join([said, *promise_notes(talk, topic)])


def _described(talk: Talk, subscription: Subscription) -> str:
    at = subscription.at.strftime("%H:%M")
    days = listed([say(talk.language, "weekday-plural", weekday=day) for day in _named(subscription.weekdays)], talk.language)
    often = say(talk.language, f"cadence-{subscription.cadence.value}", at=at, days=days)
    shown = escape(_about(talk, subscription.topic))
    name = "subscription-about" if shown else "subscription"
    return say(talk.language, name, about=shown, cadence=often, zone=zone_name(subscription.zone))


def _named(weekdays: Sequence[int]) -> list[int]:
    """Weekdays in order, by the names that they have together: «по будням и субботам»."""
    left, names = set(weekdays), dict[int, int]()
    for group, name in ((WORKDAYS, _PLURAL_WORKDAYS), (WEEKEND, _PLURAL_WEEKEND)):
        if left.issuperset(group):
            names[group[0]] = name
            left.difference_update(group)
    names |= {day: day for day in left}
    return [names[day] for day in sorted(names)]


def _about(talk: Talk, topic: str | None) -> str:
    return about(topic, talk.language, talk.library.topic_title) if topic else ""


def _when(subscription: Subscription, language: str) -> str:
    return day_and_time(subscription.next_due.astimezone(ZoneInfo(subscription.zone)), language)


async def list_subscriptions(talk: Talk, argument: str) -> Reply:
    """``/subscriptions``."""
    return await _list_under(talk, say(talk.language, "subscriptions-head"))


async def _list_under(talk: Talk, head: str) -> Reply:
    promises = await talk.desks.store(talk.library.store.subscriptions, talk.library_id)
    if not promises:
        return (Part(say(talk.language, "subscriptions-none")),)
    lines = [
        f"{number}. {_described(talk, each)}; " + say(talk.language, "subscription-next", when=_when(each, talk.language))
        for number, each in enumerate(promises, 1)
    ]
    rows = [
        (Button(say(talk.language, "button-end", number=number), f"end:{each.subscription_id}"),)
        for number, each in enumerate(promises, 1)
    ]
    return _in_parts([head, *lines], [(), *rows])


def _in_parts(lines: Sequence[str], rows: Sequence[tuple[Button, ...]]) -> Reply:
    """Lines as few messages as they need, each with the row of buttons that belongs to it."""
    parts: list[Part] = []
    left = list(rows)
    for html in pack(lines, between="\n"):
        count = html.count("\n") + 1
        parts.append(Part(html, tuple(filter(None, left[:count]))))
        del left[:count]
    return tuple(parts)


async def unsubscribe(talk: Talk, argument: str) -> Reply:
    """``/unsubscribe [number|all]``; the only subscription needs no number."""
    promises = await talk.desks.store(talk.library.store.subscriptions, talk.library_id)
    if not promises:
        return (Part(say(talk.language, "subscriptions-none")),)
    if argument.lower() in ALL or (not argument and len(promises) == 1):
        chosen = promises
    elif not argument:
        return await _list_under(talk, say(talk.language, "unsubscribe-which"))
    elif argument.isdecimal() and 1 <= int(argument[:9]) <= len(promises):
        chosen = [promises[int(argument) - 1]]
    else:
        return await _list_under(talk, say(talk.language, "unsubscribe-unknown", number=escape(argument[:20])))
    for each in chosen:
        await talk.desks.store(talk.library.store.end_subscription, each.subscription_id, talk.library_id)
    return (Part(say(talk.language, "unsubscribed", count=len(chosen))),)


async def end_by_button(talk: Talk, subscription_id: str) -> Pressed:
    """End a subscription and show what is left of the list's part that named it."""
    shown = await list_subscriptions(talk, "")
    place = next((i for i, part in enumerate(shown) if any(row[0].data == f"end:{subscription_id}" for row in part.rows)), 0)
    ended = await talk.desks.store(talk.library.store.end_subscription, int(subscription_id), talk.library_id)
    if not ended:
        return Pressed(notice=say(talk.language, "too-old"))
    left = await list_subscriptions(talk, "")
    return Pressed(notice=say(talk.language, "unsubscribed", count=1), edit=left[min(place, len(left) - 1)])
