"""A question, and what a search gives for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """Which rankers a search asks."""

    HYBRID = "hybrid"
    DENSE = "dense"
    LEXICAL = "lexical"


class Precision(StrEnum):
    """What a model multiplies: bfloat16, 8-bit whole numbers in blocks with a scale of their own, or float32."""

    BF16, INT8, FLOAT32 = "bf16", "int8", "f32"


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of time: since ≤ moment < until; None leaves a side open."""

    since: datetime | None = None
    until: datetime | None = None


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Query:
    """One information need in one library; names are compared folded.

    Of ``tags``, ``phrases`` and ``has`` (``link``, ``code``, ``image``) all have to be there, of ``channels`` and ``languages``
    (``ru``, ``en``) one, of the words ``without`` none. With filters and an empty ``text`` all that they leave is listed, newest
    first; of what ``wants_latest``, posts that are about as good are too.
    """

    text: str
    library_id: int
    k: int = 5
    mode: Mode = Mode.HYBRID
    period: Period = ALWAYS
    tags: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    wants_latest: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether any filter is set."""
        filters = (self.tags, self.channels, self.phrases, self.without, self.languages, self.has)
        return any(filters) or self.period != ALWAYS


@dataclass(frozen=True, slots=True)
class Hit:
    """A post found, by its id: its best passage, both rankers' shares of the score, whether it answers or is merely near."""

    post_id: int
    passage: str
    score: float
    rank: int
    cosine: float | None = None
    coverage: float = 0.0
    fits: bool = True

    @property
    def place(self) -> tuple[int, str]:
        """The post's id and its passage."""
        return self.post_id, self.passage


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives, best first; ``unembedded`` of the library's ``posts`` were searched by their words alone.

    ``suggestion`` is the question as it was probably meant, where that is not how it was written; ``stems`` are those of the
    words that were looked for. ``more`` posts are left out behind the last hit; None: nobody counted them.
    """

    hits: tuple[Hit, ...]
    unembedded: int = 0
    posts: int = 0
    suggestion: str | None = None
    stems: frozenset[str] = frozenset()
    more: int | None = 0

    @property
    def fits(self) -> bool:
        """Whether anything answers the question."""
        return any(hit.fits for hit in self.hits)
