"""The legs of one trial: a Toxiproxy of its own with a proxy for each, and gates before those that need one."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.legs.leg import Leg
from chaoslab.rig.legs.flapper import Flapper
from chaoslab.rig.legs.gate import Gates, Order, open_gates
from chaoslab.rig.legs.toxiproxy_api import Stream, ToxiproxyApi
from chaoslab.rig.processes.children import Child, Children, wait_until
from chaoslab.rig.processes.ports import LOOPBACK, reserved_ports

_GONE_WITHIN = 0.2  # seconds in which the end of a Toxiproxy that failed a call shows
_CUT, _REFUSED = "proxy down", "connect refused"  # on whose behalf a gate refuses


@dataclass(frozen=True)
class LegProxies:
    """The legs of one trial; `ports` are the loopback ports that player and publisher connect to."""

    child: Child
    ports: Mapping[Leg, int]
    _api: ToxiproxyApi
    _gates: Gates | None = None
    _flapping: dict[Leg, Flapper] = field(default_factory=dict)

    @property
    def socket(self) -> Path:
        """The Unix socket of Toxiproxy's control API."""
        return self._api.socket

    @property
    def parts(self) -> tuple[Child, ...]:
        """What may not end in the middle of a trial."""
        return (self.child, self._gates.child) if self._gates else (self.child,)

    async def disable(self, leg: Leg) -> None:
        """Close the leg's connections and refuse new ones."""
        if self._is_gated(leg):
            await self._tell(leg, "refuse", who=_CUT)
        await self._api.switch(leg, enabled=False)

    async def enable(self, leg: Leg) -> None:
        """Let the leg accept connections again, on the same port. Raises FaultStuck when that cannot be done."""
        try:
            await self._api.switch(leg, enabled=True)
        except NotReady as error:
            words = f"the {leg} leg could not be enabled again on port {self.ports[leg]}: {error}"
            await self._unless_it_died(FaultStuck(words), error)
        if self._is_gated(leg):
            await self._untell(leg, "accept", who=_CUT)

    async def add_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        """Put a toxic, named after its kind, on what flows towards the player; attributes in Toxiproxy's units.

        On the `ingest` leg that is what the publisher sends.
        """
        await self._api.add(leg, kind, _towards_the_player(leg), attributes)

    async def update_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        """Change the attributes of a toxic that is on; connections stay open."""
        await self._api.update(leg, kind, attributes)

    async def remove_toxic(self, leg: Leg, kind: str) -> None:
        """Take a toxic off again; one that is not there is off. Raises FaultStuck when Toxiproxy does not answer."""
        try:
            await self._api.remove(leg, kind)
        except NotReady as error:
            words = f"the {kind} on the {leg} leg could not be taken off again: {error}"
            await self._unless_it_died(FaultStuck(words), error)

    async def refuse(self, leg: Leg) -> None:
        """Refuse new connections; open ones go on."""
        await self._tell(leg, "refuse", who=_REFUSED)

    async def accept(self, leg: Leg) -> None:
        """Take new connections again. Raises FaultStuck."""
        await self._untell(leg, "accept", who=_REFUSED)

    async def reset(self, leg: Leg) -> None:
        """End the leg's open connections with RST, those that rest between requests in their next answer."""
        await self._tell(leg, "reset")

    async def close(self, leg: Leg) -> None:
        """End the leg's open connections with FIN, those that rest between requests in their next answer."""
        await self._tell(leg, "close")

    async def spare(self, leg: Leg, who: Literal["reset", "close"]) -> None:
        """Let connections that have rested since they were to end in this manner go on. Raises FaultStuck."""
        await self._untell(leg, "spare", who=who)

    async def hold(self, leg: Leg) -> None:
        """End the leg's open connections with FIN; new ones are accepted and never answered."""
        await self._tell(leg, "hold")

    async def release(self, leg: Leg) -> None:
        """End the connections that were held; new ones are answered again. Raises FaultStuck."""
        await self._untell(leg, "release")

    async def start_flapping(self, leg: Leg, turns: Iterable[tuple[float, float]]) -> None:
        """Cut and restore the leg alternately, in turns of (seconds cut, seconds whole), beginning with a cut."""
        await self.disable(leg)
        self._flapping[leg] = Flapper(self.disable, self.enable, leg, turns)

    async def stop_flapping(self, leg: Leg) -> None:
        """The leg stays whole. Raises FaultStuck, and TrialBroken if a turn had failed."""
        flapping = self._flapping.pop(leg, None)
        try:
            if flapping is not None:
                await flapping.stop()
        finally:
            await self.enable(leg)

    def _is_gated(self, leg: Leg) -> bool:
        return self._gates is not None and leg in self._gates.legs

    async def _tell(self, leg: Leg, order: Order, *, who: str = "") -> None:
        if self._gates is None or leg not in self._gates.legs:
            raise NotReady(f"the {leg} leg", f"has no gate to {order} it; the plan does not ask for one")
        await self._gates.tell(leg, order, who=who)

    async def _untell(self, leg: Leg, order: Order, *, who: str = "") -> None:
        try:
            await self._tell(leg, order, who=who)
        except NotReady as error:
            gone = self._gates is not None and not self._gates.child.alive
            if not gone:  # one that is gone holds and refuses nothing any more, and its end is what broke the trial
                raise FaultStuck(str(error)) from error

    async def _unless_it_died(self, stuck: FaultStuck, error: NotReady) -> None:
        """Raise, unless Toxiproxy is gone: its faults went with it, and its end is what broke the trial."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.child.process.wait(), _GONE_WITHIN)
        if self.child.alive:
            raise stuck from error


def _towards_the_player(leg: Leg) -> Stream:
    return "upstream" if leg == "ingest" else "downstream"


@asynccontextmanager
async def open_proxies(
    children: Children, executable: Path, upstreams: Mapping[Leg, tuple[str, int]], *, gated: Collection[Leg] = ()
) -> AsyncIterator[LegProxies]:
    """Start the trial's Toxiproxy with a proxy for each leg, and gates before some; upstreams are (host, port)."""
    # Its API asks nobody for a name; a socket in the scratch folder is out of reach of other users and of web pages.
    socket = children.scratch / f"toxiproxy-{secrets.token_hex(4)}.sock"
    child = await children.start("toxiproxy", [executable, "-socket", socket])
    try:
        await _listening(child, socket)
        async with AsyncExitStack() as stack:
            api = stack.enter_context(contextlib.closing(ToxiproxyApi(socket)))
            # Reserved for as long as the trial lasts: the port of a leg that is cut is given to no other process.
            ports = _reserved(stack, upstreams)
            for leg, (host, port) in upstreams.items():
                await api.create(leg, listen=f"{LOOPBACK}:{ports[leg]}", upstream=_address(host, port))
            gates, before = await _gates(stack, children, {leg: ports[leg] for leg in gated})
            yield LegProxies(child, {**ports, **before}, api, gates)
    finally:
        await asyncio.shield(children.stop(child))


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"  # IPv6


def _reserved(stack: AsyncExitStack, legs: Collection[Leg]) -> dict[Leg, int]:
    return dict(zip(legs, stack.enter_context(reserved_ports(len(legs))), strict=True))


async def _gates(
    stack: AsyncExitStack, children: Children, ports: Mapping[Leg, int]
) -> tuple[Gates | None, Mapping[Leg, int]]:
    """Gates before these ports of Toxiproxy, and the port of each; none without legs."""
    if not ports:
        return None, {}
    before = _reserved(stack, ports)
    ways = {leg: (before[leg], (LOOPBACK, port)) for leg, port in ports.items()}
    return await stack.enter_async_context(open_gates(children, ways)), before


async def _listening(child: Child, socket: Path) -> None:
    async def accepting() -> bool:
        try:
            _, writer = await asyncio.open_unix_connection(socket)
        except OSError:
            return False
        writer.close()
        return True

    await wait_until(accepting, what="Toxiproxy to listen", within=10, watching=child, every=0.005)
