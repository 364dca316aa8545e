"""Embedders, opened by name."""

from pathlib import Path

from indexer.models import Precision
from indexer.ports import Embedder


def open_embedder(name: str, folder: Path, precision: Precision | None = None) -> Embedder:
    """Return the embedder called ``bundled``, ``hashed``, or any SentenceTransformer name or folder.

    ``folder`` is where the bundled model is assembled; ``precision`` is what that one computes in, the fastest here by default.

    Raises:
        EmbedderError: the model is missing or unreadable.
    """
    if name == "hashed":
        from indexer.embedders.hashed import HashedEmbedder

        return HashedEmbedder()
    from indexer.embedders import sentence_transformer

    return sentence_transformer.open_bundled(folder, precision) if name == "bundled" else sentence_transformer.open_named(name)
