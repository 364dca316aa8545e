"""The program in a process forked from one that has imported it: aiogram alone takes seconds to import, for every bot anew."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["bot.app", "bot.cli", "bot.conversation", "bot.follower", "indexer.opening"])


class ForkedProgram:
    """What a journey needs of ``subprocess.Popen``: ``svodka bot`` runs, and all that it says is appended to a file."""

    def __init__(self, environment: Mapping[str, str], log: str) -> None:
        Path(log).touch()  # before it says anything, as a shell's redirection does
        self._process = _SERVER.Process(target=_run, args=(dict(environment), log))
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


def _run(environment: dict[str, str], log: str) -> None:
    from bot.cli import main

    os.environ.clear()
    os.environ.update(environment)
    with Path(log).open("ab") as out:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(out.fileno(), stream.fileno())
    sys.argv = ["svodka", "bot"]
    main()
