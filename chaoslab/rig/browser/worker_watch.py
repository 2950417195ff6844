"""What the page's workers ask for: the page's session does not report their requests, so the lab listens to theirs.

A worker waits before its first line until one of those who watch it lets it go, and the browser's driver always comes
first. But the driver switches the worker's network events on before that; so they are taken from the driver's line.
"""

import json
from collections.abc import Collection
from typing import Any

from chaoslab.rig.browser.network_watch import NetworkWatch

ENDED = "the worker that asked was ended"


class WorkerWatch:
    """Hears what the browser says to its driver, and passes on the network events of workers."""

    def __init__(self, network: NetworkWatch, *, kinds: Collection[str] = ("worker",)) -> None:
        self._network = network
        self._kinds = kinds
        self._workers: dict[str, str] = {}  # each worker's session, and that of the page or worker that made it

    def hear(self, text: str) -> None:
        """Take in one message. Most are of no concern here and are not even parsed."""
        if '"Target.attachedToTarget"' in text:
            self._attached(json.loads(text))
        elif self._workers and '"Target.detachedFromTarget"' in text:
            self._detached(json.loads(text))
        elif self._workers and '"Network.' in text:
            self._told(json.loads(text))

    def _attached(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        if params.get("targetInfo", {}).get("type") in self._kinds:
            self._workers[params["sessionId"]] = message.get("sessionId", "")

    def _detached(self, message: dict[str, Any]) -> None:
        self._end(message.get("params", {}).get("sessionId", ""))

    def _end(self, worker: str) -> None:
        """A worker that was ended says no more, and nor do those that it made: what they asked for would seem open."""
        if self._workers.pop(worker, None) is None:
            return
        self._network.end(of=f"{worker}.", why=ENDED)
        for made in [made for made, maker in self._workers.items() if maker == worker]:
            self._end(made)

    def _told(self, message: dict[str, Any]) -> None:
        worker = message.get("sessionId")
        if worker in self._workers and "requestId" in message.get("params", {}):
            # Request ids count from 1 in each worker.
            self._network.hear(message["method"], message["params"], of=f"{worker}.")
