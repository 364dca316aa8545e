"""Splits a post into passages that the model can read whole."""

import re
from collections.abc import Callable, Iterator

from indexer.language.sentences import sentences

PASSAGE_TOKENS = 256  # of the model's 512: longer passages blur what they are about, shorter ones lose it
SHORTEST_PART = 60  # characters: a few words alone are near to everything
_PARAGRAPH, _SENTENCE, _WORD = re.compile(r"\n+"), re.compile(r"(?<=[.!?…;])\s+"), re.compile(r"\s+")


def split(text: str, count_tokens: Callable[[str], int]) -> list[str]:
    """Return the text in passages of at most ``PASSAGE_TOKENS`` tokens, cut at paragraphs, else sentences, else words; all of it.

    A single word beyond the limit is cut by characters.
    """
    if not text.strip():
        return []
    if count_tokens(text) <= PASSAGE_TOKENS:
        return [text]
    return list(_packed(_pieces(text, count_tokens, (_PARAGRAPH, _SENTENCE, _WORD)), count_tokens))


def _pieces(text: str, count_tokens: Callable[[str], int], cuts: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    """Yield pieces within the limit, each with the white space that follows it."""
    if count_tokens(text) <= PASSAGE_TOKENS:
        yield text
    elif not cuts:
        half = len(text) // 2
        for part in (text[:half], text[half:]):
            yield from _pieces(part, count_tokens, ())
    else:
        for part in _cut(text, cuts[0]):
            yield from _pieces(part, count_tokens, cuts[1:])


def _cut(text: str, where: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in where.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _packed(pieces: Iterator[str], count_tokens: Callable[[str], int]) -> Iterator[str]:
    """Join neighbours while they fit; token counts add up to within one token a piece."""
    passage, size = "", 0
    for piece in pieces:
        length = count_tokens(piece)
        if passage and size + length > PASSAGE_TOKENS:
            yield passage.strip()
            passage, size = "", 0
        passage, size = passage + piece, size + length
    if passage.strip():
        yield passage.strip()


def parts(passage: str) -> tuple[str, ...]:
    """Return the sentences of a passage, a short one together with those before it; the passage itself where it has but one."""
    found: list[str] = []
    for sentence in sentences(passage):
        if found and len(found[-1]) < SHORTEST_PART:
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    if len(found) > 1 and len(found[-1]) < SHORTEST_PART:
        found[-2:] = [" ".join(found[-2:])]
    return tuple(found) if len(found) > 1 else (passage,)
