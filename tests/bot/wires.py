"""A Telegram that is only a list: what the bot called, and what it will be answered."""

import json
from collections.abc import AsyncGenerator, Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

Answer = tuple[int, dict[str, Any]] | Exception
TOKEN = "42:TEST-token_of_nobody"
ME = {"id": 42, "is_bot": True, "first_name": "Svodka", "username": "svodka_test_bot"}


class RecordingSession(BaseSession):
    """Stands on aiogram's wire. ``answers`` are given first; then every send succeeds."""

    def __init__(self, *answers: Answer) -> None:
        super().__init__()
        self.answers = list(answers)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.files: dict[str, bytes] = {}
        self.poll: Callable[[dict[str, Any]], Any] | None = None

    async def make_request(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None) -> TelegramType:  # noqa: ASYNC109
        files: dict[str, Any] = {}
        values = {name: self.prepare_value(value, bot, files) for name, value in method.model_dump(warnings=False).items()}
        parameters = {name: value for name, value in values.items() if value is not None}
        self.calls.append((method.__api_method__, parameters))
        if method.__api_method__ == "getUpdates" and self.poll:
            code, body = 200, {"ok": True, "result": await self.poll(parameters)}
        else:
            code, body = self._answer(method.__api_method__, parameters)
        return cast(TelegramType, self.check_response(bot, method, code, json.dumps(body)).result)

    def _answer(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.answers and method != "getMe":
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return 200, {"ok": True, "result": self._result(method, parameters)}

    def _result(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getMe":
            return ME
        if method == "getFile":
            return {"file_id": parameters["file_id"], "file_unique_id": "u", "file_path": parameters["file_id"]}
        if method not in ("sendMessage", "editMessageText"):
            return True
        chat_id = int(parameters["chat_id"])
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup", "first_name": "?"}
        return {"message_id": 1000 + len(self.calls), "date": 0, "chat": chat, "from": ME, "text": parameters["text"]}

    async def stream_content(self, url: str, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield self.files[url.rsplit("/", 1)[1]]

    async def close(self) -> None:
        """Nothing is open."""

    def sent(self, *methods: str) -> list[dict[str, Any]]:
        """Return the parameters of the calls of some methods; of everything that speaks to people by default."""
        wanted = methods or ("sendMessage", "editMessageText", "answerCallbackQuery")
        return [parameters for method, parameters in self.calls if method in wanted]

    def texts(self) -> list[str]:
        """Return everything that was said."""
        return [parameters["text"] for parameters in self.sent("sendMessage", "editMessageText")]


def refusal(code: int, description: str, **parameters: Any) -> Answer:
    """An error as Telegram answers it."""
    body = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})
