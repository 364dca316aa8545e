"""Copies of one text among its lines, and repeats that are none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_pages import originals

from indexer.cleaning import join_lines, merge_copies, split_lines

A = "Первый абзац говорит о том, как устроена очередь задач и почему она растёт."
B = "Второй абзац приводит пример с двумя командами и одной общей доской на всех."
C = "Третий абзац делает вывод, и на этом рассказ заканчивается без лишних слов."


@pytest.mark.parametrize(
    ("lines", "merged"),
    [
        ([A, B, A, B], [A, B]),
        (["Заголовок", A, B, C, A, B, C], ["Заголовок", A, B, C]),
        ([A, B, C, A, C], [A, B, C]),
        ([A, C, A, B, C], [A, B, C]),
        ([A, B, A, B, C], [A, B, C]),
        ([A, B, C, A, B, C[:20]], [A, B, C]),
        ([A, B, A, B, A, B], [A, B]),
        ([A, A.replace(" и почему она", "")], [A]),
        ([A.replace("очередь задач", "очередьзадач"), B, A, B], [A, B]),
        ([A + " 🔥", B, A, B], [A + " 🔥", B]),
        (["Коротко и ясно сказано", "Коротко и ясно сказано"], ["Коротко и ясно сказано"]),
        (
            ["Первый абзац говорит о том, как устроена очередь.", B, A.replace("о том, ", ""), B],
            [A.replace("о том, ", ""), B],
        ),
    ],
)
def test_a_text_in_several_copies_stands_once_with_the_fuller_words(lines: list[str], merged: list[str]) -> None:
    assert merge_copies(lines).lines == merged


def test_clauses_that_each_copy_lost_come_together() -> None:
    first, second = "Утром мы долго спорили о сроках на общей встрече", "Утром мы долго спорили о сроках и деньгах на встрече"
    assert merge_copies([first, B, second, B]).lines == ["Утром мы долго спорили о сроках и деньгах на общей встрече", B]


@pytest.mark.parametrize(
    "lines",
    [
        ["---", A, "---", B, "---", C],
        ["• да", A, "• да", B],
        ["Привет!", "Привет!"],
        ["Дождь, дождь", A, "Дождь, дождь", B],
        ["x = 1", "print(x)", "x = 2", "print(x)"],
        ["Курс доллара на сегодня составляет девяносто рублей ровно", "Курс евро на сегодня составляет девяносто рублей ровно"],
        ["Обновление 2 вышло сегодня и уже доступно всем читателям", "Обновление 21 вышло сегодня и уже доступно всем читателям"],
        ["Завод построит новую линию", "Завод построит новую линию розлива до конца года, сообщил директор по развитию."],
        [
            "Подписывайтесь на канал, чтобы не пропустить продолжение",
            A,
            B,
            C,
            "Подписывайтесь на канал, чтобы не пропустить продолжение",
        ],
        [],
        [A],
    ],
)
def test_lines_that_merely_repeat_stay(lines: list[str]) -> None:
    merged = merge_copies(lines)
    assert (merged.lines, merged.copies) == (lines, 1)


def test_what_only_the_last_copy_has_at_its_end_is_counted() -> None:
    merged = merge_copies([A, B, A, B, "Сайт", "Название", "Описание…"])
    assert (merged.tail, merged.lines[-3:]) == (3, ["Сайт", "Название", "Описание…"])


def test_paragraph_breaks_stay() -> None:
    assert join_lines(merge_copies(split_lines(f"{A}\n\n{B}\n{C}\n\n\n{A}\n\n{B}\n{C}\n")).lines) == f"{A}\n\n{B}\n{C}"


@given(st.lists(st.sampled_from([A, B, C, "---", "• нет", "Да", C[:30], "", "🔥"]), max_size=12))
def test_no_line_is_lost_and_none_is_invented(lines: list[str]) -> None:
    kept = merge_copies(split_lines("\n".join(lines))).lines
    texts = [line.strip() for line in kept]
    assert all(any(text.startswith(line) for text in texts) for line in lines if line)
    assert set(texts) <= set(lines)


@given(st.lists(st.sampled_from([A, B, C, "---", "Да", C[:30]]), max_size=10))
def test_merging_again_changes_nothing(lines: list[str]) -> None:
    once = merge_copies(lines)
    assert once.copies == 4 or merge_copies(once.lines).lines == once.lines


def test_whole_posts_stay_as_they_are() -> None:
    for original in originals():
        assert merge_copies(list(original.lines)).lines == list(original.lines)


def test_a_very_long_text_is_left_alone() -> None:
    lines = [f"строка {i % 700}" for i in range(1400)]
    assert merge_copies(lines).lines == lines


def test_no_ordinary_post_of_real_channels_is_altered(shared: Path) -> None:
    rows = (shared / "eval/topics/channel-posts-ru.jsonl").read_text("utf-8").splitlines()
    posts = [split_lines(json.loads(row)["text"]) for row in rows]
    assert len(posts) == 3000
    assert [lines for lines in posts if merge_copies(lines).lines != lines] == []
