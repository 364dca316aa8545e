"""Texts that are HTML, as scrapers and bots of ``parse_mode=HTML`` put them into JSON: read as a browser shows them.

Source: Bot API, "HTML style"
"""

import re

from indexer.sources.entities import find_links
from indexer.sources.markdown import Marked
from indexer.sources.pages import apart, has_code, open_page, read_marks, read_text

_PAIRED = "a|b|strong|i|em|u|ins|s|strike|del|code|pre|blockquote|span|tg-spoiler|tg-emoji"
_BLOCKS = r"p|div|ul|ol|li|h[1-6]|figure|figcaption|blockquote|pre"
_TAG = re.compile(rf"<(/?)({_PAIRED}|{_BLOCKS}|br|hr|img|video|source)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,7}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_OPEN = {"p", "li", "br", "hr", "img", "video", "source"}  # what nobody has to close
_LAID_OUT = re.compile(r"<(?:br|p|div|li)\b", re.IGNORECASE)  # then line ends of the text itself are none
_GAP = re.compile(r"\n{3,}")


def read_html(text: str) -> Marked | None:
    """Return what a text of HTML says; None for one that is none: a "<" or a "&" that stands for itself shows that."""
    if not ("<" in text or "&" in text) or not _is_html(text):
        return None
    lines = text if _LAID_OUT.search(text) else text.replace("\n", "<br>")
    page = open_page(apart(lines, _BLOCKS)).body
    if page is None:
        return None
    said = _GAP.sub("\n\n", read_text(page))
    return Marked(said, read_marks(page)[0] or find_links(said), has_code(page)) if said else None


def _is_html(text: str) -> bool:
    tags, entities = list(_TAG.finditer(text)), _ENTITY.findall(text)
    is_plain = not (tags or entities) or "`" in text  # in code, tags are what is talked about
    if is_plain or len(tags) != text.count("<") or len(entities) != text.count("&"):
        return False
    return _are_closed([(tag[2].lower(), bool(tag[1])) for tag in tags])


def _are_closed(tags: list[tuple[str, bool]]) -> bool:
    opened: list[str] = []
    for name, is_end in tags:
        if name in _OPEN:
            continue
        if not is_end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
