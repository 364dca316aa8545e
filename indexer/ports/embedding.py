"""What turns text into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from indexer.models import Precision

Matrix = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into vectors whose inner product is cosine similarity."""

    @property
    def name(self) -> str:
        """What is stored with every vector; another name means "rebuild"."""
        ...

    @property
    def precision(self) -> Precision:
        """In what it computes: vectors of one name can be compared in any, but are the same bit for bit in one only."""
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
