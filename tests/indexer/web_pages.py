"""Copies of posts as a channel's page gives them: what a page loses and adds, at random but repeatably."""

import random
from dataclasses import dataclass
from pathlib import Path

from indexer.models import Preview

ORIGINALS = Path(__file__).parent.parent / "data" / "originals.txt"
NOTICES = ("Please open Telegram to view this post", "VIEW IN TELEGRAM")


@dataclass(frozen=True)
class Original:
    """A post as it was written: its header and its lines."""

    header: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def originals() -> list[Original]:
    """Return the posts of ``originals.txt``."""
    blocks = ORIGINALS.read_text("utf-8").split("Forwarded from ")[1:]
    return [Original(block.split("\n")[0], tuple(block.strip().split("\n")[1:])) for block in blocks]


def lose_title(lines: list[str], chance: random.Random) -> list[str]:
    """The first line is short and bold, or hashtags: copies lose such lines."""
    return lines[1:] if len(lines) > 2 else lines


def lose_clause(lines: list[str], chance: random.Random) -> list[str]:
    """A clause of a long line is formatted and gets lost; its neighbours may be drawn together."""
    place = chance.choice([i for i, line in enumerate(lines) if len(line.split()) >= 10])
    parts = lines[place].split(" ")
    start = chance.randrange(2, len(parts) - 5)
    end = start + chance.randrange(1, 4)
    joint = "" if chance.random() < 0.5 else " "
    return [*lines[:place], joint.join([" ".join(parts[:start]), " ".join(parts[end:])]), *lines[place + 1 :]]


def lose_end(lines: list[str], chance: random.Random) -> list[str]:
    """The copy is cut, perhaps inside a word of its last line."""
    last = chance.randrange(len(lines) // 2, len(lines))
    cut = max(25, int(len(lines[last]) * chance.random()))
    return [*lines[:last], lines[last][:cut]]


def lose_emoji(lines: list[str], chance: random.Random) -> list[str]:
    """Custom emoji are missing."""
    return ["".join(c for c in line if ord(c) < 0x2600) for line in lines]


def lose_paragraph(lines: list[str], chance: random.Random) -> list[str]:
    """A code block or a quotation is missing from the middle."""
    if len(lines) < 4:
        return lines
    place = chance.randrange(1, len(lines) - 1)
    return [*lines[:place], *lines[place + 1 :]]


def lose_nothing(lines: list[str], chance: random.Random) -> list[str]:
    """A whole copy."""
    return lines


LOSSES = (lose_title, lose_clause, lose_end, lose_emoji, lose_paragraph, lose_nothing)
PREVIEWS = {
    "github.com": Preview(
        "GitHub", "GitHub - example-labs/optuna-recipes", "Small recipes that show how to tune models without waste. Contribute…"
    ),
    "youtube.com": Preview(
        "YouTube",
        "Encoding a text column",
        "A talk about columns with ten thousand values, and what boosted trees make of them when…",
    ),
    "example.org": Preview(
        "example.org",
        "Recipes and notes",
        "A small page of notes that somebody keeps for friends, with pictures and code and not much more…",
    ),
}


def preview_of(original: Original) -> Preview | None:
    """Return the preview that fits a link of the post."""
    return next((preview for host, preview in PREVIEWS.items() if host in original.text), None)


def page(original: Original, copies: list[list[str]], *, notices: int = 0, preview: Preview | None = None) -> str:
    """Return the page's text of one post."""
    shown = [preview.site, preview.title, preview.description] if preview else []
    rows = [f"Forwarded from {original.header}", *(line for copy in copies for line in copy), *shown, *NOTICES * notices]
    return "\n".join(row for row in rows if row) + "\n"
