"""One chat exported as JSON and as pages gives the same posts: what Telegram Desktop writes differently into the two."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.models import Entry, Post, Skipped
from indexer.sources import detect, in_memory, parse, read_files
from indexer.sources.tdesktop_html import read_stamp
from tests.indexer.exports import CHAT_ID, as_html, as_json, as_pages, entity

Message = tuple[Any, dict[str, Any]]
_POLL = [{"text": [entity("bold", "Клён"), " красный"], "voters": 2}, {"text": [entity("custom_emoji", "🍁")], "voters": 0}]
_FORWARD = {"forwarded_from": "Лесничий", "published": "01.02.2020 10:00:00", "at": 60}
_PHOTO = {"photo": "photos/1.jpg"}


def both(*messages: Message, **chat: Any) -> tuple[list[Post | Skipped], list[Post | Skipped]]:
    """Return what the two formats give of a chat."""
    content = as_json(list(messages), **chat).replace("\\u000b", "\\x0B")  # as Telegram Desktop writes control characters
    ours, theirs = (list(parse(text.encode())) for text in (content, as_html(list(messages))))
    return ours, theirs  # type: ignore[return-value]  # no archive, so nothing is unread


def shown(entry: Entry) -> object:
    """Return a skipped message, or what both formats have of a post."""
    return facts(entry) if isinstance(entry, Post) else entry


def facts(post: Post) -> tuple[object, ...]:
    """Return what both formats have of a post."""
    origin = post.origin
    return post.text, post.date, post.links, post.hashtags, post.media_kind, origin.title, origin.author, origin.message_id


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Через бота", {"via_bot": "@gif"}),
        ("От того, кого больше нет", {"from": None}),
        ("Переслано с датой", _FORWARD),
        ("Переслано от того, кого больше нет", {"forwarded_from": None}),
        ("Переслано от скрытого", {"forwarded_from": "Иван  Скрытный"}),
        ("Переслано через бота", {"forwarded_from": "Лесничий", "via_bot": "@gif"}),
        ("Переслано от того, чьё имя кончается так", {"forwarded_from": "Лесничий via @gif"}),
        ("Он же через бота", {"forwarded_from": "Лесничий via @gif", "via_bot": "@vote"}),
        ("Переслано через бота от того, кого больше нет", {"forwarded_from": None, "via_bot": "@gif"}),
        ("Сказано через бота тем, кого больше нет", {"from": None, "via_bot": "@gif"}),
        ("Сказано тем, чьё имя кончается так", {"from": "Егерь via @gif", "via_bot": "@vote"}),
        ("Табуляция\tи вертикальная \x0b тоже, а \\x0B и \\\\x0B написал человек", {}),
        ("Строки\u2028Юникода", {}),
        (["Вот ", entity("link", "лес.онлайн"), " и ", entity("link", "example.travel/пост")], {}),
        (
            ["Вот ", entity("text_link", "@канал", href="https://example.org/n"), entity("text_link", "#слово", href="ton://x")],
            {},
        ),
        (["Имя ", entity("mention", "@lesnik"), entity("mention_name", "Анна"), entity("bot_command", "/start")], {}),
        (["Имя со знаком ", entity("mention_name", "#Анна"), " и ", entity("custom_emoji", "#️⃣", document_id="")], {}),
        (["Ссылка на себя ", entity("text_link", "@lesnik", href="https://t.me/lesnik")], {}),
        (["И почта ", entity("text_link", "a@b.ru", href="mailto:a@b.ru")], {}),
        ("Файл назван как наклейка", {"file": "files/1.pdf", "file_name": "Sticker"}),
        ("Файл назван как анимация", {"file": "files/1.pdf", "file_name": "Animation"}),
        ("Наклейка", {"file": "stickers/1.webp", "media_type": "sticker"}),
        (["Почта ", entity("email", "a@b.ru"), entity("phone", "+7 900"), entity("cashtag", "$USD")], {}),
        (["Почта ", entity("text_link", "пишите", href="mailto:a@b.ru")], {}),
        (["\u200fخبر اليوم ", entity("hashtag", "#خبر"), " \u2067שלום\u2069 ", entity("hashtag", "#ёлка_24@les")], {}),
        ("", {"poll": {"question": ["Что посадим? ", entity("custom_emoji", "🌲")], "answers": _POLL}}),
        (
            ["Голосуйте до пятницы: ", entity("link", "https://example.org/v"), " ", entity("hashtag", "#лес")],
            {"poll": {"question": "Что посадим?", "answers": _POLL}},
        ),
        ("", {"todo_list": {"title": "Дела", "answers": [{"text": ["Полить ", entity("bold", "ель")], "id": 1}]}}),
        ("", {"type": "unsupported"}),
        ("До супергруппы", {"id": -999_999_500}),
        ("", {"type": "service", "id": -999_999_501}),
    ],
)
def test_a_message_is_the_same_in_both_formats(text: Any, more: dict[str, Any]) -> None:
    (ours,), (theirs,) = both((text, more))
    if isinstance(ours, Skipped):
        assert ours == theirs
        return
    assert isinstance(theirs, Post)
    assert facts(ours) == facts(theirs)
    assert ours.text != ""


def test_what_is_read_of_the_harder_ones() -> None:
    messages = [
        (
            ["Вот ", entity("text_link", "@канал", href="https://example.org/n"), entity("link", "лес.онлайн")],
            {"via_bot": "@gif"},
        ),
        ("", {"todo_list": {"title": "Дела", "answers": [{"text": ["Полить ", entity("bold", "ель")], "id": 1}]}}),
        ("Есть \x0b и \\x0B", _FORWARD),
        ("До пятницы", {"poll": {"question": "Что посадим?", "answers": _POLL}}),
    ]
    for entries in both(*messages):
        first, second, third, fourth = (entry for entry in entries if isinstance(entry, Post))
        assert (first.links, first.origin.author) == (("https://example.org/n", "лес.онлайн"), None)
        assert (second.text, second.media_kind) == ("Дела\n– Полить ель", "poll")
        assert fourth.text == "Что посадим?\nДо пятницы\n– Клён красный\n– 🍁"
        assert (third.text, third.origin.title) == ("Есть  и \\x0B", "Лесничий")
        assert third.date == datetime(2026, 3, 1, 9, 1, tzinfo=UTC), "a forward has the date at which it came into this chat"


def test_parts_of_albums_that_were_forwarded_at_once_stay_with_their_own() -> None:
    messages = [
        ("Снимки лесничего", {**_FORWARD, **_PHOTO}),
        ("", {**_FORWARD, **_PHOTO}),
        ("", {**_FORWARD, **_PHOTO, "forwarded_from": "Егерь"}),
        ("Снимок другого", {**_FORWARD, **_PHOTO, "forwarded_from": "Лесовик"}),
    ]
    for entries in both(*messages):
        assert [entry.reason for entry in entries if isinstance(entry, Skipped)] == ["album-part", "no-text"]


SENT = st.tuples(
    st.sampled_from(["", "", "Подпись", "Другая подпись"]),
    st.sampled_from([_PHOTO, _PHOTO, {"file": "files/1.mp4", "media_type": "video_file"}, {}, {"type": "service"}]),
    st.sampled_from([{}, {"forwarded_from": "Лесничий"}, {"forwarded_from": "Егерь"}]),
    st.sampled_from([60, 60, 60, 90]),
)


@given(st.lists(SENT, min_size=1, max_size=12), st.integers(1, 5))
def test_a_chat_in_pages_is_the_same_as_in_one_piece(sent: list[tuple[str, Any, Any, int]], size: int) -> None:
    messages = [(text, {**media, **voice, "at": at}) for text, media, voice, at in sent]
    pages = read_files([in_memory(page.encode(), name) for name, page in as_pages(messages, size).items()])
    ours, theirs = both(*messages)
    assert [shown(entry) for entry in pages] == [shown(entry) for entry in theirs] == [shown(entry) for entry in ours]


def test_an_album_over_the_border_of_two_pages_is_one(tmp_path: Path) -> None:
    album = [("", _PHOTO), ("Подпись", _PHOTO), ("", _PHOTO)]
    for name, page in as_pages([(text, {**more, "at": 60}) for text, more in album], 1).items():
        (tmp_path / name).write_text(page, "utf-8")
    for files in ([tmp_path], sorted(tmp_path.iterdir())):
        first, second, third = read_files(files)
        assert [first, third] == [Skipped(1, "album-part"), Skipped(3, "album-part")]
        assert isinstance(second, Post)


def test_the_post_of_an_album_has_the_number_of_its_first_part() -> None:
    album = [("", _PHOTO), ("", _PHOTO), ("Подпись под последним", _PHOTO)]
    own = [(text, {**more, "at": 60}) for text, more in album]
    for entries in both(*own):
        assert [entry.origin.message_id for entry in entries if isinstance(entry, Post)] == [1]
    for entries in both(*own, ("Ещё слова", {**_PHOTO, "at": 60})):
        assert [entry.origin.message_id for entry in entries if isinstance(entry, Post)] == [3, 4]
    forwarded, _ = both(*((text, {**more, **_FORWARD}) for text, more in album))
    assert [entry.url for entry in forwarded if isinstance(entry, Post)] == [f"https://t.me/c/{CHAT_ID}/1"]


def test_an_album_without_a_word_has_no_text_that_is_saved() -> None:
    photo = {**_PHOTO, "at": 60}
    for entries in both(("", photo), ("", photo), ("Подпись", {**_PHOTO, "at": 90}), ("", {**_PHOTO, "at": 90})):
        assert [entry.reason for entry in entries if isinstance(entry, Skipped)] == ["no-text", "no-text", "album-part"]


@pytest.mark.parametrize("name", ["{dev} Новости", 'Лес "и" [сад]', "}", "messages: ["])
def test_a_chat_may_have_brackets_in_its_name(name: str) -> None:
    content = as_json([("Пост", {})], name=name, about=[1, 2])
    assert detect(content.encode()) == "tdesktop_json"
    (post,) = parse(content.encode())
    assert isinstance(post, Post)
    assert post.origin.title == name


@pytest.mark.parametrize("via", [{}, {"via_bot": "@gif"}])
def test_a_chat_may_be_called_after_a_bot(via: dict[str, str]) -> None:
    name, message = "Лес via @les_bot", [("Пост", {"from": "Лес via @les_bot", **via})]
    for content in (as_json(message, name=name), as_html(message, title=name)):
        (post,) = parse(content.encode())
        assert isinstance(post, Post)
        assert (post.origin.title, post.origin.author) == (name, None)


def test_a_forward_without_a_name_at_the_top_of_a_page_has_none() -> None:
    joined = as_html([("Продолжение без имени", {"joined": True, "forwarded_from": "Кто-то"})])
    (post,) = parse(joined.encode())
    assert isinstance(post, Post)
    assert post.origin.title is None


@pytest.mark.parametrize(
    ("stamp", "zone", "hour"),
    [
        ("01.07.2024 12:00:00 UTC+01:00", ZoneInfo("Europe/Berlin"), 10),  # the clock showed summer, the offset is winter's
        ("01.01.2024 12:00:00 UTC+01:00", ZoneInfo("Europe/Berlin"), 11),
        ("01.07.2024 12:00:00 UTC+01:00", UTC, 11),
        ("01.07.2024 12:00:00 UTC+00:00", ZoneInfo("Europe/Dublin"), 11),  # where winter is the exception by law
        ("01.07.2024 12:00:00 UTC-05:30", ZoneInfo("Europe/Berlin"), 17),
        ("01.07.2024 12:00:00 UTC+03:00", timezone(timedelta(hours=3)), 9),
        ("01.07.2024 12:00:00", ZoneInfo("Europe/Berlin"), 10),
        ("01.07.2024 12:00:00 UTC+0300", UTC, 9),
    ],
)
def test_a_page_s_clock_and_its_offset(stamp: str, zone: tzinfo, hour: int) -> None:
    moment = read_stamp(stamp, zone)
    assert moment is not None
    assert moment.hour == hour


def test_many_control_characters_are_read_in_one_go() -> None:
    content = as_json([("СЮДА", {})]).replace("СЮДА", "\\x01" * 50_000 + "Слово")
    (post,) = parse(content.encode())
    assert isinstance(post, Post)
    assert post.text == "Слово"
