"""Versions and numbers that a question names, found among the words of a post however they are written there."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.language.letters import as_latin, pieces, sound
from indexer.language.numerals import in_digits
from indexer.language.stemming import stem

_SIGNS = ("+", "#")


def holds_all(versions: Iterable[str], stems: Iterable[str]) -> bool:
    """Say whether all of some versions stand among stems, whatever parts their pieces: "ps5pro" in "PS5 Pro", «кс2» in "CS2".

    A Roman number is one: "gta6" stands in "GTA VI". A name that ends with a sign stands there as it is: C# is not C++.
    """
    known = list(stems)
    held = f" {' '.join(_heard(piece) for word in known for piece in pieces(word))} "
    return all(
        version in known if version.endswith(_SIGNS) else f" {' '.join(map(_heard, pieces(version)))} " in held
        for version in versions
    )


@lru_cache(maxsize=65536)
def _heard(piece: str) -> str:
    """A piece as it sounds, whatever its ending; one letter as it looks."""
    if not piece.isalpha():
        return piece
    if (digits := in_digits(piece)) != piece:
        return digits
    return as_latin(piece) if len(piece) == 1 else sound(stem(piece))
