"""Workers of the page, on a session without a browser."""

import asyncio
import json

from chaoslab.recording import Recording
from chaoslab.requests import requests
from chaoslab.rig.network_watch import NetworkWatch
from chaoslab.rig.worker_watch import WorkerWatch
from tests.rig.fake_session import FakeSession

URL = "http://127.0.0.1:4001/live/live/k.flv"


async def watched() -> tuple[FakeSession, Recording]:
    session, record = FakeSession(), Recording()
    await WorkerWatch(session, NetworkWatch(record, {4001: "flv"})).begin()
    return session, record


def told(session: FakeSession, worker: str, **message: object) -> None:
    session.emit("Target.receivedMessageFromTarget", sessionId=worker, message=json.dumps(message))


async def test_a_worker_is_listened_to_before_it_runs() -> None:
    session, _ = await watched()
    session.emit("Target.attachedToTarget", sessionId="w1", targetInfo={"type": "worker"})
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    sent = [json.loads(params["message"]) for method, params in session.sent if method == "Target.sendMessageToTarget"]
    assert [one["method"] for one in sent] == ["Network.enable", "Runtime.runIfWaitingForDebugger"]


async def test_requests_of_two_workers_are_kept_apart() -> None:
    session, record = await watched()
    for worker, at in (("w1", 1.0), ("w2", 2.0)):
        params = {"requestId": "1", "request": {"url": URL, "method": "GET"}, "timestamp": at}
        told(session, worker, method="Network.requestWillBeSent", params=params)
    failure = {"requestId": "1", "errorText": "net::ERR_FAILED", "timestamp": 3.0}
    told(session, "w2", method="Network.loadingFailed", params=failure)
    first, second = requests(record.so_far())
    assert (first.leg, first.started_at, first.ended_at) == ("flv", 1.0, None)
    assert (second.leg, second.started_at, second.ended_at) == ("flv", 2.0, 3.0)


async def test_answers_and_other_events_are_passed_over() -> None:
    session, record = await watched()
    told(session, "w1", id=1, result={})
    told(session, "w1", method="Runtime.consoleAPICalled", params={})
    assert record.so_far().events == ()
