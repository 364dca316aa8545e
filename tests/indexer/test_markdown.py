"""Markdown that other tools write into JSON lines is taken out again, and nothing else is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.models import Post
from indexer.sources.jsonl import parse_line
from indexer.sources.markdown import Marked, read_markdown


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("**Заголовок**\n\nи __курсив__, ~~нет~~ да, ||тайна||", "Заголовок\n\nи курсив, нет да, тайна"),
        ("**[Читать](https://example.org/a_(b))**", "Читать"),
        ("[**Читать** дальше](https://example.org)", "Читать дальше"),
        ("**Жирное до конца строки\n**\nдальше", "Жирное до конца строки\n\nдальше"),
        ("Т**еория вероятностей: случайные величины,** и так далее", "Теория вероятностей: случайные величины, и так далее"),
        ("«Мысль****🥺****»", "«Мысль🥺»"),
        ("**Как использовать **`else`** в списке**", "Как использовать else в списке"),
        ("опубликовали **мануал для первых машин ** и забыли", "опубликовали мануал для первых машин  и забыли"),
        ("Запустите `pip install __main__` и ```python\nx = a**b\n```", "Запустите pip install __main__ и x = a**b\n"),
    ],
)
def test_marks_are_taken_out(written: str, text: str) -> None:
    assert read_markdown(written).text == text


@pytest.mark.parametrize(
    "plain",
    [
        "Метод __init__ и модуль __future__",
        "2**3 и a**b",
        "2 ** 3 and 4 ** 5, a || b || c",
        "foo(**kwargs, **opts)",
        "(подпись) ____________ ____________",
        "don`t and can`t",
        "е**л я всё это",
        "Что значит *args, **kwargs?",
        "Jack Daniel`s",
        "[в квадратных] (и в круглых)",
        "[ссылка](никуда)",
    ],
)
def test_what_is_no_mark_stays(plain: str) -> None:
    assert read_markdown(plain).text == plain


def test_links_behind_words_and_in_sight_come_in_their_order_each_once() -> None:
    marked = read_markdown("[раз](https://one.example/x__y__z), https://two.example/a и [снова](https://one.example/x__y__z)")
    assert marked.links == ("https://one.example/x__y__z", "https://two.example/a")
    assert marked.text == "раз, https://two.example/a и снова"


@given(st.text(alphabet="аb ё*_~|`[]()\nhttps://1"))
def test_every_character_but_marks_stays(text: str) -> None:
    left = iter(text)
    assert all(character in left for character in read_markdown(text).text)


def test_a_line_of_another_tool_is_read_as_markdown_and_our_own_export_is_not() -> None:
    fields: dict[str, object] = {"text": "**Важно**: [читать](https://example.org), `код`"}
    other = parse_line(json.dumps(fields))
    assert isinstance(other, Post)
    assert (other.text, other.links, other.has_code) == ("Важно: читать, код", ("https://example.org",), True)
    plain = parse_line(json.dumps({"text": "**так и было**", "entities": []}))
    assert isinstance(plain, Post)
    assert plain.text == "**так и было**"
    own = parse_line(json.dumps(fields | {"sightings": []}))
    assert isinstance(own, Post)
    assert own.text == fields["text"]


@pytest.mark.parametrize("address", ["t.me/lesnik/5", "www.example.org", "https://example.org/a_(b)"])
def test_an_address_behind_words_may_be_written_as_people_say_it(address: str) -> None:
    assert read_markdown(f"Читать [тут]({address}).") == Marked("Читать тут.", (address,), has_code=False)
    assert read_markdown("массив[i](j) и [тут](/страница)").text == "массив[i](j) и [тут](/страница)"
