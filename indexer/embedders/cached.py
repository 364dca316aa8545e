"""An embedder that remembers: vectors are kept in a file by what was embedded, for measurements that are run again and again."""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Self

import numpy as np
from sqlite_utils import Database

from indexer.models import Precision
from indexer.ports import Embedder, Matrix

_SAVED = 256  # texts between two writes: a stopped run goes on from there


class CachedEmbedder:
    """Answers from ``file`` what another embedder has embedded before, in its precision; the vectors are bit for bit the same."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._embedder, self._db = embedder, Database(file)
        self._db.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        self._db.conn.commit()
        self.name, self.dim, self.window_tokens = embedder.name, embedder.dim, embedder.window_tokens
        self.precision = embedder.precision
        # Vectors of float32 were the first that were kept, when keys had a name alone.
        self._source = self.name if self.precision is Precision.FLOAT32 else f"{self.name}\0{self.precision}"

    def count_tokens(self, text: str) -> int:
        """As the other embedder counts."""
        return self._embedder.count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return (n, dim), rows of length 1, in the order of the texts."""
        return self._vectors("passage", texts, self._embedder.embed_passages)

    def embed_sentences(self, texts: Sequence[str]) -> Matrix:
        """As passages: they are the same vectors."""
        return self.embed_passages(texts)

    def embed_query(self, text: str) -> Matrix:
        """Return (dim,), of length 1."""
        row: Matrix = self._vectors("query", [text], lambda texts: self._embedder.embed_query(texts[0])[None, :])[0]
        return row

    def _vectors(self, kind: str, texts: Sequence[str], embed: Callable[[Sequence[str]], Matrix]) -> Matrix:
        keys = [blake2b(f"{self._source}\0{kind}\0{text}".encode(), digest_size=16).digest() for text in texts]
        known = {key: vector for key in dict.fromkeys(keys) if (vector := self._find(key)) is not None}
        missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
        for i in range(0, len(missing), _SAVED):
            part = missing[i : i + _SAVED]
            made = embed([text for _, text in part])
            known |= {key: row for (key, _), row in zip(part, made, strict=True)}
            self._save([key for key, _ in part], made)
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, self.dim), np.float32)

    def _find(self, key: bytes) -> Matrix | None:
        row = self._db.execute("SELECT vector FROM vectors WHERE key = ?", [key]).fetchone()
        return None if row is None else np.frombuffer(row[0], np.float32)

    def _save(self, keys: Sequence[bytes], vectors: Matrix) -> None:
        with self._db.conn:
            rows = [(key, np.asarray(vector, np.float32).tobytes()) for key, vector in zip(keys, vectors, strict=True)]
            self._db.conn.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._db.close()
