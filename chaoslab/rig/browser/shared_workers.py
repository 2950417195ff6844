"""What shared workers ask for, and the workers that they make: no page's session tells of them.

The lab listens in sessions of its own, and lets each go only once its network is listened to.
"""

import json

from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.own_line import OwnLine
from chaoslab.rig.browser.worker_watch import WorkerWatch

_KINDS = ("shared_worker", "worker")


class SharedWorkers:
    """Listens on the lab's own line."""

    def __init__(self, line: OwnLine, network: NetworkWatch) -> None:
        self._line = line
        self._watch = WorkerWatch(network, kinds=_KINDS)

    def begin(self) -> None:
        """Have every shared worker to come wait until it is listened to."""
        self._line.listen(self._hear)
        self._attach_to("shared_worker")

    def _hear(self, text: str) -> None:
        self._watch.hear(text)
        if '"Target.attachedToTarget"' in text:
            session = json.loads(text)["params"]["sessionId"]
            self._line.adopt(session)
            self._line.ask("Network.enable", session=session)
            self._attach_to("worker", session)
            self._line.ask("Runtime.runIfWaitingForDebugger", session=session)

    def _attach_to(self, kind: str, session: str = "") -> None:
        wanted = [{"type": kind}, {"exclude": True}]
        how = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True, "filter": wanted}
        self._line.ask("Target.setAutoAttach", how, session=session)
