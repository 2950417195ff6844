"""What the page's workers ask for: the page's session does not report their requests, so the lab listens to theirs.

A worker waits before its first line until one of those who watch it lets it go, and the browser's driver always comes
first. But the driver switches the worker's network events on before that; so they are taken from the driver's line.
"""

import json
from typing import Any

from chaoslab.rig.browser.network_watch import NetworkWatch


class WorkerWatch:
    """Hears what the browser says to its driver, and passes on the network events of workers."""

    def __init__(self, network: NetworkWatch) -> None:
        self._network = network
        self._workers: set[str] = set()

    def hear(self, text: str) -> None:
        """Take in one message. Most are of no concern here and are not even parsed."""
        if '"Target.attachedToTarget"' in text:
            self._attached(json.loads(text))
        elif self._workers and '"Network.' in text:
            self._told(json.loads(text))

    def _attached(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        if params.get("targetInfo", {}).get("type") == "worker":
            self._workers.add(params["sessionId"])

    def _told(self, message: dict[str, Any]) -> None:
        worker = message.get("sessionId")
        if worker in self._workers and "requestId" in message.get("params", {}):
            # Request ids count from 1 in each worker.
            self._network.hear(message["method"], message["params"], of=f"{worker}.")
