"""Opens the libraries: a store, a model, the topics, and what is learned of the model once."""

import numpy as np

from indexer.data import DATA, MODELS
from indexer.embedders import open_embedder
from indexer.library import Library
from indexer.ports import Embedder, Store
from indexer.search.language_axis import Directions, find_directions
from indexer.stores import open_store
from indexer.tags import read_taxonomy


def open_library(url: str, model: str = "bundled", *, rebuilding: bool = False) -> Library:
    """Return the libraries at a store's URL, read by a model: ``bundled``, a SentenceTransformer's name or folder, or ``hashed``.

    The bundled model is assembled once, in ``MODELS``.

    Raises:
        StoreError: the store cannot be used; IndexMismatch unless ``rebuilding``: another model made its vectors.
        EmbedderError: the model cannot be used.
        QueryError: ``taxonomy``: the topics' file cannot be read.
    """
    return _opened(url, open_embedder(model, MODELS), rebuilding=rebuilding)


def open_library_with(url: str, embedder: Embedder) -> Library:
    """Return the libraries at a store's URL, read by an embedder that is open already.

    Raises:
        StoreError: the store cannot be used, or another embedder made its vectors.
        QueryError: ``taxonomy``: the topics' file cannot be read.
    """
    return _opened(url, embedder)


def _opened(url: str, embedder: Embedder, *, rebuilding: bool = False) -> Library:
    taxonomy, store = read_taxonomy(DATA / "topics.toml"), open_store(url, embedder)
    if not rebuilding:
        store.check_embedder()
    return Library(store, embedder, taxonomy, _directions(store, embedder))


def _directions(store: Store, embedder: Embedder) -> Directions:
    """Return the embedder's directions; they are kept in the store, as embedding their sentences takes a second."""
    name = f"directions of {embedder.name}"
    kept = store.fact(name)
    if kept is None:
        found = find_directions(embedder)
        store.save_fact(name, np.vstack([found.axis, found.means]).astype(np.float32).tobytes().hex())
        return found
    axis, *means = np.frombuffer(bytes.fromhex(kept), np.float32).reshape(3, -1)
    return Directions(axis, np.stack(means))
