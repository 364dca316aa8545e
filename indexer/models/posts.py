"""Posts: as a source gives them, as a store keeps them, and what is decided about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

LOCAL = 0  # the terminal's library; a chat's library has the chat's id, which is never 0
YEARS = range(1900, 2201)  # of posts: a date beyond is a mistake of its source


class VerdictKind(StrEnum):
    """What dedup can say of a post, from "never seen here" to "nearly the same"."""

    NEW = "new"
    SAME = "same"
    EDITED = "edited"
    CONTAINED = "contained"
    NEAR = "near"


class TagSource(StrEnum):
    """Who gave a tag: the post's author, our taxonomy, the text's language, a link's domain, or the library's owner."""

    HASHTAG = "hashtag"
    TOPIC = "topic"
    LANGUAGE = "language"
    DOMAIN = "domain"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a post was first published. What a source hides is None; ``chat_id`` is in Bot API form (-100… for channels)."""

    title: str | None = None
    author: str | None = None
    chat_id: int | None = None
    message_id: int | None = None
    username: str | None = None

    @property
    def url(self) -> str | None:
        """The post's public address, or the one that members of a private channel can open."""
        if self.message_id is None:
            return None
        if self.username:
            return f"https://t.me/{self.username}/{self.message_id}"
        private = str(self.chat_id or "").removeprefix("-100")
        return (
            f"https://t.me/c/{private}/{self.message_id}" if private.isdigit() and str(self.chat_id).startswith("-100") else None
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """The page that a link shows under a post."""

    site: str | None = None
    title: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One earlier sighting that an export carries: when, and by which door (import, forward, channel, follow, note)."""

    seen_at: datetime
    via: str


@dataclass(frozen=True, slots=True)
class Post:
    """A parsed post. ``hashtags`` come without "#", in order, each once; ``links`` likewise, hidden ones included.

    ``link`` is the post's address where a source tells no more of its origin. ``views`` and ``reactions`` are how often it was
    seen and answered when it was read; None where a source does not say. ``has_code`` says that a part of it is marked as code.
    ``own_tags`` and what is below them are filled by Svodka's own export alone: ``is_apart`` says that a person set it apart from
    posts that are like it, ``post_id`` which number it had.
    """

    text: str
    date: datetime | None = None
    origin: Origin = Origin()
    links: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    preview: Preview | None = None
    media_kind: str | None = None
    edit_date: datetime | None = None
    link: str | None = None
    views: int | None = None
    reactions: int | None = None
    has_code: bool = False
    own_tags: tuple[str, ...] = ()
    sightings: tuple[Seen, ...] = ()
    deleted_at: datetime | None = None
    is_apart: bool = False
    post_id: int | None = None

    @property
    def url(self) -> str | None:
        """The post's address."""
        return self.origin.url or self.link

    @property
    def reading(self) -> str:
        """Everything in the post that can be read and searched: its text, then the preview's title and description."""
        if self.preview is None:
            return self.text
        return "\n".join(part for part in (self.text, self.preview.title, self.preview.description) if part)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A message that is not a post: its position in the source, from 1, and why, as a short code such as ``no-text``."""

    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file in a folder or an archive that gave nothing: its name, and why, as a short code such as ``unknown-format``."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undated:
    """A post that was read without its date, as that could not be read: its message's position in the source, from 1."""

    position: int


Entry = Post | Skipped | Undated | Unread  # what reading gives; what is undated stands behind its post


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post in the store; ``moment`` is when its library met it: its date, or when it was forwarded or found without one.

    ``deleted_at`` is when it was found to be gone from its channel. ``is_apart``: a person set it apart from posts like it.
    """

    post_id: int
    post: Post
    language: str | None
    moment: datetime
    tags: tuple["Tag", ...] = ()
    sightings: tuple[Seen, ...] = ()
    deleted_at: datetime | None = None
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """One word of the controlled vocabulary, and who gave it."""

    name: str
    source: TagSource


@dataclass(frozen=True, slots=True)
class Verdict:
    """What dedup decided: the kind, of which stored post, and how similar, in [0, 1]."""

    kind: VerdictKind
    of: int | None = None
    similarity: float = 1.0


class Signature(NamedTuple):
    """What a post is recognised by: the fingerprint of its words, and the winnowed hashes of its shingles.

    ``hashes`` are sorted, each once, 4 bytes a hash in the machine's order.
    """

    fingerprint: bytes
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Derived:
    """What a post's words alone give: what it is recognised by, its stems with spaces between, passages in order, tags."""

    signature: Signature
    lex: str = ""
    passages: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one post given to a library: where it now is, the verdict, and the sighting that an undo takes back."""

    post_id: int
    verdict: Verdict
    sighting_id: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time that a library saw a post: when, by which door, in which message, and the post as it was then.

    ``content`` is None for an outdated version, whose words were not kept; ``replaced`` is whose place it took.
    """

    sighting_id: int
    seen_at: datetime
    via: str
    key: str | None
    content: int | None
    replaced: int | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A sighting of one post that stands for another: the ``merged`` one, and the one whose place it took, if it did."""

    sighting_id: int
    seen_at: datetime
    replaced: int | None
    merged: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a post that fits the model's window; ``parts`` are its sentences, where it is they that wait for vectors."""

    post_id: int
    position: int
    text: str
    parts: tuple[str, ...] = ()
