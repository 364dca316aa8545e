"""The program in a process forked from one that has imported it and read its files: that takes seconds, for every run anew."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.warm"])


class ForkedProgram:
    """What a test needs of ``subprocess.Popen``: ``svodka`` runs in a folder, reads a file, and what it says goes to files."""

    def __init__(
        self, arguments: list[str], environment: Mapping[str, str], folder: Path, out: Path, err: Path, given: str = os.devnull
    ) -> None:
        for said in (out, err):
            said.touch()  # before it says anything, as a shell's redirection does
        self._process = _SERVER.Process(target=_run, args=(arguments, dict(environment), folder, out, err, given))
        self._process.start()

    @property
    def pid(self) -> int | None:
        """The process."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, or the signal that ended it as a negative number; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end and return the exit code."""
        self._process.join(timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None and self.pid is not None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def run_forked(
    arguments: list[str], environment: Mapping[str, str], folder: Path, given: bytes = b"", timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run ``svodka`` to its end, as ``subprocess.run`` does; what it says is read as UTF-8.

    Raises:
        TimeoutError: it had not ended in time.
    """
    files = [folder / f".svodka.{stream}" for stream in ("in", "out", "err")]
    files[0].write_bytes(given)
    for said in files[1:]:
        said.write_bytes(b"")
    program = ForkedProgram(arguments, environment, folder, files[1], files[2], str(files[0]))
    code = program.wait(timeout)
    if code is None:
        program.kill()
        raise TimeoutError(f"svodka {' '.join(arguments)}")
    out, err = (said.read_text("utf-8") for said in files[1:])
    return subprocess.CompletedProcess(arguments, code, out, err)


def _run(arguments: list[str], environment: dict[str, str], folder: Path, out: Path, err: Path, given: str) -> None:
    from bot.cli.main import main

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, path, flags in (
        (0, given, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_APPEND),
        (2, err, os.O_WRONLY | os.O_APPEND),
    ):
        os.dup2(os.open(path, flags), stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - multiprocessing has closed it
    sys.argv = ["svodka", *arguments]
    main()
