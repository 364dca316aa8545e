"""Links and hashtags: from the entities of a message, or from plain text where a source has none."""

import re
from collections.abc import Iterable, Mapping, Sequence

_URL = re.compile(r"(?:https?|ftp|tg)://[^\s<>\"«»“”`|]+|\bwww\.[^\s<>\"«»“”`|]+", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w@./\\:-])((?:[\w-]+\.)+([^\W\d_]{2,6}))(?::\d+)?(/[^\s<>\"«»“”`|]*)?(?![\w@])", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w#&/])#(\w*[^\W\d_]\w*)")
# Without a path, a domain is only what nobody uses as a file's ending or at the joint of two sentences.
_PLAIN_ENDING = re.compile("com|org|net|ru|рф|io|ai|dev|app|edu|gov|info|xyz|tech|online|site|pro|club|cloud|me|su|by|kz|ua|de")
_FILE_ENDING = re.compile("py|js|ts|md|sh|rs|go|so|pl|rb|cs|html?|css|json|txt|csv|xml|ya?ml|toml|exe|dll|zip|pdf|png|jpg|svg")
_MAX_DEPTH = 40
_TRAILING = ".,;:!?…'*_~"
_PAIRS = {")": "(", "]": "[", "}": "{"}

Entity = Mapping[str, object]


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the part of a message that an entity marks; both numbers count UTF-16 code units and may lie outside the text.

    Source: Bot API, MessageEntity
    """
    if offset < 0 or length <= 0:
        return ""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def read_entities(text: str, entities: Sequence[Entity]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (links, hashtags) that entities mark in a text, hidden links included, in order, each once."""
    ordered = sorted((e for e in entities if isinstance(e, Mapping)), key=lambda entity: _number(entity.get("offset")))
    links = [link for entity in ordered if (link := _link(text, entity))]
    hashtags = [_marked(text, entity).lstrip("#").split("@")[0] for entity in ordered if entity.get("type") == "hashtag"]
    return each_once(links), each_once(hashtags)


def says_where(href: str, shown: str) -> bool:
    """Say whether a hidden link tells more than its words do: a name, a mailbox or a number that leads to itself does not."""
    is_name = shown.startswith("@") and href.endswith(f"/{shown[1:]}")
    return not is_name and href not in (f"mailto:{shown}", f"tel:{shown}")


def _link(text: str, entity: Entity) -> str:
    if entity.get("type") == "text_link":
        href = str(entity.get("url") or "").strip()
        return href if says_where(href, _marked(text, entity)) else ""
    return _marked(text, entity) if entity.get("type") == "url" else ""


def _marked(text: str, entity: Entity) -> str:
    part = utf16_slice(text, _number(entity.get("offset")), _number(entity.get("length")))
    return part.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").replace("\0", "").strip()


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def holds_code(marked: object, depth: int = 0) -> bool:
    """Say whether anything in a message's entities, pieces or blocks is marked as code."""
    if isinstance(marked, dict):
        if marked.get("type") in ("code", "pre"):
            return True
        parts: Iterable[object] = marked.values()
    elif isinstance(marked, list | tuple):
        parts = marked
    else:
        return False
    return depth <= _MAX_DEPTH and any(holds_code(part, depth + 1) for part in parts if not isinstance(part, str))


def find_links(text: str) -> tuple[str, ...]:
    """Return the addresses in plain text in order, each once: http(s), www, and bare domains such as ``t.me/channel``.

    Punctuation that ends a sentence and a bracket that opened before the address are not part of it.
    """
    found = [(match.start(), _trim(match.group())) for match in _URL.finditer(text)]
    rest = _URL.sub(lambda match: " " * len(match.group()), text)
    found += [(match.start(), _trim(match.group())) for match in _BARE.finditer(rest) if _is_domain(match)]
    return each_once(link for _, link in sorted(found))


def find_hashtags(text: str) -> tuple[str, ...]:
    """Return the hashtags in plain text without "#", in order, each once; "#1" and the fragment of an address are none."""
    return each_once(_HASHTAG.findall(_URL.sub(" ", text)))


def each_once(values: Iterable[str]) -> tuple[str, ...]:
    """Return values in order without empty ones and without repeats; case makes no difference, the first spelling stays."""
    first: dict[str, str] = {}
    for value in values:
        if value:
            first.setdefault(value.casefold() if "/" not in value else value, value)
    return tuple(first.values())


def _is_domain(match: re.Match[str]) -> bool:
    ending, path = match.group(2).lower(), match.group(3)
    if path and len(path) > 1:
        return not _FILE_ENDING.fullmatch(ending) and match.group(1).lower() == match.group(1)
    return _PLAIN_ENDING.fullmatch(ending) is not None and match.group(1).isascii() == ending.isascii()


def _trim(link: str) -> str:
    while link:
        last = link[-1]
        unpaired = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _TRAILING and not unpaired:
            break
        link = link[:-1]
    return link
