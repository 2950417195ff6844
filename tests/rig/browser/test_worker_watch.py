"""Workers of the page, heard on a line without a browser."""

import json

from chaoslab.evidence.network.requests import requests
from chaoslab.rig.browser.network_watch import NetworkWatch
from chaoslab.rig.browser.worker_watch import WorkerWatch
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName

URL = "http://127.0.0.1:4001/live/live/k.flv"


def watched(*workers: str, kind: str = "worker") -> tuple[WorkerWatch, Recording]:
    record = Recording()
    watch = WorkerWatch(NetworkWatch(record, {4001: "flv"}))
    for worker in workers:
        params = {"sessionId": worker, "targetInfo": {"type": kind}}
        watch.hear(json.dumps({"method": "Target.attachedToTarget", "params": params}))
    return watch, record


def started(session: str, at: float) -> str:
    params = {"requestId": "1", "request": {"url": URL, "method": "GET"}, "timestamp": at}
    return json.dumps({"sessionId": session, "method": "Network.requestWillBeSent", "params": params})


def test_requests_of_two_workers_are_kept_apart() -> None:
    watch, record = watched("w1", "w2")
    watch.hear(started("w1", 1.0))
    watch.hear(started("w2", 2.0))
    failure = {"requestId": "1", "errorText": "net::ERR_FAILED", "timestamp": 3.0}
    watch.hear(json.dumps({"sessionId": "w2", "method": "Network.loadingFailed", "params": failure}))
    first, second = requests(record.so_far())
    assert (first.leg, first.started_at, first.ended_at) == ("flv", 1.0, None)
    assert (second.leg, second.started_at, second.ended_at) == ("flv", 2.0, 3.0)


def test_what_the_page_itself_asks_for_is_left_to_its_own_session() -> None:
    watch, record = watched("p1", kind="iframe")
    watch.hear(started("p1", 1.0))
    assert record.so_far().events == ()


def test_answers_and_other_events_are_passed_over() -> None:
    watch, record = watched("w1")
    watch.hear(json.dumps({"id": 1, "sessionId": "w1", "result": {"body": '"Network.'}}))
    watch.hear(json.dumps({"sessionId": "w1", "method": "Network.policyUpdated"}))
    watch.hear(json.dumps({"sessionId": "w1", "method": "Runtime.consoleAPICalled", "params": {}}))
    assert record.so_far().events == ()


def detached(session: str) -> str:
    return json.dumps({"method": "Target.detachedFromTarget", "params": {"sessionId": session}})


def test_what_a_worker_had_open_ends_with_it() -> None:
    watch, record = watched("w1", "w2")
    watch.hear(started("w1", 1.0))
    watch.hear(started("w2", 2.0))
    socket = {"requestId": "2", "url": "ws://127.0.0.1:4002/x"}
    watch.hear(json.dumps({"sessionId": "w1", "method": "Network.webSocketCreated", "params": socket}))
    watch.hear(detached("w1"))
    first, second = requests(record.so_far())
    assert (first.canceled, first.error) == (True, "the worker that asked was ended")
    assert first.ended_at is not None
    assert second.ended_at is None
    assert [event.data["socket"] for event in record.so_far().named(EventName.SOCKET_CLOSED)] == ["w1.2"]


def test_what_had_ended_before_its_worker_ends_once() -> None:
    watch, record = watched("w1")
    watch.hear(started("w1", 1.0))
    finished = {"requestId": "1", "encodedDataLength": 5, "timestamp": 1.5}
    watch.hear(json.dumps({"sessionId": "w1", "method": "Network.loadingFinished", "params": finished}))
    watch.hear(detached("w1"))
    assert record.so_far().named(EventName.REQUEST_FAILED) == ()


def test_a_worker_takes_the_workers_that_it_made_along() -> None:
    watch, record = watched("w1")
    params = {"sessionId": "w1.1", "targetInfo": {"type": "worker"}}
    watch.hear(json.dumps({"sessionId": "w1", "method": "Target.attachedToTarget", "params": params}))
    watch.hear(started("w1.1", 1.0))
    watch.hear(detached("w1"))
    (made,) = requests(record.so_far())
    assert made.canceled
