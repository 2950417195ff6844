"""Gates before the legs of a trial whose plan refuses, resets or swallows connections, as one child process.

    async with open_gates(children, {"flv": (port, ("127.0.0.1", toxiproxy))}) as gates:
        await gates.tell("flv", "reset")      # see `gate.py` for what a gate can be told

Toxiproxy alone can do none of the three: a proxy that is off ends what is open too, and it ends a live connection with
RST only where a `reset_peer` toxic was on it from the start; that toxic then makes a reset of *every* end on the leg,
also of an answer that the server ended properly, and cuts off its last bytes. A gate hands FIN and RST on as they come.
It runs in a process of its own for the reason that the page's router does.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from chaoslab.errors import NotReady
from chaoslab.legs.leg import Leg
from chaoslab.rig.processes.children import Child, Children
from chaoslab.rig.processes.own_python import OWN_PATH, own_python

_START_DEADLINE = 20.0  # seconds
_ORDER_DEADLINE = 2.0  # seconds

_RESTING: frozenset[Leg] = frozenset({"hls", "api", "page"})  # legs of requests, between which connections rest

Order = Literal["refuse", "accept", "reset", "close", "spare", "hold", "release"]


@dataclass(frozen=True)
class Gates:
    """Running gates; `child` ends when they do."""

    child: Child
    legs: frozenset[Leg]
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def tell(self, leg: Leg, order: Order, *, who: str = "") -> None:
        """Have the gate of a leg carry out an order; `who` is for orders that take it. Raises NotReady."""
        message = {"leg": leg, "do": order} | ({"who": who} if who else {})
        assert self.child.process.stdin is not None
        try:
            async with asyncio.timeout(_ORDER_DEADLINE), self._one_at_a_time:
                self.child.process.stdin.write(f"{json.dumps(message)}\n".encode())
                await self.child.process.stdin.drain()
                answer = await self._line()
        except (TimeoutError, ConnectionError) as error:
            problem = f"was told to {order} and did not answer within {_ORDER_DEADLINE:g} s"
            raise NotReady(f"the gate of the {leg} leg", problem) from error
        if problem := json.loads(answer or '{"error": "it has ended"}').get("error"):
            raise NotReady(f"the gate of the {leg} leg", f"was told to {order} and could not: {problem}")

    async def serving(self) -> None:
        """Wait until all of them listen. Raises NotReady."""
        try:
            line = await asyncio.wait_for(self._line(), _START_DEADLINE)
        except TimeoutError:
            raise NotReady(self.child.name, f"did not serve within {_START_DEADLINE:g} s") from None
        if not line:
            await self.child.process.wait()
            raise NotReady(self.child.name, f"ended before it served: {self.child.last_words()}")

    async def _line(self) -> bytes:
        assert self.child.process.stdout is not None
        return await self.child.process.stdout.readline()


@asynccontextmanager
async def open_gates(children: Children, ways: Mapping[Leg, tuple[int, tuple[str, int]]]) -> AsyncIterator[Gates]:
    """Start a gate on each leg's port, which leads to (host, port). Raises NotReady."""
    settings = {leg: {"port": port, "to": to, "rests": leg in _RESTING} for leg, (port, to) in ways.items()}
    argv = own_python(__name__, "--gates", json.dumps(settings))
    child = await children.start(f"gates-{'-'.join(ways)}", argv, pipe_input=True, pipe_output=True, env=OWN_PATH)
    try:
        gates = Gates(child, frozenset(ways))
        await gates.serving()
        yield gates
    finally:
        await asyncio.shield(children.stop(child))
