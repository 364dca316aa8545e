"""People go before imports, and no kind of work waits for another's thread."""

import asyncio
import threading

from bot import desks as module
from bot.desks import Desks


def test_an_import_waits_while_a_person_is_served(monkeypatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 30)
    told: list[str] = []

    async def scene() -> None:
        desks = Desks()

        async def importing() -> None:
            await desks.calm()
            told.append("a step of the import")

        with desks.serving():
            with desks.serving():
                task = asyncio.create_task(importing())
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.01)
            told.append("the last person is served")
        await task
        desks.close()

    asyncio.run(scene())
    assert told == ["the last person is served", "a step of the import"]


def test_an_import_goes_on_where_people_never_stop_asking(monkeypatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)

    async def scene() -> None:
        desks = Desks()
        with desks.serving():
            async with asyncio.timeout(10):
                await desks.calm()
        desks.close()

    asyncio.run(scene())


def test_files_are_read_while_posts_are_embedded() -> None:
    async def scene() -> str:
        desks, embedded = Desks(), threading.Event()
        embedding = asyncio.create_task(desks.embed(embedded.wait, 10))
        read = await desks.read(lambda: "read")
        embedded.set()
        assert await embedding
        desks.close()
        return read

    assert asyncio.run(scene()) == "read"
