"""Any SentenceTransformer as an embedder; the bundled multilingual-e5-small runs through OpenVINO."""

import copy
import logging
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch

from indexer.embedders import bundled_e5
from indexer.errors import EmbedderError
from indexer.models import Precision
from indexer.ports import Matrix

HUB_TIMEOUT_S = 10
BATCH_TOKENS = 512  # of a padded batch: longer ones are slower on two cores, and make a question wait (docs/decisions/001)


class SentenceTransformerEmbedder:
    """Wraps a loaded SentenceTransformer; its ``query`` and ``passage`` (or ``document``) prompts are used where it has them.

    Questions may be embedded in another thread than passages: by ``asking``, a copy of the model, or else in turn with them.
    """

    def __init__(self, model: Any, name: str, asking: Any = None, precision: Precision = Precision.FLOAT32) -> None:
        self._model, self.name, self.precision = model, name, precision
        self._asking = model if asking is None else asking
        # A tokenizer keeps how it pads, so threads take turns; with 250 000 pieces each takes 250 MB, so there are two at most.
        self._counter = copy.deepcopy(model.tokenizer) if asking is None else asking.tokenizer
        self._turns, self._counting = {id(each): threading.Lock() for each in (self._model, self._asking)}, threading.Lock()
        self.dim: int = model.get_embedding_dimension()
        self.window_tokens: int = model.max_seq_length or 512
        prompts = model.prompts or {}
        self._query = prompts.get("query", "")
        self._passage = prompts.get("passage") or prompts.get("document") or ""

    def count_tokens(self, text: str) -> int:
        """Return how many tokens of the window a passage takes, prompt and marks included."""
        with self._counting:
            return len(self._counter(self._passage + text, truncation=False, padding=False, verbose=False)["input_ids"])

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return (n, dim), rows of length 1, in the order of the texts; batches hold texts of like length."""
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for batch in self._batches(texts):
            vectors[batch] = self._encode([texts[i] for i in batch])
        return vectors

    def embed_sentences(self, texts: Sequence[str]) -> Matrix:
        """Return (n, dim), rows of length 1, by the model that reads questions: a batch of passages may be under way."""
        return self._asked(texts, self._passage)

    def embed_query(self, text: str) -> Matrix:
        """Return (dim,), of length 1."""
        row: Matrix = self._asked([text], self._query)[0]
        return row

    def _asked(self, texts: Sequence[str], prompt: str) -> Matrix:
        """Posts may be counted meanwhile but for the moment in which the texts are cut into tokens."""
        with self._turns[id(self._asking)], torch.inference_mode():
            with self._counting:
                features = self._asking.preprocess(list(texts), prompt=prompt)
            vectors = np.asarray(self._asking(features)["sentence_embedding"], np.float32)
        units: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return units

    def _encode(self, texts: list[str]) -> Matrix:
        with self._turns[id(self._model)]:
            vectors = self._model.encode(
                texts, prompt=self._passage, batch_size=len(texts), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, np.float32)

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        lengths = [min(self.count_tokens(text), self.window_tokens) for text in texts]
        batch: list[int] = []
        for i in sorted(range(len(texts)), key=lengths.__getitem__):
            if batch and (len(batch) + 1) * lengths[i] > BATCH_TOKENS:
                yield batch
                batch = []
            batch.append(i)
        if batch:
            yield batch


def open_bundled(folder: Path, precision: Precision | None = None) -> SentenceTransformerEmbedder:
    """Assemble the bundled model in ``folder`` once, load it, and run it through OpenVINO; None: in what is fastest here.

    Raises:
        EmbedderError: the weights are missing or unreadable.
    """
    with quiet():
        path = bundled_e5.assemble(folder)
        model = _load(str(path), local=True)
        from indexer.embedders.openvino_backend import accelerate

        used = accelerate(model, path / "openvino.xml", precision=precision)
    return SentenceTransformerEmbedder(model, f"{bundled_e5.NAME}-{bundled_e5.REVISION}", copy.deepcopy(model), used)


def open_named(name: str) -> SentenceTransformerEmbedder:
    """Load a SentenceTransformer by folder, or by name from the model hub.

    Raises:
        EmbedderError: there is no such model, or it cannot be read or fetched.
    """
    with quiet():
        return SentenceTransformerEmbedder(_load(name, local=Path(name).is_dir() or not _on_hub(name)), name)


def _on_hub(name: str) -> bool:
    """Say whether the model hub has it, and can be reached; one question, where loading would ask and wait for each file."""
    from huggingface_hub import model_info

    try:
        model_info(name, timeout=HUB_TIMEOUT_S)
    except Exception:  # no hub, no such model, no such name: what an earlier start has fetched may still be there
        return False
    return True


def _load(name: str, *, local: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=local)
    except Exception as error:  # the library raises whatever its own dependencies raise
        reason = str(error).partition("\n")[0].rstrip(".")
        raise EmbedderError(f"the model {name} cannot be loaded{' from this machine' if local else ''}: {reason}") from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' own notes and bars to themselves: a person sees our line of progress."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    for library in ("sentence_transformers", "huggingface_hub", "httpx"):
        logging.getLogger(library).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
