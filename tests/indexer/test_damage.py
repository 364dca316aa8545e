"""Damaged files: what is whole in them comes in, under its own channel, and what is not is counted."""

import gzip
import io
import json
import zipfile
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BrokenArchive
from indexer.models import Entry, Post, Skipped, Unread
from indexer.sources import File, in_memory, parse, read_files
from tests.indexer.exports import as_html, as_json
from tests.indexer.tme import message, page
from tests.indexer.tme import text as shown


def account() -> str:
    chats = []
    for number, name in ((111, "Первый"), (222, "Второй"), (333, "Третий")):
        chat = json.loads(as_json([(f"{name}, сообщение {i}", {}) for i in (1, 2, 3)], title=name))
        head = {"name": name, "type": "public_channel", "id": number}
        chats.append(head | {"messages": [message | {"from": name} for message in chat["messages"]]})
    contacts = {"about": "…", "list": [{"first_name": "Анна"}]}
    return json.dumps({"contacts": contacts, "chats": {"about": "…", "list": chats}}, ensure_ascii=False, indent=1)


def found(text: str) -> list[str | None]:
    """Texts with the numbers of their chats; None for what was skipped."""
    entries = list(parse(text.encode()))
    return [f"{entry.origin.chat_id} {entry.text}" if isinstance(entry, Post) else None for entry in entries]


EVERYTHING = [
    f"-1000000000{number} {name}, сообщение {i}"
    for number, name in ((111, "Первый"), (222, "Второй"), (333, "Третий"))
    for i in (1, 2, 3)
]


@pytest.mark.parametrize("name", ["Первый", "Второй", "Третий"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_damaged_message_costs_itself_alone_wherever_it_stands_in_an_account(name: str, number: int) -> None:
    damaged = account().replace(f'"{name}, сообщение {number}"', f'"{name}" сообщение {number}"', 1)
    at = EVERYTHING.index(next(each for each in EVERYTHING if each.endswith(f"{name}, сообщение {number}")))
    entries = found(damaged)
    assert [each for each in entries if each] == EVERYTHING[:at] + EVERYTHING[at + 1 :]
    assert entries.count(None) == 1


def test_damage_in_the_head_of_a_chat_or_before_all_chats_costs_no_message() -> None:
    for damaged in (
        account().replace('"first_name": "Анна"', '"first_name": "Ан"на"'),
        account().replace('"name": "Второй"', '"name": "Вто"рой"'),
    ):
        entries = found(damaged)
        assert [each for each in entries if each] == EVERYTHING
        assert entries.count(None) == 1


def test_one_damaged_character_does_not_make_a_text_of_another_encoding() -> None:
    whole = as_json([(f"Сообщение номер {i}", {}) for i in range(1, 6)]).encode()
    (damaged,) = [whole.replace("номер 3".encode(), "номе".encode() + b"\xd1 3")]
    assert [entry.text for entry in parse(damaged) if isinstance(entry, Post)] == [
        *(f"Сообщение номер {i}" for i in (1, 2)),
        "Сообщение номе\ufffd 3",
        *(f"Сообщение номер {i}" for i in (4, 5)),
    ]


def read_all(files: list[File]) -> tuple[list[Entry], BaseException | None]:
    entries: list[Entry] = []
    try:
        for entry in read_files(files):
            entries.append(entry)
    except BrokenArchive as error:
        return entries, error
    return entries, None


@pytest.mark.parametrize("count", [50, 30_000])
def test_a_gzip_file_that_is_cut_gives_all_that_can_be_read(count: int) -> None:
    whole = "".join(f'{{"text": "Сообщение номер {i * i}"}}\n' for i in range(count)).encode()
    packed = gzip.compress(whole)
    cut = packed[: len(packed) * 9 // 10]
    entries, error = read_all([in_memory(cut, "posts.jsonl.gz")])
    assert isinstance(error, BrokenArchive)
    posts = [entry for entry in entries if isinstance(entry, Post)]
    assert 0.8 * count < len(posts) < count
    assert [post.text for post in posts] == [f"Сообщение номер {i * i}" for i in range(len(posts))]


TOLD = [f"Дерево {number} растёт у {'ручья' * number}" for number in range(1, 7)]
FILES = {
    "json": as_json([(text, {}) for text in TOLD]),
    "html": as_html([(text, {}) for text in TOLD]),
    "page": page(*(message(number, shown(text)) for number, text in enumerate(TOLD, 1))),
    "lines": "".join(json.dumps({"text": text, "date": 1_700_000_000}, ensure_ascii=False) + "\n" for text in TOLD),
    "array": json.dumps([{"id": 1, "text": text} for text in TOLD], ensure_ascii=False),
    "copy": "".join(f"Лесник, [24.09.2024 09:4{number}]\n{text}\n\n" for number, text in enumerate(TOLD)),
}


@given(st.sampled_from(sorted(FILES)), st.floats(0, 1))
def test_what_stands_before_a_cut_comes_in_as_from_the_whole_file(name: str, share: float) -> None:
    whole = FILES[name].encode()
    cut = whole[: int(len(whole) * share)]
    complete = sum(text.encode() in cut for text in TOLD) - 1  # of the last one something may be missing behind its words
    if complete > 0:
        ours, theirs = ([entry for entry in parse(each) if isinstance(entry, Post)] for each in (cut, whole))
        assert ours[:complete] == theirs[:complete]


def test_a_cut_page_counts_its_last_message_as_damaged() -> None:
    page = as_html([(f"Сообщение номер {i}", {}) for i in range(1, 6)])
    assert Counter(type(entry) for entry in parse(page.encode())) == {Post: 5}
    inside = page[: page.index("номер 5") + 4]
    assert list(parse(inside.encode()))[4:] == [Skipped(5, "broken-html")]
    behind = page[: page.rindex("</div>", 0, page.index("</body>"))]
    texts = [entry.text for entry in parse(behind.encode()) if isinstance(entry, Post)]
    assert texts[:4] == [f"Сообщение номер {i}" for i in range(1, 5)]


PAGE = as_html([(f"Сообщение номер {i} и ещё слова", {}) for i in range(1, 9)])


def begin(number: int) -> int:
    return PAGE.index(f'<div class="message default clearfix" id="message{number}"')


def inside(number: int) -> int:
    return PAGE.index(f"номер {number}") + 3


@pytest.mark.parametrize(
    ("hole", "lost"),
    [
        ((inside(3), begin(4)), [3]),
        ((inside(3), begin(6)), [3, 4, 5]),
        ((begin(3) + 8, begin(4)), [3]),
        ((begin(3) + 15, begin(4)), [3]),
        ((begin(3) + 25, inside(5)), [3, 4, 5]),
        ((begin(3) - 3, inside(5)), [3, 4, 5]),
        ((PAGE.index('<div class="history'), inside(1)), [1]),
        ((inside(8), PAGE.rindex("</div>")), [8]),
        ((inside(8), len(PAGE)), [8]),
        ((begin(8) + 10, len(PAGE)), [8]),
    ],
)
@pytest.mark.parametrize("filling", ["", "\0" * 5000])
def test_a_hole_in_a_page_is_counted_and_costs_what_it_took_alone(hole: tuple[int, int], lost: list[int], filling: str) -> None:
    damaged = PAGE[: hole[0]] + filling + PAGE[hole[1] :]
    entries = list(parse(damaged.encode()))
    kept = [i for i in range(1, 9) if i not in lost]
    assert [entry.text for entry in entries if isinstance(entry, Post)] == [f"Сообщение номер {i} и ещё слова" for i in kept]
    assert [entry for entry in entries if isinstance(entry, Skipped)] == [Skipped(lost[0], "broken-html")]


def test_what_zeros_replaced_inside_a_message_of_a_page_is_damage() -> None:
    damaged = PAGE[: inside(3)] + "\0" * 600 + PAGE[inside(3) + 4 :]
    assert [type(entry) for entry in parse(damaged.encode())] == [Post, Post, Skipped, *[Post] * 5]


def test_who_spoke_before_a_hole_is_not_taken_for_the_author_behind_it() -> None:
    page = PAGE.replace("Записки о лесе\n</div>", "Анна\n</div>").replace(
        '<div class="message default clearfix" id="message4"', '<div class="message default clearfix joined" id="message4"'
    )
    name = page.index('<div class="from_name">', page.index("joined"))
    joined = page[:name] + page[page.index("</div>", name) + 6 :]
    damaged = joined.replace("Сообщение номер 3 и ещё слова\n       </div>", "Сообщение")
    posts = [entry for entry in parse(damaged.encode()) if isinstance(entry, Post)]
    assert [post.origin.author for post in posts] == ["Анна", "Анна", None, *["Анна"] * 4]


def test_a_file_that_cannot_be_opened_does_not_keep_the_others_out(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.jsonl").write_text('{"text": "закрыт"}\n', "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "открыт"}\n', "utf-8")
    original = type(tmp_path).open

    def open_path(path, *args):  # type: ignore[no-untyped-def]
        if path.name == "a.jsonl":
            raise PermissionError(13, "Permission denied")
        return original(path, *args)

    monkeypatch.setattr(type(tmp_path), "open", open_path)
    entries = list(read_files([tmp_path]))
    assert [entry.text for entry in entries if isinstance(entry, Post)] == ["открыт"]
    assert [entry for entry in entries if isinstance(entry, Unread)] == [Unread(str(tmp_path / "a.jsonl"), "unreadable")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("count", [50, 5000])
def test_a_damaged_member_of_a_zip_is_named_and_read_as_far_as_it_goes(method: int, count: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in ("a.jsonl", "b.jsonl"):
            archive.writestr(name, "".join(f'{{"text": "Сообщение {name} {i * i}"}}\n' for i in range(count)))
    content = bytearray(buffer.getvalue())
    at = content.index(b"PK\x03\x04", 4) - 30  # near the end of the first member
    content[at] ^= 1
    entries = list(parse(bytes(content)))
    assert [entry.name for entry in entries if isinstance(entry, Unread)] == ["a.jsonl"]
    texts = [entry.text for entry in entries if isinstance(entry, Post)]
    assert sum("b.jsonl" in text for text in texts) == count
    assert sum("a.jsonl" in text for text in texts) >= (count - 150 if method == zipfile.ZIP_STORED or count == 5000 else 0)


def test_damage_in_a_head_of_a_chat_of_compact_json_costs_no_message() -> None:
    compact = json.dumps(json.loads(account()), ensure_ascii=False, separators=(",", ":"))
    entries = found(compact.replace('"name":"Второй"', '"name":"Вто"рой"'))
    assert [each for each in entries if each] == EVERYTHING
    broken = compact.replace('"text":"Первый, сообщение 3"', '"text":"Первый" 3"').replace(
        '"name":"Второй"', '"name":"Вто\\x0Bрой"'
    )
    assert [each for each in found(broken) if each] == [each for each in EVERYTHING if not each.endswith("Первый, сообщение 3")]


def test_a_replaced_character_in_a_text_is_no_damage() -> None:
    assert [entry.text for entry in parse('{"text": "a broken \ufffd char"}\n'.encode()) if isinstance(entry, Post)] == [
        "a broken \ufffd char"
    ]


def test_zeros_that_a_failing_disk_left_inside_a_file_cost_the_message_there() -> None:
    whole = as_json([(f"Сообщение номер {i}", {}) for i in (1, 2, 3)])
    place = whole.index("номер 2")
    entries = list(parse((whole[:place] + "\0" * 4096 + whole[place + 5 :]).encode()))
    assert [getattr(entry, "text", entry) for entry in entries][::2] == ["Сообщение номер 1", "Сообщение номер 3"]


def test_zeros_that_a_failing_disk_left_behind_a_file_cost_no_message() -> None:
    messages = [(f"Сообщение номер {i}", {}) for i in (1, 2)]
    lines = "".join(f'{{"text": "{text}"}}\n' for text, _ in messages)
    for content in (as_json(messages), as_html(messages), lines):
        entries = list(parse(content.encode() + b"\0" * 5000))
        assert [entry.text for entry in entries if isinstance(entry, Post)] == [text for text, _ in messages]


ROWS = [
    {"id": i, "date": "2024-01-01", "text": f"Сообщение {i}", "entities": [{"id": 1, "x": 2}, {"id": 2}]} for i in (1, 2, 3, 4)
]


@pytest.mark.parametrize("layout", [{"indent": 1}, {"separators": (",", ":")}])
def test_of_a_damaged_array_all_whole_objects_are_read(layout: dict[str, object]) -> None:
    whole = json.dumps(ROWS, ensure_ascii=False, **layout)  # type: ignore[arg-type]
    damaged = list(parse(whole.replace('"Сообщение 2"', '"Сообщение" 2"').encode()))
    assert [getattr(entry, "text", entry) for entry in damaged] == [
        "Сообщение 1",
        Skipped(2, "broken-json"),
        "Сообщение 3",
        "Сообщение 4",
    ]
    twice = [getattr(entry, "text", entry) for entry in parse(f"{whole}\n{whole}".encode())]
    assert twice == [f"Сообщение {i}" for i in (1, 2, 3, 4, 1, 2, 3, 4)]
    assert list(parse(f"{whole} и ещё".encode()))[4:] == [Skipped(5, "broken-json")]


@pytest.mark.parametrize("first", [{"_id": {"$oid": "a"}}, {"_id": ["a"]}, {}])
def test_an_array_whose_objects_begin_with_a_part_is_read_behind_damage(first: dict[str, object]) -> None:
    whole = json.dumps([first | {"text": f"Сообщение {i}"} for i in (1, 2, 3)], ensure_ascii=False)
    entries = list(parse(whole.replace('"Сообщение 2"', '"Сообщение" 2"').encode()))
    assert [getattr(entry, "text", entry) for entry in entries] == ["Сообщение 1", Skipped(2, "broken-json"), "Сообщение 3"]


def test_a_message_that_has_lost_its_end_does_not_swallow_those_behind_it() -> None:
    whole = as_json([(f"Сообщение номер {i}", {}) for i in range(1, 101)])
    closing = whole.index("]", whole.index('"text_entities"', whole.index('"Сообщение номер 3"')))
    entries = list(
        parse((whole[:closing] + whole[whole.index("}", closing) + 1 :]).encode())
    )  # the rest are entities of the third
    assert entries[2] == Skipped(3, "broken-json")
    texts = [entry.text for entry in entries if isinstance(entry, Post)]
    assert texts == [f"Сообщение номер {i}" for i in (1, 2, *range(4, 101))]
