"""Posts a second of recognising repeats: ours in SQLite, datasketch's MinHashLSH and rensa's, on one stream in one run.

``.venv/bin/python -m bench.dedup [POSTS...]`` (10000 100000; the peers: ``pip install -e '.[bench]'``). Every one says for each
post of the stream which earlier post it repeats. A tenth of the stream repeats an earlier post in one of the ways of
``bench/repeating.py``; "found" is the share of those that are given the right earlier post, "false" counts the posts that are
given another; "µs" is processor time a post. "svodka" compares whole texts and keeps posts, holdings, words and hashes in a
file, as an import does; "index alone" is the same without what is kept for other uses. The peers keep their index in memory,
and nothing else. Their word 3-shingles come from the same words as ours, and they verify candidates by the estimated Jaccard,
as their manuals show.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import rensa
from datasketch import MinHash, MinHashLSH

from bench.make_pairs import texts
from bench.repeating import KINDS
from bot.importing import BATCH
from indexer.embedders.hashed import HashedEmbedder
from indexer.language.text import plain_words
from indexer.models import Derived, Post, Signature, StoredPost, Verdict, VerdictKind
from indexer.repeats.dedup import judge, sign
from indexer.stores.sqlite import SqliteStore

SEED, REPEATS, PERMUTATIONS, THRESHOLD = 7, 0.1, 128, 0.5
_NOW = datetime(2026, 11, 24, tzinfo=UTC)
Deduplicator = Callable[[list[str]], Iterator[int | None]]
Take = Callable[[SqliteStore, int, Post, Signature], int | None]


@dataclass(frozen=True, slots=True)
class Stream:
    """Texts in order; ``of`` has the position of the earlier post that a text repeats, ``kinds`` in which way."""

    texts: list[str]
    of: dict[int, int]
    kinds: dict[int, str]


def make_stream(posts: int) -> Stream:
    """Return a stream, always the same for a number of posts; its words are those of the samples, drawn by their frequency."""
    chance = random.Random(SEED)
    counts = Counter(word for each in texts() for word in each["text"].split() if word.isalpha())
    vocabulary, weights = list(counts), list(counts.values())
    words = vocabulary + [f"{a}{b}" for a in vocabulary[:300] for b in vocabulary[300:340] if a.isascii() == b.isascii()]
    weights += [1] * (len(words) - len(weights))
    stream = Stream([], {}, {})
    originals: list[int] = []
    for i in range(posts):
        if originals and chance.random() < REPEATS:
            stream.of[i], stream.kinds[i] = chance.choice(originals), chance.choice(list(KINDS))
            stream.texts.append(KINDS[stream.kinds[i]](chance, stream.texts[stream.of[i]]))
        else:
            originals.append(i)
            stream.texts.append(_post(chance.choices(words, weights, k=min(400, 12 + int(chance.expovariate(1 / 42)))), chance))
    return stream


def _post(words: list[str], chance: random.Random) -> str:
    """Words in sentences of four to fifteen, and those in lines."""
    text, left = "", words
    while left:
        size = chance.randrange(4, 16)
        text += " ".join(left[:size]).capitalize() + chance.choice((". ", ". ", ".\n"))
        left = left[size:]
    return text.strip()


def ours(stream: list[str]) -> Iterator[int | None]:
    """Sign, ask the store, judge, and keep the post, in a file."""

    def take(store: SqliteStore, i: int, post: Post, signature: Signature) -> int | None:
        verdict = judge(post, store.candidates(post, signature, 1))
        store.hold(1, store.save_post(post, Derived(signature)), _NOW)
        return _earlier(verdict)

    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(str(Path(folder) / "bench.db"), HashedEmbedder())
        yield from _in_batches(store, stream, take)
        store.close()


def _in_batches(store: SqliteStore, stream: list[str], take: Take) -> Iterator[int | None]:
    """Sign the texts and take them in transactions as an import has them."""
    for start in range(0, len(stream), BATCH):
        texts = stream[start : start + BATCH]
        with store.write():
            posts = [Post(text, link=f"bench:{i}") for i, text in enumerate(texts, start)]
            signatures = sign(posts)
            store.expect(signatures)
            for i, (post, signature) in enumerate(zip(posts, signatures, strict=True), start):
                yield take(store, i, post, signature)


def _earlier(verdict: Verdict) -> int | None:
    """Return the place in the stream of the post that one repeats."""
    return None if verdict.kind is VerdictKind.NEW or verdict.of is None else verdict.of - 1


def index_alone(stream: list[str]) -> Iterator[int | None]:
    """What the peers do: sign, look up, judge, and keep the hashes, in a file all the same; the texts are in memory."""

    def take(store: SqliteStore, i: int, post: Post, signature: Signature) -> int | None:
        known = [StoredPost(post_id, Post(stream[post_id - 1]), None, _NOW) for post_id in store.sharing(signature, 1)]
        verdict = judge(post, known)
        store.write_hashes(i + 1, signature.hashes)
        return _earlier(verdict)

    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(str(Path(folder) / "bench.db"), HashedEmbedder())
        store.run("PRAGMA foreign_keys = OFF")  # there are no rows of posts
        with store.write():
            store.run_many("INSERT INTO holdings VALUES (1, ?, '')", ((i + 1,) for i in range(len(stream))))
        yield from _in_batches(store, stream, take)
        store.close()


def _shingles(text: str) -> list[str]:
    words = plain_words(text)
    return [" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))]


def datasketch(stream: list[str]) -> Iterator[int | None]:
    """MinHashLSH, all shingles of a text given at once."""
    index, kept = MinHashLSH(THRESHOLD, PERMUTATIONS), list[MinHash]()
    for i, text in enumerate(stream):
        sketch = MinHash(PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in _shingles(text)])
        found = [(kept[j].jaccard(sketch), -j) for j in index.query(sketch)]
        best = max(found, default=(0.0, 0))
        yield -best[1] if best[0] >= THRESHOLD else None
        index.insert(i, sketch, check_duplication=False)
        kept.append(sketch)


def rensa_lsh(stream: list[str]) -> Iterator[int | None]:
    """RMinHashLSH with 32 bands of 4."""
    index, kept = rensa.RMinHashLSH(THRESHOLD, PERMUTATIONS, 32), list[rensa.RMinHash]()
    for i, text in enumerate(stream):
        sketch = rensa.RMinHash(PERMUTATIONS, SEED)
        sketch.update(_shingles(text))
        found = [(kept[j].jaccard(sketch), -j) for j in index.query(sketch)]
        best = max(found, default=(0.0, 0))
        yield -best[1] if best[0] >= THRESHOLD else None
        index.insert(i, sketch)
        kept.append(sketch)


def measure(name: str, deduplicate: Deduplicator, stream: Stream) -> None:
    """Print a line; a repeat of a repeat counts as found where it is given any of its kin."""
    started, busy = time.perf_counter(), time.process_time()
    found = list(deduplicate(stream.texts))
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    kin = {i: stream.of.get(i, i) for i in range(len(found))}
    given = {i: kin[j] for i, j in enumerate(found) if j is not None}
    right = [i for i in stream.of if given.get(i) == kin[i]]
    wrong = sum(1 for i, j in given.items() if j != kin[i])
    speed = f"{len(found) / seconds:>9.0f}{busy / len(found) * 1e6:>9.1f}"
    print(f"{name:<12}{speed}{len(right) / len(stream.of):>9.3f}{wrong:>7}  {_by_kind(stream, set(right))}", flush=True)


def _by_kind(stream: Stream, right: set[int]) -> str:
    every = Counter(stream.kinds.values())
    hits = Counter(stream.kinds[i] for i in right)
    return ", ".join(f"{kind} {hits[kind] / every[kind]:.2f}" for kind in KINDS if every[kind])


def main() -> None:
    """Print a table for every number of posts."""
    for posts in map(int, sys.argv[1:] or ("10000", "100000")):
        stream = make_stream(posts)
        print(f"{posts} posts, {len(stream.of)} repeats\n{'':<12}{'posts/s':>9}{'µs':>9}{'found':>9}{'false':>7}")
        for name, deduplicate in (
            ("svodka", ours),
            ("datasketch", datasketch),
            ("rensa", rensa_lsh),
            ("index alone", index_alone),  # not behind the first: it would find the words of texts that were judged a moment ago
        ):
            measure(name, deduplicate, stream)


if __name__ == "__main__":
    main()
