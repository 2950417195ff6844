"""Starts a child that must bind its ports itself, on ports that are free."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from chaoslab.errors import NotReady
from chaoslab.rig.processes.children import Child, Children, accepts, wait_until
from chaoslab.rig.processes.ports import LOOPBACK, reserved_ports

_ATTEMPTS = 5
_START_DEADLINE = 10.0  # seconds


@asynccontextmanager
async def child_on_free_ports(
    children: Children, count: int, start: Callable[[tuple[int, ...]], Awaitable[Child]]
) -> AsyncIterator[tuple[Child, tuple[int, ...]]]:
    """Start a child on `count` reserved ports, or on others if one was taken; stopped on leaving."""
    for attempt in range(1, _ATTEMPTS + 1):
        with reserved_ports(count) as ports:
            child = await start(ports)
            try:
                try:
                    await all_accept(child, ports)
                except NotReady:
                    if _port_was_taken(child) and attempt < _ATTEMPTS:
                        continue
                    raise
                yield child, ports
                return
            finally:
                await children.stop(child)


async def all_accept(child: Child, ports: tuple[int, ...]) -> None:
    """Wait until a child accepts connections on each port. Raises NotReady."""
    for port in ports:

        async def accepting(port: int = port) -> bool:
            return await accepts(LOOPBACK, port)

        await wait_until(accepting, what=f"port {port} to accept connections", within=_START_DEADLINE, watching=child)


def _port_was_taken(child: Child) -> bool:
    return not child.alive and "address already in use" in child.log.read_text(errors="replace").lower()
