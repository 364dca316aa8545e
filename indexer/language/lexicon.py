"""The words by which a post is found: its stems, those of a footer that only asks to subscribe apart.

A channel's footer stands under all its posts and says nothing of any: another channel's name in it would be found everywhere.
A phrase and a word to leave out are still looked for in it.
"""

import re
from dataclasses import replace

from indexer.language.text import LETTER, stems, without_end
from indexer.models import Post

_END = "|"  # of the footer's stems, which come first: no word holds a bar, and more stems may be added behind
_LONGEST = 8  # words: a longer line tells something beside
_ASKS = re.compile(
    r"подпи(?:сат|сыва|ска|шис|шит)|присла(?:ть|йте) новост|предложить новост|читать нас|без vpn|задать вопрос"
    r"|subscribe|follow us|join (?:us|our)|send us news"
)


def lexicon(post: Post) -> str:
    """Return the stems by which a post is matched: those of its text, preview, hashtags, channel and author; a footer's first."""
    body, footer = parted(post.text)
    reading = replace(post, text=body).reading
    named = (reading, " ".join(post.hashtags), post.origin.title or "", post.origin.author or "")
    asking = stems(footer)
    return " ".join([*asking, *([_END] if asking else []), *stems("\n".join(named))])


def without_footer(lex: str) -> str:
    """Return the stems of a lexicon without its footer's."""
    return lex.rpartition(f" {_END} ")[2]


def count_stems(lex: str) -> int:
    """Return how many stems a lexicon has, the footer's with the others."""
    return sum(each != _END for each in lex.split())


def parted(text: str) -> tuple[str, str]:
    """Return a text without the lines at its end that only ask to subscribe or to write, and these lines; a first line stays."""
    body = without_end(text, _is_footer)
    return body, text[len(body) :]


def _is_footer(line: str) -> bool:
    if not LETTER.search(line):
        return True
    return len(line.split()) <= _LONGEST and _ASKS.search(line.lower()) is not None
