"""A deterministic embedder without a model: hashed character n-grams. For tests and for machines that cannot load one."""

import zlib
from collections.abc import Sequence

import numpy as np

from indexer.language.text import stems
from indexer.models import Precision
from indexer.ports import Matrix


class HashedEmbedder:
    """Texts that share stems and their trigrams are near; meaning is not seen."""

    name, dim, window_tokens, precision = "hashed-256", 256, 512, Precision.FLOAT32

    def count_tokens(self, text: str) -> int:
        """Words stand for tokens."""
        return len(text.split())

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return (n, dim), rows of length 1; a text without words gives a fixed unit vector."""
        return np.stack([self.embed_query(text) for text in texts]) if texts else np.zeros((0, self.dim), np.float32)

    def embed_sentences(self, texts: Sequence[str]) -> Matrix:
        """As passages."""
        return self.embed_passages(texts)

    def embed_query(self, text: str) -> Matrix:
        """Return (dim,), of length 1."""
        vector = np.zeros(self.dim, np.float32)
        for stem in stems(text):
            for gram in (stem, *(stem[i : i + 3] for i in range(len(stem) - 2))):
                vector[zlib.crc32(gram.encode()) % self.dim] += 1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else np.eye(1, self.dim, dtype=np.float32)[0]
