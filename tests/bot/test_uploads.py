"""Which messages bring a file to be read, and which a post that has one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Animation, Chat, Document, Message, MessageOriginHiddenUser

from bot.conversation.talk import Talk
from bot.routers.uploads import Upload, Uploads, is_archive, limits_of
from bot.settings import Settings
from bot.texts import say
from bot.updates.flood import Flood
from bot.updates.wire import open_bot
from indexer.sources import Limits
from tests.bot.test_held import FULL, World, talk
from tests.bot.wires import TOKEN

__all__ = ["talk"]  # the fixture

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FORWARDED = {"forward_origin": MessageOriginHiddenUser(date=NOW, sender_user_name="Nobody")}
CAPTION = {"caption": "Words"}
ALBUM = {"media_group_id": "7"}


def brings(name: str | None, kind: str | None = "application/octet-stream", **more: Any) -> bool:
    document = Document(file_id="f", file_unique_id="u", file_name=name, mime_type=kind)
    return is_archive(Message(message_id=1, date=NOW, chat=Chat(id=5, type="private"), document=document, **more))


@pytest.mark.parametrize(
    ("name", "more", "is_read"),
    [
        ("result.json", {}, True),
        ("messages.HTML", CAPTION, True),
        ("page.mhtml", FORWARDED, True),
        ("notes.md", {}, True),
        ("notes.md", CAPTION, False),
        ("chat.rar", {}, True),
        ("result.json", ALBUM, True),
        ("result.json", FORWARDED | CAPTION, False),
        ("code.zip", FORWARDED | ALBUM, False),
        ("paper.pdf", {}, False),
        ("paper.pdf", FORWARDED, False),
        ("book.epub", ALBUM, False),
        (None, {}, False),
    ],
)
def test_only_what_can_be_an_export_is_read(name: str | None, more: dict[str, Any], is_read: bool) -> None:
    assert brings(name, **more) is is_read


def test_a_file_without_a_name_is_known_by_its_type() -> None:
    assert brings(None, "application/json")
    assert not brings(None, "video/mp4")


def test_an_animation_is_no_file() -> None:
    moving = Animation(file_id="f", file_unique_id="u", width=1, height=1, duration=1)
    assert not brings("cat.json", animation=moving)


async def test_a_file_that_waits_for_the_disk_is_told_in_one_message(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    bot = open_bot(TOKEN, None, Flood(lambda: NOW), session=world.session)
    world.session.files["f"] = b'{"text": "Oaks grow slowly, and outlive those who planted them."}'
    document = Document(file_id="f", file_unique_id="u", file_name="posts.jsonl")
    message = Message(message_id=7, date=NOW, chat=Chat(id=5, type="private"), document=document).as_(bot)
    uploads = Uploads(bot, world.held, Settings(_env_file=None))
    upload = Upload(replace(talk, update_id=1), message, document)
    with monkeypatch.context() as patch:
        patch.setattr(talk.library, "add", full)
        for _ in range(2):
            await uploads.take(5, [upload])
    await uploads.take(5, [upload])
    told = [(method, str(call["text"])[:20]) for method, call in world.session.calls if "text" in call]
    assert told == [
        ("sendMessage", "Reading “posts.jsonl"),
        ("sendMessage", say("en", "error-put-off")[:20]),
        ("editMessageText", "Reading “posts.jsonl"),
        ("editMessageText", "Reading “posts.jsonl"),
        ("editMessageText", "“posts.jsonl”: 1 rea"),
    ]
    assert world.finished == [1]


def full(*_: object, **__: object) -> None:
    raise FULL


def test_a_file_that_is_sent_unpacks_to_less_than_one_that_is_imported() -> None:
    assert limits_of(Settings()) == Limits(512 << 20, 10_000)
    assert limits_of(Settings(unpacked_mb=64, archive_files=100)) == Limits(64 << 20, 100)
