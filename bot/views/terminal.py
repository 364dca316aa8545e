"""A message as a terminal shows it."""

import re

from bot.views.html import plain

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_ANSI = (("<b>", "\033[1m"), ("</b>", "\033[22m"), ("<i>", "\033[2m"), ("</i>", "\033[22m"))


def to_terminal(html: str, *, colours: bool) -> str:
    """Return a message as a terminal shows it: addresses behind their words, bold and faint where there are colours."""
    text = _LINK.sub(lambda match: f"{match[2]} ({match[1]})", html.replace("<blockquote>", "│ "))
    for mark, code in _ANSI:
        text = text.replace(mark, code if colours else "")
    return plain(text)
