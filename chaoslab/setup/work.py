"""Runs the programs of a set-up step: output into the step's log, and nothing left running when the set-up ends."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from chaoslab.errors import BuildFailed
from chaoslab.setup import places

BASE_PYTHON = Path(sys.executable).resolve()  # not the environment's own, which may be about to be removed
_GRACE = 3.0  # seconds between the polite signal and SIGKILL
_SHOWN = 300  # characters of a log line that an error shows
# A set-up that is killed between starting a program and telling the reaper would leave the program behind, so the
# program waits for a line, and does not begin when the pipe ends without one.
_AT_THE_GATE = ("/bin/sh", "-c", 'read -r _ && exec "$@" </dev/null', "sh")


class Stopped(Exception):
    """The set-up is being stopped; no further program is started."""


@dataclass
class Crew:
    """The running programs. If the set-up is killed, a reaper, which outlives it by a moment, kills them."""

    _running: set["subprocess.Popen[bytes]"] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False
    _reaper: "subprocess.Popen[str] | None" = None

    def start(self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path) -> "subprocess.Popen[bytes]":
        """Start a program in a process group of its own, its output appended to the log."""
        with self._lock, log.open("ab") as sink:
            if self._stopped:
                raise Stopped
            reaper = self._reaper_at_work()  # before the program, so that there is no moment without it
            if shutil.which(argv[0], path=env.get("PATH")) is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), argv[0])
            process = subprocess.Popen(
                [*_AT_THE_GATE, *argv],
                env=env,
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
            self._running.add(process)
            _tell(reaper, f"+pid {process.pid}")
            _let_in(process)
        return process

    def ended(self, process: "subprocess.Popen[bytes]") -> None:
        """Forget a program that has ended."""
        with self._lock:
            self._running.discard(process)
            _tell(self._reaper_at_work(), f"-pid {process.pid}")

    def stop(self) -> None:
        """Stop every program and let no other start; return when all are gone."""
        with self._lock:
            self._stopped = True
            running = tuple(self._running)
        for process in running:
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            _signal(process, signal.SIGKILL)  # including what the program itself had started
            process.wait()

    def dismiss(self) -> None:
        """End the reaper, once all steps have ended."""
        with self._lock:
            if self._reaper is not None and self._reaper.stdin is not None:
                self._reaper.stdin.close()
                self._reaper.wait()
                self._reaper = None

    def _reaper_at_work(self) -> "subprocess.Popen[str]":
        if self._reaper is None:
            script = str(places.ROOT / "chaoslab" / "rig" / "processes" / "reaper.py")
            self._reaper = subprocess.Popen(
                [BASE_PYTHON, "-I", "-S", script], stdin=subprocess.PIPE, text=True, start_new_session=True
            )
        return self._reaper


@dataclass(frozen=True)
class Work:
    """What a step works with: it runs programs and collects their output in the step's log."""

    thing: str  # for error messages: what the step makes
    log: Path
    crew: Crew

    def run(self, argv: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> None:
        """Run a program to its end. Raises BuildFailed with its exit code and the path of the full log."""
        words = [str(word) for word in argv]
        self.note("$ " + " ".join(words))
        try:
            places.TEMPORARY.mkdir(exist_ok=True)
            around = {**os.environ, "TMPDIR": str(places.TEMPORARY), **(env or {})}
            process = self.crew.start(words, env=around, cwd=cwd or places.ROOT, log=self.log)
        except OSError as error:
            raise BuildFailed(self.thing, f"{words[0]} does not start ({error.strerror})", self._where()) from error
        code = process.wait()
        self.crew.ended(process)
        if code != 0:
            raise BuildFailed(self.thing, f"{_named(words)} ended with code {code}", self._where())

    def note(self, line: str) -> None:
        """Write a line of our own to the log."""
        with self.log.open("a", encoding="utf-8") as sink:
            sink.write(line + "\n")

    def say(self, line: str) -> None:
        """Tell whoever waits for the set-up."""
        self.note(line)
        with suppress(BrokenPipeError):
            print(line, file=sys.stderr, flush=True)

    def last_lines(self, count: int = 8) -> tuple[str, ...]:
        """The end of the log, to be shown with an error."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.is_file() else ""
        lines = [line.rstrip()[:_SHOWN] for line in text.splitlines() if line.strip()]
        return tuple(lines[-count:])

    def _where(self) -> str:
        return f"the full log is {self.log}"


def _named(words: Sequence[str]) -> str:
    """A command as a person would name it: `pip install`, `go build`, `apt-get install`."""
    names = [Path(word).name for word in words if not word.startswith("-") and "=" not in word]
    names = names[names.index("-m") :] if "-m" in names else names
    return " ".join(names[:2])


def _tell(reaper: "subprocess.Popen[str]", line: str) -> None:
    assert reaper.stdin is not None
    reaper.stdin.write(line + "\n")
    reaper.stdin.flush()


def _let_in(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as gate:  # it was killed already
        gate.write(b"\n")


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
