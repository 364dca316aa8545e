"""Whole channels come in: exports that are sent to the bot, and channels that it follows, through the real process."""

import io
import zipfile
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.indexer.exports import MESSAGES, as_html, as_json
from tests.indexer.tme import message, page, text
from tests.journeys.conftest import rows
from tests.patience import until

POSTS = len(MESSAGES) - 5


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


async def test_an_export_is_sent_in_every_form(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Анна", language_code="ru")
    await alice.upload_document(as_json().encode(), "result.json", "application/json", caption="мой канал")
    reply = await alice.wait_reply(timeout=20, text="прочитано")
    assert f"прочитано {len(MESSAGES)}, новых {POSTS}" in reply.text
    for name, content in (("messages.html", as_html().encode()), ("export.zip", zipped({"messages.html": as_html()}))):
        await alice.upload_document(content, name, "application/octet-stream")
        assert "новых 0" in (await alice.wait_reply(timeout=20, text="прочитано")).text
    await alice.upload_document(zipped({"../evil.json": as_json()}), "evil.zip", "application/zip")
    assert "ведут наружу" in (await alice.wait_reply(timeout=20, text="наружу")).text
    pages = zipped({"result.json": as_json(), "messages2.html": "<p>Nothing</p>", "more.json": as_json()[:-700]})
    await alice.upload_document(pages, "mixed.zip", "application/zip")
    mixed = (await alice.wait_reply(timeout=20, text="прочитано")).text
    assert "Пропущено, повреждены: 1" in mixed
    assert "Не прочитан файл messages2.html" in mixed
    await alice.upload_document(b"%PDF-1.7 ...", "paper.pdf", "application/pdf", caption="Статья о лесных пожарах в тайге")
    await alice.wait_reply(timeout=20, text="охранил")
    await process.stop()
    assert rows(database, "SELECT count(*) FROM holdings") == [(POSTS + 1,)]


async def test_what_can_be_no_export_is_not_fetched_and_an_album_of_files_is_one_post(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Анна", language_code="ru")
    await alice.upload_document(b"%PDF-1.7", "paper.pdf", "application/pdf")
    assert "Не узнаю этот файл" in (await alice.wait_reply(timeout=10)).text
    await alice.upload_document(b"%PDF-1.7", "paper.pdf", "application/pdf", origin=fakegram_origin())
    assert "нет текста и подписи" in (await alice.wait_reply(timeout=10)).text
    for number in range(3):
        words = "Три книги о грибах и лишайниках" if number == 1 else None
        await alice.upload_document(b"book", f"{number}.epub", "application/epub+zip", caption=words, media_group_id="77")
    assert (await alice.wait_reply(timeout=10)).text.startswith("Сохранил.")
    broken = await alice.upload_document(b"[1, 2", "broken <1>.json", "application/json")
    told = await alice.wait_reply(timeout=10)
    assert told.text.startswith("broken <1>.json")
    assert told.params["reply_parameters"]["message_id"] == broken["message_id"]
    await alice.expect_silence(1)
    assert len(fg.sent("getFile")) == 1
    await process.stop()
    assert rows(database, "SELECT count(*) FROM holdings") == [(1,)]


def fakegram_origin() -> dict[str, Any]:
    return {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Nobody"}


async def test_a_large_upload_is_told_in_one_message_and_keeps_nobody_waiting(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    await alice.forward("Tea grows on hills where the mornings are foggy.")
    await alice.wait_reply(timeout=10)
    many = [(" ".join(f"word{n * 7 + i}" for i in range(40)), {}) for n in range(4000)]
    await alice.upload_document(as_json(many).encode(), "result.json", "application/json")
    await alice.wait_reply(timeout=20, text="result.json")
    await alice.send_text("tea on foggy hills")
    await alice.wait_reply(timeout=20, text="Tea grows")
    assert not any("4,000 read" in str(call.params.get("text")) for call in fg.sent("*Message*", alice))
    await alice.wait_reply(timeout=60, text="4,000 read")
    told = [call for call in fg.sent("*Message*", alice) if "result.json" in str(call.params.get("text"))]
    assert [call.method for call in told][0] == "sendMessage"
    assert {call.method for call in told[1:]} == {"editMessageText"}
    assert any("a second" in call.params["text"] for call in told[1:-1])
    await process.stop()
    assert rows(database, "SELECT count(*) FROM holdings") == [(4001,)]


async def test_a_followed_channel_comes_in_by_itself(fg: Any, bot: Any, database: Path) -> None:
    shown = [message(1, text("Первая запись о лишайниках на старых камнях."))]

    async def serve(request: web.BaseRequest) -> web.Response:
        return web.Response(text=page(*shown), content_type="text/html")

    runner = web.ServerRunner(web.Server(serve))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    process = bot(SVODKA_TME_URL=address, SVODKA_FOLLOW_S="1").start()
    await fg.wait_ready()
    alice = fg.user("Анна", language_code="ru")
    await alice.send_text("/follow @les")
    assert "прочитан 1 пост, новых 1" in (await alice.wait_reply(timeout=20)).text
    shown.append(message(2, text("Вторая запись: мхи любят тень и воду.")))
    await until(lambda: rows(database, "SELECT count(*) FROM holdings") == [(2,)])
    await alice.send_text("/stats")
    assert " 2 " in (await alice.wait_reply(timeout=20)).text
    await alice.send_text("/unfollow les")
    await alice.wait_reply(timeout=20, text="Больше не слежу")
    await process.stop()
    await runner.cleanup()
    assert rows(database, "SELECT count(*) FROM holdings") == [(2,)]
