"""What texts are recognised by, made for many at once: a fingerprint of all words, and hashes that copies of a part share."""

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.language.text import SHINGLE_WORDS, SHORT
from indexer.language.word_hashes import Hashes, Places, hash_spans, hash_words
from indexer.models import Signature

WINDOW = 4  # shingles
_AT_ONCE, _LONGEST = 256, 1 << 18  # texts, and characters of all: what is made of them stays in the processor's cache
_HALF = np.uint64(32)  # bits of a hash are kept: of two million, one in two thousand is equal to another by chance
_MOST = np.uint64(2**32 - 1)
_BYTES = 8  # of a fingerprint
HASH_BYTES = 4


def sign_texts(texts: Sequence[str]) -> list[Signature]:
    """Return the signatures of texts: 8 bytes that are equal for texts with the same words in the same order, and 32-bit hashes.

    Any run of ``SHINGLE_WORDS + WINDOW - 1`` words that two texts share gives them a hash in common.
    """
    return [signature for part in _parts(texts) for signature in _sign(part)]


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a row of texts where so many texts, or so many characters, are reached."""
    begin, size = 0, 0
    for i, text in enumerate(texts):
        if i - begin == _AT_ONCE or (i > begin and size + len(text) > _LONGEST):
            yield texts[begin:i]
            begin, size = i, 0
        size += len(text)
    if begin < len(texts):
        yield texts[begin:]


def _sign(texts: Sequence[str]) -> list[Signature]:
    words, counts = hash_words(texts)
    ends = np.cumsum(counts)
    fingerprints = hash_spans(words, ends - counts, ends).tobytes()
    shingles = hash_spans(words, *_runs(counts, np.full_like(counts, SHINGLE_WORDS))) >> _HALF
    hashes, bounds = winnow(shingles, np.maximum(counts - SHINGLE_WORDS + 1, np.minimum(counts, 1)))
    every, at = hashes.astype(np.uint32).tobytes(), (HASH_BYTES * bounds).tolist()
    return [Signature(fingerprints[_BYTES * i : _BYTES * (i + 1)], every[at[i] : at[i + 1]]) for i in range(len(texts))]


def _runs(counts: Places, sizes: Places) -> tuple[Places, Places]:
    """Where each run of items of one text begins and ends; ``sizes`` is one for every text, and a text of fewer is one run."""
    ends = np.repeat(np.cumsum(counts), counts)
    places = np.arange(len(ends))
    stops = places + np.repeat(sizes, counts)
    is_run = (stops <= ends) | (places == ends - np.repeat(counts, counts))
    return places[is_run], np.minimum(stops, ends)[is_run]


def winnow(shingles: Hashes, counts: Places, *, window: int = WINDOW) -> tuple[Hashes, Places]:
    """Return the smallest shingle of every window, each once for a text, and where each text's begin, and at last end.

    ``shingles`` are below 2^32, and ``counts`` says how many each text has; one of at most ``SHORT`` keeps them all.
    Source: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting", 2003.
    """
    sizes = np.where(counts <= max(SHORT, window), 1, window)
    starts, stops = _runs(counts, sizes)
    minima = np.where(stops - starts == 1, shingles[starts], _least(shingles, window)[starts])
    text = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)[starts]
    kept = distinct(np.sort(distinct(text << _HALF | minima)))  # a window's smallest is mostly the next one's too
    return kept & _MOST, np.searchsorted(kept, np.arange(len(counts) + 1, dtype=np.uint64) << _HALF)


def distinct(values: Hashes) -> Hashes:
    """Return values without those that equal the one before them."""
    kept: Hashes = values[np.append(True, values[1:] != values[:-1])[: len(values)]]
    return kept


def _least(values: Hashes, window: int) -> Hashes:
    """The smallest of as many values from every place on: the minima of two windows that overlap or meet are a wider one's."""
    minima, width = np.append(values, np.full(window - 1, _MOST)), 1
    while width < window:
        step = min(width, window - width)
        minima = np.minimum(minima[:-step], minima[step:])
        width += step
    return minima
