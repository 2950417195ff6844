"""What the page's workers ask for: the page's session tells nothing of their requests, so each has one of its own."""

import asyncio
import itertools
import json
from collections.abc import Mapping
from typing import Any

from chaoslab.errors import NotReady
from chaoslab.rig.network_watch import NetworkWatch, Session


class WorkerWatch:
    """Stops each worker before its first line, listens to its network, and lets it go."""

    def __init__(self, session: Session, network: NetworkWatch) -> None:
        self._session, self._network = session, network
        self._numbers = itertools.count(1)
        self._beginning: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Listen to every worker to come."""
        self._session.on("Target.attachedToTarget", self._attached)
        self._session.on("Target.receivedMessageFromTarget", self._heard)
        await self._session.send(
            "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
        )

    def _attached(self, params: Mapping[str, Any]) -> None:
        task = asyncio.ensure_future(self._listen(params["sessionId"]))
        self._beginning.add(task)
        task.add_done_callback(self._beginning.discard)

    async def _listen(self, worker: str) -> None:
        for method in ("Network.enable", "Runtime.runIfWaitingForDebugger"):
            message = json.dumps({"id": next(self._numbers), "method": method, "params": {}})
            try:
                await self._session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
            except NotReady:
                return  # a worker that has ended meanwhile, or a page that is gone, which others tell

    def _heard(self, params: Mapping[str, Any]) -> None:
        message = json.loads(params["message"])
        if "method" in message:
            # Request ids count from 1 in each worker.
            self._network.hear(message["method"], message.get("params", {}), of=f"{params['sessionId']}.")
