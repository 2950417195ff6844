"""A harness process: started on an inherited socket, sent its settings, and awaited until it answers."""

import asyncio
import contextlib
import json
import socket
from dataclasses import asdict

from chaoslab.rig.processes.children import Child, Children, wait_until
from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.rig.processes.ports import LOOPBACK
from harness.settings import Settings

_START_DEADLINE = 20.0  # seconds


async def spawn(children: Children, name: str, inherited: socket.socket) -> Child:
    """Start the process. It imports while its settings are still being determined, and waits for them."""
    fd = inherited.fileno()
    argv = own_python("harness", "--fd", str(fd))
    return await children.start(name, argv, pipe_input=True, pass_fds=(fd,), env=OWN_PATH)


async def ready(child: Child, port: int, settings: Settings) -> None:
    """Send it its settings; it serves when this returns. Raises NotReady."""
    assert child.process.stdin is not None
    with contextlib.suppress(ConnectionError):  # if it died, that is noticed below, with its last words
        child.process.stdin.write(json.dumps(asdict(settings)).encode() + b"\n")
        await child.process.stdin.drain()
    health = asyncio.ensure_future(_healthy(port))
    try:

        async def answered() -> bool:
            nonlocal health
            if health.done() and not health.result():
                health = asyncio.ensure_future(_healthy(port))
            return health.done() and health.result()

        await wait_until(answered, what="the harness to answer", within=_START_DEADLINE, watching=child)
    finally:
        health.cancel()


async def _healthy(port: int) -> bool:
    """Whether it answers well; if the socket already listens, the request waits until the harness serves."""
    try:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        return False
    try:
        writer.write(f"GET /api/health HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n".encode())
        return (await reader.readline()).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
    finally:
        writer.close()
