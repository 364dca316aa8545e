"""A page that a browser saved with all that belongs to it in one file (``.mhtml``): the page in it is read, the rest is not.

Source: RFC 2557; Chromium saves so as "Webpage, Single File"
"""

import io
import re
from collections.abc import Iterator
from datetime import tzinfo
from email import message_from_bytes
from typing import TextIO

from indexer.models import Post, Skipped
from indexer.sources import tdesktop_html, tme_page
from indexer.sources.albums import Part
from indexer.sources.reading import read_whole

_HEADERS = re.compile(r"\s*(?:[\w-]+:.*\n(?:[ \t]+\S.*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)


def fits(head: str) -> bool:
    """Say whether a text is a saved page of a kind that is read; it may be cut."""
    page = _page(head) if _HEADERS.match(head) else ""
    return tdesktop_html.fits(page) or tme_page.fits(page)


def parse(stream: TextIO, zone: tzinfo) -> Iterator[Post | Skipped | Part]:
    """Return what the messages of the page gave."""
    page = _page(read_whole(stream))
    content = io.StringIO(page)
    return tdesktop_html.parse(content, zone) if tdesktop_html.fits(page) else tme_page.parse(content, zone)


def _page(text: str) -> str:
    """Return the first page in a file; the others are frames of it. What is nested without end has none."""
    try:
        parts = list(message_from_bytes(text.encode("utf-8", "replace")).walk())
    except RecursionError:
        return ""
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    content = None if page is None else page.get_payload(decode=True)
    if page is None or not isinstance(content, bytes):
        return ""
    return content.decode(_charset(page.get_content_charset()), "replace").replace("\r\n", "\n")


def _charset(name: str | None) -> str:
    try:
        "".encode(name or "utf-8")
    except LookupError:
        return "utf-8"
    return name or "utf-8"
