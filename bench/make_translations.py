"""Writes ``data/translations.tsv``, which words of Russian and English mean the same.

``bench/fetch_catalogues.sh data/var/catalogues``, then ``.venv/bin/python -m bench.make_translations data/var/catalogues``
(``pip install -e '.[bench]'``; some minutes). Two sources: words that translate each other in message catalogues
(``bench/aligned_words.py``), and, behind them, words that are near in meaning to the bundled model. For these the frequent words
of both languages (``wordfreq``) are embedded one by one, and those with one stem are one. A multilingual model puts all words of
a language together, so its mean is taken out; and some words are near to everything, so what counts is how much nearer two words
are to each other than to their nearest ten in the other language.
Source: Conneau and others, "Word translation without parallel data", 2018 (CSLS).
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from wordfreq import top_n_list

from bench.aligned_words import Scores, aligned, best_of_either, catalogues
from indexer.data import MODELS
from indexer.embedders import open_embedder
from indexer.language.sentences import FUNCTION_WORDS
from indexer.language.stemming import stem
from indexer.language.text import fold
from indexer.language.translations import ALIGNED, PATH
from indexer.ports import Matrix

WORDS = {"en": (45_000, re.compile("[a-z]{3,}")), "ru": (130_000, re.compile("[а-я]{3,}"))}  # Russian has more forms of each
FORMS = 6  # of a stem, the most frequent ones: their mean is the stem's vector
NEAREST = 10  # Conneau and others
MOST, LEAST = 6, 0.0  # near words of a word, and how much nearer than the nearest of both they are at least
ROWS = 2000  # at a time
Crowding = npt.NDArray[np.float32]  # (n,)
_DISCOURSE_TEXT = """
instead however otherwise although though therefore thus hence meanwhile moreover nevertheless besides indeed rather quite almost
maybe perhaps probably usually often sometimes already yet still even else anyway whether according despite since during within
without between among several many much every another same different various actually really simply certainly especially
however around upon toward towards against across along behind beyond due per via etc
однако иначе напротив наоборот поэтому хотя итак следовательно впрочем кстати вместо кроме помимо ввиду согласно несмотря довольно
почти пожалуй наверное вероятно возможно обычно часто иногда редко уже еще пока действительно именно особенно просто примерно
около между среди против вдоль сквозь ради разный различный каждый всякий любой некоторый несколько многие много мало весьма
слишком значит видимо собственно вообще зато либо также затем причем притом якобы мол дескать пусть давай давайте
"""
DISCOURSE = frozenset(_DISCOURSE_TEXT.split())  # they join what is said, and tell nothing of what it is about
_LEFT_OUT = frozenset(map(stem, FUNCTION_WORDS | DISCOURSE))
HEAD = """\
# Stems of Russian and English words that mean the same, and how surely, best first: 100 and the probability in hundredths where
# they translate each other in message catalogues, else how near they are to multilingual-e5-small (CSLS, hundredths).
# Written by bench/make_translations.py; which words are frequent is from wordfreq 3.1 (Robyn Speer, data CC BY-SA 4.0).
"""


def main(folder: Path) -> None:
    """Write the file, a line for every English stem."""
    scores = near() | {pair: ALIGNED + round(100 * sure) for pair, sure in aligned(catalogues(folder)).items()}
    lines: dict[str, list[tuple[int, str]]] = {}
    for (word, other), score in best_of_either(scores).items():
        lines.setdefault(word, []).append((score, other))
    PATH.write_text(HEAD + "".join(_line(word, lines[word]) for word in sorted(lines)), encoding="utf-8")
    print(f"{len(lines)} English stems, {sum(map(len, lines.values()))} pairs")


def _line(word: str, found: Sequence[tuple[int, str]]) -> str:
    return f"{word}\t{' '.join(f'{other} {score}' for score, other in sorted(found, reverse=True))}\n"


def near() -> Scores:
    """Return (English stem, Russian stem) and how near they are to the model, in hundredths below ``ALIGNED``."""
    embedder = open_embedder("bundled", MODELS)
    (english, ours), (russian, theirs) = (embedded(language, embedder.embed_passages) for language in ("en", "ru"))
    return {(english[i], russian[j]): min(ALIGNED - 1, round(100 * score)) for i, j, score in pairs(ours, theirs)}


def embedded(language: str, embed: Callable[[Sequence[str]], Matrix]) -> tuple[list[str], Matrix]:
    """Return the stems of a language's frequent words and their vectors, without what all of them share, of length 1."""
    most, form = WORDS[language]
    words = list(dict.fromkeys(fold(word) for word in top_n_list(language, most)))
    chosen = [word for word in words if form.fullmatch(word) and stem(word) not in _LEFT_OUT]
    forms: dict[str, list[int]] = {}
    for i, word in enumerate(chosen):
        forms.setdefault(stem(word), []).append(i)
    every = np.concatenate([embed(chosen[i : i + ROWS]) for i in range(0, len(chosen), ROWS)])
    rows = np.stack([every[of[:FORMS]].mean(axis=0) for of in forms.values()])
    rows -= rows.mean(axis=0)
    return list(forms), rows / np.linalg.norm(rows, axis=1, keepdims=True)


def pairs(one: Matrix, other: Matrix) -> set[tuple[int, int, float]]:
    """Return (row of one, row of other, score) of those that are among the best for either of them."""
    crowd = crowding(one, other), crowding(other, one)
    there = {(i, j, score) for i, j, score in best(one, other, *crowd)}
    return there | {(i, j, score) for j, i, score in best(other, one, *crowd[::-1])}


def crowding(rows: Matrix, others: Matrix) -> Crowding:
    """Return (n,), the mean cosine of every row with its nearest rows among the others."""
    parts = (rows[i : i + ROWS] @ others.T for i in range(0, len(rows), ROWS))
    return np.concatenate([np.partition(part, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1) for part in parts])


def best(rows: Matrix, others: Matrix, crowd: Crowding, of_others: Crowding) -> Iterator[tuple[int, int, float]]:
    """Yield (row, other, score), at most ``MOST`` for every row, each of at least ``LEAST``."""
    for start in range(0, len(rows), ROWS):
        scores = 2 * rows[start : start + ROWS] @ others.T
        scores -= crowd[start : start + ROWS, None] + of_others[None]
        chosen = np.argpartition(-scores, MOST, axis=1)[:, :MOST]
        for i, j in zip(*np.nonzero(np.take_along_axis(scores, chosen, axis=1) >= LEAST), strict=True):
            yield start + int(i), int(chosen[i, j]), round(float(scores[i, chosen[i, j]]), 4)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
