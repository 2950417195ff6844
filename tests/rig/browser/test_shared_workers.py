"""Shared workers of a page, heard on the lab's own line to a made browser."""

import json
from typing import Any

from chaoslab.evidence.network.requests import requests
from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.own_line import OwnLine
from chaoslab.rig.browser.shared_workers import SharedWorkers
from chaoslab.run.recording import Recording

URL = "http://127.0.0.1:4001/live/live/k.flv"


async def test_a_shared_worker_is_listened_to_before_it_is_let_go() -> None:
    record, told = Recording(), []

    def say(method: str, session: str, **params: Any) -> None:
        text = json.dumps({"method": method, "params": params, "sessionId": session}, separators=(",", ":"))
        assert line.hear(text)

    def browser(text: str) -> None:
        message = json.loads(text)
        told.append((message["method"], message.get("sessionId")))
        if told == [("Target.setAutoAttach", "LAB")]:
            say("Target.attachedToTarget", "LAB", sessionId="s", targetInfo={"type": "shared_worker"})
        elif message["method"] == "Runtime.runIfWaitingForDebugger":
            asked = {"url": URL, "method": "GET"}
            say("Network.requestWillBeSent", "s", requestId="1", request=asked, timestamp=1.0)
            say("Target.detachedFromTarget", "LAB", sessionId="s")

    line = OwnLine(browser)
    line.session = "LAB"
    line.adopt("LAB")
    SharedWorkers(line, NetworkWatch(record, {4001: "flv"})).begin()
    let_go = ("Runtime.runIfWaitingForDebugger", "s")
    assert told.index(("Network.enable", "s")) < told.index(let_go)
    assert told.index(("Target.setAutoAttach", "s")) < told.index(let_go)
    (stream,) = requests(record.so_far())
    assert (stream.is_flv, stream.started_at, stream.canceled) == (True, 1.0, True)
