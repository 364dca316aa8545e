"""Pages of t.me: a channel's public preview (``t.me/s/channel``), a single post's widget, and a post's landing page."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import tzinfo
from itertools import chain
from typing import TextIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.language.text import clean
from indexer.models import Origin, Post, Preview, Skipped
from indexer.sources.entities import each_once, find_hashtags, find_links
from indexer.sources.html_holes import end_of
from indexer.sources.pages import apart, has_class, has_code, is_markup, named, open_page, read_marks, read_text
from indexer.sources.reading import channel_id, is_readable, numbered, read_moment, read_whole, single_spaced

_PAGE = re.compile(r"\btgme_(?:widget_message|page|main|channel|body|header)|<meta property=\"al:ios:url\" content=\"tg://")
_PLACE = re.compile(r"(?:https?://)?(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{1,31})(?:/(\d{1,15}))?/?(?:\?.*)?", re.ASCII)
_ADDRESS = re.compile(r"domain=([A-Za-z]\w{1,31})&post=(\d{1,15})", re.ASCII)
_FULL = 20  # messages of a page, an album being one
_OLDER = re.compile(r"[?&]before=\d")
_COUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([KMBКМ]?)\s*$")
_UNITS = {"": 1, "K": 1_000, "К": 1_000, "M": 1_000_000, "М": 1_000_000, "B": 1_000_000_000}
_MESSAGE = "tgme_widget_message"
_MEDIA = {  # classes of what stands above the text, the more telling first
    "roundvideo_player": "video_note",
    "voice_player": "voice",
    "sticker_wrap": "sticker",
    "video_player": "video",
    "photo_wrap": "photo",
    "document_wrap": "document",
    "poll": "poll",
}


def fits(head: str) -> bool:
    """Say whether a text begins as a page of t.me does."""
    return is_markup(head) and _PAGE.search(head) is not None


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Post | Skipped]:
    """Return what every message of a page gave, an album being one; a page of a channel without messages is no post.

    The message in which a page is cut is damaged.
    """
    text = read_whole(stream)
    page = open_page(apart(text, "pre|blockquote"))
    messages = [node for node in page.css(f".{_MESSAGE}[data-post]") if not _is_inside(node, _MESSAGE)]
    if not messages:
        return iter([_read_landing(page)])
    cut = _cut(text)
    whole = messages[:-1] if ">" in cut else messages  # in the middle of its first tag a message is none to a parser
    return numbered(chain((_read_message(node, zone) for node in whole), [Skipped(0, "broken-html")] if cut else []))


def message_ids(text: str) -> list[int]:
    """Return the numbers of all messages on a page, those without a post included, in order."""
    numbers = re.findall(rf'<div class="{_MESSAGE} [^>]*data-post="\w+/(\d{{1,15}})"', text)
    return [int(number) for number in numbers]


def is_first(text: str) -> bool:
    """Say whether a page reaches back to a channel's first message: it is not full, and has no address for what came before."""
    return _OLDER.search(text) is None and len(message_ids(text)) < _FULL


def is_empty(text: str) -> bool:
    """Say whether a page is the preview of a channel without a message, rather than what invites to open the app."""
    return "tgme_channel_history" in text and _MESSAGE not in text


def is_whole(text: str) -> bool:
    """Say whether a page was fetched to its end."""
    return text.rstrip().endswith("</html>")


def find_channel(words: str) -> str | None:
    """Return the name, in lower case, of the channel that "@name", "name" or an address on t.me means; None for anything else."""
    word = words.strip()
    found = _PLACE.fullmatch(word) or _PLACE.fullmatch(f"t.me/{word.removeprefix('@')}")
    return found.group(1).lower() if found else None


def _cut(text: str) -> str:
    """What there is of the message in which a page is cut; of a whole page, nothing."""
    last = text.rfind(f'<div class="{_MESSAGE} ')
    return "" if last < 0 or end_of(text, last) else text[last:]


def _is_inside(node: LexborNode, name: str) -> bool:
    above = node.parent
    while above is not None and not has_class(above, name):
        above = above.parent
    return above is not None


def _read_message(message: LexborNode, zone: tzinfo) -> Post | Skipped:
    if has_class(message, "service_message"):
        return Skipped(0, "service")
    texts = [node for node in message.css(f".{_MESSAGE}_text") if _is_content(node)]
    text = _read_poll(message, "\n\n".join(each_once(map(read_text, texts))))
    preview = _read_preview(message)
    if not is_readable(text) and preview is None:
        return Skipped(0, "no-text")
    marks = [read_marks(node) for node in texts]
    origin, link = _origin(message)
    time = message.css_first(f".{_MESSAGE}_date time") or message.css_first("time[datetime]")
    shown = message.css_first(f"a.{_MESSAGE}_link_preview")
    return Post(
        text=text,
        date=None if time is None else read_moment(time.attributes.get("datetime"), zone),
        origin=origin,
        links=each_once([*(link for links, _ in marks for link in links), *([] if shown is None else [_href(shown)])]),
        hashtags=each_once(hashtag for _, hashtags in marks for hashtag in hashtags),
        preview=preview,
        media_kind=next((kind for name, kind in _MEDIA.items() if message.css_first(f".{_MESSAGE}_{name}") is not None), None),
        link=link,
        views=read_count(read_text(message.css_first(f".{_MESSAGE}_views"))),
        reactions=_count_reactions(message),
        has_code=any(map(has_code, texts)),
    )


def _is_content(text: LexborNode) -> bool:
    """Whether an element with the class of the text is one: an album has it around the text, a reply quotes in it."""
    is_reply = has_class(text, "js-message_reply_text") or _is_inside(text, f"{_MESSAGE}_reply")
    return not is_reply and not _is_inside(text, f"{_MESSAGE}_text")


def _href(anchor: LexborNode) -> str:
    return clean(anchor.attributes.get("href") or "")


def _origin(message: LexborNode) -> tuple[Origin, str | None]:
    """Return where a post was first published, and for a forward the address at which it was read."""
    username, _, number = (message.attributes.get("data-post") or "").partition("/")
    title, author = _name(message, "owner_name"), _name(message, "from_author")
    message_id = int(number) if number.isdecimal() and number.isascii() and len(number) < 16 else None
    here = Origin(title, author if author != title else None, _chat_id(message), message_id, username or None)
    source = message.css_first(f".{_MESSAGE}_forwarded_from_name")
    if source is None:
        return here, None
    found = _PLACE.fullmatch(_href(source))
    first, place = found.groups() if found else (None, None)
    signature = _name(message, "forwarded_from_author")
    return Origin(_name(message, "forwarded_from_name"), signature, None, int(place) if place else None, first), here.url


def _name(message: LexborNode, name: str) -> str | None:
    return named(single_spaced(read_text(message.css_first(f".{_MESSAGE}_{name}"))))


def _chat_id(message: LexborNode) -> int | None:
    """Return the channel's id in Bot API form, as the page names it to its own view counter."""
    counter = message.attributes.get("data-view") or ""
    try:
        number = json.loads(base64.urlsafe_b64decode(counter + "=" * (-len(counter) % 4)))["c"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return channel_id(-number) if isinstance(number, int) and -(2**40) < number < 0 else None


def _read_preview(message: LexborNode) -> Preview | None:
    shown = message.css_first(f".{_MESSAGE}_link_preview")
    if shown is None:
        return None
    site, title, description = (
        read_text(shown.css_first(f".link_preview_{part}")) or None for part in ("site_name", "title", "description")
    )
    return Preview(site, title, description) if title or description else None


def _read_poll(message: LexborNode, description: str) -> str:
    """Return a poll's question, description and options; of a message without a poll, its text."""
    question = read_text(message.css_first(f".{_MESSAGE}_poll_question"))
    options = [read_text(option) for option in message.css(f".{_MESSAGE}_poll_option_text")]
    return "\n".join(line for line in (question, description, *(f"– {option}" for option in options)) if line)


def read_count(text: str) -> int | None:
    """Return the number that a page rounds to "18.8M"; None where there is none."""
    found = _COUNT.search(text)
    return round(float(found.group(1).replace(",", ".")) * _UNITS[found.group(2)]) if found and len(text) < 30 else None


def _count_reactions(message: LexborNode) -> int | None:
    counts = [read_count(read_text(reaction)) for reaction in message.css(".tgme_reaction")]
    return sum(count or 0 for count in counts) if counts else None


def _read_landing(page: LexborHTMLParser) -> Post | Skipped:
    """Read the page that invites to open one post; that of a channel holds none."""
    address = _ADDRESS.search(_meta(page, "al:ios:url") or _meta(page, "al:android:url"))
    text = _meta(page, "og:description")
    if address is None or not is_readable(text):
        return Skipped(1, "not-a-post")
    origin = Origin(single_spaced(_meta(page, "og:title")) or None, message_id=int(address.group(2)), username=address.group(1))
    return Post(text=text, origin=origin, links=find_links(text), hashtags=find_hashtags(text))


def _meta(page: LexborHTMLParser, name: str) -> str:
    node = page.css_first(f'meta[property="{name}"]')
    return "" if node is None else clean(node.attributes.get("content") or "")
