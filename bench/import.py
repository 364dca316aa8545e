"""How fast a ``result.json`` is read and cleaned, beside ``json.loads`` alone and ijson on the same file, and in how much memory.

    .venv/bin/python bench/import.py [--messages N] [--gigabyte]

The file is made of ``data/samples``, as Telegram Desktop writes it. Every way runs in a process of its own, several times, in
turns; the medians count, as machines are noisy. ``--gigabyte`` also reads a file of 1 GB and shows the peak memory of that.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
START = 1_700_000_000


def make_export(path: Path, *, messages: int = 0, size: int = 0) -> None:
    """Write an export of so many messages, or of so many bytes, indented as Telegram Desktop does."""
    posts = [json.loads(line)["text"] for line in (ROOT / "data/samples/posts.jsonl").read_text("utf-8").splitlines()]
    chooser, number = random.Random(2026), 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{\n "name": "Bench",\n "type": "public_channel",\n "id": 1234567890,\n "messages": [\n')
        while number < messages or stream.tell() < size:
            number += 1
            row = json.dumps(_message(number, chooser.choice(posts), chooser), ensure_ascii=False, indent=1)
            stream.write(("," if number > 1 else "") + "\n  " + row.replace("\n", "\n  "))
        stream.write("\n ]\n}\n")


def _message(number: int, post: str, chooser: random.Random) -> dict[str, Any]:
    words = post.split(" ")
    start = chooser.randrange(max(1, len(words) - 5))
    parts: list[Any] = [f"№ {number}. ", {"type": "bold", "text": " ".join(words[start : start + 5])}, " " + post]
    if number % 3 == 0:
        parts = ["".join(part if isinstance(part, str) else part["text"] for part in parts)]
    entities = [part if isinstance(part, dict) else {"type": "plain", "text": part} for part in parts]
    moment = START + 600 * number
    return {
        "id": number,
        "type": "message",
        "date": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(moment),
        "from": "Bench",
        "from_id": "channel1234567890",
        "text": parts if len(parts) > 1 else parts[0],
        "text_entities": entities,
        "reactions": [{"type": "emoji", "count": chooser.randrange(1, 99), "emoji": "👍"}],
    }


def by_json(path: Path) -> int:
    """Parse the whole file at once."""
    return len(json.loads(path.read_text("utf-8"))["messages"])


def by_ijson(path: Path) -> int:
    """Parse with the event parser that streams, where it is installed."""
    import ijson

    with path.open("rb") as stream:
        return sum(1 for _ in ijson.items(stream, "messages.item"))


def by_svodka(path: Path) -> int:
    """Read and clean every message."""
    from indexer.sources import read_files

    return sum(1 for _ in read_files([path]))


def by_svodka_and_dedup(path: Path) -> int:
    """Read, clean, and take into an empty library: what dedup, tagging and the store add."""
    from bot.importing import Import
    from indexer.models import LOCAL
    from indexer.opening import open_library
    from indexer.sources import read_files

    library = open_library(f"sqlite:///{path.with_suffix('.db')}", "hashed")
    taken = list(Import(library, LOCAL, datetime.now(UTC)).take(read_files([path])))
    library.close()
    return taken[-1]


WAYS: dict[str, Callable[[Path], int]] = {
    "json.loads": by_json,
    "ijson": by_ijson,
    "svodka: read and clean": by_svodka,
}


def _run(way: str, path: Path) -> tuple[float, int, int] | None:
    """Return (seconds, messages, peak MB) of one way in a process of its own; None where its library is not installed."""
    done = subprocess.run([sys.executable, __file__, "--way", way, str(path)], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        return None
    seconds, messages, peak = done.stdout.split()
    return float(seconds), int(messages), int(peak)


def _child(way: str, path: Path) -> None:
    call = by_svodka_and_dedup if way == "svodka: with dedup" else WAYS[way]
    warm = path.with_name(f"warm-{path.name}")
    make_export(warm, messages=1)
    call(warm)  # what is imported is not what is measured
    started = time.perf_counter()
    messages = call(path)
    seconds = time.perf_counter() - started
    print(seconds, messages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _compare(path: Path) -> None:
    runs: dict[str, list[tuple[float, int, int]]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way in WAYS:
            if run := _run(way, path):
                runs[way].append(run)
    base = statistics.median(run[1] / run[0] for run in runs["json.loads"])
    print(f"{path.stat().st_size >> 20} MB\n{'':28} messages/s   of json.loads   peak MB")
    for way, done in runs.items():
        if done:
            rate = statistics.median(run[1] / run[0] for run in done)
            print(f"{way:28} {rate:10,.0f}   {rate / base:13.2f}   {max(run[2] for run in done):7}")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=50_000)
    options.add_argument("--gigabyte", action="store_true")
    options.add_argument("--way", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.way:
        sys.path.insert(0, str(ROOT))
        _child(chosen.way[0], Path(chosen.way[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        make_export(path, messages=chosen.messages)
        _compare(path)
        small = Path(folder) / "small.json"
        make_export(small, messages=5000)
        if run := _run("svodka: with dedup", small):
            print(f"{'svodka: with dedup, 5 000':28} {run[1] / run[0]:10,.0f}   {'':13}   {run[2]:7}")
        if chosen.gigabyte:
            make_export(path, size=1 << 30)
            if run := _run("svodka: read and clean", path):
                print(f"1 GB: {run[1]:,} messages in {run[0]:.0f} s, peak memory {run[2]} MB")


if __name__ == "__main__":
    main()
