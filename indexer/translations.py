"""Which words of Russian and English mean the same, so that words find posts in the other language too.

``data/translations.tsv`` says it, made once of message catalogues and of the bundled model's own vectors
(``bench/make_translations.py``); another model can use it as well, as it holds words alone.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "data" / "translations.tsv"

Translations = Mapping[str, tuple[tuple[str, float], ...]]
_ALIGNED, _SCALE = 100, 20  # scores of pairs from catalogues begin here; a probability of a fifth is as sure as any
_BELIEVED = 0.7  # what a translation is worth that the model alone believes


@cache
def translations() -> Translations:
    """Return the stems in the other language that a stem may stand for, the surest first, each with its worth; read once."""
    found: dict[str, list[tuple[int, str]]] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, _, others = line.partition("\t")
            named = others.split()
            for other, score in zip(named[::2], map(int, named[1::2]), strict=True):
                found.setdefault(word, []).append((-score, other))
                found.setdefault(other, []).append((-score, word))
    return {word: tuple((other, _worth(-score)) for score, other in sorted(others)) for word, others in found.items()}


def _worth(score: int) -> float:
    """Return what a translation is worth beside the word itself, in [0.7, 1]."""
    return _BELIEVED + (1 - _BELIEVED) * min(1.0, max(0, score - _ALIGNED) / _SCALE)
