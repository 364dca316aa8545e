"""What pages of posts share: markup to text as its author saw it, with its links and hashtags."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.language.text import clean
from indexer.sources.entities import each_once, find_links, says_where

_BREAK = "\u2028"  # stands for <br> while line ends of the markup itself are only white space
_NOBODY = "Deleted Account"
_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CODE = re.compile(r"<pre\b[^>]*>.*?</pre>", re.IGNORECASE | re.DOTALL)
_WRAPPED = re.compile(rf"(?<={_BREAK})[ \t]*\n\s*|[ \t]*\n\s*(?={_BREAK})")
_LINE_END = re.compile(r"[ \t]*\n\s*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_SEARCH = re.compile(r"(?:https?://(?:t|telegram)\.me/s/\w+)?\?q=|$")  # for a word; in pages that a browser saved it is whole


def is_markup(head: str) -> bool:
    """Say whether a text begins as a page does: one that quotes markup is none."""
    return head.lstrip().startswith("<")


def open_page(text: str) -> LexborHTMLParser:
    """Return a page whose line breaks ``read_text`` can tell from those of its markup."""
    if "<pre" in text:
        text = _CODE.sub(lambda code: code.group().replace("\r\n", "\n").replace("\n", _BREAK), text)
    return LexborHTMLParser(_BREAKS.sub(_BREAK, text))


def apart(text: str, blocks: str) -> str:
    """Return markup in which elements of some names stand on lines of their own, as a browser shows them."""
    return re.sub(rf"(?=<(?:{blocks})\b)|</(?:{blocks})>", rf"\g<0>{_BREAK}", text)


def read_text(node: LexborNode | None, *, deep: bool = True) -> str:
    """Return the text of an element, of its children too if ``deep``; of None it is empty."""
    if node is None:
        return ""
    text = node.text(deep=deep).strip(" \t\r\n")
    if "\n" in text:
        text = _LINE_END.sub(" ", _WRAPPED.sub("", text))
    return clean(text.replace(_BREAK, "\n"))


def named(name: str) -> str | None:
    """Return a name; None where it is empty, or gone with its account."""
    return None if name == _NOBODY else name or None


def read_marks(node: LexborNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (links, hashtags) of an element, hidden links included; mentions and files of the page's own are neither."""
    links: list[str] = []
    hashtags: list[str] = []
    for anchor in node.css("a"):
        href, shown = clean(anchor.attributes.get("href") or ""), clean(anchor.text(deep=True))
        if _SEARCH.match(href):
            hashtags += [shown.lstrip("#").split("@")[0]] if shown.startswith("#") and _is_search(anchor, href) else []
        elif _is_link(href, shown):
            links.append(href)
    return each_once(links), each_once(hashtags)


def _is_search(anchor: LexborNode, href: str) -> bool:
    """Whether an anchor searches: without an address, a person's name and an emoji may begin with "#", too."""
    return bool(href) or "ShowHashtag" in (anchor.attributes.get("onclick") or "")


def _is_link(href: str, shown: str) -> bool:
    """Whether an anchor is an address as its author wrote it or hid it, rather than a name, a mailbox, a number or a picture."""
    return says_where(href, shown) and (href == shown or _SCHEME.match(href) is not None or find_links(href) == (href,))


def has_code(node: LexborNode | None) -> bool:
    """Say whether anything in an element is marked as code."""
    return node is not None and node.css_first("pre, code") is not None


def has_class(node: LexborNode, name: str) -> bool:
    """Say whether an element is of a class."""
    return name in (node.attributes.get("class") or "").split()


def children(node: LexborNode, name: str) -> list[LexborNode]:
    """Return the elements of a class directly below another."""
    return [child for child in node.iter() if has_class(child, name)]


def child(node: LexborNode, name: str) -> LexborNode | None:
    """Return the first element of a class directly below another, or None."""
    return next(iter(children(node, name)), None)
