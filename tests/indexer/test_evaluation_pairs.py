"""Files of labelled pairs, known by their content."""

import json
from pathlib import Path

import pytest

from bot.cli.figures import pairs_as_json, pairs_as_text
from indexer.data import DATA
from indexer.embedders.hashed import HashedEmbedder
from indexer.errors import WrongPairs
from indexer.evaluation.pairs import Task, evaluate, read_pairs


def _file(folder: Path, *rows: object) -> Path:
    path = folder / "pairs"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


A = {"text_1": "a bridge opens on Saturday", "text_2": "a bridge opens", "label": 1}


@pytest.mark.parametrize(
    ("rows", "task"),
    [
        ([A, A | {"label": 0}], Task.REPEAT),
        ([A, A | {"label": -1}], Task.STATEMENT),
        ([A | {"title_1": "x", "title_2": "y", "label": "OK"}], Task.EVENT),
    ],
)
def test_the_content_says_what_is_asked(tmp_path: Path, rows: list[object], task: Task) -> None:
    pairs = read_pairs(_file(tmp_path, *rows))
    assert pairs.task is task
    assert pairs.labels[0]
    assert len(evaluate(pairs, HashedEmbedder())) == (6 if task is Task.EVENT else 5)  # beside ours the digests' own rule


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "1", '{"text_1": "a"}', json.dumps(A | {"label": 7}), json.dumps(A | {"text_2": 1})]
)
def test_what_is_no_pair_is_said_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(WrongPairs) as caught:
        read_pairs(_file(tmp_path, A, line, A))
    assert caught.value.position == 2
    with pytest.raises(WrongPairs):
        read_pairs(_file(tmp_path))


def test_a_title_in_the_column_of_addresses_is_read_as_the_title(tmp_path: Path) -> None:
    right = A | {"title_1": "One", "title_2": "Two", "url_1": "https://a.example/1", "url_2": "http://b.example/2", "label": "OK"}
    swapped = right | {"title_1": right["url_1"], "url_1": "One"}
    address_alone = right | {"title_2": right["url_2"]}
    texts = read_pairs(_file(tmp_path, right, swapped, address_alone)).texts
    assert texts[0] == texts[1] == (f"One\n{A['text_1']}", f"Two\n{A['text_2']}")
    assert texts[2][1] == f"http://b.example/2\n{A['text_2']}"


def test_our_own_pairs_as_a_table_and_as_json() -> None:
    pairs = read_pairs(DATA / "eval" / "pairs.jsonl")
    lines = evaluate(pairs, HashedEmbedder())
    assert [line.name for line in lines] == ["svodka", "cosine", "jaccard", "nyan-pair", "nyan-linkage"]
    assert lines[0].f1 > max(line.f1 for line in lines[1:])
    assert pairs_as_json(pairs, lines)["rules"][0]["name"] == "svodka"
    assert len(pairs_as_text(pairs, lines).splitlines()) == 7
