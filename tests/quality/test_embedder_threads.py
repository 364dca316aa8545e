"""The model is used at one desk while posts are measured with it at the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from indexer.embedders import open_embedder
from indexer.library import DATA

TEXTS = ["дуб", "Лиственные леса средней полосы сбрасывают листья осенью, а весной одеваются снова.", "oak and ash"]


@pytest.mark.slow
def test_posts_can_be_measured_while_others_are_embedded() -> None:
    embedder = open_embedder("bundled", DATA / "var" / "models")
    ended, lengths = threading.Event(), {embedder.count_tokens(TEXTS[1])}

    def measure() -> None:
        while not ended.is_set():
            lengths.add(embedder.count_tokens(TEXTS[1]))

    with ThreadPoolExecutor(1) as desk:
        measuring = desk.submit(measure)
        try:
            for _ in range(100):
                assert embedder.embed_passages(TEXTS).shape == (3, embedder.dim)
        finally:
            ended.set()
        measuring.result()
    assert len(lengths) == 1


@pytest.mark.slow
def test_a_question_is_embedded_the_same_while_posts_are() -> None:
    embedder = open_embedder("bundled", DATA / "var" / "models")
    alone = embedder.embed_query(TEXTS[0])
    with ThreadPoolExecutor(1) as desk:
        posts = desk.submit(embedder.embed_passages, TEXTS * 20)
        beside = [embedder.embed_query(TEXTS[0]) for _ in range(20)]
        assert posts.result().shape == (60, embedder.dim)
    assert all(np.allclose(alone, each, atol=1e-5) for each in beside)


@pytest.mark.slow
def test_sentences_are_embedded_as_passages_are_beside_them() -> None:
    embedder = open_embedder("bundled", DATA / "var" / "models")
    alone = embedder.embed_passages(TEXTS)
    with ThreadPoolExecutor(2) as desk:
        posts, measured = desk.submit(embedder.embed_passages, TEXTS * 20), desk.submit(embedder.count_tokens, TEXTS[1])
        beside = [embedder.embed_sentences(TEXTS) for _ in range(20)]
        assert posts.result().shape == (60, embedder.dim)
        assert measured.result() == embedder.count_tokens(TEXTS[1])
    assert all((alone * each).sum(axis=1).min() > 0.999 for each in beside)
