"""Versions and numbers that a question names, found among the words of a post however they are written there."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.letters import as_latin, pieces, sound
from indexer.stemming import stem


def holds_all(versions: Iterable[str], stems: Iterable[str]) -> bool:
    """Say whether all of some versions stand among stems, whatever parts their pieces: "ps5pro" in "PS5 Pro", «кс2» in "CS2"."""
    held = f" {' '.join(_heard(piece) for word in stems for piece in pieces(word))} "
    return all(f" {' '.join(map(_heard, pieces(version)))} " in held for version in versions)


@lru_cache(maxsize=65536)
def _heard(piece: str) -> str:
    """A piece as it sounds, whatever its ending; one letter as it looks."""
    if not piece.isalpha():
        return piece
    return as_latin(piece) if len(piece) == 1 else sound(stem(piece))
