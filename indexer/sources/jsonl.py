"""JSON lines: Svodka's own export, whole and back again, and any lines that have a ``text``."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, TextIO

from indexer.addresses import read_address
from indexer.errors import BrokenExport
from indexer.language.text import clean
from indexer.models import Entry, Origin, Post, Preview, Seen, Skipped, StoredPost, TagSource, Undated
from indexer.sources import tdesktop_json
from indexer.sources.entities import each_once, find_hashtags, find_links
from indexer.sources.foreign import is_notice, read_marked, text_of, translated
from indexer.sources.markdown import Marked
from indexer.sources.moments import read_any_moment
from indexer.sources.reading import read_moment

_EXPORTED = {"date_unixtime", "from", "actor", "text_entities"}  # by one of these a message of Telegram Desktop's is known
_ADDED = {"channel", "url"}

Fields = Mapping[str, object]


def fits(text: str) -> bool:
    """Say whether a text is JSON lines, perhaps broken ones: half of them are objects, one with a text, or the first is cut."""
    lines = [line for line in text.split("\n") if line.strip()]
    objects = [read for read in map(_load, lines) if isinstance(read, dict)]
    if len(objects) * 2 >= len(lines) and any(text_of(fields) is not None for fields in objects):
        return True
    return bool(lines) and lines[0].lstrip().startswith('{"') and not isinstance(_load(lines[0]), dict)


def parse(stream: TextIO, zone: tzinfo = UTC) -> Iterator[Entry]:
    """Yield the post of every line, and behind it that its date is lost; a broken line is skipped, a blank one not counted.

    Raises: BrokenExport when not one line can be read.
    """
    waiting: list[Skipped] = []
    readable = False
    for position, line in enumerate((line for line in stream if line.strip()), 1):
        fields = _load(line)
        if not readable and fields is None:
            waiting.append(Skipped(position, "broken-json"))
            continue
        yield from waiting
        readable, waiting = True, []
        yield from read_object(fields, position, zone)
    if waiting:
        raise BrokenExport(waiting[0].position, "not a JSON line")


def parse_line(line: str, position: int = 1) -> Post | Skipped:
    """Return the post that one JSON line holds. Links and hashtags that it does not name are looked for in its text.

    A time without an offset is one of UTC.
    """
    return _read(_load(line), position, UTC)


def read_object(value: object, position: int, zone: tzinfo) -> Iterator[Entry]:
    """Yield the post that an object of JSON holds, and behind it that its date is lost, where it could not be read."""
    entry = _read(value, position, zone)
    yield entry
    if isinstance(entry, Post) and isinstance(value, Mapping) and entry.date is None and value.get("date"):
        yield Undated(position)


def _read(fields: object, position: int, zone: tzinfo) -> Post | Skipped:
    if fields is None:
        return Skipped(position, "broken-json")
    if not isinstance(fields, dict):
        return Skipped(position, "not-a-post")
    if _is_exported(fields):
        entry = tdesktop_json.read_message(fields, zone).entry
        return replace(entry, position=position) if isinstance(entry, Skipped) else entry
    if is_notice(fields):
        return Skipped(position, "service")
    marked, preview = _marked(fields), _preview(fields.get("preview"))
    return _post(translated(fields), marked, preview, zone) if marked.text or preview else Skipped(position, "no-text")


def _is_exported(fields: Fields) -> bool:
    """Whether a line is a message of Telegram Desktop's export, as tools for JSON cut them out; they add no channel, no url."""
    is_known = bool(fields.keys() & _EXPORTED) or isinstance(fields.get("text"), list)
    return is_known and fields.get("type") in ("message", "service") and not fields.keys() & _ADDED


def _load(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _marked(fields: Fields) -> Marked:
    """Return a line's text: our own export says plainly what a message says."""
    if not isinstance(fields.get("sightings"), list):
        return read_marked(fields)
    text = _text(fields, "text") or ""
    return Marked(text, find_links(text), has_code=False)


def _post(fields: Fields, marked: Marked, preview: Preview | None, zone: tzinfo) -> Post:
    origin = Origin(
        _text(fields, "channel"),
        _text(fields, "author"),
        _id(fields, "chat_id"),
        _id(fields, "message_id"),
        _text(fields, "username"),
    )
    links, hashtags, url = _texts(fields, "links"), _texts(fields, "hashtags"), _text(fields, "url")
    return Post(
        text=marked.text,
        date=read_any_moment(fields.get("date_unixtime")) or read_any_moment(fields.get("date"), zone),
        origin=origin,
        links=marked.links if links is None else links,
        hashtags=find_hashtags(marked.text) if hashtags is None else each_once(tag.lstrip("#") for tag in hashtags),
        preview=preview,
        media_kind=_text(fields, "media_kind"),
        edit_date=read_any_moment(fields.get("edit_date"), zone),
        link=url if url and url != origin.url and read_address(url) else None,
        views=_count(fields, "views"),
        reactions=_count(fields, "reactions"),
        has_code=fields.get("code") is True or marked.has_code,
        own_tags=_texts(fields, "own_tags") or (),
        sightings=_sightings(fields.get("sightings")),
        deleted_at=read_moment(fields.get("deleted_at")),
        is_apart=fields.get("apart") is True,
        post_id=_id(fields, "post_id") if isinstance(fields.get("sightings"), list) else None,
    )


def _text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return clean(value) or None if isinstance(value, str) else None


def _texts(fields: Fields, name: str) -> tuple[str, ...] | None:
    values = fields.get(name)
    return each_once(clean(value) for value in values if isinstance(value, str)) if isinstance(values, list) else None


def _id(fields: Fields, name: str) -> int | None:
    value = fields.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None


def _count(fields: Fields, name: str) -> int | None:
    value = _id(fields, name)
    return None if value is None or value < 0 else value


def _preview(fields: object) -> Preview | None:
    if not isinstance(fields, dict):
        return None
    preview = Preview(_text(fields, "site"), _text(fields, "title"), _text(fields, "description"))
    return preview if preview != Preview() else None


def _sightings(rows: object) -> tuple[Seen, ...]:
    fields = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    moments = [(read_moment(row.get("seen_at")), _text(row, "via") or "import") for row in fields]
    return tuple(Seen(moment, via) for moment, via in moments if moment)


def write(stored: StoredPost) -> str:
    """Return a stored post as one JSON line without its end; ``parse_line`` of it gives the post with its tags and sightings."""
    return json.dumps(fields_of(stored), ensure_ascii=False)


def fields_of(stored: StoredPost) -> dict[str, Any]:
    """Return what the line of a stored post says."""
    post, origin, preview = stored.post, stored.post.origin, stored.post.preview
    fields = {
        "post_id": stored.post_id,
        "channel": origin.title,
        "author": origin.author,
        "date": _stamp(post.date),
        "url": post.url,
        "chat_id": origin.chat_id,
        "message_id": origin.message_id,
        "text": post.text,
        "hashtags": post.hashtags,
        "links": post.links,
        "preview": {"site": preview.site, "title": preview.title, "description": preview.description} if preview else None,
        "tags": [tag.name for tag in stored.tags],
        "language": stored.language,
        "sightings": [{"seen_at": _stamp(seen.seen_at), "via": seen.via} for seen in stored.sightings],
        "username": origin.username,
        "media_kind": post.media_kind,
        "edit_date": _stamp(post.edit_date),
        "own_tags": _names(stored, TagSource.OWN),
        "topics": _names(stored, TagSource.TOPIC),
        "views": post.views,
        "reactions": post.reactions,
        "deleted_at": _stamp(stored.deleted_at),
    }
    marks = {name: True for name, is_so in (("code", post.has_code), ("apart", stored.is_apart)) if is_so}
    return fields | marks


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _names(stored: StoredPost, source: TagSource) -> list[str]:
    return [tag.name for tag in stored.tags if tag.source is source]
