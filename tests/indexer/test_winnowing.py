"""The words and hashes of many texts at once are those of each text by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.text import SHORT, words
from indexer.language.word_hashes import hash_words
from indexer.repeats.winnowing import HASH_BYTES, WINDOW, sign_texts, winnow

# joints and signs, what is folded alone, what folding makes several, what its neighbours decide about, what is left out
HARD = (
    ".'-+#’ʼ_ \n1"
    + "aBёЁйЙςΣ"
    + "…№ßŉİﬁ½①ªＡ＿"
    + "тТcCoоdд"
    + "\u0301\u0306\u0308\u0338\u0345\u09be가각각ﾞﾊ\u20e3"
    + "\u200d\ufe0f\u00ad🔥\ud800\x00"
)
TEXTS = st.lists(st.text(max_size=30) | st.text(HARD, max_size=30), min_size=1, max_size=5)
TREES = st.lists(st.sampled_from(["дуб", "клён", "ясень", "ель", "сосна"]), min_size=8, max_size=30)


@given(TEXTS)
def test_the_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    hashes, counts = hash_words(texts)
    every = [words(text) for text in texts]
    assert counts.tolist() == [len(row) for row in every]
    pairs = set(zip(hashes.tolist(), [word for row in every for word in row], strict=True))
    assert len(pairs) == len({value for value, _ in pairs}) == len({word for _, word in pairs})


@given(TEXTS)
def test_a_text_is_signed_alike_alone_and_among_others(texts: list[str]) -> None:
    assert sign_texts(texts) == [sign_texts([text])[0] for text in texts]


@given(st.lists(st.lists(st.integers(0, 40), max_size=40), max_size=5), st.integers(1, 9))
def test_every_window_of_a_text_leaves_its_smallest_shingle(rows: list[list[int]], window: int) -> None:
    flat, counts = np.array([value for row in rows for value in row], np.uint64), np.array([len(row) for row in rows], np.int64)
    kept, bounds = winnow(flat, counts, window=window)
    for row, start, stop in zip(rows, bounds[:-1], bounds[1:], strict=True):
        is_short = len(row) <= max(SHORT, window)
        expected = set(row) if is_short else {min(row[i : i + window]) for i in range(len(row) - window + 1)}
        assert kept[start:stop].tolist() == sorted(expected)


def test_a_fingerprint_sees_words_in_their_order_and_nothing_else() -> None:
    texts = ["Привет,  МИР! 🎉", "привет мир", "мир привет", "", "🎉"]
    one, same, other, none, picture = (signature.fingerprint for signature in sign_texts(texts))
    assert one == same != other
    assert none == picture != one


@given(TREES, st.integers(0, 5))
def test_a_copy_inside_a_longer_text_shares_a_hash(row: list[str], before: int) -> None:
    piece = " ".join(row)
    one, other = sign_texts([piece, "река " * before + piece + " и ещё несколько слов после"])
    assert set(memoryview(one.hashes).cast("I")) & set(memoryview(other.hashes).cast("I"))


@pytest.mark.parametrize("length", [0, 1, 2, 3, SHORT, SHORT + 3, SHORT + WINDOW + 3, 5000])
def test_a_text_of_any_length_is_signed(length: int) -> None:
    text = " ".join(f"слово{i}" for i in range(length))
    (one,) = sign_texts([text])
    assert bool(one.hashes) == (length > 0)
    assert len(one.hashes) <= HASH_BYTES * max(length, 1)
