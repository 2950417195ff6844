"""The legs as Toxiproxy proxies: one Toxiproxy a trial, every call with a deadline; the only importer of toxiproxy."""

import asyncio
import contextlib
import json
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
from toxiproxy.exceptions import InvalidToxic, NotFound, ProxyExists
from toxiproxy.proxy import Proxy

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.legs import Leg
from chaoslab.machine import listening_ports
from chaoslab.rig.children import Child, Children, wait_until
from chaoslab.rig.ports import LOOPBACK, reserved_ports

CALL_DEADLINE = 2.0  # seconds; a wedged control API otherwise hangs for 25 s and then for good
_SERVER_ERROR = 500
_GONE_WITHIN = 0.2  # seconds in which the end of a Toxiproxy that failed a call shows
_T = TypeVar("_T")
_server: ContextVar[tuple[str, int]] = ContextVar("toxiproxy_server")


class _Refused(Exception):
    """Toxiproxy answered that it could not do what it was asked."""


class _FromContext:
    """Stands in for the library's class-wide host and port, so that trials at the same time each reach their own."""

    def __init__(self, index: int) -> None:
        self._index = index

    def __get__(self, instance: object, owner: type) -> Any:
        return _server.get()[self._index]


def _with_deadline(call: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    def made(*args: Any, **kwargs: Any) -> requests.Response:
        answer = call(*args, **{"timeout": CALL_DEADLINE, **kwargs})
        if answer.status_code >= _SERVER_ERROR:
            raise _Refused(answer.text.strip() or f"status {answer.status_code}")
        return answer

    return made


# The library sends its requests without a time-out, takes a 500 for success, and keeps one server for a whole process.
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
        await self._switch(leg, enabled=False)

    async def enable(self, leg: Leg) -> None:
        """Let the leg accept connections again, on the same port. Raises FaultStuck when Toxiproxy does not do it."""
        try:
            await self._switch(leg, enabled=True)
        except NotReady as error:
            await self._unless_it_died(
                FaultStuck(f"the {leg} leg could not be enabled again on port {self.ports[leg]}: {error}"), error
            )

    async def _switch(self, leg: Leg, *, enabled: bool) -> None:
        proxy = self._proxies[leg]
        await self._call(proxy.enable if enabled else proxy.disable)
        # The library notes what it asked for, whatever the answer.
        now = await self._call(lambda: Toxiproxy().get_proxy(leg))
        if now is None or now.enabled is not enabled:
            said = "does not know it" if now is None else f"says that it is {'on' if now.enabled else 'off'}"
            raise NotReady(
                _name(self.server), f"was asked to turn the {leg} leg {'on' if enabled else 'off'} and {said}"
            )

    async def add_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        """Put a toxic, named after its kind, on what flows towards the player; attributes in Toxiproxy's units."""
        proxy = self._proxies[leg]
        await self._call(
            lambda: proxy.add_toxic(name=kind, type=kind, stream="downstream", attributes=dict(attributes))
        )

    async def remove_toxic(self, leg: Leg, kind: str) -> None:
        """Take a toxic off again; one that is not there is off. Raises FaultStuck when Toxiproxy does not answer."""
        proxy = self._proxies[leg]
        try:
            await self._call(lambda: kind in proxy.toxics() and proxy.destroy_toxic(kind))
        except NotReady as error:
            await self._unless_it_died(
                FaultStuck(f"the {kind} on the {leg} leg could not be taken off again: {error}"), error
            )

    async def _unless_it_died(self, stuck: FaultStuck, error: NotReady) -> None:
        """Raise, unless Toxiproxy is gone: its faults went with it, and its end is what broke the trial."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.child.process.wait(), _GONE_WITHIN)
        if self.child.alive:
            raise stuck from error

    async def _call(self, act: Callable[[], _T]) -> _T:
        return await _call(self.server, act)


async def _call(server: tuple[str, int], act: Callable[[], _T]) -> _T:
    _server.set(server)
    try:
        return await asyncio.to_thread(act)
    except (requests.RequestException, ValueError, KeyError) as error:
        raise NotReady(_name(server), f"did not carry out a call within {CALL_DEADLINE:g} s") from error
    except (_Refused, NotFound, ProxyExists, InvalidToxic) as error:
        raise NotReady(_name(server), f"did not carry out a call: {_words(error)}") from error


def _name(server: tuple[str, int]) -> str:
    return f"Toxiproxy at {server[0]}:{server[1]}"


def _words(error: Exception) -> str:
    """What Toxiproxy said; the library hands on the bytes of its answer, a JSON object with the key `error`."""
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    with contextlib.suppress(ValueError, KeyError, TypeError):
        text = str(json.loads(text)["error"])
    return " ".join(text.split())[:300]


@asynccontextmanager
async def open_proxies(
    children: Children, executable: Path, upstreams: Mapping[Leg, tuple[str, int]]
) -> AsyncIterator[LegProxies]:
    """Start a Toxiproxy of one's own with a proxy for each leg; upstreams are (host, port)."""
    child = await children.start("toxiproxy", [executable, "-host", LOOPBACK, "-port", "0"])
    try:
        server = (LOOPBACK, await _api_port(child))
        # Reserved for as long as the trial lasts: nobody else is given the port of a leg that is cut.
        with reserved_ports(len(upstreams)) as numbers:
            ports = dict(zip(upstreams, numbers, strict=True))
            made = {
                leg: await _call(server, _creation(leg, ports[leg], upstream)) for leg, upstream in upstreams.items()
            }
            yield LegProxies(server, child, ports, made)
    finally:
        await asyncio.shield(children.stop(child))


def _creation(leg: Leg, port: int, upstream: tuple[str, int]) -> Callable[[], Proxy]:
    host, target = upstream
    return lambda: Toxiproxy().create(f"{host}:{target}", name=leg, listen=f"{LOOPBACK}:{port}")


async def _api_port(child: Child) -> int:
    """The port that the OS gave; Toxiproxy logs only the 0 that it was asked for."""

    async def listening() -> bool:
        return bool(listening_ports(child.pid))

    await wait_until(listening, what="Toxiproxy to listen", within=10, watching=child, every=0.005)
    return listening_ports(child.pid)[0]
