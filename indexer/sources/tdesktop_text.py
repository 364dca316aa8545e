"""The words of a message of Telegram Desktop's JSON: its text in pieces, a rich message, a poll, a list of things to do.

Source: telegramdesktop/tdesktop, export_output_json.cpp
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from indexer.language.text import clean
from indexer.sources.entities import each_once, find_hashtags, find_links, says_where
from indexer.sources.rich_text import read_blocks

_SEPARATORS = re.compile("[\u2028\u2029]")

Fields = Mapping[str, Any]
_Read = tuple[str, tuple[str, ...], tuple[str, ...]]


def read_content(message: Fields) -> _Read:
    """Return (text, links, hashtags); the text of a poll is its description."""
    text, links, hashtags = _read_text(message)
    poll = message.get("poll") or message.get("todo_list")
    return _read_poll(poll, text) if isinstance(poll, dict) else text, links, hashtags


def _read_text(message: Fields) -> _Read:
    content = message.get("text")
    if isinstance(content, str) and content:
        text = _clean(content)
        return (text, (), ()) if "text_entities" in message else (text, find_links(text), find_hashtags(text))
    parts = content if isinstance(content, list) and content else message.get("text_entities")
    if isinstance(parts, list) and parts:
        return join_pieces(parts)
    if isinstance(rich := message.get("rich_message"), dict):
        text, links, hashtags = read_blocks(rich.get("blocks"))
        return _clean(text), links, hashtags
    return "", (), ()


def join_pieces(parts: Sequence[Any]) -> _Read:
    """Return (text, links, hashtags) of the pieces of a text: plain strings, and objects for all that is marked."""
    texts: list[str] = []
    links: list[str] = []
    hashtags: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, dict) and isinstance(text := part.get("text"), str):
            texts.append(text)
            kind = part.get("type")
            if kind == "link":
                links.append(clean(text))
            elif kind == "text_link" and isinstance(href := part.get("href"), str):
                links += [clean(href)] if says_where(clean(href), clean(text)) else []
            elif kind == "hashtag":
                hashtags.append(clean(text).lstrip("#").split("@")[0])
    return _clean("".join(texts)), each_once(links), each_once(hashtags)


def _clean(text: str) -> str:
    """Both separators of Unicode end a line, as they do on the exported pages."""
    return clean(_SEPARATORS.sub("\n", text))


def _read_poll(poll: Fields, description: str) -> str:
    """A poll is its question, description and answers, as elsewhere; a list of things to do is its title and these."""
    answers = poll.get("answers")
    rows = [answer for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []
    lines = [_plain(poll.get("question") or poll.get("title")), description, *(f"– {_plain(row.get('text'))}" for row in rows)]
    return "\n".join(line for line in lines if line)


def _plain(value: object) -> str:
    return join_pieces(value)[0] if isinstance(value, list) else clean(value) if isinstance(value, str) else ""
