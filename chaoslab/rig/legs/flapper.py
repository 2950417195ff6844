"""Flapper: a leg that alternately goes down and comes up until it is stopped."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from chaoslab import clock
from chaoslab.errors import NotReady, TrialBroken
from chaoslab.legs.leg import Leg
from chaoslab.rig.processes.set_by import set_by

Switch = Callable[[Leg], Awaitable[None]]


class Flapper:
    """Begins with a leg that is down already; each turn is (seconds down, seconds up).

    The times are those of the pattern, not of the calls: a call that takes long makes the time after it shorter.
    """

    def __init__(self, disable: Switch, enable: Switch, leg: Leg, turns: Iterable[tuple[float, float]]) -> None:
        self._disable, self._enable, self._leg = disable, enable, leg
        self._over = asyncio.Event()
        self._task = asyncio.ensure_future(self._flap(turns))

    async def stop(self) -> None:
        """End it, whatever state the leg is in then. Raises TrialBroken if a turn had failed."""
        self._over.set()  # not cancelled: a call that was given up half-way could still come through later
        try:
            await self._task
        except NotReady as error:
            raise TrialBroken(f"the {self._leg} leg did not flap to the end: {error}") from error

    async def _flap(self, turns: Iterable[tuple[float, float]]) -> None:
        at = clock.now()
        for down, up in turns:
            for lasting, switch in ((down, self._enable), (up, self._disable)):
                at += lasting
                if await set_by(self._over, at):
                    return
                await switch(self._leg)
