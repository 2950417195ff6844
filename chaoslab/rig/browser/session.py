"""Calls to the browser whose errors are ours and whose silence has an end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from chaoslab.errors import NotReady

DEADLINE = 20.0  # seconds; what answers at all answers within a few, on a busy machine too
_T = TypeVar("_T")


class Session:
    """A CDP session whose errors are ours: NotReady when the page, the browser or its driver is gone or silent."""

    def __init__(self, session: Any, *, within: float = DEADLINE) -> None:
        self._session = session
        self._within = within

    def on(self, event: str, handler: Callable[[Any], None]) -> None:
        """Call `handler` with the parameters of each such event."""
        self._session.on(event, handler)

    async def send(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """One command and its answer."""
        call = self._session.send(method, params)
        return await answered(call, "the page", f"did not answer {method}", within=self._within)


async def answered(call: Awaitable[_T], thing: str, problem: str, *, within: float = DEADLINE) -> _T:
    """What a call of the browser's driver gives. Raises NotReady with `problem` when it fails or takes too long."""
    asking = asyncio.ensure_future(call)
    asking.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # a late error concerns no one
    try:
        done, _ = await asyncio.wait((asking,), timeout=within)
    finally:
        # Not awaited: a cancelled call ends only when the driver has answered, and it may be stuck.
        asking.cancel()
    if not done:
        raise NotReady(thing, f"{problem} within {within:g} s")
    try:
        return asking.result()
    except (Exception, asyncio.CancelledError) as error:
        if isinstance(error, OSError) and not isinstance(error, ConnectionError | TimeoutError):
            raise  # the lab's own, out of a handler: a disk that is full
        words = str(error).splitlines() or [type(error).__name__]
        raise NotReady(thing, f"{problem}: {words[0]}") from error
