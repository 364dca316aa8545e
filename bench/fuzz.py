"""Fuzz the parsers, guided by coverage: ``.venv/bin/python bench/fuzz.py PARSER [--seconds N]``, or ``all`` of them in turn.

Anything but a SourceError is a find; so is an input that takes more than ten seconds. A find is written to ``data/var/fuzz``.
Needs ``pip install atheris``.
"""

import argparse
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "indexer")]
HANG_S, LARGEST = 10, 8192  # seconds; bytes of an input


def seeds(parser: str) -> Iterator[bytes]:
    """Yield inputs that a parser is known to read."""
    import exports
    import tme

    line = (ROOT / "data/samples/posts.jsonl").read_bytes().splitlines()[0]
    if parser == "tdesktop_json":
        yield from (exports.as_json().encode(), json.dumps({"chats": {"list": [json.loads(exports.as_json())]}}).encode())
    elif parser == "tdesktop_html":
        yield from (exports.as_html().encode(), exports.as_html(offset=False).encode())
    elif parser == "tme_page":
        parts = (
            tme.text("x"),
            tme.REPLY,
            tme.PREVIEW,
            tme.POLL,
            tme.PHOTO,
            tme.FORWARD.format(href="https://t.me/a/1", name="x"),
        )
        yield from (tme.page(tme.message(1, part + tme.text("y"))).encode() for part in parts)
        yield tme.landing(3, "x").encode()
    elif parser == "jsonl":
        yield line
    elif parser == "json_array":
        yield b"[" + line + b", " + line + b"]"
    elif parser == "mhtml":
        page = tme.page(tme.message(1, tme.text("x"))).encode()
        yield (
            b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
            + page
            + b"\n--b--"
        )
    elif parser == "desktop_copy":
        yield "Лес, [24.09.2024 09:47]\n[Forwarded from Дуб (Егерь)]\nРаз\n\nЛес, [9/24/24 9:48 AM]\n[ Photo ]\nДва".encode()
    elif parser == "web_copy":
        yield (ROOT / "data/samples/web-copy.txt").read_bytes()[:LARGEST]
    elif parser == "bot_api":
        yield from (path.read_bytes() for path in (ROOT / "tests/data/bot-api").rglob("*.json"))
    elif parser == "archive":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("result.json", exports.as_json())
            archive.writestr("a/messages.html", exports.as_html())
        yield from (packed.getvalue(), gzip.compress(line))
    else:
        yield from (
            line,
            exports.as_html().encode(),
            exports.as_json().encode("utf-16"),
            "Переслано из Канала\nТекст".encode("cp1251"),
        )


def _calls() -> dict[str, Callable[[bytes], object]]:
    from datetime import UTC

    from indexer.sources import FORMATS, Limits, Reading, parse
    from indexer.sources.bot_api import find_message, parse_album, to_post

    small = Reading(limits=Limits(unpacked=1 << 20, files=50))

    def by_format(name: str) -> Callable[[bytes], object]:
        return lambda data: list(FORMATS[name].parse(io.StringIO(data.decode("utf-8", "surrogateescape")), UTC))

    def bot_api(data: bytes) -> None:
        try:
            update = json.loads(data)
        except (ValueError, RecursionError):
            return
        if isinstance(update, dict):
            message = find_message(update) or update
            to_post(message)
            parse_album([message, message])

    calls = {name: by_format(name) for name in FORMATS}
    return calls | {
        "bot_api": bot_api,
        "archive": lambda data: list(parse(data, small)),
        "any": lambda data: list(parse(data, small)),
    }


NAMES = (
    "tdesktop_json",
    "tdesktop_html",
    "tme_page",
    "jsonl",
    "json_array",
    "mhtml",
    "desktop_copy",
    "web_copy",
    "bot_api",
    "archive",
    "any",
)


def fuzz(parser: str, seconds: int) -> None:
    """Fuzz one parser; the process ends with 0 if nothing was found."""
    import atheris

    with atheris.instrument_imports(include=["indexer", "zipfile", "gzip"]):
        call = _calls()[parser]
        from indexer.errors import SourceError

    def one(data: bytes) -> None:
        try:
            call(data)
        except SourceError:
            return

    folder = ROOT / "data" / "var" / "fuzz" / parser
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(parser)):
        (folder / f"seed{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-timeout={HANG_S}", f"-max_len={LARGEST}", f"-artifact_prefix={folder}/find-"]
    atheris.Setup([sys.argv[0], str(folder), "-verbosity=0", "-print_final_stats=1", *limits], one)
    atheris.Fuzz()


def main() -> None:
    """Fuzz what is asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("parser", choices=[*NAMES, "all"])
    options.add_argument("--seconds", type=int, default=60, help="for each parser")
    chosen = options.parse_args()
    if chosen.parser != "all":
        fuzz(chosen.parser, chosen.seconds)
        return
    for name in NAMES:
        done = subprocess.run([sys.executable, __file__, name, "--seconds", str(chosen.seconds)], capture_output=True, text=True)
        runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
        print(
            f"{name:14} {runs[0] if runs else '?':>9} inputs, {'nothing found' if not done.returncode else 'FOUND:'}", flush=True
        )
        if done.returncode:
            print(done.stderr[-3000:], flush=True)


if __name__ == "__main__":
    main()
