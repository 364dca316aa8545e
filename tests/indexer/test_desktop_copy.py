"""Messages copied in Telegram Desktop."""

import io
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from indexer.models import Origin, Post, Skipped
from indexer.sources import desktop_copy, detect

COPIED = """Записки о лесе, [24.09.2024 09:47]
Дуб живёт пятьсот лет: https://example.org/oak

И дольше. #лес

Записки о лесе, [24.09.2024 09:48]
[Forwarded from Лесничий (Анна)]
Сосны сажают весной.

Егерь, [24.09.2024 09:50:30]
[В ответ на Записки о лесе]
[ Фотография ]
Ели — осенью.

Егерь, [24.09.2024 09:51]
[ Photo ]
"""


def read(text: str, zone: tzinfo = UTC) -> list[Post | Skipped]:
    return list(desktop_copy.parse(io.StringIO(text), zone))


def dates(*headers: str, zone: tzinfo = UTC) -> list[datetime | None]:
    entries = read("\n\n".join(f"{header}\nСлова" for header in headers), zone)
    return [entry.date for entry in entries if isinstance(entry, Post)]


def test_every_header_begins_a_post() -> None:
    assert detect(COPIED.encode()) == "desktop_copy"
    assert read(COPIED, ZoneInfo("Europe/Moscow")) == [
        Post(
            "Дуб живёт пятьсот лет: https://example.org/oak\n\nИ дольше. #лес",
            datetime(2024, 9, 24, 6, 47, tzinfo=UTC),
            Origin("Записки о лесе"),
            links=("https://example.org/oak",),
            hashtags=("лес",),
        ),
        Post("Сосны сажают весной.", datetime(2024, 9, 24, 6, 48, tzinfo=UTC), Origin("Лесничий", "Анна")),
        Post("Ели — осенью.", datetime(2024, 9, 24, 6, 50, 30, tzinfo=UTC), Origin("Егерь")),
        Skipped(4, "no-text"),
    ]


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Лес, [24.09.2024 09:47]", (9, 24)),
        ("Лес, [02.03.24 9:47]", (3, 2)),
        ("Лес [02/03/2024 09:47]:", (3, 2)),
        ("Лес, [2/3/24, 9:47\u202fAM]", (2, 3)),
        ("Лес, [2/24/24 09:47]", (2, 24)),
        ("Лес,\u00a0[24/2/24 09:47]", (2, 24)),
        ("Лес, [2024-03-02 09:47]", (3, 2)),
    ],
)
def test_a_time_is_as_the_computers_language_writes_it(header: str, day: tuple[int, int]) -> None:
    assert detect(f"{header}\r\nСлова".encode()) == "desktop_copy"
    assert dates(header) == [datetime(2024, *day, 9, 47, tzinfo=UTC)]


def test_which_number_is_the_month_is_known_from_the_whole_text() -> None:
    first, _ = dates("Лес, [2/3/24 09:47]", "Лес, [2/24/24 09:47]")
    assert first == datetime(2024, 2, 3, 9, 47, tzinfo=UTC)
    assert dates("Лес, [12/31/24 12:05 AM]", "Лес, [12/31/24 12:05 PM]") == [
        datetime(2024, 12, 31, hour, 5, tzinfo=UTC) for hour in (0, 12)
    ]
    assert dates("Лес, [31.02.2024 09:47]") == [None]


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("[Forwarded from Лесничий]", Origin("Лесничий")),
        ("[Переслано от Лесничий [ЛГ] через @gif]", Origin("Лесничий [ЛГ]")),
        ("[In reply to Анна]\n[Forwarded from Лесничий]", Origin("Лесничий")),
        ("[In reply to Анна]", Origin("Лес")),
        ("Forwarded from Лесничий", Origin("Лесничий")),
    ],
)
def test_lines_in_brackets_are_no_text(line: str, origin: Origin) -> None:
    (post,) = read(f"Лес, [24.09.2024 09:47]\n{line}\n[1] Слова")
    assert isinstance(post, Post)
    assert (post.text, post.origin) == ("[1] Слова", origin)


def test_a_poll_is_its_question_and_answers() -> None:
    (post,) = read("Лес, [24.09.2024 09:47]\n[ Опрос : Что посадим? ]\n- Дуб\n- Клён")
    assert isinstance(post, Post)
    assert post.text == "Что посадим?\n– Дуб\n– Клён"


def test_words_above_the_first_header_are_a_post_of_their_own() -> None:
    first, second = read("Моя заметка\n\nЛес, [24.09.2024 09:47]\nСлова")
    assert first == Post("Моя заметка")
    assert isinstance(second, Post)
    assert second.origin == Origin("Лес")


@pytest.mark.parametrize(
    "text", ["Forwarded from Лес\nСлова\n\nЕгерь, [24.09.2024 09:47]\nцитата", "Open in Telegram\nЛес [1.1.24 1:00]"]
)
def test_a_page_may_quote_a_header(text: str) -> None:
    assert detect(text.encode()) == "web_copy"
