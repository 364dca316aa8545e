"""A rich message as Telegram Desktop writes it into both of its exports: one text, with its links, hashtags and code."""

import json
from typing import Any

import pytest

from indexer.models import Post
from indexer.sources import parse
from tests.indexer.exports import as_html, as_json

Text = dict[str, Any]


def plain(text: str) -> Text:
    return {"type": "plain", "text": text}


def marked(kind: str, text: str, **more: Any) -> Text:
    return {"type": kind, **more, "text": plain(text)}


def concat(*texts: Text) -> Text:
    return {"type": "concat", "text": list(texts)}


def from_json(*blocks: Any) -> Post:
    """Return the post that a message of these blocks gives."""
    chat = json.loads(as_json([("", {})]))
    (message,) = chat["messages"]
    del message["text"], message["text_entities"]
    (post,) = parse(json.dumps({**chat, "messages": [message | {"rich_message": {"blocks": list(blocks)}}]}).encode())
    assert isinstance(post, Post)
    return post


def from_html(markup: str) -> Post:
    """Return the post that a message of this markup gives."""
    rich = f'<div class="text rich_message" data-rich-message="1" dir="auto">{markup}</div>'
    (post,) = parse(as_html([("СЮДА", {})]).replace('<div class="text">\nСЮДА\n       </div>', rich).encode())
    assert isinstance(post, Post)
    return post


_LINK = marked("text_link", "дуб", href="https://example.org/oak")
_CAPTION = {"text": plain("Опушка"), "credit": plain("Анна")}
BOTH = [
    (
        {"type": "heading", "level": 1, "text": plain("Записки о лесе")},
        '\n <h1 class="rich_block rich_heading" data-level="1">\nЗаписки о лесе\n </h1>\n',
    ),
    (
        {"type": "paragraph", "text": concat(plain("Растёт "), _LINK, plain(" и "), marked("hashtag", "#ель@lesnik"))},
        '\n <p class="rich_block rich_paragraph" dir="auto">\nРастёт <a href="https://example.org/oak">дуб</a> и '
        '<a data-tag="ель@lesnik" href="" onclick="return ShowHashtag(this.dataset.tag)">#ель@lesnik</a>\n </p>\n',
    ),
    (
        {
            "type": "paragraph",
            "text": concat(marked("link", "https://example.org/a"), marked("text_link", " ниже", href="#вниз")),
        },
        '<p class="rich_block"><a href="https://example.org/a">https://example.org/a</a><a href="#rich-message-1"> ниже</a></p>',
    ),
    (
        {
            "type": "list",
            "kind": "ordered",
            "items": [
                {"task_state": "none", "content": "text", "text": plain("посадить"), "num": "1."},
                {"task_state": "checked", "content": "text", "text": plain("полить"), "num": "2."},
                {
                    "task_state": "none",
                    "content": "blocks",
                    "blocks": [{"type": "paragraph", "text": plain("ждать")}],
                    "num": "3.",
                },
            ],
        },
        '<ol class="rich_list"><li class="rich_list_item rich_order_item"><span class="rich_order_marker">1.</span>'
        '<span class="rich_list_content">посадить</span></li><li class="rich_list_item rich_task_item">'
        '<span class="rich_task_marker" role="checkbox">☑</span><span class="rich_list_content">полить</span></li>'
        '<li class="rich_list_item rich_order_item"><span class="rich_order_marker">3.</span><div class="rich_list_content">'
        '\n<p class="rich_block">\nждать\n</p>\n</div></li></ol>',
    ),
    (
        {
            "type": "table",
            "title": plain("Деревья"),
            "rows": [
                {"cells": [{"text": plain("Дуб"), "header": True}, {"header": True}, {"text": plain("20 м")}]},
                {"cells": [{"text": marked("code", "ель")}, {"text": plain("3")}, {"text": plain("30 м")}]},
            ],
        },
        '<div class="rich_table_wrap"><table class="rich_table"><caption>Деревья</caption>'
        "\n<tbody>\n<tr>\n<th>\nДуб\n</th>\n<th>\n</th>"
        '\n<td>\n20 м\n</td>\n</tr>\n<tr>\n<td>\n<code class="rich_inline_code">ель</code>\n</td>'
        "\n<td>\n3\n</td>\n<td>\n30 м\n</td>\n</tr>\n"
        "</tbody></table></div>",
    ),
    (
        [{"type": "math", "formula": "a^2"}, {"type": "math", "formula": "b^2"}],
        '<div class="rich_math_display" dir="ltr">a^2</div><div class="rich_math_display" dir="ltr">b^2</div>',
    ),
    (
        {"type": "paragraph", "text": concat(plain("где "), {"type": "math", "source": "c = 1"})},
        '<p class="rich_block">где <span class="rich_math_inline" dir="ltr">c = 1</span></p>',
    ),
    (
        {"type": "details", "title": plain("Ещё"), "open": True, "blocks": [{"type": "paragraph", "text": plain("сосна")}]},
        '<details class="rich_details"><summary>\nЕщё\n</summary><div class="rich_details_body"><p>\nсосна\n</p></div></details>',
    ),
    (
        {"type": "quote", "content": "text", "pullquote": False, "text": plain("Тише едешь"), "caption": plain("пословица")},
        '<blockquote class="rich_quote"><div class="rich_quote_body">\nТише едешь\n</div><cite>\nпословица\n</cite></blockquote>',
    ),
    (
        {"type": "cover", "block": {"type": "photo", "photo": "photos/1.jpg", "caption": _CAPTION}},
        '<figure class="rich_cover"><div class="media_wrap clearfix">Photo</div><figcaption>'
        "<div>\nОпушка\n</div><cite>\nАнна\n</cite>"
        "</figcaption></figure>",
    ),
    (
        {"type": "code", "text": plain("walk()\nrun()"), "language": "python"},
        '<pre class="rich_code" dir="auto"><code class="rich_code_content">walk()<br>run()</code></pre>',
    ),
    (
        {"type": "paragraph", "text": concat(plain("Рядом "), {"type": "inline_image", "document_id": "5"}, plain("стоит"))},
        '<p>\nРядом <span class="rich_inline_fallback" data-rich-kind="inline-image">Inline image</span>стоит\n</p>',
    ),
]


@pytest.mark.parametrize(("block", "markup"), BOTH, ids=[markup.strip()[1:12] for _, markup in BOTH])
def test_a_block_is_the_same_in_both_formats(block: Any, markup: str) -> None:
    ours, theirs = from_json(*(block if isinstance(block, list) else [block])), from_html(markup)
    assert ours.text.split() == theirs.text.split()
    assert (ours.links, ours.hashtags, ours.has_code) == (theirs.links, theirs.hashtags, theirs.has_code)


def test_a_rich_message_of_the_newest_export_is_read() -> None:
    blocks = [block for block, _ in BOTH]
    post = from_json(*blocks[:5], blocks[10])
    assert post.text == (
        "Записки о лесе\nРастёт дуб и #ель@lesnik\nhttps://example.org/a ниже\n1. посадить\n☑ полить\n3. ждать\n"
        "Деревья\nДуб |  | 20 м\nель | 3 | 30 м\nwalk()\nrun()"
    )
    assert (post.links, post.hashtags, post.has_code) == (("https://example.org/oak", "https://example.org/a"), ("ель",), True)


def test_the_parts_of_a_page_s_rich_message_are_apart() -> None:
    lines = [line for line in from_html("".join(markup for _, markup in BOTH[3:6])).text.split("\n") if line]
    assert lines == ["1. посадить", "☑ полить", "3.", "ждать", "Деревья", "Дуб | | 20 м", "ель | 3 | 30 м", "a^2", "b^2"]


@pytest.mark.parametrize("value", [1, "x", None, [], {}, [[]], [{}], {"type": "table", "rows": [1, {"cells": [2]}], "num": 5}])
def test_a_rich_message_of_anything_is_survived(value: Any) -> None:
    chat = json.loads(as_json([("", {}), ("Слова", {})]))
    chat["messages"][0]["rich_message"] = {"blocks": value}
    assert len(list(parse(json.dumps(chat).encode()))) == 2
