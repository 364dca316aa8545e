"""Telegram Desktop's ``messages*.html``: one page of a chat's export.

Source: telegramdesktop/tdesktop, export_output_html.cpp. Pages of before 2022 give wall clock times without an offset; later ones
have it, and reactions.
"""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple, TextIO

from selectolax.lexbor import LexborNode

from indexer.models import Origin, Post, Skipped
from indexer.sources.albums import NO_TEXT, Part, join
from indexer.sources.pages import child, children, has_class, has_code, open_page, read_marks, read_text
from indexer.sources.reading import is_readable, numbered, read_whole, to_utc
from indexer.text import clean

_PAGE = re.compile(r'class="(?:page_wrap|history|message default clearfix)')
_STAMP = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})(?: UTC([+-]\d{2}):?(\d{2}))?")
_SAVED = ("Saved messages", "Saved Messages", "Избранное")
_MEDIA = {  # classes of what stands above the text, the more telling first
    "sticker_wrap": "sticker",
    "animated_wrap": "animation",
    "photo_wrap": "photo",
    "media_photo": "photo",
    "video_file_wrap": "video",
    "media_video": "video",
    "media_voice_message": "voice",
    "media_audio_file": "audio",
    "media_poll": "poll",
    "media_file": "document",
}
_TITLES = {"Video message": "video_note", "Animation": "animation", "Sticker": "sticker"}


class Voice(NamedTuple):
    """Who speaks: the author of a message, or the origin of a forward; what is joined to a message has the same."""

    author: str | None = None
    forwarded: str | None = None
    forwarded_at: str | None = None


def fits(head: str) -> bool:
    """Say whether a text begins as an export's page does."""
    return _PAGE.search(head) is not None


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Post | Skipped]:
    """Return what every message of a page gave; the dates between the messages are none. A page of another kind has none."""
    return numbered(join(_read_page(read_whole(stream), zone)))


def _read_page(text: str, zone: tzinfo) -> Iterator[Part]:
    page = open_page(text)
    title = read_text(page.css_first(".page_header .text")) or None
    voice = Voice()
    for message in page.css(".message"):
        if has_class(message, "service"):
            voice = Voice()
            if _message_id(message) is not None:
                yield Part(Skipped(0, "service"))
        else:
            voice = _voice(message, voice)
            yield _read_message(message, title, voice, zone)


def _message_id(message: LexborNode) -> int | None:
    """Return a message's number; the dates between the messages have negative ones."""
    number = (message.id or "").removeprefix("message")
    return int(number) if number.isdecimal() and len(number) < 16 and number.isascii() else None


def _body(message: LexborNode) -> LexborNode:
    return child(message, "body") or message


def _forwarded(body: LexborNode) -> LexborNode | None:
    """Return what stands in a message as forwarded; its source's picture is of that class, too."""
    return next((node for node in children(body, "forwarded") if has_class(node, "body")), None)


def _voice(message: LexborNode, before: Voice) -> Voice:
    body = _body(message)
    forwarded, named = _forwarded(body), child(body, "from_name")
    author = _name(named) if named is not None else before.author
    if forwarded is None:
        return Voice(author)
    source = child(forwarded, "from_name")
    if source is None:
        return before._replace(author=author)
    shown = source.css_first(".details")
    return Voice(author, _name(source) or "", _stamp(shown))


def _name(node: LexborNode) -> str | None:
    return read_text(node, deep=False).split(" via @")[0] or None


def _stamp(node: LexborNode | None) -> str | None:
    return None if node is None else (node.attributes.get("title") or node.text()).strip()


def _read_message(message: LexborNode, title: str | None, voice: Voice, zone: tzinfo) -> Part:
    body = _body(message)
    inner = _forwarded(body) or body
    if inner.css_first(".media_call") is not None:
        return Part(Skipped(0, "service"))
    date = _stamp(child(body, "date"))
    media = _media_kind(inner)
    album = (date, voice) if media else None
    content = child(inner, "text")
    text = read_text(content) if content is not None else _read_poll(inner)
    if not is_readable(text):
        return Part(Skipped(0, NO_TEXT), album)
    links, hashtags = read_marks(content) if content is not None else ((), ())
    is_forward = inner is not body
    return Part(
        Post(
            text=text,
            date=read_stamp(voice.forwarded_at if is_forward and voice.forwarded_at else date, zone),
            origin=_origin(message, body, title, voice, is_forward=is_forward),
            links=links,
            hashtags=hashtags,
            media_kind=media,
            reactions=_count_reactions(body),
            has_code=has_code(content),
        ),
        album,
    )


def _origin(message: LexborNode, body: LexborNode, title: str | None, voice: Voice, *, is_forward: bool) -> Origin:
    if is_forward:
        return Origin(voice.forwarded or None)
    if title in _SAVED:  # a forward to oneself stands under the name of its source
        return Origin(voice.author)
    signature = read_text(child(body, "signature"))
    author = signature or voice.author
    return Origin(title or author, author if author != title else None, None, _message_id(message))


def read_stamp(stamp: str | None, zone: tzinfo) -> datetime | None:
    """Return the moment of a stamp such as "24.09.2020 09:47:50 UTC+03:00"; without an offset it is one of the zone."""
    found = _STAMP.search(stamp or "")
    if found is None:
        return None
    day, month, year, hour, minute, second, hours, minutes = found.groups()
    offset = f"{hours}:{minutes}" if hours else ""
    try:
        return to_utc(datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}"), zone)
    except (ValueError, OverflowError):
        return None


def _read_poll(body: LexborNode) -> str:
    poll = body.css_first(".media_poll")
    if poll is None:
        return ""
    answers = [read_text(answer, deep=False).removeprefix("-").strip() for answer in poll.css(".answer")]
    return "\n".join([read_text(poll.css_first(".question")), *(f"– {answer}" for answer in answers)]).strip()


def _media_kind(body: LexborNode) -> str | None:
    media = body.css_first(".media_wrap")
    if media is None:
        return None
    kind = next((kind for name, kind in _MEDIA.items() if media.css_first(f".{name}") is not None), None)
    title = media.css_first(".title")
    return _TITLES.get(clean(title.text()) if title is not None else "", kind or "") or None


def _count_reactions(body: LexborNode) -> int | None:
    """How many people answered with a reaction: a few are shown by their pictures, more by their number."""
    shown = body.css(".reaction")
    if not shown:
        return None
    counts = [read_text(reaction.css_first(".count")) for reaction in shown]
    return sum(
        int(count) if count.isdecimal() and count.isascii() and len(count) < 13 else len(reaction.css(".userpic"))
        for count, reaction in zip(counts, shown, strict=True)
    )
