"""Questions in words, answered with a quote or by a server of one's own, through the real process."""

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

PRUNING = "We tried many tools. Optuna prunes hopeless trials early, so a hyperparameter search ends sooner."
SHARDS = "Долго спорили о базе. Шардирование по ключу клиента спасает базу от горячих узлов."


async def two_people(fakegram: Any, fg: Any) -> tuple[Any, Any]:
    """Return an English and a Russian person who have each forwarded a post."""
    await fg.wait_ready()
    alice, boris = fg.user("Alice"), fg.user("Борис", language_code="ru")
    await alice.forward(PRUNING, origin=fakegram.origin_channel("ML notes", "ml_notes", message_id=42))
    await boris.forward(SHARDS, origin=fakegram.origin_channel("Базы", "bazy_dannyh", message_id=7))
    await alice.wait_reply(timeout=10)
    await boris.wait_reply(timeout=10)
    return alice, boris


async def test_a_question_is_answered_with_a_quote_in_either_language(fakegram: Any, fg: Any, bot: Any) -> None:
    bot().start()
    alice, boris = await two_people(fakegram, fg)

    await alice.send_text("Why does Optuna prune hopeless trials early?")
    answer = await alice.wait_reply(timeout=10, text="These words seem to answer it")
    assert any(e["type"] == "blockquote" for e in answer.entities)
    assert any(e.get("url") == "https://t.me/ml_notes/42" for e in answer.entities)
    assert "1 post found" in answer.text

    await boris.send_text("От чего спасает шардирование по ключу клиента?")
    answer = await boris.wait_reply(timeout=10, text="Похоже, ответ в этих словах")
    assert any(e["type"] == "blockquote" for e in answer.entities)
    await boris.send_text("/ask сколько пингвинов живёт во льдах")
    await boris.wait_reply(timeout=10, text="Прямого ответа в ваших постах не нашлось")
    await alice.send_text("/ask optuna prunes trials early")
    await alice.wait_reply(timeout=10, text="These words seem to answer it")
    await alice.send_text("optuna prunes trials early")
    answer = await alice.wait_reply(timeout=10, text="1 post found")
    assert not any(e["type"] == "blockquote" for e in answer.entities)


async def test_a_server_writes_the_answer_and_a_broken_one_is_not_noticed_much(fakegram: Any, fg: Any, bot: Any) -> None:
    said = ["It ends hopeless trials [1]. Trust me.", "Ничего не знаю.", "Шардирование спасает узлы [1]."]

    async def handle(request: web.Request) -> web.Response:
        return web.json_response({"choices": [{"message": {"content": said.pop(0)}}]})

    app = web.Application()
    app.router.add_post("/v1/chat/completions", handle)
    async with TestServer(app) as server:
        process = bot(SVODKA_LLM_URL=str(server.make_url("/v1"))).start()
        alice, boris = await two_people(fakegram, fg)
        await alice.send_text("Why does Optuna prune hopeless trials early?")
        answer = await alice.wait_reply(timeout=10, text="Answer from your posts")
        assert "Trust me" not in answer.text
        assert any(e.get("url") == "https://t.me/ml_notes/42" for e in answer.entities)
        await boris.send_text("От чего спасает шардирование по ключу клиента?")
        await boris.wait_reply(timeout=10, text="Составить ответ сейчас не вышло")
        await boris.send_text("От чего спасает шардирование по ключу клиента?")
        await boris.wait_reply(timeout=10, text="Ответ по вашим постам")
        assert "Traceback" not in process.output
        await process.stop()
