"""A sender that can be put on and off air."""

import asyncio

from chaoslab.rig.media.publisher.sender import Sender


class OnAir:
    """Runs a sender and cancels it; its frame numbers go on where they stopped. Needs a running event loop."""

    def __init__(self, sender: Sender, url: str) -> None:
        self._sender, self._url = sender, url
        self._sending: asyncio.Task[None] | None = None
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()  # fails when the sender does

    def start(self) -> None:
        """Publish, unless it is already publishing."""
        if self._sending is None:
            self._sending = asyncio.ensure_future(self._sender.run(self._url))
            self._sending.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Take leave of the origin, if it is on air; returns when the connection is closed."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.cancel()
            await asyncio.wait((sending,))

    def _ended(self, sending: "asyncio.Task[None]") -> None:
        if not sending.cancelled() and (error := sending.exception()) and not self.broken.done():
            self.broken.set_exception(error)
