"""Which words translate each other in texts that stand in both languages: message catalogues of programs, games and atlases.

Words are counted as their stems. Source: Brown, Della Pietra, Della Pietra, Mercer, "The mathematics of statistical machine
translation", 1993 (Model 1), in both directions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from babel.messages.mofile import read_mo

from indexer.language.sentences import FUNCTION_WORDS
from indexer.language.spelling import MOST_TRANSLATIONS
from indexer.language.stemming import stem
from indexer.language.text import words

ROUNDS = 5  # of expectation and maximization
LONGEST, MOST_TIMES = 80, 3  # words of a string, and how many times as long its translation may be
LEAST, LEAST_COUNT = 0.01, 0.3  # probability, and how often two words translate each other at least; once together is chance
NOBODY = ""  # what a word without a translation is a translation of
_MARKUP = re.compile(r"<[^>]*>|&\w+;|%\(\w+\)\w|%[-\d.]*[a-zA-Z]|\{[^}]*\}|\$\w+|\\n|https?://\S+|@\w+")
_ACCESS_KEY = re.compile(r"[_&~](?=\w)")
_ENGLISH, _RUSSIAN = re.compile("[a-z]{2,}"), re.compile("[а-я]{2,}")
Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Scores = dict[tuple[str, str], int]
_stem = cache(stem)


def catalogues(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (string, translation) of every ``.mo`` file under a folder; of a plural, its first and last forms."""
    for path in sorted(folder.rglob("*.mo")):
        try:
            with path.open("rb") as file:
                messages = list(read_mo(file))
        except (OSError, ValueError, UnicodeDecodeError, LookupError):
            continue  # an older catalogue in an unnamed character set
        for message in messages:
            ours, theirs = (each if isinstance(each, tuple | list) else (each,) for each in (message.id, message.string))
            for i in {0, len(ours) - 1}:
                if (string := ours[i]) and (translation := theirs[-1 if i else 0]):
                    yield string, translation


@dataclass(frozen=True, slots=True)
class Side:
    """One language's half of n sentences: its stems, the numbers of those of all sentences in a row, and the lengths (n,)."""

    stems: list[str]
    tokens: Numbers
    lengths: Numbers

    @property
    def starts(self) -> Numbers:
        """Where each sentence begins (n,)."""
        return np.cumsum(self.lengths) - self.lengths


def aligned(strings: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Return (English stem, Russian stem) and how surely they translate each other, in (0, 1]: the geometric mean of both
    probabilities.
    """
    sentences = {(_tokens(ours, _ENGLISH), _tokens(theirs, _RUSSIAN)) for ours, theirs in strings}
    both = sorted((one, other) for one, other in sentences if _is_fit(len(one), len(other)))
    english, russian = (_side([pair[i] for pair in both]) for i in (0, 1))
    one, other = _combinations(english, russian)
    kinds, kind = np.unique(english.tokens[one] * len(russian.stems) + russian.tokens[other], return_inverse=True)
    words_of = kinds // len(russian.stems), kinds % len(russian.stems)
    to_russian, times = _model1(words_of[0], kind, other, russian.tokens[other] != 0)
    to_english, times_back = _model1(words_of[1], kind, one, english.tokens[one] != 0)
    sure = np.sqrt(to_russian * to_english)
    kept = (sure >= LEAST) & (np.minimum(times, times_back) >= LEAST_COUNT) & (np.bincount(kind) > 1)
    kept &= (words_of[0] != 0) & (words_of[1] != 0)
    return {
        (english.stems[i], russian.stems[j]): float(score)
        for i, j, score in zip(words_of[0][kept], words_of[1][kept], sure[kept], strict=True)
    }


def _tokens(string: str, form: re.Pattern[str]) -> tuple[str, ...]:
    plain = _ACCESS_KEY.sub("", _MARKUP.sub(" ", string))
    return tuple(_stem(word) for word in words(plain) if form.fullmatch(word) and word not in FUNCTION_WORDS)


def _is_fit(one: int, other: int) -> bool:
    shorter, longer = sorted((one, other))
    return shorter > 0 and longer <= min(LONGEST, MOST_TIMES * shorter)


def _side(sentences: Sequence[tuple[str, ...]]) -> Side:
    numbers: dict[str, int] = {NOBODY: 0}
    tokens = [numbers.setdefault(word, len(numbers)) for sentence in sentences for word in (NOBODY, *sentence)]
    lengths = np.array([1 + len(sentence) for sentence in sentences], np.int64)
    return Side(list(numbers), np.array(tokens, np.int64), lengths)


def _combinations(ours: Side, theirs: Side) -> tuple[Numbers, Numbers]:
    """Return every word of a sentence with every word of its translation: the places of both among the tokens."""
    many = ours.lengths * theirs.lengths
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    width = np.repeat(theirs.lengths, many)
    return np.repeat(ours.starts, many) + within // width, np.repeat(theirs.starts, many) + within % width


def _model1(given: Numbers, kind: Numbers, target: Numbers, counted: npt.NDArray[np.bool_]) -> tuple[Weights, Weights]:
    """Return of every kind of pair the probability of its word ``given`` the other one, and how often that translates it."""
    kind, target = kind[counted], target[counted]
    probability, times = np.ones(len(given)), np.zeros(len(given))
    for _ in range(ROUNDS):
        share = probability[kind]
        share /= np.bincount(target, share)[target]
        times = np.bincount(kind, share, len(given)).astype(float)
        probability = times / np.maximum(np.bincount(given, times)[given], 1e-9)
    return probability, times


def best_of_either(scores: Scores) -> Scores:
    """Return the pairs that are among the best of one of their words: as many as a word of a question stands for."""
    kept: Scores = {}
    for side in (0, 1):
        count: Counter[str] = Counter()
        for pair, score in sorted(scores.items(), key=lambda each: (-each[1], each[0])):
            count[pair[side]] += 1
            if count[pair[side]] <= MOST_TRANSLATIONS:
                kept[pair] = score
    return kept
