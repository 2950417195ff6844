"""What one trial's faults may do to the origin, which the trials of a lane share one after another."""

import asyncio
from dataclasses import dataclass

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.rig.media.harness import Harness, Media
from chaoslab.rig.media.origins import Origin, OriginProcess
from chaoslab.rig.processes.children import Child


@dataclass(frozen=True)
class TrialOrigin:
    """The origin, and the key under which the trial's stream plays."""

    origin: Origin
    harness: Harness
    key: str
    gone: asyncio.Future[Child]  # done when it ended and no fault had a hand in it

    async def kill(self) -> None:
        """Kill it. Like `pause`, raises NotReady if the lab did not start it."""
        await self._process("killed").kill()

    async def start(self) -> None:
        """Start another on the same ports if it was killed. Raises FaultStuck."""
        try:
            await self._process("started").start()
        except NotReady as error:
            raise FaultStuck(f"the origin could not be started again: {error}") from error

    async def pause(self) -> None:
        """Stop it where it stands; its connections stay."""
        await self._process("stopped").pause()

    async def resume(self) -> None:
        """Let it go on."""
        if self.origin.process is not None:
            await self.origin.process.resume()

    async def kick_viewers(self) -> None:
        """Have everyone cut to whom it sends the stream over FLV. Raises NotReady."""
        await self.harness.control("POST", f"/control/media/kick/{self.key}", "cut the origin's viewers")

    def _process(self, done: str) -> OriginProcess:
        if self.origin.process is None:
            raise NotReady("the origin", f"is not the lab's own and cannot be {done}; let the lab start one")
        return self.origin.process


def trial_origin(media: Media, key: str) -> TrialOrigin:
    """The origin, for one trial."""
    never: asyncio.Future[Child] = asyncio.get_running_loop().create_future()
    process = media.origin.process
    return TrialOrigin(media.origin, media.harness, key, process.gone if process else never)
