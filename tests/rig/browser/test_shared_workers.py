"""Shared workers of a page, heard on a line to a made browser."""

import json
from typing import Any

from websockets.asyncio.server import ServerConnection, serve

from chaoslab.evidence.network.requests import requests
from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.shared_workers import watch_shared_workers
from chaoslab.rig.processes.children import wait_until
from chaoslab.run.recording import Recording

URL = "http://127.0.0.1:4001/live/live/k.flv"


async def test_a_shared_worker_is_listened_to_before_it_is_let_go() -> None:
    record, told = Recording(), []

    async def ended() -> bool:
        return any(request.ended_at is not None for request in requests(record.so_far()))

    async def browser(line: ServerConnection) -> None:
        async def say(method: str, session: str = "", **params: Any) -> None:
            to = {"sessionId": session} if session else {}
            await line.send(json.dumps({"method": method, "params": params, **to}))

        async for text in line:
            message = json.loads(text)
            told.append((message["method"], message.get("sessionId")))
            if told == [("Target.setAutoAttach", None)]:
                await say("Target.attachedToTarget", sessionId="s", targetInfo={"type": "shared_worker"})
            elif message["method"] == "Runtime.runIfWaitingForDebugger":
                asked = {"url": URL, "method": "GET"}
                await say("Network.requestWillBeSent", "s", requestId="1", request=asked, timestamp=1.0)
                await say("Target.detachedFromTarget", sessionId="s")

    async with serve(browser, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with watch_shared_workers(f"ws://127.0.0.1:{port}/", NetworkWatch(record, {4001: "flv"})):
            await wait_until(ended, what="the end of the worker to be heard", within=5)
    let_go = ("Runtime.runIfWaitingForDebugger", "s")
    assert told.index(("Network.enable", "s")) < told.index(let_go)
    (stream,) = requests(record.so_far())
    assert (stream.is_flv, stream.started_at, stream.canceled) == (True, 1.0, True)
