"""Child processes that die with the lab, however it dies, and a scratch folder that goes with them."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chaoslab import clock
from chaoslab.errors import Missing, NotReady
from chaoslab.outward.gate import GATE

_LONGEST_FOLDER = 40  # characters; a socket's whole path has at most 107, and Chromium aborts beyond that
_UNQUOTED = re.compile(r"[\s;{}#\"'\\]")  # what SRS's configuration file would take for the end of a word
_STOP_GRACE = 2.0  # seconds between the polite signal and SIGKILL
_REAPER_GRACE = 15.0  # seconds that the reaper has to end, in which it may clear up for 10
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Child:
    """A running child in a process group of its own; `log` receives its standard error (and output unless piped)."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    @property
    def pid(self) -> int:
        """Process id, which is also the id of its group."""
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.returncode is None

    def last_words(self) -> str:
        """The last line it logged, for error messages, without colours and unprintable characters."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        plain = "".join(letter for letter in _COLOUR.sub("", text) if letter.isprintable() or letter == "\n")
        lines = [line.strip() for line in plain.split("\n") if line.strip()]
        return GATE.text(lines[-1])[:300] if lines else "it logged nothing"

    async def stop(self, *, grace: float = _STOP_GRACE) -> None:
        """SIGTERM to the group, SIGKILL after `grace` seconds; returns when it is gone."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, sign)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), grace)
                break
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)  # what the child itself had started


@dataclass
class Children:
    """Starts children and keeps the reaper informed. Made by `open_children`."""

    scratch: Path
    _reaper: "subprocess.Popen[str]"
    _running: list[Child] = field(default_factory=list)

    async def start(  # noqa: PLR0913 - one keyword for each property of a process
        self,
        name: str,
        argv: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        pipe_output: bool = False,
        pipe_input: bool = False,
        pass_fds: Sequence[int] = (),
    ) -> Child:
        """Start `argv`; standard output is piped on request, otherwise logged with standard error.

        Raises Missing when the program is not there.
        """
        log = self.scratch / f"{name}.log"
        # By this folder in its environment the reaper finds even a child that it was not told of yet.
        around = {**os.environ, "TMPDIR": str(self.scratch), **(env or {})}
        with log.open("ab") as sink:
            try:
                process = await asyncio.create_subprocess_exec(
                    *map(str, argv),
                    stdin=asyncio.subprocess.PIPE if pipe_input else asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE if pipe_output else sink,
                    stderr=sink,
                    env=around,
                    cwd=cwd,
                    pass_fds=tuple(pass_fds),
                    start_new_session=True,
                    limit=1 << 20,
                )
            except FileNotFoundError as error:
                raise Missing(f"{name} ({argv[0]})", "run `chaoslab doctor`") from error
        child = Child(name, process, log)
        self._running.append(child)
        self.tell_reaper(f"+pid {process.pid}")
        return child

    @property
    def running(self) -> tuple[Child, ...]:
        """Those that were started and not stopped, in that order."""
        return tuple(self._running)

    async def stop(self, child: Child) -> None:
        """Stop one child and forget it; one already forgotten is left alone, as its pid may be reused."""
        if child not in self._running:
            return
        await child.stop()
        if child in self._running:  # it was not stopped meanwhile
            self.tell_reaper(f"-pid {child.pid}")
            self._running.remove(child)

    async def stop_all(self) -> None:
        """Stop all children at once, signalling the last started first."""
        await asyncio.gather(*(self.stop(child) for child in reversed(tuple(self._running))))

    def tell_reaper(self, line: str) -> None:
        """One line of the reaper's language: `+` or `-`, then `pid N` (a group), `one N` (a process) or `dir PATH`.

        One that was killed hears nothing; the lab stops its children itself as long as it lives.
        """
        assert self._reaper.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._reaper.stdin.write(line + "\n")
            self._reaper.stdin.flush()


def short_folder() -> str:
    """The folder for temporary files; /tmp if its name is too long for Chromium's sockets or unfit for SRS's file."""
    folder = tempfile.gettempdir()
    fits = len(folder) <= _LONGEST_FOLDER and not _UNQUOTED.search(folder)
    return folder if fits else "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it


@asynccontextmanager
async def open_children() -> AsyncIterator[Children]:
    """Start children here; on leaving, all of them and the scratch folder are gone."""
    scratch = Path(tempfile.mkdtemp(prefix="chaoslab-", dir=short_folder()))
    reaper = subprocess.Popen(  # noqa: ASYNC220 - started once, before anything is timed
        [sys.executable, "-I", "-S", str(Path(__file__).with_name("reaper.py"))],
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Otherwise, if started together with another lane's driver, it would look like a child of that lane.
        env={name: value for name, value in os.environ.items() if name != "TMPDIR"},
    )
    children = Children(scratch, reaper)
    children.tell_reaper(f"+dir {scratch}")
    try:
        yield children
    finally:
        await asyncio.shield(_clear(children, reaper))


async def _clear(children: Children, reaper: "subprocess.Popen[str]") -> None:
    # In threads: browsers write thousands of files, and the trials of other lanes are being timed meanwhile.
    await children.stop_all()
    await asyncio.to_thread(shutil.rmtree, children.scratch, ignore_errors=True)
    assert reaper.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        reaper.stdin.close()
    try:
        await asyncio.to_thread(reaper.wait, _REAPER_GRACE)
    except subprocess.TimeoutExpired:  # somebody has stopped it
        reaper.kill()
        await asyncio.to_thread(reaper.wait)


async def wait_until(
    condition: Callable[[], Awaitable[bool]],
    *,
    what: str,
    within: float,
    watching: Child | None = None,
    every: float = 0.01,
) -> None:
    """Poll a named condition until it holds; NotReady after `within` seconds or when the watched child ends."""
    deadline = clock.now() + within
    while not await condition():
        if watching is not None and not watching.alive:
            code = watching.process.returncode
            raise NotReady(watching.name, f"ended with code {code} before {what}: {watching.last_words()}")
        if clock.now() > deadline:
            raise NotReady(watching.name if watching else what, f"not there after {within:g} s (waited for {what})")
        await asyncio.sleep(every)


async def accepts(host: str, port: int) -> bool:
    """Whether something accepts TCP connections there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True
