"""Library: the one facade of the house. Every call names the library (a chat's id) and sees that library's posts alone."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from indexer.digests.digest import Gathered
from indexer.digests.gathering import Gathering
from indexer.embedding import Embedding
from indexer.intake import Intake
from indexer.language.spelling import Expansion
from indexer.language.text import fold
from indexer.models import ALWAYS, Answer, Derived, Passage, Period, Post, Query, Receipt, Seen, StoredPost, Tag
from indexer.ports import Embedder, Matrix, Store
from indexer.questions.question import Question
from indexer.questions.standing import read_topic
from indexer.questions.understanding import Understanding
from indexer.search.language_axis import Directions, without_language
from indexer.search.ranked import Words
from indexer.search.retrieval import Retrieval
from indexer.tags import Taxonomy, own_tag

BATCH = 32  # passages embedded between two questions: about a second
PAGE = 500
MOST_LISTED = 5000  # posts: half a second
NOTHING_AHEAD: Mapping[Post, Derived] = {}

Progress = Callable[[int, int], None]  # done, of all


class Library:
    """Posts, questions and digests of all libraries in one store.

    Methods whose names begin with ``embed`` use the model and nothing else, ``derive`` uses neither it nor the store; all others
    use the store and never the model, so that each kind can have a thread of its own.
    """

    def __init__(self, store: Store, embedder: Embedder, taxonomy: Taxonomy, directions: Directions) -> None:
        self.store, self.embedder, self.taxonomy = store, embedder, taxonomy
        self._directions = directions
        self._intake = Intake(store, embedder, taxonomy)
        self._embedding = Embedding(store, embedder, taxonomy, directions.axis)
        self._retrieval = Retrieval(store, directions)
        self._gathering = Gathering(store, taxonomy, embedder.dim)
        self._understanding = Understanding(store, self.tag_name, lambda name: taxonomy.resolve(name) is not None)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    # --- posts come in ---

    def add(
        self,
        posts: Sequence[Post],
        library_id: int,
        *,
        via: str,
        seen_at: datetime,
        keys: Sequence[str | None] = (),
        ahead: Mapping[Post, Derived] = NOTHING_AHEAD,
    ) -> list[Receipt]:
        """Take posts into a library, in one transaction, and return what became of each, in order.

        ``via`` is ``forward``, ``note``, ``import``, ``channel`` or ``follow``; ``keys`` name the messages
        ("chat_id:message_id") that brought them: the same again gives its first receipt back, or is an edit. ``ahead`` is what
        ``derive`` gave for some of them.

        Raises:
            StoreError: nothing was taken in.
        """
        seen = Seen(seen_at, via)
        named = [*keys, *[None] * (len(posts) - len(keys))]
        with self.store.write():
            receipts = self._intake.take(posts, library_id, seen, named, ahead)
        self.store.bring_up(library_id)
        return receipts

    def news(self, posts: Sequence[Post], library_id: int) -> list[Post]:
        """Return those of posts, in order, that a library does not hold word by word."""
        return self._intake.news(posts, library_id)

    def derive(self, posts: Sequence[Post]) -> dict[Post, Derived]:
        """Return what the words of posts give: most of the work of ``add``, on any thread."""
        return dict(zip(posts, self._intake.derive(posts), strict=True))

    def put(self, posts: Sequence[Post], library_id: int, *, moment: datetime) -> list[int]:
        """Let a library hold posts without judging whether they repeat others, and return their ids: a corpus, not a reading.

        Posts that are equal in everything are one.
        """
        with self.store.write():
            return self._intake.put(posts, library_id, moment)

    def undo(self, sighting_ids: Sequence[int], library_id: int) -> int:
        """Take back what sightings of a library did, the latest first, and return how many there were."""
        with self.store.write():
            return sum(self._intake.take_back(each, library_id) for each in sorted(sighting_ids, reverse=True))

    def split(self, post_id: int, library_id: int) -> list[int]:
        """Take wrong merges into a post back: what was judged to repeat it without being the same is held by itself again.

        Return the ids of those posts.
        """
        with self.store.write():
            return self._intake.split(post_id, library_id) if self.post(post_id, library_id) else []

    def find_by_key(self, key: str, library_id: int) -> Receipt | None:
        """Return the latest receipt of a message, or None."""
        found = self.store.find_sighting(library_id, key)
        return found[0] if found else None

    def lead(self, receipt: Receipt, library_id: int) -> Post | None:
        """Return the post that a receipt's verdict is about, even where it has been replaced since; None for a new one."""
        return None if receipt.verdict.of is None else self.store.seen_post(library_id, receipt.verdict.of)

    # --- embedding, in three steps: which passages, their vectors, keeping them ---

    def backlog(self, library_id: int | None = None) -> int:
        """Return how many posts are not embedded yet, in one library or in all."""
        return self.store.backlog(library_id)

    def unembedded(self, limit: int = BATCH) -> list[Passage]:
        """Return passages that wait for their vectors, oldest first."""
        return self.store.unembedded(limit)

    def waiting(self, limit: int = BATCH, *, without: Set[Passage] = frozenset()) -> list[Passage]:
        """Return passages that wait for their vectors, and when there are none, those whose sentences wait for theirs.

        A post is found by its passages' vectors; its sentences' then put it in its place among those found.
        """
        return self._embedding.waiting(limit, without)

    def embed_passages(self, passages: Sequence[Passage]) -> Matrix:
        """Return the vectors of passages, a row for each, or for each of its parts."""
        return self._embedding.embed(passages)

    def save_vectors(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        """Keep the vectors of ``embed_passages``, and give the posts that are now embedded whole their topics.

        Raises:
            IndexMismatch: the store has become another model's meanwhile.
        """
        self._embedding.save(passages, vectors)

    def embed_query(self, text: str) -> Matrix:
        """Return the vector of a question, without its language."""
        return without_language(self.embedder.embed_query(text), self._directions.axis)

    # --- questions ---

    def read(self, question: str, library_id: int) -> Expansion:
        """Return a question as a library's words read it; its vector is made of that, in the layout that was meant."""
        return self._retrieval.read(question, library_id)

    def match(self, query: Query, read: Expansion) -> Words:
        """Find posts by the words of a question that was read, while its vector is made.

        Raises:
            QueryError: ``empty``, ``too-long``.
        """
        return self._retrieval.match(self._resolved(query), read)

    def understand(self, text: str, library_id: int, *, now: datetime, zone: str, k: int = 5) -> Question:
        """Return what a question asks for, with hints on what in it is no filter and on names that the library does not have."""
        return self._understanding.understand(text, library_id, now=now, zone=zone, k=k)

    def search(self, query: Query, vector: Matrix | None, words: Words | None = None) -> Answer:
        """Answer a question with its vector; without one, by words alone. A tag is known by any of its names.

        ``words`` are those of ``match``, where it was asked before.

        Raises:
            QueryError: ``empty``, ``too-long``.
        """
        return self._retrieval.search(self._resolved(query), vector, words)

    def _resolved(self, query: Query) -> Query:
        return replace(query, tags=tuple(self.tag_name(tag, query.library_id) for tag in query.tags))

    def tag_name(self, written: str, library_id: int) -> str:
        """Return the tag that a name means in a library: the one that posts of it have, else a topic by any of its names."""
        name = fold(written).strip().lstrip("#")
        topic = self.taxonomy.resolve(written)
        return topic if topic and not self.store.has_tag(library_id, name) else name

    def listed(self, query: Query) -> Iterator[StoredPost]:
        """Yield the posts that the filters of a question leave, as a list shows them, at most ``MOST_LISTED``."""
        yield from self._paged(query.library_id, self.store.latest(self._resolved(query))[:MOST_LISTED])

    def related(self, post_id: int, library_id: int, k: int = 2) -> list[StoredPost]:
        """Return at most ``k`` other posts of a library near to one of its posts, nearest first."""
        return self._retrieval.related(post_id, library_id, k)

    # --- what a library holds ---

    def post(self, post_id: int, library_id: int) -> StoredPost | None:
        """Return a post of a library, or None."""
        return next(iter(self.store.stored(library_id, [post_id])), None)

    def found(self, hits: Sequence[tuple[int, str]], library_id: int) -> list[tuple[StoredPost, str]]:
        """Return the posts of (post id, passage) with their passages, in their order; those that have gone are left out."""
        stored = {each.post_id: each for each in self.store.stored(library_id, [post_id for post_id, _ in hits])}
        return [(stored[post_id], passage) for post_id, passage in hits if post_id in stored]

    def posts(self, library_id: int, period: Period = ALWAYS) -> list[StoredPost]:
        """Return a library's posts of a period, in the order in which it met them."""
        return list(self._paged(library_id, self.store.post_ids(library_id, period)))

    def _paged(self, library_id: int, post_ids: Sequence[int]) -> Iterator[StoredPost]:
        for i in range(0, len(post_ids), PAGE):
            yield from self.store.stored(library_id, post_ids[i : i + PAGE])

    def count(self, library_id: int) -> int:
        """Return how many posts a library holds."""
        return self.store.count(library_id)

    def libraries(self) -> list[tuple[int, int]]:
        """Return (library id, posts) of every library that holds any."""
        return self.store.libraries()

    def tags(self, library_id: int) -> list[tuple[Tag, int]]:
        """Return a library's tags with how many posts a question with each gives, most used first."""
        return self.store.vocabulary(library_id)

    def tag(self, post_id: int, library_id: int, names: Sequence[str]) -> tuple[str, ...]:
        """Give a post of a library a person's own tags and return them as they are kept.

        Raises:
            QueryError: ``tag``: one of them is empty or too long; then none is kept.
        """
        kept = tuple(dict.fromkeys(own_tag(name, self.taxonomy) for name in names))
        if self.post(post_id, library_id) is not None:
            self.store.add_own_tags(library_id, post_id, kept)
        return kept

    def untag(self, post_id: int, library_id: int, names: Sequence[str]) -> tuple[str, ...]:
        """Take a person's own tags off a post and return them as they were kept.

        Raises:
            QueryError: ``tag``, as above.
        """
        kept = tuple(dict.fromkeys(own_tag(name, self.taxonomy) for name in names))
        self.store.remove_own_tags(library_id, post_id, kept)
        return kept

    def topic_title(self, name: str, language: str) -> str:
        """Return a topic's name for people; any other tag is returned as it is."""
        return self.taxonomy.title(name, language)

    # --- digests ---

    def gathered(self, library_id: int, period: Period, *, topic: str | None = None, vector: Matrix | None = None) -> Gathered:
        """Return what the digest of a library's period is made of, about everything or about a topic.

        A topic is words, filters, or a topic's own name; ``vector`` is that of its words.
        """
        query = replace(self._about(topic, library_id) if topic else Query("", library_id), period=period)
        posts = list(self._paged(library_id, self.store.filtered(query)[::-1]))
        return self._gathering.gather(query, posts, topic, vector)

    def _about(self, topic: str, library_id: int) -> Query:
        """What a topic asks for; words that are a tag ask for the tag."""
        query = read_topic(topic, library_id)
        is_tag = query.text.startswith("#")
        return self._resolved(replace(query, text="", tags=(*query.tags, query.text)) if is_tag else query)

    # --- whole libraries ---

    def export(self, library_id: int) -> Iterator[StoredPost]:
        """Yield every post of a library, in the order in which it met them."""
        yield from self._paged(library_id, self.store.post_ids(library_id, ALWAYS))

    def rebuild(self, progress: Progress = lambda done, of: None) -> None:
        """Derive everything that can be derived from the rows again, page by page; the vectors are then the backlog.

        Others can write between two pages. One that is broken off leaves every post whole, and vectors of one model alone.
        """
        self.store.adopt_embedder()
        every, posts, done = self.store.count_posts(), self.store.raw_posts(), 0
        while some := list(islice(posts, PAGE)):
            with self.store.write():
                self._intake.derive_again(some)
            done += len(some)
            progress(done, every)

    @contextmanager
    def rehearsal(self) -> Iterator["Library"]:
        """Give a copy of all libraries, to see what would become of posts; it is gone afterwards.

        Raises:
            StoreError: there is no room for it.
        """
        with tempfile.TemporaryDirectory(prefix="svodka-") as folder:
            store = self.store.copied(Path(folder))
            try:
                yield Library(store, self.embedder, self.taxonomy, self._directions)
            finally:
                store.close()


def embed_backlog(library: Library, progress: Progress = lambda done, of: None) -> None:
    """Embed everything that waits, in this thread."""
    every = library.store.to_embed()
    while batch := library.waiting():
        library.save_vectors(batch, library.embed_passages(batch))
        progress(every - library.store.to_embed(), every)
