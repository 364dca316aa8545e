"""Channels are followed: a server on this machine serves their pages, as t.me would."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.conversation import answer_command, press
from bot.conversation.talk import Talk
from bot.desks import STEP, Desks
from bot.loops import follower as module
from bot.loops.follower import Follower
from bot.views.html import plain
from indexer.errors import FollowError, StoreError
from indexer.following import Polled, after_failure
from indexer.library import Library
from indexer.models import Follow
from tests.indexer.tme import landing, message, page, text

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
ALICE, BOB = 5, 6


class Server:
    """Serves whatever it is told to; remembers what it was asked."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.status, self.headers, self.asked = 200, dict[str, str](), list[web.BaseRequest]()
        self.url, self.asked_again, self.is_empty = "", asyncio.Event(), False

    async def answer(self, request: web.BaseRequest) -> web.Response:
        self.asked.append(request)
        if len(self.asked) > 1:
            self.asked_again.set()
        if self.status != 200:
            return web.Response(status=self.status, headers=self.headers)
        if not self.messages and not self.is_empty:
            return web.Response(text=landing(None, "Канал"), content_type="text/html")
        before = int(request.query.get("before", 10**9))
        shown = [(number, each) for number, each in enumerate(self.messages, 1) if number < before and each][-20:]
        body = page(*(message(number, each) for number, each in shown))
        tag = f'"{hash(body)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(text=body, content_type="text/html", headers={"ETag": tag, "Last-Modified": "yesterday"})


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    monkeypatch.setattr(module, "PAUSE_S", 0.0)
    made = Server()
    runner = web.ServerRunner(web.Server(made.answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
def follower(server: Server, library: tuple[Library, Desks]) -> Follower:
    return Follower(*library, server.url, HALF_HOUR)


def told(number: int) -> str:
    words = ["сосна", "берёза", "осина", "клён", "дуб", "вяз", "липа", "ольха", "ива", "тис", "рябина", "граб"]
    tree, other = words[number % 12], words[(number // 12 + number) % 12]
    return text(f"Заметка {tree} {number}: {other} стоит у дороги {tree}, и {other} шумит {number} раз.")


async def test_new_posts_come_in_and_an_unchanged_page_is_not_sent_again(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    server.messages = [told(1), told(2)]
    assert await follower.follow("les", ALICE, NOW) == Polled(new=2, posts=2)
    assert await follower.poll_due(NOW) == 0
    assert len(server.asked) == 1
    assert await follower.poll_due(NOW + HALF_HOUR) == 0
    assert server.asked[1].headers["If-None-Match"]
    assert server.asked[1].headers["User-Agent"].startswith("Svodka/")
    server.messages.append(told(3))
    assert await follower.poll_due(NOW + 2 * HALF_HOUR) == 1
    assert await desks.store(opened.count, ALICE) == 3


async def test_what_was_missed_is_fetched_from_older_pages(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    server.messages = [told(number) for number in range(1, 6)]
    await follower.follow("les", ALICE, NOW)
    server.messages = [told(number) for number in range(1, 51)]
    polled = await follower.follow("les", ALICE, NOW)
    assert polled.deleted == 0
    assert [request.query.get("before") for request in server.asked] == [None, None, "31", "11"]
    assert await desks.store(opened.count, ALICE) == 50


async def test_libraries_share_one_request(server: Server, library: tuple[Library, Desks], follower: Follower) -> None:
    opened, desks = library
    server.messages = [told(1)]
    for library_id in (ALICE, BOB):
        await follower.follow("les", library_id, NOW)
    server.messages.append(told(2))
    assert await follower.poll_due(NOW + HALF_HOUR) == 2
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_that_refuses_is_asked_less_often(
    server: Server, library: tuple[Library, Desks], follower: Follower, status: int
) -> None:
    opened, desks = library
    server.messages = [told(1)]
    await follower.follow("les", ALICE, NOW)
    server.status, server.headers = status, {"Retry-After": "7200"}
    assert await follower.poll_due(NOW + HALF_HOUR) == 0
    (follow,) = await desks.store(opened.store.follows, ALICE)
    assert (follow.failures, follow.next_due) == (1, NOW + HALF_HOUR + timedelta(hours=2))
    server.status = 200
    server.messages.append(told(2))
    assert await follower.poll_due(follow.next_due) == 1
    (follow,) = await desks.store(opened.store.follows, ALICE)
    assert follow.failures == 0


def test_patience_doubles_up_to_a_day() -> None:
    follow, waits = Follow(ALICE, "les", NOW), []
    for _ in range(8):
        follow = after_failure(follow, NOW, HALF_HOUR)
        waits.append((follow.next_due - NOW) / timedelta(hours=1))
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


async def test_a_channel_without_a_page_is_not_followed(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    for status in (200, 404):
        server.status = status
        with pytest.raises(FollowError, match="no-preview"):
            await follower.follow("les", ALICE, NOW)
    assert await desks.store(opened.store.follows) == []


async def test_a_server_that_is_away_is_tried_again(library: tuple[Library, Desks]) -> None:
    opened, desks = library
    follower = Follower(opened, desks, "http://127.0.0.1:9", HALF_HOUR)
    with pytest.raises(FollowError, match="unreachable"):
        await follower.follow("les", ALICE, NOW)
    assert [follow.failures for follow in await desks.store(opened.store.follows)] == [1]


async def test_a_poll_saves_a_few_posts_at_a_time_and_lets_people_go_first(
    server: Server, library: tuple[Library, Desks], follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    monkeypatch.setattr("bot.desks.PATIENCE_S", 30)
    server.messages = [told(1)]
    await follower.follow("les", ALICE, NOW)
    server.messages = [told(number) for number in range(1, 16)]
    saved: list[int] = []
    add = opened.add
    monkeypatch.setattr(opened, "add", lambda posts, *args, **options: saved.append(len(posts)) or add(posts, *args, **options))
    with desks.serving():
        task = asyncio.create_task(follower.poll_due(NOW + HALF_HOUR))
        await asyncio.wait_for(server.asked_again.wait(), 10)
        await asyncio.sleep(0.1)
        assert saved == []
        assert await desks.store(opened.count, ALICE) == 1
    assert await task == 14
    assert saved == [STEP, STEP, STEP, 3]


async def test_a_person_who_follows_a_channel_waits_for_nobody(
    server: Server, library: tuple[Library, Desks], follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    monkeypatch.setattr("bot.desks.PATIENCE_S", 30)
    server.messages = [told(number) for number in range(1, 10)]
    with desks.serving():
        async with asyncio.timeout(10):
            polled = await follower.follow("les", ALICE, NOW)
    assert polled == Polled(new=9, posts=9)


async def test_a_poll_that_breaks_off_is_made_again_and_nothing_is_doubled_or_lost(
    server: Server, library: tuple[Library, Desks], follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    server.messages = [told(1), told(2)]
    await follower.follow("les", ALICE, NOW)
    server.messages = [told(1), "", *(told(number) for number in range(3, 16))]
    add, calls = opened.add, iter(range(100))

    def failing(*args: Any, **options: Any) -> Any:
        if next(calls) == 2:
            raise StoreError("no space left")
        return add(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(opened, "add", failing)
        with pytest.raises(StoreError):
            await follower.poll_due(NOW + HALF_HOUR)
    assert await desks.store(opened.count, ALICE) == 2 + 2 * STEP - 1
    assert await follower.poll_due(NOW + HALF_HOUR) == 15 - 2 - (2 * STEP - 1)
    posts = await desks.store(opened.posts, ALICE)
    assert sorted(stored.post.origin.message_id or 0 for stored in posts) == list(range(1, 16))
    assert [stored.post.origin.message_id for stored in posts if stored.deleted_at] == [2]
    assert {len(stored.sightings) for stored in posts} == {1}


async def test_a_channel_that_is_unfollowed_during_a_poll_stays_so(
    server: Server, library: tuple[Library, Desks], follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    monkeypatch.setattr("bot.desks.PATIENCE_S", 30)
    server.messages = [told(1)]
    await follower.follow("les", ALICE, NOW)
    server.messages.append(told(2))
    with desks.serving():
        task = asyncio.create_task(follower.poll_due(NOW + HALF_HOUR))
        await asyncio.wait_for(server.asked_again.wait(), 10)
        await desks.store(opened.store.end_follow, ALICE, "les")
    await task
    assert await desks.store(opened.store.follows) == []


async def test_the_conversation(server: Server, library: tuple[Library, Desks], follower: Follower) -> None:
    opened, desks = library
    talk = Talk(opened, desks, ALICE, "ru", "UTC", NOW, follower.follow)

    async def said(name: str, words: str = "") -> str:
        return plain("\n".join(part.html for part in await answer_command(talk, name, words)))

    assert "@имя" in await said("follow")
    assert "не имя канала" in await said("follow", "<b>!</b>")
    assert "нет страницы" in await said("follow", "@les")
    server.messages = [told(1), told(2)]
    assert "прочитано 2 поста, новых 2" in await said("follow", "https://t.me/s/Les")
    assert (await said("follow")).splitlines() == ["Читаю сам", "@les"]
    button = (await answer_command(talk, "follow", ""))[0].rows[0][0]
    assert "не слежу" in await said("unfollow", "@sosny")
    pressed = await press(talk, button.data or "")
    assert pressed.notice
    assert "остаются" in plain(pressed.notice)
    assert "Пока не слежу" in await said("follow")
    await said("follow", "les")
    assert "Больше не слежу за @les" in await said("unfollow", "@les")
    assert await desks.store(opened.count, ALICE) == 2


async def test_the_schedule_goes_on_by_itself(server: Server, library: tuple[Library, Desks], follower: Follower) -> None:
    opened, desks = library
    server.messages = [told(1)]
    await follower.follow("les", ALICE, NOW)
    server.messages.append(told(2))
    task = asyncio.create_task(follower.start(lambda: NOW + HALF_HOUR))
    for _ in range(100):
        if await desks.store(opened.count, ALICE) == 2:
            break
        await asyncio.sleep(0.02)
    task.cancel()
    assert await desks.store(opened.count, ALICE) == 2


async def test_a_channel_that_fails_as_nobody_foresaw_holds_up_no_other(
    server: Server, library: tuple[Library, Desks], follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    server.messages = [told(1)]
    await follower.follow("broken", ALICE, NOW)
    await follower.follow("les", ALICE, NOW)
    server.messages.append(told(2))
    poll = follower.poll

    async def failing(follows: Sequence[Follow], now: datetime) -> list[Polled]:
        if follows[0].username == "broken":
            raise ValueError("unforeseen")
        return await poll(follows, now)

    monkeypatch.setattr(follower, "poll", failing)
    assert await follower.poll_due(NOW + HALF_HOUR) == 1
    assert await desks.store(opened.store.due_follows, NOW + HALF_HOUR) == []
