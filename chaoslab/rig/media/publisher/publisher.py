"""What faults of the encoder do to a publisher: each act can be undone, and doing it twice changes nothing."""

import asyncio

from chaoslab.rig.media.publisher import orders
from chaoslab.rig.media.publisher.process import PublisherProcess
from chaoslab.rig.processes.children import Child
from chaoslab.world.encoding import TRACKS, Encoding, Track


class Publisher:
    """A publisher that runs, or ran. Orders given while it is dead are carried out by its replacement."""

    def __init__(self, process: PublisherProcess) -> None:
        self._process = process
        self._standing: dict[str, str] = {}  # orders that hold, by what they are about

    @property
    def child(self) -> Child | None:
        """Its process; None while a fault has killed it."""
        return self._process.child

    @property
    def gone(self) -> asyncio.Future[str]:
        """Done, with words, when its process ended and no fault had a hand in it."""
        return self._process.gone

    async def stop(self) -> None:
        """Take leave of the origin as an encoder does; returns when the connection is closed.

        Like every act: raises NotReady when the publisher died or does not answer.
        """
        await self._keep("air", orders.STOP)

    async def start(self) -> None:
        """Publish again under the same key; returns when it has begun to connect. A dead one has nothing to do."""
        await self._release("air", orders.START)

    async def kill(self) -> None:
        """Kill its process."""
        await self._process.kill()

    async def revive(self) -> None:
        """A new process under the same key, where it was killed; the numbers of its frames go on."""
        if self._process.child is None:
            await self._process.begin_anew()
            for order in self._standing.values():
                await self._process.tell(order)

    async def pause(self) -> None:
        """Send nothing more; the connection stays."""
        await self._keep("flow", orders.PAUSE)

    async def resume(self) -> None:
        """Send again, from the next keyframe."""
        await self._release("flow", orders.RESUME)

    async def jump(self, seconds: float, tracks: tuple[Track, ...] = TRACKS) -> None:
        """Let the timestamps of the present connection leap by this many seconds; negative: back."""
        if self._process.child is not None:
            await self._process.tell(orders.jump(seconds, tracks))

    async def mute(self, track: Track) -> None:
        """Leave out a track."""
        await self._keep(track, orders.mute(track))

    async def unmute(self, track: Track) -> None:
        """Send it again."""
        await self._release(track, orders.unmute(track))

    async def encode(self, encoding: Encoding) -> None:
        """Go on with an encoding that the trial's steps need, from a keyframe of it."""
        await self._keep("encoding", orders.encode(self._process.settings.video.encoded(encoding)))

    async def encode_as_usual(self) -> None:
        """Go back to the usual one."""
        await self._release("encoding", orders.encode(self._process.settings.video))

    async def _keep(self, about: str, order: str) -> None:
        self._standing[about] = order
        if self._process.child is not None:
            await self._process.tell(order)

    async def _release(self, about: str, order: str) -> None:
        self._standing.pop(about, None)
        if self._process.child is not None and self._process.child.alive:
            await self._process.tell(order)
