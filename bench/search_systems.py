"""The systems that ``bench/search.py`` compares: each is filled with a corpus, and answers a question with a page of snippets.

All have the same texts, the same vectors and the same model for questions. The peers are set up as their manuals say for hybrid
search: txtai 9.14 with ``hybrid`` and ``content``, the default equal weights, vectors from an external function; LanceDB with
a full-text index and its default fusion by reciprocal ranks, with an exact scan of vectors ("lancedb") and with an IVF_HNSW_SQ
index ("lancedb-ann"). They show the first 300 characters of a text; ours shows what the bot shows.
"""

import asyncio
import re
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

import numpy as np

from bench.corpus import Corpus, varied
from bot.conversation.pages import PAGE
from bot.conversation.questions import MOST as K
from bot.desks import STEP, Desks
from bot.importing import Import
from bot.loops.embedding import embed_waiting
from bot.loops.log_keeping import keep_log_short
from bot.views.answers import Found, answer_html
from bot.views.reader import Reader
from indexer.finding import find
from indexer.language.lexicon import lexicon
from indexer.models import Derived, Origin, Passage, Post, Query, Seen, Signature, Verdict, VerdictKind
from indexer.opening import open_library_with
from indexer.ports import Embedder, Matrix
from indexer.questions.checks import question_stems
from indexer.tags import tag

SHOWN = 300  # characters of a peer's snippet
LIBRARY, TRANSACTION, CROWD_POSTS = 1, 1000, 20  # ours; posts a transaction; posts of each small library
NOW = datetime(2026, 11, 24, tzinfo=UTC)
_WORD = re.compile(r"\w+")
P = ParamSpec("P")
T = TypeVar("T")


class System(Protocol):
    """One way to search."""

    def fill(self, corpus: Corpus) -> None:
        """Take a corpus in, from nothing."""
        ...

    def reopen(self) -> None:
        """Forget everything in memory, as a new process would."""
        ...

    def ask(self, question: str) -> str:
        """Return the first page of an answer, snippets included."""
        ...

    def close(self) -> None:
        """Let go of files and threads."""
        ...


class Svodka:
    """Ours, at the bot's own desks, in an event loop as the bot's.

    ``crowd`` small libraries of 20 posts lie beside the one.
    """

    def __init__(self, folder: Path, embedder: Embedder, *, crowd: int = 0) -> None:
        self._url, self._embedder, self._crowd = f"sqlite:///{folder / 'bench.db'}", embedder, crowd
        self._loop, self._desks = asyncio.new_event_loop(), Desks()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.library = self._at_store(open_library_with, self._url, embedder)
        self.stages: list[tuple[float, float]] = []  # seconds of finding and rendering, a row a question

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _at_store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return self._wait(self._desks.store(call, *args, **kwargs))

    def count(self) -> int:
        """Return how many posts there are."""
        return self._at_store(self.library.store.count_posts)

    def fill(self, corpus: Corpus) -> None:
        """Write rows in transactions of a thousand, without looking for repeats."""
        self._at_store(self._fill, corpus.posts, corpus.vectors, [LIBRARY] * len(corpus.posts))
        if self._crowd:
            beside = [i % len(corpus.posts) for i in range(CROWD_POSTS * self._crowd)]
            posts = [replace(corpus.posts[i], link=f"bench:{n}", origin=Origin()) for n, i in enumerate(beside)]
            libraries = [LIBRARY + 1 + n // CROWD_POSTS for n in range(len(beside))]
            self._at_store(self._fill, posts, corpus.vectors[beside], libraries)

    def _fill(self, posts: Sequence[Post], vectors: Matrix, libraries: Sequence[int]) -> None:
        store = self.library.store
        for start in range(0, len(posts), TRANSACTION):
            batch = posts[start : start + TRANSACTION]
            with store.write():
                ids = [self._save(post, library_id) for post, library_id in zip(batch, libraries[start:], strict=False)]
                passages = [Passage(post_id, 0, post.text) for post_id, post in zip(ids, batch, strict=True)]
                store.save_vectors(passages, vectors[start : start + len(ids)])
                rows = dict(zip(ids, vectors[start : start + len(ids)], strict=True))
                if unread := store.unread(len(ids)):
                    store.save_sentence_vectors(unread, varied(np.stack([rows[p.post_id] for p in unread for _ in p.parts])))

    def _save(self, post: Post, library_id: int) -> int:
        store, content = self.library.store, self.library.store.content_key(post)
        signature = Signature(content[:8], b"")
        post_id = store.save_post(post, Derived(signature, lexicon(post), (post.text,), tag(post)))
        store.hold(library_id, post_id, post.date or NOW)
        seen, verdict = Seen(NOW, "import"), Verdict(VerdictKind.NEW)
        store.save_sighting(library_id, post_id, verdict, seen=seen, key=None, content=content, replaced=None)
        return post_id

    def reopen(self) -> None:
        """Open the file again; the model stays."""
        self._at_store(self.library.close)
        self.library = self._at_store(open_library_with, self._url, self._embedder)

    def ask(self, question: str) -> str:
        """Answer as the bot does: find at its desks, render the first page."""
        return self._wait(self._ask(question))

    async def _ask(self, question: str) -> str:
        with self._desks.serving():
            began = time.perf_counter()
            _, _, answer = await find(self.library, self._desks, Query(question, LIBRARY, k=K))
            found = time.perf_counter()
            first = [hit.place for hit in answer.hits[:PAGE]]
            html = page_html(question, await self._desks.store(self.library.found, first, LIBRARY))
        self.stages.append((found - began, time.perf_counter() - found))
        return html

    @contextmanager
    def importing(self, posts: Iterator[Post]) -> Iterator[None]:
        """Import posts meanwhile, as the bot reads an uploaded file: its batches saved, and others embedded."""
        embedding = embed_waiting(self.library, self._desks, pause_s=0)
        log = keep_log_short(self.library.store, self._desks)
        works = [asyncio.run_coroutine_threadsafe(work, self._loop) for work in (self._save_all(posts), embedding, log)]
        try:
            yield
        finally:
            for work in works:
                work.cancel()
            self.count()  # what was under way at the store is over
        for work in works:
            with suppress(CancelledError):
                work.result()

    async def _save_all(self, posts: Iterator[Post]) -> None:
        work = Import(self.library, LIBRARY, NOW)
        while True:
            batch = await self._desks.read(list, islice(posts, STEP))
            await work.take_behind(batch, self._desks)

    def close(self) -> None:
        """Close the file and end the threads."""
        self._at_store(self.library.close)
        self._desks.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def page_html(question: str, found: Found) -> str:
    """Return the first page as the bot shows it."""
    reader = Reader("en", "Europe/Moscow")
    return answer_html(found, reader, head=question, wanted=frozenset(question_stems(question)), first=1)


class Txtai:
    """txtai, kept in a folder."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        from txtai.embeddings import Embeddings

        self._path, self._known = str(folder / "txtai"), dict[str, Matrix]()

        def transform(given: Sequence[str]) -> Matrix:
            return np.stack([self._known[text] if text in self._known else embedder.embed_query(text) for text in given])

        self._transform = transform
        self._index = Embeddings({"method": "external", "transform": transform, "hybrid": True, "content": True})

    def fill(self, corpus: Corpus) -> None:
        """Index and save; a function cannot be saved."""
        self._known = {post.text: vector for post, vector in zip(corpus.posts, corpus.vectors, strict=True)}
        self._index.index((i, post.text, None) for i, post in enumerate(corpus.posts))
        self._known = {}
        self._index.config["transform"] = None
        self._index.save(self._path)

    def reopen(self) -> None:
        """Load what was saved."""
        self._index.close()
        self._index.load(self._path, config={"transform": self._transform})

    def ask(self, question: str) -> str:
        """Search and cut the texts."""
        return "\n\n".join(_snippet(row["text"], question) for row in self._index.search(question, K)[:PAGE])

    def close(self) -> None:
        """Close its database."""
        self._index.close()


class Lance:
    """LanceDB, kept in a folder, with or without an index of vectors."""

    def __init__(self, folder: Path, embedder: Embedder, *, ann: bool = False) -> None:
        self._path, self._embedder, self._ann = folder / f"lance-{ann}", embedder, ann
        self._table: Any = None

    def fill(self, corpus: Corpus) -> None:
        """Write a table and its indexes."""
        import lancedb
        import pyarrow as pa

        flat = pa.array(corpus.vectors.ravel(), pa.float32())
        vectors = pa.FixedSizeListArray.from_arrays(flat, corpus.vectors.shape[1])
        rows = pa.table({"id": list(range(len(corpus.posts))), "text": [post.text for post in corpus.posts], "vector": vectors})
        self._table = lancedb.connect(str(self._path)).create_table("posts", rows)
        self._table.create_fts_index("text")
        if self._ann:
            self._table.create_index(metric="dot", index_type="IVF_HNSW_SQ", vector_column_name="vector")

    def reopen(self) -> None:
        """Connect again."""
        import lancedb

        self._table = lancedb.connect(str(self._path)).open_table("posts")

    def ask(self, question: str) -> str:
        """Search both ways, fused by its default reranker, and cut the texts."""
        words = " ".join(_WORD.findall(question))
        vector = self._embedder.embed_query(question)
        asked = self._table.search(query_type="hybrid").vector(vector).text(words).limit(K).select(["id", "text"])
        asked = asked if self._ann else asked.distance_type("dot")
        return "\n\n".join(_snippet(row["text"], question) for row in asked.to_list()[:PAGE])

    def close(self) -> None:
        """Drop the connection."""
        self._table = None


def _snippet(text: str, question: str) -> str:
    """Return the beginning of a text with the question's words bold."""
    wanted = {word.lower() for word in _WORD.findall(question)}
    return _WORD.sub(lambda found: f"<b>{found[0]}</b>" if found[0].lower() in wanted else found[0], text[:SHOWN])


PEERS: dict[str, Callable[[Path, Embedder], System]] = {
    "txtai": Txtai,
    "lancedb": Lance,
    "lancedb-ann": lambda folder, embedder: Lance(folder, embedder, ann=True),
}
