"""An import as a whole: what is read is accounted for, once; it can be stopped, repeated, rehearsed; a newer export adds."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desks import Desks
from bot.importing import Import, batches
from bot.meter import Meter
from bot.views.imports import left_out, report_as_json, report_as_text
from indexer.errors import SourceError
from indexer.library import Library
from indexer.models import LOCAL, Query, Skipped, Unread
from indexer.opening import open_library
from indexer.reports import ImportReport
from indexer.sources import Reading, parse
from tests.indexer.exports import CHAT_ID, MESSAGES, MOSCOW, as_html, as_json, stamp
from tests.indexer.tme import FORWARD, PHOTO, message, page, text

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def library() -> Iterator[Library]:
    opened = open_library("sqlite:///:memory:", "hashed")
    yield opened
    opened.close()


def take(library: Library, content: str) -> ImportReport:
    work = Import(library, LOCAL, NOW)
    for _ in work.take(parse(content.encode(), Reading(MOSCOW))):
        pass
    return work.report()


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.read, report.new, report.same, report.edited, report.contained + report.near, report.skipped


def test_an_export_comes_in_once_in_whichever_format(library: Library) -> None:
    everything = len(MESSAGES)
    posts = everything - 5
    assert counts(take(library, as_json())) == (everything, posts, 0, 0, 0, 5)
    assert counts(take(library, as_json())) == (everything, 0, posts, 0, 0, 5)
    assert counts(take(library, as_html())) == (everything, 0, posts, 0, 0, 5)
    assert counts(take(library, as_html(offset=False))) == (everything, 0, posts, 0, 0, 5)
    assert library.count(LOCAL) == posts


@pytest.mark.parametrize("export", [as_json, as_html])
def test_a_newer_export_adds_what_is_new_and_updates_what_was_edited(library: Library, export) -> None:  # type: ignore[no-untyped-def]
    first = [("Сосна растёт на песке.", {}), ("Берёза светлая.", {})]
    newer = [
        ("Сосна растёт на песке.", {}),
        ("Берёза светлая, а осина дрожит на ветру.", {"edited": 600}),
        ("Ольха любит воду.", {}),
    ]
    take(library, export(first))
    assert counts(take(library, export(newer))) == (3, 1, 1, 1, 0, 0)
    assert library.count(LOCAL) == 3
    texts = {post.post.text for post in library.posts(LOCAL)}
    assert texts == {text for text, _ in newer}
    assert counts(take(library, export(newer))) == (3, 0, 3, 0, 0, 0)


def test_dates_that_are_lost_are_told(library: Library) -> None:
    report = take(library, '{"text": ""}\n{"text": "Дуб растёт.", "date": "вчера"}\n{"text": "Ель стоит.", "date": "позже"}\n')
    assert counts(report) == (3, 2, 0, 0, 0, 1)
    assert "прочитать: 2 (первое — сообщение 2)" in left_out(report, "ru")[1]
    assert "could not be read: 2 (the first is message 2)" in left_out(report, "en")[1]
    assert json.loads(report_as_json(report))["undated"] == [2, 3]


def test_an_edit_is_known_across_the_formats(library: Library) -> None:
    take(library, as_html([("Клён краснеет первым.", {})]))
    assert counts(take(library, as_json([("Клён желтеет первым, а не краснеет.", {"edited": 60})]))) == (1, 0, 0, 1, 0, 0)


def test_messages_of_one_number_in_chats_of_one_name_stay_apart(library: Library) -> None:
    take(library, as_json([("Первый чат обсуждает дубы.", {})], id=1))
    take(library, as_json([("Второй говорит о соснах.", {})], id=2))
    assert library.count(LOCAL) == 2


def test_a_page_of_the_channel_meets_its_export(library: Library) -> None:
    take(library, as_json([("Один и тот же пост о лесе.", {})]))
    assert counts(take(library, page(message(1, text("Один и тот же пост о лесе."))))) == (1, 0, 1, 0, 0, 0)
    assert counts(take(library, page(message(1, text("Тот же пост о лесе, но уже другой."))))) == (1, 0, 0, 1, 0, 0)


ALBUM = [("", {"photo": "photos/1.jpg", "at": 60}), ("", {"photo": "photos/2.jpg", "at": 60})]


@pytest.mark.parametrize("caption", [1, 2, 3])
def test_an_album_is_one_post_with_one_link_whichever_photo_has_the_words(library: Library, caption: int) -> None:
    words, photo = "Три снимка соснового леса в тумане, снятые с вышки на рассвете.", {"photo": "photos/3.jpg", "at": 60}
    album = [*ALBUM[: caption - 1], (words, photo), *ALBUM[caption - 1 :]]
    take(library, page(message(1, PHOTO * 3 + text(words), at=stamp(0, 60).isoformat())))
    for export in (as_json(album), as_html(album)):
        assert counts(take(library, export)) == (3, 0, 1, 0, 0, 2)
    edited = [*ALBUM[: caption - 1], ("Туман над соснами сошёл.", {**photo, "edited": 60}), *ALBUM[caption - 1 :]]
    assert counts(take(library, as_json(edited))) == (3, 0, 0, 1, 0, 2)
    assert [stored.post.url for stored in library.posts(LOCAL)] == [f"https://t.me/c/{CHAT_ID}/1"]


TREES = [
    "сосна",
    "берёза",
    "ольха",
    "осина",
    "вяз",
    "граб",
    "бук",
    "тис",
    "самшит",
    "ясень",
    "клён",
    "липа",
    "рябина",
    "черёмуха",
    "ива",
    "тополь",
    "лещина",
    "бузина",
]
KIND = st.tuples(st.integers(1, 3), st.booleans())  # how many photos a post has, and whether it is a forward


@settings(max_examples=15)
@given(
    st.permutations(TREES),
    st.tuples(KIND, KIND, KIND),
    st.permutations(["json", "html", "tme"]),
    st.randoms(use_true_random=False),
)
def test_a_channel_is_held_once_by_whichever_doors_it_comes(trees: list[str], kinds: Any, doors: Any, chance: Random) -> None:
    texts = [" ".join(trees[i : i + 6]).capitalize() + "." for i in (0, 6, 12)]
    exported, shown = list[tuple[str, dict[str, Any]]](), list[str]()
    for body, (photos, is_forward) in zip(texts, kinds, strict=True):
        more = {"at": 60 * len(exported), "photo": "photos/1.jpg"} | ({"forwarded_from": "Лесник"} if is_forward else {})
        first, caption = len(exported) + 1, chance.randrange(photos)
        source = FORWARD.format(href=f"https://t.me/lesnik/{first}", name="Лесник") if is_forward else ""
        exported += [(body if i == caption else "", more) for i in range(photos)]
        shown.append(message(first, source + PHOTO * photos + text(body), at=stamp(0, more["at"]).isoformat()))
    files = {"json": as_json(exported), "html": as_html(exported), "tme": page(*shown)}
    opened = open_library("sqlite:///:memory:", "hashed")
    try:
        reports = [take(opened, files[door]) for door in (*doors, *doors)]
        assert [(report.new, report.same) for report in reports] == [(3, 0)] + [(0, 3)] * 5
        assert {stored.post.text for stored in opened.posts(LOCAL)} == set(texts)
    finally:
        opened.close()


@settings(max_examples=15)
@given(st.sampled_from(["json", "html", "tme"]), st.floats(0, 1))
def test_what_a_cut_file_brought_is_made_good_by_the_whole_one(door: str, share: float) -> None:
    told = [
        f"{tree.capitalize()} растёт {where}." for tree, where in zip(TREES, ("у ручья", "на песке", "в низине"), strict=False)
    ]
    messages = [(words, {}) for words in told]
    shown = page(*(message(number, text(words)) for number, words in enumerate(told, 1)))
    whole = {"json": as_json(messages), "html": as_html(messages), "tme": shown}[door]
    opened = open_library("sqlite:///:memory:", "hashed")
    try:
        with suppress(SourceError):
            take(opened, whole[: int(len(whole) * share)])
        take(opened, whole)
        assert sorted(stored.post.text for stored in opened.posts(LOCAL)) == sorted(told)
        assert take(opened, whole).same == len(told)
    finally:
        opened.close()


def test_the_latest_interest_is_kept(library: Library) -> None:
    for views in ("1.2K", "3K"):
        take(library, page(message(1, text("Пост, который читают."), views=views)))
    (stored,) = library.posts(LOCAL)
    assert (stored.post.views, stored.post.reactions) == (3000, 1115)


def test_a_rehearsal_says_what_would_happen_and_keeps_nothing(library: Library) -> None:
    take(library, as_json([("Уже здесь.", {})]))
    with library.rehearsal() as stage:
        rehearsed = take(stage, as_json([("Уже здесь.", {}), ("Ещё нет.", {})]))
    assert counts(rehearsed) == (2, 1, 1, 0, 0, 0)
    assert library.count(LOCAL) == 1
    assert not library.search(Query("нет", LOCAL), None).hits


def test_an_import_that_was_stopped_goes_on(library: Library) -> None:
    posts = [(f"Дерево номер {word}, и листья у него свои.", {}) for word in ["дуб", "вяз", "бук", "граб", "тис", "самшит"]]
    stopped = Import(library, LOCAL, NOW)
    for _ in stopped.take(list(parse(as_json(posts).encode()))[:3]):
        break
    report = take(library, as_json(posts))
    assert (report.new, report.same) == (3, 3)
    assert library.count(LOCAL) == 6


def test_the_report_in_words_and_in_json(library: Library) -> None:
    report = take(library, as_json())
    said = report_as_text(report, "ru").splitlines()
    assert len(said) == 4
    assert said[0].startswith("Прочитано сообщений: 14. Новых 9, уже было 0, пропущено 5. За ")
    assert said[1:] == [
        "Пропущено, служебные: 2 (сообщения 1, 13)",
        "Пропущено, снимки альбома, текст которого сохранён: 2 (сообщения 6, 7)",
        "Пропущено, без текста: 1 (сообщение 8)",
    ]
    fields = json.loads(report_as_json(report, rehearsed=True))
    assert (fields["read"], fields["new"], fields["skipped"], fields["dry_run"]) == (14, 9, 5, True)
    assert fields["skips"][0] == {"position": 1, "reason": "service"}
    assert "unread" not in fields


def test_the_report_agrees_with_its_numbers() -> None:
    one = ImportReport(skips=(Skipped(1, "no-text"),), seconds=2.5041)
    assert report_as_text(one, "en") == (
        "1 message read: 0 new, 0 already there, 1 skipped. It took 2.5 s.\nSkipped, no text: 1 (message 1)"
    )
    many = ImportReport(1, 2, 1, 2, 1, (Skipped(3, "no-text"), Skipped(8, "no-text")), seconds=0.14)
    assert report_as_text(many, "ru") == (
        "Прочитано сообщений: 9. Новых 1, уже было 2, изменено 1, вошло в другие посты 2, почти как другие 1, пропущено 2. "
        "За 0,1 с.\n"
        "Пропущено, без текста: 2 (сообщения 3, 8)"
    )
    unread = ImportReport(unread=(Unread("x", "broken"),) * 11)
    assert left_out(unread, "en")[-1] == "… and 1 more file"


def test_progress_has_the_messages_the_rate_and_the_time_left() -> None:
    moment = 0.0
    meter = Meter(4000, clock=lambda: moment)
    meter.count(1000)
    assert (meter.percent, meter.words(300, "en")) == (25, "300 messages")
    moment = 30.0
    assert meter.words(300, "en") == "300 messages, 10 a second, 1:30 left"
    meter.count(9000)
    assert (meter.percent, meter.words(3000, "en")) == (100, "3,000 messages, 100 a second, 0:00 left")
    assert Meter(0).percent == 100


async def test_an_import_behind_a_conversation_gives_what_one_at_the_command_line_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    desks, derived = Desks(), list[int]()
    plain, behind = [await desks.store(open_library, "sqlite:///:memory:", "hashed") for _ in range(2)]
    derive = behind.derive
    monkeypatch.setattr(behind, "derive", lambda posts: derived.append(len(posts)) or derive(posts))
    for export in (as_json(), as_json(), as_html()):
        found = []
        for library in (plain, behind):
            work = Import(library, LOCAL, NOW)
            for batch in batches(parse(export.encode(), Reading(MOSCOW)), 4):
                await (work.take_behind(batch, desks) if library is behind else desks.store(work.take_batch, batch))
            found.append((replace(work.report(), seconds=0.0), await desks.store(rows, library)))
        assert found[0] == found[1]
        if work.report().new:
            fresh = work.report().new
        elif export == as_json():
            assert sum(derived) == fresh  # what is held word by word is not worked on again
    for library in (plain, behind):
        await desks.store(library.close)
    desks.close()


def rows(library: Library) -> list[object]:
    """All that a library keeps of its posts."""
    tables = ("posts", "lexicon", "tags", "signatures", "sightings", "passages")
    return [library.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]  # type: ignore[attr-defined]
