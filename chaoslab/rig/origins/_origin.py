"""What every origin gives, and how those that run as a child are started on free ports."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from chaoslab.errors import NotReady
from chaoslab.rig.children import Child, Children, accepts, wait_until
from chaoslab.rig.ports import LOOPBACK, reserved_ports

HLS_DISPOSE = 30.0  # seconds
_ATTEMPTS = 5
_START_DEADLINE = 10.0  # seconds


@dataclass(frozen=True)
class Origin:
    """A running origin. `http` and `api` are base URLs without a trailing slash; `api` is empty where there is none."""

    name: str
    version: str
    rtmp_host: str
    rtmp_port: int
    http: str
    api: str = ""
    child: Child | None = None


@dataclass(frozen=True)
class OriginSettings:
    """What an origin is told: where to post callbacks, and how long (seconds) HLS files outlive their publisher."""

    notify: str
    hls_dispose: float


@asynccontextmanager
async def child_on_free_ports(
    children: Children, count: int, start: Callable[[tuple[int, ...]], Awaitable[Child]]
) -> AsyncIterator[tuple[Child, tuple[int, ...]]]:
    """Start a child on `count` reserved ports, again on others when one was taken; stopped on leaving."""
    for attempt in range(1, _ATTEMPTS + 1):
        with reserved_ports(count) as ports:
            child = await start(ports)
            try:
                try:
                    await _all_accept(child, ports)
                except NotReady:
                    if _port_was_taken(child) and attempt < _ATTEMPTS:
                        continue
                    raise
                yield child, ports
                return
            finally:
                await children.stop(child)


async def _all_accept(child: Child, ports: tuple[int, ...]) -> None:
    for port in ports:

        async def accepting(port: int = port) -> bool:
            return await accepts(LOOPBACK, port)

        await wait_until(accepting, what=f"port {port} to accept connections", within=_START_DEADLINE, watching=child)


def _port_was_taken(child: Child) -> bool:
    return not child.alive and "address already in use" in child.log.read_text(errors="replace").lower()
