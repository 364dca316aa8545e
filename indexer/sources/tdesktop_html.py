"""Telegram Desktop's ``messages*.html``: one page of a chat's export.

Source: telegramdesktop/tdesktop, export_output_html.cpp. Pages of before 2022 give wall clock times without an offset; later ones
have it, and reactions.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple, TextIO

from selectolax.lexbor import LexborNode

from indexer.language.text import clean
from indexer.models import Origin, Post, Skipped
from indexer.sources.albums import NO_TEXT, Part
from indexer.sources.html_holes import DAMAGED, mended
from indexer.sources.pages import apart, child, children, has_class, has_code, is_markup, named, open_page, read_marks, read_text
from indexer.sources.reading import is_readable, read_whole, single_spaced, to_utc, without_bot
from indexer.sources.saved_messages import Said, is_saved

_PAGE = re.compile(r'class="(?:page_wrap|history|message default clearfix)')
_STAMP = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})(?: UTC([+-]\d{2}:?\d{2}))?")
_UNSUPPORTED = "This message is not supported by this version"
_OLDEST = -500_000_000  # messages of before a group's conversion have numbers below; the dates between messages are above
# Of rich messages, which came in 2026. What stands between the cells and rows of a table a parser moves out of it.
_BLOCKS = 'p|h[1-6]|li|blockquote|aside|pre|figcaption|cite|summary|footer|address|div(?= class="rich_)'
_MARKER = re.compile(r'(?<=</span>)(?=<(?:span|div) class="rich_list_content")')
_CELL, _ROW = re.compile(r"(?=</t[dh]>\s*<t[dh]\b)"), re.compile(r"(?=</t[dh]>\s*</tr>|</caption>)")
_UNSAID = ".media_wrap, .rich_fallback, .rich_inline_fallback, .rich_diff_previous"  # what a page says in place of something
_SAVED = ("Saved messages", "Saved Messages", "Избранное")
_NAMES = re.compile(r'<div class="from_name">\s*([^<]*)')
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
_TITLES = {("video", "Video message"): "video_note", ("video", "Animation"): "animation", ("photo", "Sticker"): "sticker"}


class Chat(NamedTuple):
    """The chat that a page is of: its title, and whether it is Saved Messages, where every message is its author's."""

    title: str | None
    is_saved: bool


class Voice(NamedTuple):
    """Who speaks: the author of a message, or the origin of a forward; what is joined to a message has the same."""

    author: str | None = None
    forwarded: str | None = None
    forwarded_at: str | None = None  # tells albums that were forwarded at once from one another


def fits(head: str) -> bool:
    """Say whether a text begins as an export's page does."""
    return is_markup(head) and _PAGE.search(head) is not None


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Part]:
    """Yield what every message of a page gave; the dates between the messages are none. A page of another kind has none.

    An album may go on with the next page.
    """
    text = mended(read_whole(stream))
    page = open_page(_apart(text) if "rich_message" in text else text)
    messages = page.css(".message")
    chat, voice = _chat(text, _name(page.css_first(".page_header .text")), messages, zone), Voice()
    for message in messages:
        if has_class(message, "service"):
            voice = Voice()
            if has_class(message, DAMAGED):
                yield Part(Skipped(0, "broken-html"))
            elif _is_message(message):
                yield Part(Skipped(0, "unsupported" if _UNSUPPORTED in message.text() else "service"))
        else:
            voice = _voice(message, voice)
            yield _read_message(message, chat, voice, zone)


def _chat(text: str, title: str | None, messages: Sequence[LexborNode], zone: tzinfo) -> Chat:
    may_be_saved = 'class="forwarded body"' not in text and len(set(_NAMES.findall(text))) > 1
    return Chat(title, title in _SAVED or (may_be_saved and is_saved(_said(messages, zone), title)))


def _said(messages: Sequence[LexborNode], zone: tzinfo) -> Iterator[Said]:
    name: str | None = None
    for message in messages:
        body = _body(message)
        head = child(body, "from_name")
        shown = _name(head)
        if has_class(message, "service") or without_bot(shown) != shown:
            name = None
            yield Said()
            continue
        name = name if head is None else shown
        yield Said(name, read_stamp(_stamp(child(body, "date")), zone), head is None)


def _apart(text: str) -> str:
    """Return a page whose rich messages have their lines, items and cells apart."""
    return apart(_ROW.sub("<br>", _CELL.sub(" | ", _MARKER.sub(" ", text))), _BLOCKS)


def _number(message: LexborNode) -> int:
    """Return a message's number, 0 for none; the dates between the messages have negative ones."""
    number = (message.id or "").removeprefix("message")
    digits = number.removeprefix("-")
    return int(number) if digits.isdecimal() and len(digits) < 16 and digits.isascii() else 0


def _is_message(notice: LexborNode) -> bool:
    """Whether a notice is a message, rather than a date that the page shows between messages."""
    return not _OLDEST < _number(notice) <= 0


def _body(message: LexborNode) -> LexborNode:
    return child(message, "body") or message


def _forwarded(body: LexborNode) -> LexborNode | None:
    """Return what stands in a message as forwarded; its source's picture is of that class, too."""
    return next((node for node in children(body, "forwarded") if has_class(node, "body")), None)


def _voice(message: LexborNode, before: Voice) -> Voice:
    body = _body(message)
    forwarded, head = _forwarded(body), child(body, "from_name")
    author = _name(head) if head is not None else before.author
    if forwarded is None:
        return Voice(author)
    source = child(forwarded, "from_name")
    if source is None:
        return before._replace(author=author)
    shown = source.css_first(".details")
    return Voice(author, _name(source) or "", _stamp(shown))


def _name(node: LexborNode | None) -> str | None:
    return named(single_spaced(read_text(node, deep=False)))


def _speaker(name: str | None, title: str | None = None) -> str | None:
    return named(without_bot(name, title) or "")


def _stamp(node: LexborNode | None) -> str | None:
    return None if node is None else (node.attributes.get("title") or node.text()).strip()


def _read_message(message: LexborNode, chat: Chat, voice: Voice, zone: tzinfo) -> Part:
    body = _body(message)
    inner = _forwarded(body) or body
    if inner.css_first(".media_call") is not None:
        return Part(Skipped(0, "service"))
    date = _stamp(child(body, "date"))
    media = _media_kind(inner)
    album, number = (chat, date, voice) if media else None, max(_number(message), 0) or None
    content = _content(inner)
    poll = inner.css_first(".media_poll")
    text = read_text(content) if poll is None else _read_poll(poll, read_text(content))
    if not is_readable(text):
        return Part(Skipped(0, NO_TEXT), album, number)
    links, hashtags = read_marks(content) if content is not None else ((), ())
    return Part(
        Post(
            text=text,
            date=read_stamp(date, zone),
            origin=Origin(_speaker(voice.forwarded)) if inner is not body else _origin(number, body, chat, voice),
            links=links,
            hashtags=hashtags,
            media_kind=media,
            reactions=_count_reactions(body),
            has_code=has_code(content),
        ),
        album,
        number,
    )


def _content(body: LexborNode) -> LexborNode | None:
    """Return the text of a message; what a rich one says of its pictures and files is no part of it."""
    content = child(body, "text")
    for notice in content.css(_UNSAID) if content is not None else ():
        notice.decompose()
    return content


def _origin(number: int | None, body: LexborNode, chat: Chat, voice: Voice) -> Origin:
    if chat.is_saved:  # a forward to oneself stands under the name of its source
        return Origin(_speaker(voice.author))
    author = read_text(child(body, "signature")) or _speaker(voice.author, chat.title)
    title = chat.title or author
    return Origin(title, author if author != title else None, None, number)


def read_stamp(stamp: str | None, zone: tzinfo) -> datetime | None:
    """Return the moment of a stamp such as "24.09.2020 09:47:50 UTC+03:00"; without an offset it is one of the zone.

    Telegram Desktop prints the offset of winter in summer, too: where that is the zone's own, the clock is the zone's.
    """
    found = _STAMP.search(stamp or "")
    if found is None:
        return None
    day, month, year, hour, minute, second, offset = found.groups()
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset or ''}")
        return to_utc(moment.replace(tzinfo=None) if moment.utcoffset() == _winter(moment, zone) else moment, zone)
    except (ValueError, OverflowError):
        return None


def _winter(moment: datetime, zone: tzinfo) -> timedelta:
    """The smaller offset of a zone in that year; where winter has one of its own, as in Dublin, too."""
    return min(datetime(moment.year, month, 1, tzinfo=zone).utcoffset() or timedelta() for month in (1, 7))


def _read_poll(poll: LexborNode, description: str) -> str:
    for votes in poll.css(".answer .details"):
        votes.decompose()
    answers = [read_text(answer).removeprefix("-").strip() for answer in poll.css(".answer")]
    lines = [read_text(poll.css_first(".question")), description, *(f"– {answer}" for answer in answers)]
    return "\n".join(line for line in lines if line)


def _media_kind(body: LexborNode) -> str | None:
    media = body.css_first(".media_wrap")
    if media is None:
        return None
    kind = next((kind for name, kind in _MEDIA.items() if media.css_first(f".{name}") is not None), "")
    title = media.css_first(".title")
    return _TITLES.get((kind, clean(title.text()) if title is not None else ""), kind) or None


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
