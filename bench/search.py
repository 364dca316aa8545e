"""How long a question takes, from its words to a page with snippets, beside txtai and LanceDB, side by side in one run.

    .venv/bin/python -m bench.search [--sizes 1000,10000] [--peers txtai,lancedb,lancedb-ann] [--crowd 1000] [--no-import]

The peers: ``pip install -e '.[bench]'`` (they resolve with the pins of this project; no model of theirs is downloaded). Every
system has the same texts and vectors (``bench/corpus.py`` says what they are) and embeds questions with the same model; what
each is made of is in ``bench/search_systems.py``. All are filled first; then each question is asked of every system before the
next one is, so that a noisy machine disturbs all alike. "open" is the time to open what was saved and to answer a first question.
``--crowd`` puts so many small libraries beside the one in our store; the peers have none. At last the questions are asked with a
pause before each, alone and while posts are imported into the same library, as the bot reads an uploaded file and embeds it;
``--no-import`` leaves that out, ``--json`` prints rows of JSON.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from indexer.data import MODELS

os.environ |= {"HF_HUB_OFFLINE": "1", "LANCE_LOG": "error", "RUST_LOG": "error"}  # before the peers are imported

import numpy as np

from bench.corpus import Base, bases, make_corpus, make_posts, make_questions
from bench.search_systems import PEERS, Svodka, System
from indexer.embedders import open_embedder
from indexer.ports import Embedder, Matrix

QUESTIONS, WARM_UP, BUSY_FROM = 60, 10, 10_000_000  # the number of the first post that is imported meanwhile
PAUSE_S = 0.1  # between two questions during an import
OURS = "svodka"
Row = dict[str, Any]


def measure(size: int, peers: Sequence[str], crowd: int, busy: bool, base: list[Base], embedder: Embedder) -> list[Row]:
    """Return a row of figures for every system at a size, ours first; times in milliseconds."""
    rows: list[Row] = []
    corpus = make_corpus(size, base, embedder.embed_passages)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        systems = {name: _open(name, Path(folder), embedder, crowd) for name in (OURS, *peers)}
        fills = {name: _seconds(lambda each=each: each.fill(corpus)) for name, each in systems.items()}  # type: ignore[misc]
        questions = make_questions(QUESTIONS + WARM_UP, base)
        opens = {name: _seconds(lambda each=each: (each.reopen(), each.ask(questions[0]))) for name, each in systems.items()}  # type: ignore[misc]
        times = ask_in_turns(systems, questions)
        for name in systems:
            quiet = _percentiles(times[name])
            rows.append({"posts": size, "system": name, **quiet, "open": 1000 * opens[name], "fill_s": fills[name]})
        ours = systems[OURS]
        assert isinstance(ours, Svodka)
        stages = np.median(ours.stages[-QUESTIONS:], axis=0) * 1000
        rows[0] |= dict(zip(("find", "render"), map(float, stages), strict=True))
        if busy:
            rows[0] |= _busy(ours, questions, base)
        for each in systems.values():
            each.close()
    best = min((row["p50"] for row in rows[1:]), default=None)
    rows[0]["ahead"] = best and best / rows[0]["p50"]
    return rows


def _open(name: str, folder: Path, embedder: Embedder, crowd: int) -> System:
    return Svodka(folder, embedder, crowd=crowd) if name == OURS else PEERS[name](folder, embedder)


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def ask_in_turns(systems: dict[str, System], questions: Sequence[str], *, pause_s: float = 0.0) -> dict[str, list[float]]:
    """Return the seconds of every question but those of the warm-up, for every system; a pause precedes each."""
    times: dict[str, list[float]] = {name: [] for name in systems}
    for number, question in enumerate(questions):
        for name, system in systems.items():
            time.sleep(pause_s)
            seconds = _seconds(lambda system=system, question=question: system.ask(question))  # type: ignore[misc]
            times[name] += [seconds] if number >= WARM_UP else []
    return times


def _busy(ours: Svodka, questions: Sequence[str], base: list[Base]) -> Row:
    """Ask alone and then while posts come in, with pauses: an import gives way to a question, and is to be in full run again."""
    alone = _percentiles(ask_in_turns({OURS: ours}, questions, pause_s=PAUSE_S)[OURS])
    chosen = np.random.default_rng(BUSY_FROM).integers(len(base), size=100_000).tolist()
    before = ours.count()
    started = time.perf_counter()
    with ours.importing(make_posts(chosen, base, first=BUSY_FROM)):
        busy = _percentiles(ask_in_turns({OURS: ours}, questions, pause_s=PAUSE_S)[OURS])
    after = ours.count()
    rate = (after - before) / (time.perf_counter() - started)
    figures = {f"{when}_{name}": value for when, each in (("alone", alone), ("busy", busy)) for name, value in each.items()}
    return {**figures, "imported_per_s": rate}


def _percentiles(seconds: Sequence[float]) -> Row:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    return {"p50": float(p50), "p95": float(p95)}


def show(rows: Sequence[Row]) -> None:
    """Print the lines of one size."""
    print(f"\n{rows[0]['posts']} posts\n{'':<12}{'p50 ms':>9}{'p95 ms':>9}{'open ms':>9}{'fill s':>8}")
    for row in rows:
        print(f"{row['system']:<12}{row['p50']:>9.1f}{row['p95']:>9.1f}{row['open']:>9.0f}{row['fill_s']:>8.1f}")
    ours = rows[0]
    print(f"of ours: find {ours['find']:.1f}, render {ours['render']:.1f} ms")
    if ours["ahead"]:
        print(f"ahead of the best peer: {ours['ahead']:.2f} times")
    if "busy_p95" in ours:
        times = ours["busy_p95"] / ours["alone_p95"]
        print(
            f"during an import of {ours['imported_per_s']:.0f} posts/s: p50 {ours['busy_p50']:.1f}, was {ours['alone_p50']:.1f},"
            f" p95 {ours['busy_p95']:.1f}, was {ours['alone_p95']:.1f} ms, {times:.1f} times as long"
        )


def show_growth(rows: Sequence[Row]) -> None:
    """Print how every system's p50 grew from each size to the next."""
    for name in dict.fromkeys(row["system"] for row in rows):
        of = [(row["posts"], row["p50"]) for row in rows if row["system"] == name]
        steps = [f"{a} to {b} posts: {y / x:.2f}" for (a, x), (b, y) in zip(of, of[1:], strict=False)]
        if steps:
            print(f"growth of {name}: " + "; ".join(steps))


def main() -> None:
    """Print a table for every size, or everything as lines of JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--peers", default=",".join(PEERS), help="an empty text for none")
    parser.add_argument("--crowd", type=int, default=0)
    parser.add_argument("--no-import", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    embedder, base = open_embedder("bundled", MODELS), bases()
    kept = embedder.embed_passages([each.text for each in base])
    known = _Known(embedder, [each.text for each in base], kept)
    rows: list[Row] = []
    for size in map(int, given.sizes.split(",")):
        peers = [name for name in given.peers.split(",") if name]
        latest = measure(size, peers, given.crowd, not given.no_import, base, known)
        rows += latest
        if given.json:
            print("\n".join(json.dumps(row) for row in latest), flush=True)
        else:
            show(latest)
    if not given.json:
        show_growth(rows)


class _Known:
    """An embedder that has read the base texts already."""

    def __init__(self, embedder: Embedder, texts: Sequence[str], vectors: Matrix) -> None:
        self._embedder, self._vectors = embedder, dict(zip(texts, vectors, strict=True))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return (n, dim)."""
        if all(text in self._vectors for text in texts):
            return np.stack([self._vectors[text] for text in texts])
        return self._embedder.embed_passages(texts)


if __name__ == "__main__":
    main()
