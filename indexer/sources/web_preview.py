"""The link preview that a web page prints under a post: site, title and description as plain lines, known by their form."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from indexer.addresses import host_of
from indexer.language.text import fold, words
from indexer.models import Preview
from indexer.sources.entities import find_links

# Names that pages give themselves: a post with a hidden link shows the name and no address.
_SITE = re.compile(
    r"youtube(?: shorts)?|rutube|vk(?: видео)?|вконтакте|vimeo|tiktok|twitch|soundcloud|spotify|яндекс музыка"
    r"|git(?:hub|lab)|gist|habr|хабр|medium|substack|stack overflow|pypi|hugging face|kaggle|arxiv(?:\.org)?|wikipedia|википедия"
    r"|telegra(?:m|ph)|x \(formerly twitter\)|twitter|instagram|facebook|linkedin|reddit|дзен|pinterest|google(?: docs)?|openai"
)
_SHORT_HOSTS = {"t.me": "telegram", "vk.com": "vkontakte", "x.com": "twitter", "hf.co": "huggingface", "youtu.be": "youtube"}
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,10}", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"^[\W\d_]*[#@•\-–—*]|[.!?:;,…]$|^\d+[.)]")
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN_SOUNDS = "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya"
_LATIN = str.maketrans(dict(zip(_CYRILLIC, _LATIN_SOUNDS.split(), strict=True)))
_NAME_LENGTH, _TITLE_LENGTH, _CUT_LENGTH = 40, 200, 60
MAX_LINES = 3  # site, title, description


def find_preview(lines: Sequence[str], *, tail: int = 0) -> tuple[Preview, int] | None:
    """Return the preview at the end of a post's lines and how many of them it takes, or None.

    ``tail`` is how many lines at the end a second copy of the text has left over: there less evidence is enough.
    """
    for start in range(max(0, len(lines) - max(tail, MAX_LINES)), len(lines)):
        block, links = [line.strip() for line in lines[start:]], find_links("\n".join(lines[:start]))
        if _is_preview(block, links, is_alone=start == 0, is_left_over=len(block) <= tail):
            return _read_preview(block, links), len(block)
    return None


def _is_preview(block: Sequence[str], links: Sequence[str], *, is_alone: bool, is_left_over: bool) -> bool:
    site, rest = block[0], block[1:]
    if not rest or _ADDRESS.search(rest[0]) or not all(map(_can_be_shown, rest)):
        return False
    if _is_site(site) and _is_of(site, links):
        return len(rest[0]) <= _TITLE_LENGTH or rest[-1].endswith("…")
    if not (is_alone or is_left_over):
        return len(rest) == 2 and _SITE.fullmatch(fold(site)) is not None and _is_cut(rest[-1])
    if _is_known(site):
        return True
    return len(block) <= MAX_LINES and len(site) <= _TITLE_LENGTH and _is_cut(rest[-1]) and _is_name(site, is_alone=is_alone)


def _is_known(site: str) -> bool:
    return _is_site(site) and (_SITE.fullmatch(fold(site)) is not None or _DOMAIN.fullmatch(site) is not None)


def _is_name(line: str, *, is_alone: bool) -> bool:
    return _is_site(line) if is_alone else not _NOT_A_NAME.search(line)


def _read_preview(block: Sequence[str], links: Sequence[str]) -> Preview:
    """Return the fields of a preview's lines; of two lines without a site's name the first is the title."""
    if len(block) > 2:
        return Preview(block[0], block[1], "\n".join(block[2:]))
    first, second = block
    if not _is_known(first) and not (_is_site(first) and _is_of(first, links)):
        return Preview(None, first, second)
    is_description = second.endswith("…") or len(second) > _TITLE_LENGTH
    return Preview(first, None, second) if is_description else Preview(first, second)


def _can_be_shown(line: str) -> bool:
    return not _ADDRESS.match(line) and not line.startswith("#") and not _SITE.fullmatch(fold(line))


def _is_cut(line: str) -> bool:
    return line.endswith("…") and len(line) >= _CUT_LENGTH


def _is_site(line: str) -> bool:
    has_form = len(line) <= _NAME_LENGTH and 0 < len(words(line)) <= 6 and not _ADDRESS.search(line)
    return has_form and not _NOT_A_NAME.search(line)


def _is_of(site: str, links: Sequence[str]) -> bool:
    """Say whether a site's name is akin to the domain of a link: GitHub to github.com, Хабр to habr.com, arXiv.org to itself."""
    return any(_is_akin(site, host_of(link)) for link in links)


def _is_akin(site: str, host: str) -> bool:
    names = [fold(word).translate(_LATIN).replace("_", "") for word in words(site)]
    name, labels = "".join(c for part in names for c in part if c.isalnum()), host.split(".")[:-1]
    whole = _SHORT_HOSTS.get(host) or "".join(labels).replace("-", "")
    if not name or not whole:
        return False
    if name in (whole, host.replace(".", "")) or any(label in names for label in [*labels, whole]):
        return True
    parts = [label for label in [*labels, whole] if len(label) >= 4]
    return any(part in name or (len(name) >= 4 and name in part) or _sounds_like(name, part) for part in parts)


def _sounds_like(name: str, label: str) -> bool:
    return len(name) >= 5 and SequenceMatcher(None, name, label, autojunk=False).ratio() >= 0.75
