"""The model is used at one desk while posts are measured with it at the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from indexer.ports import Embedder

TEXTS = ["дуб", "Лиственные леса средней полосы сбрасывают листья осенью, а весной одеваются снова.", "oak and ash"]


def test_posts_can_be_measured_while_others_are_embedded(bundled: Embedder) -> None:
    ended, lengths = threading.Event(), {bundled.count_tokens(TEXTS[1])}

    def measure() -> None:
        while not ended.is_set():
            lengths.add(bundled.count_tokens(TEXTS[1]))

    with ThreadPoolExecutor(1) as desk:
        measuring = desk.submit(measure)
        try:
            for _ in range(100):
                assert bundled.embed_passages(TEXTS).shape == (3, bundled.dim)
        finally:
            ended.set()
        measuring.result()
    assert len(lengths) == 1


def test_a_question_is_embedded_the_same_while_posts_are(bundled: Embedder) -> None:
    alone = bundled.embed_query(TEXTS[0])
    with ThreadPoolExecutor(1) as desk:
        posts = desk.submit(bundled.embed_passages, TEXTS * 20)
        beside = [bundled.embed_query(TEXTS[0]) for _ in range(20)]
        assert posts.result().shape == (60, bundled.dim)
    assert all(np.allclose(alone, each, atol=1e-5) for each in beside)


def test_sentences_are_embedded_as_passages_are_beside_them(bundled: Embedder) -> None:
    alone = bundled.embed_passages(TEXTS)
    with ThreadPoolExecutor(2) as desk:
        posts, measured = desk.submit(bundled.embed_passages, TEXTS * 20), desk.submit(bundled.count_tokens, TEXTS[1])
        beside = [bundled.embed_sentences(TEXTS) for _ in range(20)]
        assert posts.result().shape == (60, bundled.dim)
        assert measured.result() == bundled.count_tokens(TEXTS[1])
    assert all((alone * each).sum(axis=1).min() > 0.999 for each in beside)
