"""Messages as other tools write them into JSON, put into the names of our own lines.

Source: Telethon, ``Message.to_json``; snscrape, ``TelegramPost``; Pyrogram, ``Message``; a message cut out of a ``result.json``
"""

from collections.abc import Mapping

from indexer.language.text import clean
from indexer.models import Origin
from indexer.sources.entities import find_links, holds_code, read_entities
from indexer.sources.html_text import read_html
from indexer.sources.markdown import Marked, read_markdown
from indexer.sources.reading import channel_id
from indexer.sources.tdesktop_text import join_pieces

_TEXTS = ("text", "message", "content", "caption")
_OF_A_MESSAGE = ("date", "date_unixtime", "id", "url")  # beside one of these, what is not called text is one, too
_MOST = 2**52
_KINDS = {"texturl": "text_link", "textlink": "text_link", "url": "url", "hashtag": "hashtag", "code": "code", "pre": "pre"}

Fields = Mapping[str, object]


def text_of(fields: Fields) -> object:
    """Return what stands in the place of an object's text: a string, or a list of pieces; None where there is no such place."""
    is_message = any(fields.get(name) for name in _OF_A_MESSAGE)
    named = [fields[name] for name in _TEXTS if name in fields and (name == "text" or is_message)]
    found = [text for text in named if isinstance(text, str | list)]
    return next(filter(None, found), found[0] if found else None)


def is_notice(fields: Fields) -> bool:
    """Say whether an object is a notice of Telegram, as Telethon writes it."""
    return fields.get("_") == "MessageService"


def read_marked(fields: Fields) -> Marked:
    """Return the text of an object: in pieces, with entities beside it, or with these written into it as HTML or Markdown."""
    text, entities = text_of(fields), fields.get("entities")
    if isinstance(text, list):
        whole, links, _ = join_pieces(text)
        return Marked(whole, links, holds_code(text))
    if not isinstance(text, str):
        return Marked("", (), has_code=False)
    if isinstance(entities, list):  # an empty one says that there are none
        rows = _entities(entities)
        return Marked(clean(text), read_entities(text, rows)[0] or find_links(text), holds_code(rows))
    marked = read_html(clean(text)) or read_markdown(clean(text))
    return Marked(clean(marked.text), marked.links, marked.has_code)


def _entities(entities: list[object]) -> list[Fields]:
    return [{**row, "type": _KINDS.get(_kind(row))} for row in entities if isinstance(row, Mapping)]


def _kind(entity: Fields) -> str:
    """ "MessageEntityTextUrl", "MessageEntityType.TEXT_LINK" and "text_link" are one kind."""
    name = str(entity.get("type") or entity.get("_")).rpartition(".")[2]
    return name.removeprefix("MessageEntity").replace("_", "").lower()


def translated(fields: Fields) -> Fields:
    """Return an object with its origin, links and author under our names."""
    if fields.get("_") == "Message" and isinstance(fields.get("peer_id"), Mapping):
        return {**fields, **_origin(fields)}
    if "chat_id" not in fields and _is_channel(fields.get("sender_id")):  # a channel sends its posts itself
        return {**fields, "chat_id": fields["sender_id"]}
    return {**fields, "links": fields["outlinks"]} if isinstance(fields.get("outlinks"), list) else fields


def _is_channel(sender: object) -> bool:
    return isinstance(sender, int) and -_MOST < sender < channel_id(0)


def _origin(fields: Fields) -> Fields:
    """Return where a message of Telethon's was first published, and for a forward the address at which it was read."""
    here = _place(fields.get("peer_id"), fields.get("id"))
    source = fields.get("fwd_from")
    if not isinstance(source, Mapping):
        return {"author": fields.get("post_author"), **here}
    first = {
        "channel": source.get("from_name"),
        "author": source.get("post_author"),
        "url": Origin(None, None, here.get("chat_id"), here.get("message_id")).url,
    }
    return {**first, **_place(source.get("from_id"), source.get("channel_post"))}


def _place(peer: object, number: object) -> dict[str, int]:
    """Return the place of a channel's message; another chat's messages have numbers of one's own account."""
    channel = peer.get("channel_id") if isinstance(peer, Mapping) else None
    if not (isinstance(channel, int) and isinstance(number, int) and 0 < channel < _MOST and 0 < number < _MOST):
        return {}
    return {"chat_id": channel_id(channel), "message_id": number}
