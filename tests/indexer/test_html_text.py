"""Texts of HTML in JSON: read as a browser shows them, and a text about HTML is left as it is."""

import json

import pytest

from indexer.models import Post
from indexer.sources.html_text import read_html
from indexer.sources.jsonl import parse_line


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>Дуб</b>\nи &laquo;клён&raquo; &amp; ива", "Дуб\nи «клён» & ива"),
        ("<p>Один<br>два</p>\n<p>три</p>", "Один\nдва\nтри"),
        ("<ul><li>раз</li>\n<li>два</li></ul>", "раз\nдва"),
        ("<pre>if a &lt; b:\n    go()</pre>", "if a < b:\n    go()"),
        ('<tg-emoji emoji-id="5">🌲</tg-emoji> <span class="tg-spoiler">грибы</span>', "🌲 грибы"),
        ("R&amp;D &#39;24 &#x2014; &quot;да&quot;", 'R&D \'24 — "да"'),
    ],
)
def test_html_is_read_as_it_is_shown(html: str, text: str) -> None:
    marked = read_html(html)
    assert marked is not None
    assert marked.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Просто текст",
        "Q&A: что такое R&amp;D",
        "a < b > c",
        "Vec<T> и <b>жирное</b>",
        "Тег <b> открывает, </i> закрывает",
        "Пишите `<b>так</b>`",
        "<br>",
        "<название>",
    ],
)
def test_a_text_that_is_no_html_is_left_alone(text: str) -> None:
    assert read_html(text) is None


def test_links_and_code_of_html_in_a_line_are_the_posts() -> None:
    fields: dict[str, object] = {"text": '<b>Читать</b> <a href="https://example.org/?a=1&amp;b=2">тут</a>, <code>x</code> #лес'}
    post = parse_line(json.dumps(fields))
    assert isinstance(post, Post)
    assert (post.text, post.links, post.has_code) == ("Читать тут, x #лес", ("https://example.org/?a=1&b=2",), True)
    assert post.hashtags == ("лес",)
    for plain in ({"entities": []}, {"sightings": []}):
        kept = parse_line(json.dumps(fields | plain))
        assert isinstance(kept, Post)
        assert kept.text == fields["text"]
