"""Links and hashtags, marked and unmarked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources.entities import find_hashtags, find_links, read_entities, utf16_slice

ANY_TEXT = st.text(st.characters(), max_size=40)  # lone surrogates and NUL included


def test_offsets_count_utf16_units() -> None:
    assert utf16_slice("👍 #новости", 3, 8) == "#новости"


def test_hidden_links_and_hashtags_are_read_in_order_and_once() -> None:
    text = "👍 тут и тут #Optuna #optuna@channel"
    entities = [
        {"type": "hashtag", "offset": 13, "length": 7},
        {"type": "hashtag", "offset": 21, "length": 15},
        {"type": "text_link", "offset": 9, "length": 3, "url": "https://b.example/"},
        {"type": "text_link", "offset": 3, "length": 3, "url": "https://a.example/"},
    ]
    assert read_entities(text, entities) == (("https://a.example/", "https://b.example/"), ("Optuna",))


@given(
    ANY_TEXT,
    st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60), st.sampled_from(["url", "hashtag", "text_link", "bold"]))),
)
def test_entities_outside_the_text_or_across_each_other_do_not_raise(text: str, marks: list[tuple[int, int, str]]) -> None:
    links, hashtags = read_entities(text, [{"type": kind, "offset": at, "length": length} for at, length, kind in marks])
    assert all("#" not in tag[:1] for tag in hashtags)
    assert "".join((*links, *hashtags)).encode("utf-8") is not None


def test_malformed_entities_do_not_raise() -> None:
    assert read_entities("текст", [{"type": "url"}, {"type": "text_link"}, {"type": "url", "offset": "1", "length": None}]) == (
        (),
        (),
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "Смотри https://example.org/a_(b)?x=1#y, потом (http://example.com/z).",
            ("https://example.org/a_(b)?x=1#y", "http://example.com/z"),
        ),
        ("www.example.org и t.me/some_channel/5!", ("www.example.org", "t.me/some_channel/5")),
        ("[тут](https://example.org/x) и «https://example.org/y»", ("https://example.org/x", "https://example.org/y")),
        ("example.com, mail@example.org, main.py, т.е. и e.g. нет", ("example.com",)),
        ("Конец.Начало предложения и src/utils.py/x, версия 2.5", ()),
        ("https://example.org https://example.org", ("https://example.org",)),
    ],
)
def test_links_in_plain_text(text: str, links: tuple[str, ...]) -> None:
    assert find_links(text) == links


def test_hashtags_in_plain_text() -> None:
    text = "#ml #МЛ_системы C#, №1 #1 https://example.org/#part &#39; ##два #ML #a-b"
    assert find_hashtags(text) == ("ml", "МЛ_системы", "a")


@given(ANY_TEXT)
def test_any_text_can_be_searched_for_links(text: str) -> None:
    assert all(link in text for link in find_links(text))
    assert all(f"#{tag}" in text for tag in find_hashtags(text))
