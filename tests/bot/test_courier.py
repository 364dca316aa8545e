"""python-telegram-bot carries messages out; its errors become ours."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import telegram.error
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.loops.courier import LATER, MEANING, START_PAUSES_S, Courier, translate
from bot.loops.delivery import ChatMoved, DeliveryError, TopicGone, TryLater, Uncertain, Undeliverable, Unsendable
from bot.updates.flood import Flood
from tests.bot.wires import ME, TOKEN

CHAT = 7


class Offline(BaseRequest):
    """Stands on python-telegram-bot's wire; ``answers`` are given to sends, in order, then every send succeeds."""

    def __init__(self, *answers: tuple[int, dict[str, Any]] | Exception, down: int = 0) -> None:
        self.answers, self.down = list(answers), down
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        parameters = dict(request_data.json_parameters) if request_data else {}
        self.calls.append((name, parameters))
        if name == "getMe":
            self.down -= 1
            if self.down >= 0:
                raise NetworkError("httpx.ConnectError: nobody there")
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        answer = self.answers.pop(0) if self.answers else (200, {"ok": True, "result": a_message(parameters)})
        if isinstance(answer, Exception):
            raise answer
        return answer[0], json.dumps(answer[1]).encode()


def a_message(parameters: dict[str, Any]) -> dict[str, Any]:
    return {"message_id": 99, "date": 0, "chat": {"id": int(parameters["chat_id"]), "type": "private"}, "text": "x"}


def a_flood() -> Flood:
    return Flood(lambda: datetime(2026, 11, 24, tzinfo=UTC))


def caused(error: TelegramError, cause: Exception | None) -> TelegramError:
    error.__cause__ = cause
    return error


async def nobody_waits(pause_s: float) -> None:
    pass


async def test_a_message_goes_out_as_html_without_previews() -> None:
    wire = Offline()
    courier = Courier(TOKEN, None, a_flood(), request=wire)
    assert await courier.send(CHAT, "<b>digest</b>") == 99
    ((name, parameters),) = wire.calls
    assert (name, parameters["parse_mode"], parameters["text"]) == ("sendMessage", "HTML", "<b>digest</b>")
    assert json.loads(parameters["link_preview_options"]) == {"is_disabled": True}


async def test_a_message_goes_to_its_topic() -> None:
    wire = Offline()
    await Courier(TOKEN, None, a_flood(), request=wire).send(CHAT, "digest", thread_id=77)
    ((_, parameters),) = wire.calls
    assert int(parameters["message_thread_id"]) == 77


async def test_429_is_told_to_the_other_library_and_not_tried_again_at_once() -> None:
    flood = a_flood()
    wire = Offline((429, {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 4}}))
    courier = Courier(TOKEN, None, flood, request=wire)
    for _ in range(2):
        with pytest.raises(TryLater) as told:
            await courier.send(CHAT, "digest")
        assert told.value.pause == timedelta(seconds=4)
    assert len(wire.calls) == 1
    assert flood.left(CHAT) == timedelta(seconds=4)
    assert await courier.send(CHAT + 1, "digest") == 99


def test_every_error_of_the_other_library_has_a_meaning() -> None:
    kinds = [kind for kind in vars(telegram.error).values() if isinstance(kind, type) and issubclass(kind, TelegramError)]
    assert {kind for kind, _ in MEANING} >= set(kinds)
    for kind in kinds:
        error = kind.__new__(kind)
        TelegramError.__init__(error, "something")
        if kind is RetryAfter:
            error = RetryAfter(timedelta(seconds=1))
        if kind is telegram.error.ChatMigrated:
            error = telegram.error.ChatMigrated(-1005)
        assert isinstance(translate(error), DeliveryError)


@pytest.mark.parametrize(
    ("status", "description", "meaning"),
    [
        (403, "Forbidden: bot was blocked by the user", Undeliverable),
        (403, "Forbidden: bot was kicked from the supergroup chat", Undeliverable),
        (400, "Bad Request: chat not found", Undeliverable),
        (400, "Bad Request: not enough rights to send text messages to the chat", Undeliverable),
        (400, "Bad Request: can't parse entities: Unexpected end tag", Unsendable),
        (400, "Bad Request: message is too long", Unsendable),
        (400, "Bad Request: message thread not found", TopicGone),
        (400, "Bad Request: TOPIC_CLOSED", TopicGone),
        (500, "Internal Server Error", TryLater),
        (409, "Conflict", TryLater),
        (401, "Unauthorized", TryLater),
    ],
)
async def test_what_telegram_says_is_understood(status: int, description: str, meaning: type[DeliveryError]) -> None:
    wire = Offline((status, {"ok": False, "error_code": status, "description": description}))
    with pytest.raises(meaning):
        await Courier(TOKEN, None, a_flood(), request=wire).send(CHAT, "digest")


async def test_a_group_that_moved_is_followed() -> None:
    wire = Offline((400, {"ok": False, "description": "moved", "parameters": {"migrate_to_chat_id": -1005}}))
    with pytest.raises(ChatMoved) as moved:
        await Courier(TOKEN, None, a_flood(), request=wire).send(-5, "digest")
    assert moved.value.chat_id == -1005


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (caused(NetworkError("x"), httpx.ConnectError("refused")), TryLater),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), TryLater),
        (caused(TimedOut(), httpx.PoolTimeout("busy")), TryLater),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), Uncertain),
        (caused(NetworkError("x"), httpx.ReadError("reset")), Uncertain),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("hung up")), Uncertain),
        (caused(NetworkError("Bad Gateway"), TelegramError("Invalid server response")), Uncertain),
        (TelegramError("Invalid server response"), Uncertain),
        (caused(BadRequest("Chat not found"), None), Undeliverable),
    ],
)
def test_only_what_surely_was_not_sent_is_tried_again_freely(error: TelegramError, meaning: type[DeliveryError]) -> None:
    assert type(translate(error)) is meaning


async def test_the_courier_waits_until_telegram_answers_and_then_ticks() -> None:
    wire, ticked, waited = Offline(down=3), asyncio.Event(), []

    async def wait(pause_s: float) -> None:
        waited.append(pause_s)

    async def tick() -> None:
        ticked.set()

    courier = Courier(TOKEN, None, a_flood(), request=wire, wait=wait)
    await courier.start(tick, tick_s=60)
    await ticked.wait()
    await courier.stop()
    assert waited == list(START_PAUSES_S[:3])


async def test_a_tick_that_fails_does_not_end_the_ticking() -> None:
    ticks, enough = [], asyncio.Event()

    async def tick() -> None:
        ticks.append(1)
        if len(ticks) == 2:
            enough.set()
        raise RuntimeError("a bug")

    courier = Courier(TOKEN, None, a_flood(), request=Offline(), wait=nobody_waits)
    await courier.start(tick, tick_s=0.01)
    await enough.wait()
    await courier.stop()


async def test_two_ticks_are_never_under_way_at_once() -> None:
    under_way, most, enough = 0, 0, asyncio.Event()

    async def tick() -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.wait({asyncio.create_task(enough.wait())}, timeout=0.05)
        under_way -= 1
        if most and not enough.is_set():
            enough.set()

    courier = Courier(TOKEN, None, a_flood(), request=Offline(), wait=nobody_waits)
    await courier.start(tick, tick_s=0.01)
    await enough.wait()
    await courier.stop()
    assert most == 1


async def test_it_never_asks_for_updates() -> None:
    wire, ticked = Offline(), asyncio.Event()

    async def tick() -> None:
        ticked.set()

    courier = Courier(TOKEN, None, a_flood(), request=wire)
    await courier.start(tick, tick_s=60)
    await ticked.wait()
    await courier.stop()
    assert {name for name, _ in wire.calls} == {"getMe"}


def test_a_courier_without_a_wire_of_its_own_uses_httpx() -> None:
    courier = Courier(TOKEN, "http://127.0.0.1:9", a_flood(), trust_env=False)
    assert isinstance(courier._app.bot.request, HTTPXRequest)
    assert courier._app.bot.base_url == f"http://127.0.0.1:9/bot{TOKEN}"
    assert timedelta(0) < LATER
