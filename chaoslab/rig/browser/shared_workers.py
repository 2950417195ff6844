"""What shared workers ask for, and the workers that they make: no page's session tells of them.

The lab listens on a line of its own, and lets each go only once its network is listened to.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count

from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.relay import BrowserLine, open_line
from chaoslab.rig.browser.worker_watch import WorkerWatch

_KINDS = ("shared_worker", "worker")


@asynccontextmanager
async def watch_shared_workers(endpoint: str, network: NetworkWatch) -> AsyncIterator[None]:
    """Listen as long as the block runs. Raises NotReady if the browser does not accept the line."""
    async with open_line(endpoint) as line:
        listening = asyncio.ensure_future(_listen(line, WorkerWatch(network, kinds=_KINDS)))
        try:
            yield
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


async def _listen(line: BrowserLine, watch: WorkerWatch) -> None:
    numbers = count(1)
    await line.say(_attach_to(next(numbers), "shared_worker"))
    async for text in line.each():
        watch.hear(text)
        if '"Target.attachedToTarget"' in text:
            session = json.loads(text)["params"]["sessionId"]
            await line.say(_command(next(numbers), "Network.enable", session))
            await line.say(_attach_to(next(numbers), "worker", session))
            await line.say(_command(next(numbers), "Runtime.runIfWaitingForDebugger", session))


def _attach_to(number: int, kind: str, session: str = "") -> str:
    wanted = [{"type": kind}, {"exclude": True}]
    how = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True, "filter": wanted}
    return _command(number, "Target.setAutoAttach", session, how)


def _command(number: int, method: str, session: str = "", params: dict[str, object] | None = None) -> str:
    to = {"sessionId": session} if session else {}
    return json.dumps({"id": number, "method": method, "params": params or {}, **to})
