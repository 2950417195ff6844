"""The legs as Toxiproxy proxies: one Toxiproxy a trial, every call with a deadline; the only importer of toxiproxy."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import requests
from toxiproxy import Toxiproxy
from toxiproxy import api as toxiproxy_api
from toxiproxy.proxy import Proxy

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.legs import Leg
from chaoslab.machine import listening_ports
from chaoslab.rig.children import Child, Children, wait_until

CALL_DEADLINE = 2.0  # seconds; a wedged control API otherwise hangs for 25 s and then for good
_T = TypeVar("_T")
_server: ContextVar[tuple[str, int]] = ContextVar("toxiproxy_server")


class _FromContext:
    """Stands in for the library's class-wide host and port, so that trials at the same time each reach their own."""

    def __init__(self, index: int) -> None:
        self._index = index

    def __get__(self, instance: object, owner: type) -> Any:
        return _server.get()[self._index]


def _with_deadline(call: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    return lambda *args, **kwargs: call(*args, **{"timeout": CALL_DEADLINE, **kwargs})


# The library sends its requests without a time-out and keeps one server for the whole process.
_session = requests.Session()
_session.trust_env = False
toxiproxy_api.APIConsumer.host = _FromContext(0)
toxiproxy_api.APIConsumer.port = _FromContext(1)
toxiproxy_api.requests = SimpleNamespace(
    get=_with_deadline(_session.get), post=_with_deadline(_session.post), delete=_with_deadline(_session.delete)
)


@dataclass(frozen=True)
class LegProxies:
    """The proxies of one trial; `ports` are the loopback ports that player and publisher connect to."""

    server: tuple[str, int]
    child: Child
    ports: Mapping[Leg, int]
    _proxies: Mapping[Leg, Proxy]

    async def disable(self, leg: Leg) -> None:
        """Close the leg's connections and refuse new ones."""
        await self._call(self._proxies[leg].disable)

    async def enable(self, leg: Leg) -> None:
        """Let the leg accept connections again, on the same port. Raises FaultStuck when Toxiproxy does not answer."""
        try:
            await self._call(self._proxies[leg].enable)
        except NotReady as error:
            raise FaultStuck(f"the {leg} leg could not be enabled again: {error}") from error

    async def _call(self, act: Callable[[], _T]) -> _T:
        return await _call(self.server, act)


async def _call(server: tuple[str, int], act: Callable[[], _T]) -> _T:
    _server.set(server)
    try:
        return await asyncio.to_thread(act)
    except (requests.RequestException, ValueError, KeyError) as error:
        host, port = server
        raise NotReady(f"Toxiproxy at {host}:{port}", f"did not carry out a call within {CALL_DEADLINE:g} s") from error


@asynccontextmanager
async def open_proxies(
    children: Children, executable: Path, upstreams: Mapping[Leg, tuple[str, int]]
) -> AsyncIterator[LegProxies]:
    """Start a Toxiproxy of one's own with a proxy for each leg; upstreams are (host, port)."""
    child = await children.start("toxiproxy", [executable, "-host", "127.0.0.1", "-port", "0"])
    try:
        server = ("127.0.0.1", await _api_port(child))
        made: dict[Leg, Proxy] = {}
        for leg, (host, port) in upstreams.items():
            made[leg] = await _call(server, lambda: Toxiproxy().create(f"{host}:{port}", name=leg))  # noqa: B023
        ports = {leg: int(proxy.listen.rpartition(":")[2]) for leg, proxy in made.items()}
        yield LegProxies(server, child, ports, made)
    finally:
        await asyncio.shield(children.stop(child))


async def _api_port(child: Child) -> int:
    """The port that the OS gave; Toxiproxy logs only the 0 that it was asked for."""

    async def listening() -> bool:
        return bool(listening_ports(child.pid))

    await wait_until(listening, what="Toxiproxy to listen", within=10, watching=child, every=0.005)
    return listening_ports(child.pid)[0]
