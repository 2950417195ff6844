"""Somebody who is on the machine, or a page of another origin in a browser on it, and knows no secret of the lab."""

import asyncio
import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import psutil

from tests.rig.raw_http import Answer, get

PAGE = "Origin: http://stranger.example\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0\r\n"
NOBODY = "65534"
_MOMENT = 0.2  # seconds
_PATIENCE = 1.0  # seconds
_ACCEPTS = 0x10000  # __SO_ACCEPTCON
_AT_ONCE = asyncio.Semaphore(40)


@dataclass(frozen=True)
class Listener:
    """A socket at which a process of the lab waits for somebody."""

    pid: int
    address: str  # an IP address, or the path of a Unix socket
    port: int = 0

    @property
    def owner(self) -> str:
        """The name of its process, if it is not this one."""
        return "the lab itself" if self.pid == os.getpid() else psutil.Process(self.pid).name()


def listeners() -> list[Listener]:
    """Those of this process and all its descendants, on TCP, UDP and Unix sockets."""
    here = psutil.Process()
    return [one for process in (here, *here.children(recursive=True)) for one in _of(process)]


def _of(process: psutil.Process) -> Iterator[Listener]:
    asked = cast(Any, process).net_connections  # the types know neither unconnected sockets nor paths
    for connection in asked("inet"):
        waits = connection.status == psutil.CONN_LISTEN or connection.type == socket.SOCK_DGRAM
        if waits and not connection.raddr:
            yield Listener(process.pid, connection.laddr.ip, connection.laddr.port)
    for path in {connection.laddr for connection in asked("unix")} & _awaiting():
        yield Listener(process.pid, path)


def _awaiting() -> set[str]:
    """Unix sockets at which anybody waits to be called."""
    lines = (line.split() for line in Path("/proc/net/unix").read_text(encoding="utf-8").splitlines()[1:])
    return {words[7] for words in lines if len(words) > 7 and int(words[3], 16) & _ACCEPTS}


def command_lines() -> str:
    """All that other users can read of how the lab's processes were started."""
    here = psutil.Process()
    return "\n".join(" ".join(process.cmdline()) for process in (here, *here.children(recursive=True)))


async def asked(port: int, request: tuple[str, str], headers: str = "", body: str = "{}") -> Answer | None:
    """The answer to a method and a path, as far as it came at once; None where none came."""
    method, path = request
    about = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n{headers}"
    try:
        async with _AT_ONCE, get(f"http://127.0.0.1:{port}{path}", method=method, headers=about, body=body) as answer:
            await answer.header(within=_PATIENCE)
            await answer.read(until=time.monotonic() + _MOMENT)
            return answer
    except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, IndexError):
        return None


def may_be_used_by_others(path: str) -> bool:
    """Whether another user gets through to a Unix socket: tried as one where we may, else read from its folder."""
    folder = Path(path).parent.stat()
    open_to_us_alone = folder.st_uid == os.getuid() and not stat.S_IMODE(folder.st_mode) & 0o077
    setpriv = shutil.which("setpriv")
    if os.getuid() or not setpriv:
        return not open_to_us_alone
    connect = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    as_nobody = [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all"]
    tried = subprocess.run(
        [*as_nobody, sys.executable, "-I", "-S", "-c", connect, path], check=False, capture_output=True, text=True
    )
    assert tried.returncode == 0 or "Permission" in tried.stderr, tried.stderr
    return tried.returncode == 0
