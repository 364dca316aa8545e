"""What the library asks of an embedder and of a store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from indexer.models import ALWAYS, Merge, Passage, Period, Post, Query, Receipt, Seen, Signature, StoredPost, Tag, Verdict
from indexer.services import ConversationStore, DeliveryStore, FollowStore, HistoryStore
from indexer.spelling import Expansion

Matrix = npt.NDArray[np.float32]
Wanted = Sequence[tuple[float, Mapping[str, float]]]  # of each word: its share of the question, and what it may stand for


class Embedder(Protocol):
    """Turns text into vectors whose inner product is cosine similarity."""

    @property
    def name(self) -> str:
        """What is stored with every vector; another name means "rebuild"."""
        ...

    @property
    def dim(self) -> int:
        """The length of a vector."""
        ...

    def count_tokens(self, text: str) -> int:
        """How much of the window a passage takes."""
        ...

    @property
    def window_tokens(self) -> int:
        """How many tokens of a passage the model reads."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return (n, dim), rows of length 1, in the order of the texts."""
        ...

    def embed_sentences(self, texts: Sequence[str]) -> Matrix:
        """Return what ``embed_passages`` does of a few short texts that a person waits for: not behind a batch of posts."""
        ...

    def embed_query(self, text: str) -> Matrix:
        """Return (dim,), of length 1."""
        ...


class PostStore(Protocol):
    """Posts and what is derived from them. Every reading method is limited to the library that it names."""

    def write(self) -> AbstractContextManager[None]:
        """Hold one transaction; blocks inside another are part of it."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...

    def save_post(self, post: Post, signature: Signature, lex: str, passages: Sequence[str], tags: Iterable[Tag]) -> int:
        """Store a post once and return its id; an equal one is not stored again."""
        ...

    def count_interest(self, post_id: int, post: Post) -> None:
        """Keep the latest numbers of views and reactions, where a post brings any."""
        ...

    def keep_repeat(self, post: Post, signature: Signature) -> None:
        """Keep the words of a post that repeats another, so that the two can be told apart again; it is not searched."""
        ...

    def save_tags(self, post_id: int, tags: Iterable[Tag]) -> None:
        """Add derived tags to a post."""
        ...

    def save_topics(self, post_id: int, topics: Iterable[Tag], lex: str) -> None:
        """Add topics to a post, and their names' stems to the words by which it is found."""
        ...

    def hold(self, library_id: int, post_id: int, moment: datetime) -> None:
        """Put a post into a library."""
        ...

    def release(self, library_id: int, post_id: int) -> None:
        """Take a post out of a library; its row goes when no library refers to it any more."""
        ...

    def forget_unseen(self, post_ids: Iterable[int]) -> None:
        """Delete the rows of posts that no holding and no sighting refers to."""
        ...

    def content_key(self, post: Post) -> bytes:
        """Return bytes that are equal for posts that are equal in everything, where they were published included."""
        ...

    def find_content(self, library_id: int, content: bytes) -> int | None:
        """Return what a library holds of exactly this post: the post, or what it was found to repeat; None if it is new."""
        ...

    def seen_post(self, library_id: int, post_id: int) -> Post | None:
        """Return a post that a library has seen, even where it holds a later version of it now."""
        ...

    def channel_names(self, library_id: int) -> list[str]:
        """Return the titles of the channels that a library's posts come from, and their names with "@", each once."""
        ...

    def count_posts(self) -> int:
        """Return how many posts are stored for all libraries."""
        ...

    def save_sighting(
        self,
        library_id: int,
        receipt_post: int,
        verdict: Verdict,
        *,
        seen: Seen,
        key: str | None,
        content: bytes,
        replaced: int | None,
    ) -> int:
        """Write down that a library saw a post, and return the sighting's id."""
        ...

    def find_sighting(self, library_id: int, key: str) -> tuple[Receipt, bytes] | None:
        """Return the latest sighting of a message, and the key of the content that it brought."""
        ...

    def take_sighting(self, library_id: int, sighting_id: int) -> tuple[int, int | None] | None:
        """Delete a sighting and return its post and the post that it had replaced, or None where there is none."""
        ...

    def last_merge(self, library_id: int, post_id: int) -> Merge | None:
        """Return the latest sighting of a post that was another post, judged to repeat or to hold it; None without one."""
        ...

    def end_merge(self, library_id: int, merge: Merge, post_id: int) -> None:
        """Let a merged post's sightings stand for it alone, and where it had taken another's place, the earlier ones for that."""
        ...

    def last_sightings(self, library_id: int) -> list[tuple[int, int]]:
        """Return (sighting id, post id) of what a library was given last, all that came in together."""
        ...

    def elsewhere(self, library_id: int, post_ids: Sequence[int]) -> dict[int, int]:
        """Return in how many other channels a library saw each post or a repeat of it; posts without any are left out."""
        ...

    def first_seen(self, library_id: int, post_id: int) -> datetime | None:
        """Return when a library first saw a post."""
        ...

    def moment(self, library_id: int, post_id: int) -> datetime | None:
        """Return when a library met a post that it holds."""
        ...

    def move_sightings(self, library_id: int, old: int, new: int) -> None:
        """Let a library's sightings and own tags of one version of a post stand for another."""
        ...

    def expect(self, signatures: Iterable[Signature]) -> None:
        """Look up at once what several posts share whose candidates are asked for next, in the same transaction."""
        ...

    def candidates(self, post: Post, signature: Signature, library_id: int) -> list[StoredPost]:
        """Return the posts of a library that a post may repeat: same place, same words, or shared shingles."""
        ...

    def stored(self, library_id: int, post_ids: Sequence[int]) -> list[StoredPost]:
        """Return the posts that a library holds among the given ids, in their order."""
        ...

    def post_ids(self, library_id: int, period: Period = ALWAYS) -> list[int]:
        """Return the ids of a library's posts whose moment lies in a period, in the order of their moments."""
        ...

    def count(self, library_id: int) -> int:
        """Return how many posts a library holds."""
        ...

    def vocabulary(self, library_id: int) -> list[tuple[Tag, int]]:
        """Return a library's tags with their numbers of posts, most used first."""
        ...

    def add_own_tags(self, library_id: int, post_id: int, names: Iterable[str]) -> None:
        """Add a person's own tags to a post."""
        ...

    def remove_own_tags(self, library_id: int, post_id: int, names: Iterable[str]) -> None:
        """Take a person's own tags off a post."""
        ...

    def unembedded(self, limit: int) -> list[Passage]:
        """Return passages without a vector, oldest first."""
        ...

    def unread(self, limit: int) -> list[Passage]:
        """Return passages that have a vector and several sentences without any, with those sentences, oldest first."""
        ...

    def to_embed(self) -> int:
        """Return how many passages wait, each twice that waits for its own vector and then for those of its sentences."""
        ...

    def backlog(self, library_id: int | None) -> int:
        """Return how many posts wait for vectors, in one library or in all."""
        ...

    def save_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of passages, in half precision."""
        ...

    def save_sentence_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of the parts of passages, a row for each part in order, in half precision."""
        ...

    def sentence_vectors(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (sentences, dim) of those posts that have any, in order."""
        ...

    def vectors_of(self, post_ids: Sequence[int]) -> dict[int, Matrix]:
        """Return the vectors (passages, dim) of every post that is embedded whole."""
        ...

    def raw_posts(self, post_ids: Sequence[int] | None = None) -> Iterator[tuple[int, Post]]:
        """Yield stored posts with their ids, all of them by default."""
        ...

    def derive_again(self, post_id: int, signature: Signature, lex: str, passages: Sequence[str], tags: Iterable[Tag]) -> None:
        """Write anew everything that is derived from a post; its vectors will be made again."""
        ...


class SearchStore(Protocol):
    """The rankers; every path is limited to one library's holdings."""

    def nearest(self, vector: Matrix, query: Query, k: int) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first: passages, so a post may come more than once."""
        ...

    def compared(self, library_id: int, vector: Matrix, post_ids: Sequence[int]) -> list[tuple[int, int, float]]:
        """Return (post id, passage id, cosine) of all passages of some of a library's posts, best first."""
        ...

    def covered(self, query: Query, wanted: Wanted, k: int) -> dict[int, float]:
        """Return what share of the wanted words posts hold, in (0, 1]: the ``k`` that hold most, best first."""
        ...

    def shares_of(self, library_id: int, wanted: Wanted, post_ids: Iterable[int]) -> dict[int, float]:
        """Return what share of the wanted words each of a library's posts holds, in (0, 1]; those that hold none are left out."""
        ...

    def frequencies(self, library_id: int, stems: Iterable[str]) -> dict[str, int]:
        """Return in how many posts of a library each stem stands."""
        ...

    def expand(self, library_id: int, question: str) -> Expansion:
        """Return what the words of a question may stand for among a library's words."""
        ...

    def indexed(self, library_id: int) -> tuple[int, int]:
        """Return how many posts a library holds, and how many of them wait for vectors, without counting rows."""
        ...

    def bring_up(self, library_id: int) -> None:
        """Let a library's index see what changed, where it is in memory; else the next question has to wait for that."""
        ...

    def filtered(self, query: Query) -> list[int]:
        """Return the posts of the query's library that its filters leave, the latest first."""
        ...

    def lexes(self, post_ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the stems of posts, in the order of their words."""
        ...

    def passage_texts(self, passage_ids: Sequence[int]) -> dict[int, str]:
        """Return the texts of passages."""
        ...

    def passages_of(self, post_id: int) -> list[tuple[int, str]]:
        """Return a post's passages: (passage id, text), in order."""
        ...


class Store(PostStore, SearchStore, ConversationStore, DeliveryStore, FollowStore, HistoryStore, Protocol):
    """Everything that Svodka remembers. Any call may raise StoreError."""

    def copied(self, folder: Path) -> "Store":
        """Return a store of its own that holds the same, kept in a folder."""
        ...

    def check_embedder(self) -> None:
        """Make sure that the vectors in the store and those of the embedder can be compared."""
        ...

    def adopt_embedder(self) -> None:
        """Say that all vectors from now on are this embedder's."""
        ...

    def fact(self, name: str) -> str | None:
        """Return what the store knows of itself under a name."""
        ...

    def save_fact(self, name: str, value: str) -> None:
        """Keep what the store knows of itself."""
        ...

    def libraries(self) -> list[tuple[int, int]]:
        """Return (library id, posts) of every library that holds any."""
        ...

    def move_chat(self, old: int, new: int) -> None:
        """Let a group that became a supergroup keep its library, its subscriptions and what is on its way to it."""
        ...
