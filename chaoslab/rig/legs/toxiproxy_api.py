"""One Toxiproxy's control API, every call with a deadline and errors that are ours; the only importer of toxiproxy."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, TypeVar

import requests
from toxiproxy import Toxiproxy
from toxiproxy import api as toxiproxy_api
from toxiproxy.api import APIConsumer
from toxiproxy.exceptions import InvalidToxic, NotFound, ProxyExists
from toxiproxy.proxy import Proxy

from chaoslab.errors import NotReady
from chaoslab.rig.legs.unix_http import UnixAdapter

CALL_DEADLINE = 2.0  # seconds; a wedged control API otherwise hangs for 25 s and then for good
_SERVER_ERROR = 500
_T = TypeVar("_T")
_session: ContextVar[requests.Session] = ContextVar("toxiproxy_session")

Stream = Literal["upstream", "downstream"]


class _Refused(Exception):
    """Toxiproxy answered that it could not do what it was asked to."""


def _with_deadline(method: str) -> Callable[..., requests.Response]:
    """By the session of the Toxiproxy that is being called, so that parallel trials each reach their own."""

    def made(*args: Any, **kwargs: Any) -> requests.Response:
        answer = _session.get().request(method, *args, **{"timeout": CALL_DEADLINE, **kwargs})
        if answer.status_code >= _SERVER_ERROR:
            raise _Refused(answer.text.strip() or f"status {answer.status_code}")
        return answer

    return made


# The library sends its requests without a time-out, takes a 500 for success, and keeps one server for a whole process.
toxiproxy_api.requests = SimpleNamespace(
    get=_with_deadline("GET"), post=_with_deadline("POST"), delete=_with_deadline("DELETE")
)


@dataclass(frozen=True)
class ToxiproxyApi:
    """What the lab asks of the Toxiproxy behind a Unix socket. Each call raises NotReady when it fails."""

    socket: Path
    _proxies: dict[str, Proxy] = field(default_factory=dict)

    @cached_property
    def _own(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.mount("http://", UnixAdapter(self.socket))
        return session

    def close(self) -> None:
        """Close what calls have left open."""
        self._own.close()

    async def create(self, name: str, *, listen: str, upstream: str) -> None:
        """A proxy under a name; both addresses as HOST:PORT."""
        self._proxies[name] = await self._call(lambda: Toxiproxy().create(upstream, name=name, listen=listen))

    async def switch(self, name: str, *, enabled: bool) -> None:
        """Enable a proxy, or disable it: that closes its connections and its port."""
        proxy = self._proxies[name]
        await self._call(proxy.enable if enabled else proxy.disable)
        # The library notes what it asked for, whatever the answer.
        now = await self._call(lambda: Toxiproxy().get_proxy(name))
        if now is None or now.enabled is not enabled:
            state = "does not know it" if now is None else f"says that it is {'on' if now.enabled else 'off'}"
            problem = f"was asked to turn the {name} leg {'on' if enabled else 'off'} and {state}"
            raise NotReady(self._name, problem)

    async def add(self, name: str, kind: str, stream: Stream, attributes: Mapping[str, int]) -> None:
        """Put a toxic, named after its kind, on one direction of a proxy; attributes in Toxiproxy's units."""
        proxy = self._proxies[name]
        await self._call(lambda: proxy.add_toxic(name=kind, type=kind, stream=stream, attributes=dict(attributes)))

    async def update(self, name: str, kind: str, attributes: Mapping[str, int]) -> None:
        """Change the attributes of a toxic that is on; the library has no call for that."""
        path, body = f"/proxies/{name}/toxics/{kind}", {"attributes": dict(attributes)}
        await self._call(lambda: APIConsumer.post(path, json=body))

    async def remove(self, name: str, kind: str) -> None:
        """Take a toxic off again; one that is not there is off."""
        proxy = self._proxies[name]
        await self._call(lambda: kind in proxy.toxics() and proxy.destroy_toxic(kind))

    async def _call(self, act: Callable[[], _T]) -> _T:
        _session.set(self._own)
        try:
            return await asyncio.to_thread(act)
        except (requests.RequestException, ValueError, KeyError) as error:
            raise NotReady(self._name, f"did not carry out a call within {CALL_DEADLINE:g} s") from error
        except (_Refused, NotFound, ProxyExists, InvalidToxic) as error:
            raise NotReady(self._name, f"did not carry out a call: {_words(error)}") from error

    @property
    def _name(self) -> str:
        return f"Toxiproxy at {self.socket}"


def _words(error: Exception) -> str:
    """What Toxiproxy answered; the library passes on the bytes, a JSON object with the key `error`."""
    answer = error.args[0] if error.args else ""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
    with contextlib.suppress(ValueError, KeyError, TypeError):
        text = str(json.loads(text)["error"])
    return " ".join(text.split())[:300]
