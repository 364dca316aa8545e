"""Which words of Russian and English mean the same, so that words find posts in the other language too.

``data/translations.tsv`` says it, made once of message catalogues and of the bundled model's own vectors
(``bench/make_translations.py``); another model can use it as well, as it holds words alone. ``data/names.tsv`` is made by hand.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from indexer.data import DATA
from indexer.language.stemming import stem

PATH, NAMES = DATA / "translations.tsv", DATA / "names.tsv"

Worths = tuple[tuple[str, float], ...]  # stems, the surest first, with what each is worth beside the word itself, in [0.7, 1]
Translations = Mapping[str, Worths]
ALIGNED = 100  # scores of pairs from catalogues begin here, and so come before those that the model alone believes
_SCALE = 20  # hundredths: a probability of a fifth is as sure as any
_NAMED = 200  # the score of a name's other spelling: it is the same word
BELIEVED = 0.7  # what a translation is worth that the model alone believes


class TranslationFile(Translations):
    """What a file says of each stem, and another of names; numbers are read when a word is asked for, few of 70 000."""

    def __init__(self, path: Path, names: Path | None = None) -> None:
        self._english = dict(read_lines(path))
        for name, spellings in read_lines(names) if names else ():
            own = stem(name)
            others = "".join(f"{stem(each)} {_NAMED} " for each in spellings.split())
            self._english[own] = others + self._english.get(own, "")
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
        return dict(zip(reversed(named[::2]), map(int, reversed(named[1::2])), strict=True))  # of two, the first counts

    def __iter__(self) -> Iterator[str]:
        """Yield every stem of both languages."""
        return chain(self._english, self._russian)

    def __len__(self) -> int:
        return len(self._english) + len(self._russian)


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the word that each line of a file begins with, and what stands behind it; lines with "#" are comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, _, others = line.partition("\t")
            yield word, others


def is_word(stemmed: str, known: Translations) -> bool:
    """Say whether people write a word of that stem: more than the model believes it."""
    return any(worth > BELIEVED for _, worth in known.get(stemmed, ()))


@cache
def translations() -> Translations:
    """Return what ``data/translations.tsv`` and ``data/names.tsv`` say; read once."""
    return TranslationFile(PATH, NAMES)


def _worth(score: int) -> float:
    return BELIEVED + (1 - BELIEVED) * min(1.0, max(0, score - ALIGNED) / _SCALE)
