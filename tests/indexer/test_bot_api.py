"""Messages of the Bot API as posts."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.text import clean
from indexer.models import Origin, Post, Skipped
from indexer.sources.bot_api import find_message, parse_album, to_post

UPDATES = Path(__file__).parent.parent / "data" / "bot-api"


def message(name: str) -> Any:
    found = find_message(json.loads((UPDATES / f"{name}.json").read_text("utf-8")))
    assert found
    return found


def post(name: str) -> Post:
    read = to_post(message(name))
    assert isinstance(read, Post)
    return read


def test_names_have_one_space_between_words_as_in_exports() -> None:
    origins = (
        {"type": "hidden_user", "sender_user_name": "Старые  сосны"},
        {"type": "channel", "chat": {"title": "Старые  сосны"}},
        {"type": "user", "sender_user": {"first_name": "Старые ", "last_name": "сосны"}},
    )
    read = [to_post({"text": "да", "forward_origin": origin}) for origin in origins]
    assert [each.origin.title for each in read if isinstance(each, Post)] == ["Старые сосны"] * 3


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("forward_channel", Origin("Градиент и спуск", "Тимур Ясенев", -1002000000001, 412, "gradient_spusk_example")),
        ("forward_private_channel", Origin("Закрытые заметки", None, -1002000000002, 7)),
        ("forward_user", Origin("Борис", None, 700200, None, "boris_example")),
        ("forward_hidden_user", Origin("Скрытый Автор")),
        ("forward_chat", Origin("Чат читателей", "админ", -1002000000003, None, "readers_example")),
        ("note", Origin("Аня Пример", None, 700100, 107)),
        ("channel_post", Origin("Градиент и спуск", "Тимур Ясенев", -1002000000001, 109, "gradient_spusk_example")),
    ],
)
def test_every_kind_of_origin_is_read(name: str, origin: Origin) -> None:
    assert post(name).origin == origin


def test_a_forward_has_the_date_of_its_publication_and_its_hidden_links() -> None:
    read = post("forward_channel")
    assert read.date == datetime.fromtimestamp(1794000000, UTC)
    assert read.links == ("https://example.org/optuna", "example.org/code")
    assert read.hashtags == ("optuna",)
    assert read.url == "https://t.me/gradient_spusk_example/412"


def test_a_caption_is_the_text_of_a_photo() -> None:
    read = post("forward_private_channel")
    assert (read.text, read.media_kind, read.url) == ("Подпись под фотографией доски", "photo", "https://t.me/c/2000000002/7")


def test_a_message_without_text_is_skipped_and_says_so() -> None:
    assert to_post(message("forward_without_text"), position=3) == Skipped(3, "no-text")
    assert to_post({"message_id": 1, "text": "\u200b\u2060 "}) == Skipped(1, "no-text")


def test_a_poll_is_its_question_and_options() -> None:
    read = post("poll")
    assert (read.text, read.media_kind) == ("Что настраивать первым?\n– Шаг обучения\n– Глубину", "poll")


def test_an_edited_channel_post_keeps_its_ids_and_says_when() -> None:
    read = post("edited_channel_post")
    assert read.edit_date == datetime.fromtimestamp(1795000900, UTC)
    assert read.origin.message_id == 110


def test_an_album_is_one_post_with_the_first_parts_ids() -> None:
    read = parse_album([message("album_3"), message("album_1"), message("album_2")])
    assert isinstance(read, Post)
    assert read.text == "Альбом: до и после\n\nТретья подпись #design"
    assert (read.origin.message_id, read.hashtags, read.media_kind) == (420, ("design",), "photo")


def test_an_album_without_captions_is_skipped() -> None:
    assert parse_album([message("album_2")], position=2) == Skipped(2, "no-text")
    assert parse_album([]) == Skipped(1, "no-text")


def test_dates_may_come_as_iso_text() -> None:
    read = to_post({"text": "Привет", "date": "2026-11-01T10:00:00+03:00"})
    assert isinstance(read, Post)
    assert read.date == datetime(2026, 11, 1, 7, tzinfo=UTC)


@given(st.text(st.characters(), max_size=30), st.integers(-5, 40), st.integers(-5, 40))
def test_odd_characters_survive(text: str, offset: int, length: int) -> None:
    entities = [{"type": "url", "offset": offset, "length": length}, {"type": "hashtag", "offset": length, "length": offset}]
    read = to_post({"text": f"a{text}\0\ud83d\u202eб", "entities": entities, "chat": {"title": text}})
    assert isinstance(read, Post)
    assert read.text == clean(f"a{text}\0\ud83d\u202eб")
    assert "".join((read.text, *read.links, *read.hashtags, read.origin.title or "")).encode("utf-8")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5
    )
)
def test_fields_of_a_wrong_type_do_not_raise(value: object) -> None:
    names = (
        "text",
        "caption",
        "entities",
        "chat",
        "from",
        "date",
        "forward_origin",
        "poll",
        "rich_message",
        "photo",
        "checklist",
    )
    assert to_post(dict.fromkeys(names, value))
    assert to_post({"rich_message": {"blocks": value}, "poll": {"question": value, "options": value}})
    assert to_post({"text": "да", "entities": value, "forward_origin": {"type": value, "chat": {"id": value, "title": value}}})


def test_every_known_update_is_survived(shared: Path) -> None:
    found: Counter[str] = Counter()
    for path in sorted((shared / "exports" / "bot-api" / "Updates").glob("*.json")):
        received = find_message(json.loads(path.read_text("utf-8")))
        found[type(to_post(received)).__name__ if received else "no message"] += 1
    assert found == {"Post": 23, "Skipped": 57, "no message": 25}


def test_a_rich_message_is_read_as_lines(shared: Path) -> None:
    read = to_post(json.loads((shared / "exports/bot-api/Messages/rich_message.json").read_text("utf-8")))
    assert isinstance(read, Post)
    assert read.text.split("\n")[:4] == ["it's me", "mario", "Codes | Colors", "EI136 EI136 | redOnecapiscored blue"]


def test_a_rich_messages_lists_links_and_hashtags_are_read() -> None:
    items = [
        {
            "label": "1.",
            "blocks": [{"type": "paragraph", "text": ["см. ", {"type": "url", "text": "тут", "url": "https://example.org"}]}],
        }
    ]
    tag = {"type": "hashtag", "text": "#ml", "hashtag": "#ml"}
    read = to_post({"rich_message": {"blocks": [{"type": "list", "items": items}, {"type": "paragraph", "text": tag}]}})
    assert isinstance(read, Post)
    assert (read.text, read.links, read.hashtags) == ("1. см. тут\n#ml", ("https://example.org",), ("ml",))


def test_a_real_channel_forward_is_read(shared: Path) -> None:
    answer = json.loads((shared / "exports/bot-api/real_samples/forward_channel_origin_plus_legacy.json").read_text("utf-8"))
    read = to_post(answer["result"])
    assert isinstance(read, Post)
    assert read.origin == Origin("Operation Eldoria", None, -1002496072246, 2)
    assert read.date == datetime.fromtimestamp(1735896487, UTC)
