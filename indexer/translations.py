"""Which words of Russian and English mean the same, so that words find posts in the other language too.

``data/translations.tsv`` says it, made once of message catalogues and of the bundled model's own vectors
(``bench/make_translations.py``); another model can use it as well, as it holds words alone.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "data" / "translations.tsv"

Translations = Mapping[str, tuple[str, ...]]


@cache
def translations() -> Translations:
    """Return the stems in the other language that a stem may stand for, the surest first; read once."""
    found: dict[str, list[tuple[int, str]]] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, _, others = line.partition("\t")
            named = others.split()
            for other, score in zip(named[::2], map(int, named[1::2]), strict=True):
                found.setdefault(word, []).append((-score, other))
                found.setdefault(other, []).append((-score, word))
    return {word: tuple(other for _, other in sorted(others)) for word, others in found.items()}
