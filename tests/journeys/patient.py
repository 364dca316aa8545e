"""The strict Telegram server, its people and the bot's process, as they are for a machine that has more to do."""

# ruff: noqa: ASYNC109 - the parameters are the server's

from types import ModuleType
from typing import Any

from tests.patience import PATIENCE


def make_patient(fakegram: ModuleType) -> None:
    """Let all of a server's module wait longer for what has to come; how long silence is kept stays as it is said."""

    class Actor(fakegram.Actor):  # type: ignore[misc, name-defined]
        async def wait_reply(self, timeout: float = 5, **sought: Any) -> Any:
            return await super().wait_reply(timeout * PATIENCE, **sought)

        async def wait_answer(self, qid: str, timeout: float = 5) -> Any:
            return await super().wait_answer(qid, timeout * PATIENCE)

        async def expect_silence(self, seconds: float = 1) -> None:
            await super().expect_silence(seconds / PATIENCE)  # it is a reply that is waited for in vain

    class FakeTelegram(fakegram.FakeTelegram):  # type: ignore[misc, name-defined]
        async def wait_ready(self, timeout: float = 15) -> None:
            await super().wait_ready(timeout * PATIENCE)

        async def wait_call(self, method: str, timeout: float = 5, **options: Any) -> Any:
            return await super().wait_call(method, timeout * PATIENCE, **options)

        async def wait_inline(self, qid: str, timeout: float = 5) -> Any:
            return await super().wait_inline(qid, timeout * PATIENCE)

        async def wait_idle(self, timeout: float = 5) -> None:
            await super().wait_idle(timeout * PATIENCE)

    class BotProcess(fakegram.BotProcess):  # type: ignore[misc, name-defined]
        async def stop(self, *signal: int, timeout: float = 8) -> Any:
            return await super().stop(*signal, timeout=timeout * PATIENCE)

    for patient in (Actor, FakeTelegram, BotProcess):
        setattr(fakegram, patient.__name__, patient)
