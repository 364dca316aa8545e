"""One message of the Bot API, as JSON, and the parts of an album."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.language.text import clean
from indexer.models import Origin, Post, Skipped
from indexer.sources.entities import each_once, find_hashtags, find_links, holds_code, read_entities
from indexer.sources.reading import is_readable, read_moment, single_spaced
from indexer.sources.rich_text import read_blocks

# An animation comes with a document of the same file: the more telling kind first.
MEDIA_KINDS = (
    *("animation", "audio", "live_photo", "paid_media", "photo", "sticker", "story", "video_note", "video", "voice", "document"),
    *("poll", "checklist"),
)
# What an update can bring that is a post; an edited one replaces the one with its ids.
MESSAGE_KINDS = ("message", "edited_message", "channel_post", "edited_channel_post")

Fields = Mapping[str, object]
_Read = tuple[str, tuple[str, ...], tuple[str, ...]]


def find_message(update: Fields) -> Fields | None:
    """Return the message that an update brings, new or edited, of a chat or a channel; None for every other kind of update."""
    return next((_fields(update, kind) for kind in MESSAGE_KINDS if _fields(update, kind)), None)


def to_post(message: Fields, *, position: int = 1) -> Post | Skipped:
    """Return the post that a message holds: a forward with its first origin, or a note or channel post with its own.

    A forward has the date of its first publication. A poll is its question and options, a checklist its title and tasks.
    Skipped with ``no-text`` for what has nothing to read.
    """
    text, links, hashtags = _read_content(message)
    return _post(message, text, links, hashtags) if is_readable(text) else Skipped(position, "no-text")


def parse_album(messages: Sequence[Fields], *, position: int = 1) -> Post | Skipped:
    """Return the parts of one media group as one post: the first part's origin, date and kind, the captions of all in order."""
    parts = sorted(messages, key=lambda message: _number(message, "message_id") or 0)
    if not parts:
        return Skipped(position, "no-text")
    contents = [content for content in map(_read_content, parts) if is_readable(content[0])]
    if not contents:
        return Skipped(position, "no-text")
    text = "\n\n".join(each_once(text for text, _, _ in contents))
    links, hashtags = (each_once(value for content in contents for value in content[i]) for i in (1, 2))
    return replace(_post(parts[0], text, links, hashtags), has_code=any(map(_has_code, parts)))


def _post(message: Fields, text: str, links: tuple[str, ...], hashtags: tuple[str, ...]) -> Post:
    source = _fields(message, "forward_origin")
    return Post(
        text=text,
        date=read_moment((source or message).get("date")),
        origin=_forward_origin(source) if source else _own_origin(message),
        links=links,
        hashtags=hashtags,
        media_kind=next((kind for kind in MEDIA_KINDS if message.get(kind)), None),
        edit_date=read_moment(message.get("edit_date")),
        has_code=_has_code(message),
    )


def _has_code(message: Fields) -> bool:
    return holds_code([message.get(name) for name in ("entities", "caption_entities", "rich_message")])


def _forward_origin(source: Fields) -> Origin:
    """Source: Bot API, MessageOrigin: user, hidden_user, chat, channel."""
    user, chat = _fields(source, "sender_user"), _fields(source, "chat") or _fields(source, "sender_chat")
    if user:
        return Origin(title=_name(user), chat_id=_number(user, "id"), username=_string(user, "username"))
    if not chat:
        return Origin(title=single_spaced(_string(source, "sender_user_name") or "") or None)
    return _chat_origin(chat, author=_string(source, "author_signature"), message_id=_number(source, "message_id"))


def _own_origin(message: Fields) -> Origin:
    chat, user = _fields(message, "chat") or {}, _fields(message, "from")
    author = _string(message, "author_signature")
    if not author and user and _string(chat, "type") in ("group", "supergroup"):
        author = _name(user)
    return _chat_origin(chat, author=author, message_id=_number(message, "message_id"))


def _chat_origin(chat: Fields, *, author: str | None, message_id: int | None) -> Origin:
    is_public = _string(chat, "type") not in ("private", "group")  # a person's name opens no message
    username = _string(chat, "username") if is_public else None
    return Origin(_name(chat), author, _number(chat, "id"), message_id, username)


def _name(person: Fields) -> str | None:
    full = " ".join(part for part in (_string(person, "first_name"), _string(person, "last_name")) if part)
    return single_spaced(_string(person, "title") or full) or _string(person, "username")


def _read_content(message: Fields) -> _Read:
    """Return (text, links, hashtags) of the first thing in a message that can be read."""
    for text_name, entities_name in (("text", "entities"), ("caption", "caption_entities")):
        if isinstance(text := message.get(text_name), str) and text:
            return _read_text(text, message.get(entities_name))
    if rich := _fields(message, "rich_message"):
        text, links, hashtags = read_blocks(rich.get("blocks"))
        return clean(text), links, hashtags
    return _join([*_read_poll(message), *_read_checklist(message)])


def _read_text(text: str, entities: object) -> _Read:
    """Offsets of entities count in the text as it came, so they are cut out before it is cleaned."""
    if isinstance(entities, list) and entities:
        return clean(text), *read_entities(text, entities)
    whole = clean(text)
    return whole, find_links(whole), find_hashtags(whole)


def _read_poll(message: Fields) -> Iterator[_Read]:
    poll = _fields(message, "poll") or {}
    for name in ("question", "description"):
        if isinstance(text := poll.get(name), str):
            yield _read_text(text, poll.get(f"{name}_entities"))
    yield from (_listed(option) for option in _rows(poll, "options"))


def _read_checklist(message: Fields) -> Iterator[_Read]:
    checklist = _fields(message, "checklist") or {}
    if isinstance(title := checklist.get("title"), str):
        yield _read_text(title, checklist.get("title_entities"))
    yield from (_listed(task) for task in _rows(checklist, "tasks"))


def _listed(row: Fields) -> _Read:
    text, links, hashtags = _read_text(str(row.get("text") or ""), row.get("text_entities"))
    return f"– {text}", links, hashtags


def _join(parts: Sequence[_Read]) -> _Read:
    links, hashtags = (each_once(value for part in parts for value in part[i]) for i in (1, 2))
    return "\n".join(text for text, _, _ in parts if text), links, hashtags


def _fields(fields: Fields, name: str) -> Fields | None:
    value = fields.get(name)
    return value if isinstance(value, Mapping) and value else None


def _rows(fields: Fields, name: str) -> list[Fields]:
    values = fields.get(name)
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list | tuple) else []


def _string(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return clean(value) or None if isinstance(value, str) else None


def _number(fields: Fields, name: str) -> int | None:
    value = fields.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
