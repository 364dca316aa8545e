"""The wire waits, tries again, and is quiet about what does not matter."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramForbiddenError, TelegramNetworkError
from aiogram.methods import SendMessage

from bot.menus import show_menus
from bot.updates.flood import Flood
from bot.updates.wire import MOST_WAITS, RETRY_PAUSES_S, Patience, open_bot
from tests.bot.wires import TOKEN, Answer, RecordingSession, refusal

CHAT = 7
NETWORK = TelegramNetworkError(SendMessage(chat_id=CHAT, text="x"), "ServerDisconnectedError")


class Clock:
    """Time that passes by waiting."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, tzinfo=UTC)
        self.waited: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    async def wait(self, pause_s: float) -> None:
        self.waited.append(pause_s)
        self.now += timedelta(seconds=pause_s)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def flood(clock: Clock) -> Flood:
    return Flood(clock)


def a_bot(flood: Flood, clock: Clock, *answers: Answer) -> tuple[Bot, RecordingSession]:
    session = RecordingSession(*answers)
    session.middleware(Patience(flood, wait=clock.wait))
    return Bot(TOKEN, session=session), session


async def test_429_waits_as_told_and_the_other_library_knows(flood: Flood, clock: Clock) -> None:
    bot, session = a_bot(flood, clock, refusal(429, "Too Many Requests: retry after 3", retry_after=3))
    message = await bot.send_message(CHAT, "hello")
    assert message.text == "hello"
    assert clock.waited == [3]
    assert len(session.sent()) == 2


async def test_a_pause_that_the_other_library_was_told_is_kept(flood: Flood, clock: Clock) -> None:
    bot, _ = a_bot(flood, clock)
    flood.pause(CHAT, timedelta(seconds=5))
    await bot.send_message(CHAT + 1, "elsewhere")
    assert clock.waited == []
    await bot.send_message(CHAT, "here")
    assert clock.waited == [5]


async def test_an_endless_429_is_given_up(flood: Flood, clock: Clock) -> None:
    bot, session = a_bot(flood, clock, *[refusal(429, "Too Many Requests", retry_after=1)] * 20)
    with pytest.raises(Exception, match="Flood control"):
        await bot.send_message(CHAT, "hello")
    assert len(session.calls) == MOST_WAITS + 1


@pytest.mark.parametrize("trouble", [NETWORK, refusal(500, "Internal Server Error"), refusal(502, "Bad Gateway")])
async def test_what_passes_is_tried_again(flood: Flood, clock: Clock, trouble: Answer) -> None:
    bot, session = a_bot(flood, clock, trouble, trouble)
    await bot.send_message(CHAT, "hello")
    assert len(session.calls) == 3
    assert clock.waited == list(RETRY_PAUSES_S[:2])


async def test_a_network_that_stays_away_is_an_error_at_last(flood: Flood, clock: Clock) -> None:
    bot, _ = a_bot(flood, clock, *[NETWORK] * 20)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(CHAT, "hello")
    assert clock.waited == list(RETRY_PAUSES_S)


async def test_an_answer_that_is_not_understood_was_an_answer(flood: Flood, clock: Clock) -> None:
    bot, session = a_bot(flood, clock, (200, {"ok": True, "result": {"message_id": "?"}}))
    with pytest.raises(ClientDecodeError):
        await bot.send_message(CHAT, "hello")
    assert len(session.calls) == 1


@pytest.mark.parametrize(
    "words", ["Bad Request: message is not modified: …", "Bad Request: query is too old and response timeout expired"]
)
async def test_what_does_not_matter_is_no_error(flood: Flood, clock: Clock, words: str) -> None:
    bot, _ = a_bot(flood, clock, refusal(400, words))
    assert await bot.answer_callback_query("1") is True


async def test_refusals_reach_the_caller(flood: Flood, clock: Clock) -> None:
    bot, _ = a_bot(
        flood, clock, refusal(400, "Bad Request: chat not found"), refusal(403, "Forbidden: bot was blocked by the user")
    )
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(CHAT, "hello")
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(CHAT, "hello")


async def test_every_message_is_html_without_previews(flood: Flood) -> None:
    session = RecordingSession()
    await open_bot(TOKEN, None, flood, session=session).send_message(CHAT, "<b>hello</b>")
    assert session.sent()[0]["parse_mode"] == "HTML"
    assert '"is_disabled": true' in session.sent()[0]["link_preview_options"]


async def test_nobody_waits_for_a_menu_that_telegram_wants_an_hour_for(flood: Flood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.menus.PATIENCE_S", 0.01)
    session = RecordingSession(*[refusal(429, "Too Many Requests", retry_after=3600)] * 2)
    session.middleware(Patience(flood))
    async with asyncio.timeout(5):
        await show_menus(Bot(TOKEN, session=session), [(CHAT, "ru"), (CHAT + 1, "en")])
    assert len(session.sent("setMyCommands")) == 2  # that of everybody, and the first chat's


async def test_a_chat_that_is_gone_keeps_no_menu_from_others() -> None:
    refused = refusal(400, "Bad Request: chat not found")
    session = RecordingSession(refused, refused)
    await show_menus(Bot(TOKEN, session=session), [(CHAT, "ru"), (CHAT + 1, "en")])
    assert len(session.sent("setMyCommands")) == 3
