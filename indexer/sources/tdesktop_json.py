"""Telegram Desktop's ``result.json``: one chat, or a whole account with many.

Source: telegramdesktop/tdesktop, export_output_json.cpp; the format since 2018. Times are Unix seconds; exports before 2021 have
wall clock times alone.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from itertools import chain
from typing import Any, NamedTuple, TextIO

from indexer.errors import BrokenExport
from indexer.language.text import clean
from indexer.models import Origin, Post, Skipped
from indexer.sources.albums import NO_TEXT, Part
from indexer.sources.entities import holds_code
from indexer.sources.reading import channel_id, is_readable, read_moment, single_spaced, without_bot
from indexer.sources.scanning import BrokenJson, Scanner
from indexer.sources.tdesktop_text import read_content

_STRING = r'"(?:[^"\\]|\\.)*+"'
_BEGINS = re.compile(
    rf'\s*+(?:\[\s*+)?+\{{(?:\s*+(?!"messages"){_STRING}\s*+:\s*+(?:{_STRING}|\[[^\[\]{{}}]*+\]|[^\s{{}}\[\]",]++)\s*+,)*+'
    r'\s*+"(?:messages"\s*:\s*\[|(?:chats|left_chats|personal_information|contacts|frequent_contacts|other_data)"\s*:\s*\{'
    r'|(?:profile_pictures|profile_music|stories|sessions)"\s*:)'
)
_NEXT = re.compile(  # behind damage: a message, or what stands before the messages of a chat
    r'(?P<message>(?=\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:))'
    rf'|(?:(?:"name"\s*:\s*(?P<name>{_STRING})\s*,\s*)?"type"\s*:\s*(?P<type>{_STRING})\s*,\s*"id"\s*:\s*(?P<id>\d+)\s*,\s*)?'
    r'"messages"\s*:\s*(?=\[)'
)
_ANOTHER = re.compile(r'"id"\s*+:\s*+-?\d++\s*+,\s*+"type"\s*+:')  # what a message begins with, and no part of one
_MEDIA_TYPES = {"video_message": "video_note", "voice_message": "voice", "video_file": "video", "audio_file": "audio"}
_MARK = 2**33  # added to the numbers of channels by exports of before 2021
_SENT = ("date_unixtime", "date", "from_id", "forwarded_from", "forwarded_from_id")  # what all parts of an album share
_PEER = re.compile(r"(user|chat|channel)(\d+)")

Fields = Mapping[str, Any]


class Chat(NamedTuple):
    """The chat whose messages follow; the id is in Bot API form."""

    title: str | None
    chat_id: int | None
    is_saved: bool


_UNKNOWN = Chat(None, None, is_saved=False)


def fits(head: str) -> bool:
    """Say whether a text begins as an export does."""
    return _BEGINS.match(head) is not None


class _Damaged(BrokenJson):
    """Damage among the messages of a chat."""

    def __init__(self, chat: Chat) -> None:
        super().__init__(chat)
        self.chat = chat


def parse(stream: TextIO, zone: tzinfo, heads: Iterable[Fields] = ()) -> Iterator[Part]:
    """Yield what every message of every chat gave. Where the file is damaged, reading goes on at the next whole message.

    ``heads`` are what is said of the chats, in their order, of which a file says it behind their messages.

    Raises: BrokenExport when not one message can be read.
    """
    scanner, read = Scanner(stream), False
    try:
        for part in _read_values(scanner, zone, iter(heads)):
            read = True
            yield part
    except BrokenJson as error:
        behind = _read_on(scanner, error, zone)
        first = next(behind, None)
        if not read and first is None:
            raise BrokenExport(1, "not a JSON export") from error
        yield from chain([Part(Skipped(0, "broken-json"))], [first] if first else [], behind)


def _read_on(scanner: Scanner, damage: BrokenJson, zone: tzinfo) -> Iterator[Part]:
    """Read behind damage, where brackets tell nothing any more: by what begins a message or the messages of a chat."""
    chat = damage.chat if isinstance(damage, _Damaged) else _UNKNOWN
    while found := scanner.seek(_NEXT):
        if found["message"] is None:
            chat = _chat({name: _value(found[name]) for name in ("name", "type", "id") if found[name]})
            continue
        try:
            yield read_message(scanner.value(_ANOTHER), zone, chat)
        except BrokenJson:
            yield Part(Skipped(0, "broken-json"))


def _value(written: str) -> Any:
    try:
        return Scanner(io.StringIO(written)).value()
    except BrokenJson:
        return None


def _read_values(scanner: Scanner, zone: tzinfo, heads: Iterator[Fields]) -> Iterator[Part]:
    """Read an export, and others that somebody has put behind it into the same file, or into one array."""
    while opening := scanner.peek():
        if opening == "[":
            for _ in scanner.items():
                yield from _read_chat(scanner, zone, heads)
        elif opening == "{":
            yield from _read_chat(scanner, zone, heads)
        else:
            raise BrokenJson


def _read_chat(scanner: Scanner, zone: tzinfo, heads: Iterator[Fields]) -> Iterator[Part]:
    """Read one chat, or the account around many: what is neither messages nor chats is skipped."""
    about: dict[str, Any] = {}
    for key in scanner.members():
        if key == "messages":
            yield from _read_messages(scanner, _chat(about if "type" in about else next(heads, about)), zone)
        elif key in ("chats", "left_chats"):
            yield from _read_chats(scanner, zone, heads)
        else:
            about[key] = scanner.value()


def _read_chats(scanner: Scanner, zone: tzinfo, heads: Iterator[Fields]) -> Iterator[Part]:
    for key in scanner.members():
        if key != "list":
            scanner.value()
            continue
        for _ in scanner.items():
            yield from _read_chat(scanner, zone, heads)


def _read_messages(scanner: Scanner, chat: Chat, zone: tzinfo) -> Iterator[Part]:
    try:
        for _ in scanner.items():
            message = scanner.value(_ANOTHER)
            yield read_message(message, zone, chat) if isinstance(message, dict) else Part(Skipped(0, "not-a-post"))
    except BrokenJson as error:
        raise _Damaged(chat) from error


def _chat(about: Fields) -> Chat:
    number, kind = about.get("id"), str(about.get("type"))
    chat_id = _chat_id(kind, number) if _is_number(number) and "type" in about else None
    return Chat(_name(about.get("name")), chat_id, kind == "saved_messages")


def _number(message: Fields) -> int | None:
    number = message.get("id")
    return number if _is_number(number) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**52


def _chat_id(kind: str, number: Any) -> int:
    if kind.endswith(("channel", "supergroup")):
        return channel_id(int(number) - _MARK if 0 < number - _MARK < 2**32 else int(number))
    return -int(number) if kind in ("private_group", "chat") else int(number)


def read_message(message: Fields, zone: tzinfo, chat: Chat = _UNKNOWN) -> Part:
    """Return what one message gave; of one that stands alone, the chat is not known."""
    kind = message.get("type")
    if kind != "message":
        return Part(Skipped(0, "service" if kind == "service" else "unsupported"))
    text, links, hashtags = read_content(message)
    media = _media_kind(message)
    album = (chat, *map(message.get, _SENT)) if media else None
    number = _number(message)
    if not is_readable(text):
        return Part(Skipped(0, NO_TEXT), album, number)
    origin, link = _origin(message, chat)
    return Part(
        Post(
            text=text,
            date=_moment(message, "date", zone),
            origin=origin,
            links=links,
            hashtags=hashtags,
            media_kind=media,
            edit_date=_edited(message, zone),
            link=link,
            reactions=_count_reactions(message.get("reactions")),
            has_code=_has_code(message),
        ),
        album,
        number,
    )


def _moment(message: Fields, name: str, zone: tzinfo) -> datetime | None:
    seconds = message.get(f"{name}_unixtime")
    if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) < 11:
        return read_moment(int(seconds)) if seconds != "0" else None
    stamp = message.get(name)
    return read_moment(seconds) or (read_moment(stamp, zone) if stamp else None)


def _edited(message: Fields, zone: tzinfo) -> datetime | None:
    """Return when a message was edited; exports of before 2021 have the year 1970 for never."""
    edited = _moment(message, "edited", zone)
    date = _moment(message, "date", zone) if edited else None
    return None if edited and date and edited < date else edited


def _has_code(message: Fields) -> bool:
    """Say whether anything is marked as code; a text in pieces has all the marks that its entities have."""
    text = message.get("text")
    pieces = text if text and isinstance(text, list) else message.get("text_entities")
    return holds_code([pieces, message.get("rich_message")])


def _origin(message: Fields, chat: Chat) -> tuple[Origin, str | None]:
    """Return where a message was first published, and for a forward the address at which it was read here."""
    author = _name(message.get("author")) or without_bot(_name(message.get("from")), chat.title)
    title = chat.title or author
    here = Origin(title, author if author != title else None, chat.chat_id, _number(message))
    if "forwarded_from" in message or "forwarded_from_id" in message:
        source = without_bot(_name(message.get("forwarded_from")))
        return Origin(source, chat_id=_peer(message.get("forwarded_from_id"))), here.url
    if chat.is_saved:
        return Origin(author), None
    return here, None


def _peer(name: object) -> int | None:
    found = _PEER.fullmatch(name) if isinstance(name, str) and len(name) < 30 else None
    return _chat_id(found.group(1), int(found.group(2))) if found and found.group(1) != "user" else None


def _name(value: object) -> str | None:
    return single_spaced(clean(value)) or None if isinstance(value, str) else None


def _media_kind(message: Fields) -> str | None:
    if "photo" in message:
        return "photo"
    if isinstance(kind := message.get("media_type"), str):
        return _MEDIA_TYPES.get(kind, kind)
    return "document" if "file" in message else "poll" if "poll" in message or "todo_list" in message else None


def _count_reactions(reactions: object) -> int | None:
    """How many people answered with a reaction of any kind."""
    if not isinstance(reactions, list):
        return None
    counts = [row.get("count") for row in reactions if isinstance(row, dict)]
    return sum(count for count in counts if isinstance(count, int) and 0 < count < 2**40)
