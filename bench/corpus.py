"""Corpora for benches: any number of posts in two languages, always the same for a number, with vectors as the model would give.

Every post varies a base text (a post, a paragraph or a sentence of ``data/samples`` and ``data/eval/texts.jsonl``): half of its
words are that text's, half are drawn from its language's vocabulary, by Zipf's law. The vocabulary is that of the base texts,
followed by words made of halves of them. Embedding hundreds of thousands of texts takes hours, so a post's vector is its base
text's, of the real model, with noise added, at length 1: speed depends on the number and the spread of vectors, not on their
truth. Nothing about quality can be learned from such a corpus.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from bench.make_pairs import texts
from indexer.models import Origin, Post
from indexer.ports import Matrix

SEED, VOCABULARY, LEAST = 2026, 60_000, 4  # words of a language; words of a base text
NOISE = 0.45  # length of the noise beside a vector of length 1: two variants of a text have a cosine of about 0.83
START, CHANNELS = datetime(2020, 1, 1, tzinfo=UTC), 40
_SENTENCE, _WORD = re.compile(r"(?<=[.!?…])\s+|\n+"), re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Base:
    """A text that posts vary: its words and its language."""

    text: str
    words: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Posts and their vectors, a row for each."""

    posts: list[Post]
    vectors: Matrix


def bases() -> list[Base]:
    """Return all base texts: whole posts, then their sentences."""
    given = [(each["text"], each["language"]) for each in texts()]
    parts = [(part, language) for text, language in given for part in _SENTENCE.split(text)]
    found = {text: Base(text, tuple(_WORD.findall(text)), language) for text, language in given + parts}
    return [base for base in found.values() if len(base.words) >= LEAST]


def make_corpus(count: int, base: Sequence[Base], embed: Callable[[Sequence[str]], Matrix]) -> Corpus:
    """Return so many posts; a smaller corpus is the beginning of a larger one in its texts, not in its vectors."""
    chance = np.random.default_rng(SEED)
    chosen = chance.integers(len(base), size=count)
    rows = embed([each.text for each in base])
    return Corpus(list(make_posts(chosen.tolist(), base)), varied(rows[chosen], chance))


def varied(rows: Matrix, chance: np.random.Generator | None = None) -> Matrix:
    """Return (n, dim), vectors of length 1 with noise added to those of n texts: of texts like them."""
    noise = (chance or np.random.default_rng(SEED)).standard_normal(rows.shape, dtype=np.float32)
    vectors: Matrix = rows + noise * np.float32(NOISE / np.sqrt(rows.shape[1]))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def make_posts(chosen: Sequence[int], base: Sequence[Base], *, first: int = 0) -> Iterator[Post]:
    """Yield a variant of every chosen base text; ``first`` is the number of the first of them."""
    chance = random.Random(SEED + first)
    drawn = {language: _words(language, base, chance) for language in ("ru", "en")}
    for number, i in enumerate(chosen, first):
        yield Post(
            _variant(base[i].words, drawn[base[i].language], chance),
            date=START + timedelta(minutes=7 * number),
            origin=Origin(
                f"Channel {number % CHANNELS}", username=f"channel_{number % CHANNELS}", message_id=number // CHANNELS + 1
            ),
        )


def _variant(own: Sequence[str], drawn: Iterator[str], chance: random.Random) -> str:
    """Sentences of four to fifteen words, half of them a text's own, in about as many words as posts have."""
    left = [
        word if chance.random() < 0.5 else next(drawn)
        for word in chance.choices(own, k=min(300, 12 + int(chance.expovariate(1 / 32))))
    ]
    sentences = []
    while left:
        size = chance.randrange(4, 16)
        sentences.append(" ".join(left[:size]).capitalize() + ".")
        left = left[size:]
    return " ".join(sentences)


def _words(language: str, base: Sequence[Base], chance: random.Random) -> Iterator[str]:
    """Yield words of a language for ever: the more frequent they are in the base texts, the more often."""
    known = [
        word
        for word, _ in Counter(word.lower() for each in base if each.language == language for word in each.words).most_common()
    ]
    halves = [word for word in known if len(word) > 5 and word.isalpha()]
    vocabulary = dict.fromkeys(known)
    while len(vocabulary) < VOCABULARY:
        a, b = chance.choice(halves), chance.choice(halves)
        vocabulary[a[: len(a) // 2 + 1] + b[len(b) // 2 :]] = None
    words = list(vocabulary)
    weights = np.cumsum(1 / np.arange(1, len(words) + 1)).tolist()
    while True:
        yield from chance.choices(words, cum_weights=weights, k=4096)


def make_questions(count: int, base: Sequence[Base]) -> list[str]:
    """Return distinct questions, in both languages by turns: two to eight words that stand together in a base text."""
    chance = random.Random(SEED)
    by_language = [[each for each in base if each.language == language] for language in ("ru", "en")]
    found: dict[str, None] = {}
    while len(found) < count:
        words = chance.choice(by_language[len(found) % 2]).words
        size = min(len(words), chance.randrange(2, 9))
        start = chance.randrange(len(words) - size + 1)
        found[" ".join(words[start : start + size])] = None
    return list(found)
