"""Which words of Russian and English mean the same, so that words find posts in the other language too.

``data/translations.tsv`` says it, made once of message catalogues and of the bundled model's own vectors
(``bench/make_translations.py``); another model can use it as well, as it holds words alone.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "data" / "translations.tsv"

Worths = tuple[tuple[str, float], ...]  # stems, the surest first, with what each is worth beside the word itself, in [0.7, 1]
Translations = Mapping[str, Worths]
ALIGNED = 100  # scores of pairs from catalogues begin here, and so come before those that the model alone believes
_SCALE = 20  # hundredths: a probability of a fifth is as sure as any
BELIEVED = 0.7  # what a translation is worth that the model alone believes


class TranslationFile(Translations):
    """What a file says of each stem; its numbers are read when a word is asked for, as a question asks for few of 70 000."""

    def __init__(self, path: Path) -> None:
        lines = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        self._english = {word: others for word, _, others in lines}
        self._russian: dict[str, list[str]] = {}
        for word, others in self._english.items():
            for other in others.split()[::2]:
                self._russian.setdefault(other, []).append(word)

    def __getitem__(self, word: str) -> Worths:
        """Return the stems in the other language that a stem may stand for."""
        if word in self._english:
            scores = self._scores(word)
        else:
            scores = {english: self._scores(english)[word] for english in self._russian[word]}
        return tuple((other, _worth(score)) for other, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))

    def _scores(self, english: str) -> dict[str, int]:
        named = self._english[english].split()
        return dict(zip(named[::2], map(int, named[1::2]), strict=True))

    def __iter__(self) -> Iterator[str]:
        """Yield every stem of both languages."""
        return chain(self._english, self._russian)

    def __len__(self) -> int:
        return len(self._english) + len(self._russian)


@cache
def translations() -> Translations:
    """Return what ``data/translations.tsv`` says; read once."""
    return TranslationFile(PATH)


def _worth(score: int) -> float:
    return BELIEVED + (1 - BELIEVED) * min(1.0, max(0, score - ALIGNED) / _SCALE)
