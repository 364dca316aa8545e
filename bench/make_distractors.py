"""Writes texts for `svodka eval retrieval --distractors`, out of a folder of labelled data that may be read but not kept.

``.venv/bin/python -m bench.make_distractors ../shared/eval data/var/distractors.jsonl``: channel posts, then headlines and
sentences of Russian news and pieces of English news by turns, each text once, 20 000 in all; the same at every run.
"""

import json
import sys
from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from indexer.language.sentences import sentences

TEXTS = 20_000
PIECE = 3  # sentences of English news


def main(folder: Path, out: Path) -> None:
    """Write the file, a line of JSON for each text."""
    news = zip_longest(_russian(folder), _english(folder))
    texts = islice(dict.fromkeys(chain(_channels(folder), (each for pair in news for each in pair if each))), TEXTS)
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} texts")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def _channels(folder: Path) -> Iterator[str]:
    return (row["text"] for row in _rows(folder / "topics" / "channel-posts-ru.jsonl") if row["text"].strip())


def _russian(folder: Path) -> Iterator[str]:
    for row in _rows(folder / "pairs" / "paraphraser-train-ru.jsonl"):
        yield from (row["text_1"], row["text_2"])
    for row in _rows(folder / "topics" / "categories-ru.jsonl"):
        yield from sentences(row["text"])


def _english(folder: Path) -> Iterator[str]:
    for row in _rows(folder / "retrieval" / "news-title-en" / "corpus.jsonl"):
        cut = sentences(row["text"])
        yield from (" ".join(cut[i : i + PIECE]) for i in range(0, len(cut), PIECE))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
