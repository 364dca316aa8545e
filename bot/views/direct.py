"""An answer in a sentence: a quote with its source, or a written one whose numbers are links."""

import re
from collections.abc import Sequence

from bot.texts import say
from bot.views.html import channel, date, escape, link
from indexer.models import Post
from indexer.search.answering import Quote

_NUMBER = re.compile(r"\d+")
_CITED = re.compile(r"\[[\d,\s]+\]")


def quote_html(quote: Quote, post: Post, language: str, zone: str) -> str:
    """Return a sentence marked as a quote, and where it comes from."""
    named = link(channel(post, language), post.url)
    where = " · ".join(part for part in (named, date(post.date, language, zone)) if part)
    return f"{say(language, 'ask-quote')}\n<blockquote>{escape(quote.text)}</blockquote>\n— {where}"


def written_html(lines: Sequence[str], urls: Sequence[str | None], language: str) -> str:
    """Return a written answer; the numbers in brackets lead to the posts that have an address, ``urls`` being theirs from 1."""

    def linked(match: re.Match[str]) -> str:
        numbers = [int(number) for number in _NUMBER.findall(match[0])]
        return "".join(link(f"[{n}]", urls[n - 1] if 0 < n <= len(urls) else None) for n in numbers)

    said = _CITED.sub(linked, escape(" ".join(lines).replace(" \n", "\n").strip()))
    return f"<b>{say(language, 'ask-written')}</b>\n{said}\n<i>{say(language, 'ask-written-foot')}</i>"
