"""Work in the background goes on whatever happens to it."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.desks import Desks
from bot.loops.background import for_ever, guarded
from bot.loops.embedding import Embedding, embed_waiting
from bot.loops.log_keeping import LogKeeping
from indexer.errors import EmbedderError, StoreError
from indexer.library import Library
from indexer.models import Passage
from indexer.ports import Matrix
from tests.indexer.makers import ALICE, NOW, a_post


async def put_in(library: Library, desks: Desks, *texts: str) -> None:
    """They wait to be embedded."""
    await desks.store(library.add, [a_post(text) for text in texts], ALICE, via="forward", seen_at=NOW)


@pytest.mark.parametrize("error", [StoreError("disk full"), EmbedderError("no model"), ValueError("unforeseen"), OSError()])
async def test_no_failure_ends_a_loop(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    done, pauses = asyncio.Event(), list[float]()

    async def step() -> None:
        if not pauses:
            raise error
        done.set()

    async def wait(pause_s: float) -> None:
        pauses.append(pause_s)
        await asyncio.sleep(0)

    task = asyncio.create_task(for_ever(step, "the work", pause_s=7, wait=wait))
    async with asyncio.timeout(5):
        await done.wait()
    task.cancel()
    assert pauses[0] == 7
    assert "the work" in caplog.text


async def test_a_passage_that_cannot_be_embedded_holds_up_no_other(
    library: tuple[Library, Desks], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    embed = opened.embed_passages

    def failing(passages: Sequence[Passage]) -> Matrix:
        if any("poison" in passage.text for passage in passages):
            raise ValueError("unforeseen")
        return embed(passages)

    await put_in(*library, "Oaks outlive those who planted them.", "This is poison for a model.", "Birches grow fast.")
    monkeypatch.setattr(opened, "embed_passages", failing)
    task = asyncio.create_task(embed_waiting(opened, desks, pause_s=0.01))
    for _ in range(500):
        if await desks.store(opened.backlog) == 1:
            break
        await asyncio.sleep(0.01)
    task.cancel()
    assert await desks.store(opened.backlog) == 1


async def test_a_model_that_is_missing_sets_nothing_aside(
    library: tuple[Library, Desks], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, desks = library
    await put_in(*library, "Oaks outlive those who planted them.")
    embedding = Embedding(opened, desks)

    def failing(passages: Sequence[Passage]) -> Matrix:
        raise EmbedderError("no model")

    with monkeypatch.context() as patched:
        patched.setattr(opened, "embed_passages", failing)
        with pytest.raises(EmbedderError):
            await embedding.embed_all()
    await embedding.embed_all()
    assert await desks.store(opened.backlog) == 0


async def test_the_log_is_shortened_when_something_was_written_and_not_again(
    library: tuple[Library, Desks], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, desks = library
    shortened: list[int] = []
    monkeypatch.setattr(held.store, "shorten_log", lambda: shortened.append(1))
    work = LogKeeping(held.store, desks)
    for text in ("Wagtails run along the shore.", "Dippers walk under water."):
        await put_in(held, desks, text)
        await work.shorten()
        await work.shorten()
    assert len(shortened) == 2


@pytest.mark.parametrize("failure", [StoreError("disk full"), RuntimeError("unforeseen")])
async def test_a_log_that_cannot_be_shortened_is_tried_again_and_said_once(
    library: tuple[Library, Desks], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    held, desks = library
    tries, failed = list[int](), ""

    def failing() -> None:
        tries.append(1)
        raise failure

    await put_in(held, desks, "Herons stand still.")
    monkeypatch.setattr(held.store, "shorten_log", failing)
    work = LogKeeping(held.store, desks)
    for _ in range(3):
        failed = await guarded(work.shorten, "the log", failed)
    assert len(tries) == 3
    assert sum(record.levelname == "ERROR" for record in caplog.records) == 1
