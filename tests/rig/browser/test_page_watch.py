"""The recorder's batches on the lab clock, without a browser."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from chaoslab import clock
from chaoslab.errors import NotReady
from chaoslab.rig.browser.page_watch import PageWatch
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import EventName
from tests.rig.fake_session import FakeSession as Session


class FakeSession(Session):
    """A page in which a world apart can be made; it is gone as soon as another document is there.

    The first `malformed` evaluations are answered with nonsense; a `silent` page answers none.
    """

    malformed = 0
    silent = False

    async def send(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        answer = await super().send(method, params)
        if method == "Page.getFrameTree":
            return {"frameTree": {"frame": {"id": "main"}}}
        if method == "Page.createIsolatedWorld":
            assert params is not None and params["frameId"] == "main" and params["worldName"]
            return {"executionContextId": hash(self.document)}
        if method == "Runtime.evaluate":
            assert params is not None
            if self.silent:
                await asyncio.Event().wait()
            if params["contextId"] != hash(self.document):
                raise NotReady("the page", "did not answer: Cannot find context with specified id")
            if self.malformed:
                self.malformed -= 1
                return {"result": {"type": "undefined"}}
        return answer


async def watched(session: FakeSession) -> tuple[PageWatch, Recording]:
    record = Recording()
    watch = PageWatch(session, record)
    await watch.begin("/* recorder */", {"states": [{"state": "retrying", "selector": "#r"}]})
    return watch, record


async def test_the_recorder_is_injected_with_the_states_to_watch() -> None:
    session = FakeSession()
    await watched(session)
    (script,) = [params["source"] for method, params in session.sent if "addScript" in method]
    assert '{"state": "retrying", "selector": "#r"}' in script
    assert "/* recorder */" in script


async def test_when_a_view_was_last_looked_at_comes_out_on_the_lab_clock_too() -> None:
    session = FakeSession(navigation_start=clock.now() - 20)
    watch, record = await watched(session)
    view = {"media": 1, "share": 0, "possible": 0, "width": 480, "height": 270, "why": "hidden", "checked_at": 1250.0}
    session.ship(0, (1500.0, "media.view_changed", view))
    await watch.settle()
    (event,) = record.so_far().named(EventName.MEDIA_VIEW_CHANGED)
    assert event.at == pytest.approx(session.navigation_start + 1.5)
    assert event.data == view | {"checked_at": pytest.approx(session.navigation_start + 1.25)}


async def test_what_the_page_stamped_comes_out_on_the_lab_clock() -> None:
    session = FakeSession(navigation_start=500.0)
    watch, record = await watched(session)
    session.ship(0, (1250.0, "mark.made", {"name": "a", "data": None}))
    await watch.settle()
    assert record.so_far().named(EventName.MARK_MADE)[0].at == pytest.approx(501.25)


async def test_batches_before_the_map_is_known_are_kept_in_order() -> None:
    session = FakeSession()
    watch, record = await watched(session)
    for seq in range(3):
        session.ship(seq, (seq, "mark.made", {"name": str(seq), "data": None}))
    await watch.settle()
    session.ship(3, (3.0, "mark.made", {"name": "3", "data": None}))
    assert [event.data["name"] for event in record.so_far().named(EventName.MARK_MADE)] == ["0", "1", "2", "3"]


async def test_a_map_that_holds_is_noted_without_a_violation() -> None:
    session = FakeSession()
    watch, record = await watched(session)
    session.ship(0)
    await watch.settle()
    (mapped,) = record.so_far().named(EventName.CLOCK_MAPPED)
    assert mapped.data["violations"] == 0
    assert mapped.data["uncertainty"] <= 0.0002


async def test_a_page_clock_that_is_off_shows_as_violations_and_uncertainty() -> None:
    session = FakeSession()
    session.skew = 0.5
    watch, record = await watched(session)
    session.ship(0)
    await watch.settle()
    (mapped,) = record.so_far().named(EventName.CLOCK_MAPPED)
    assert mapped.data["violations"] == mapped.data["samples"]
    assert mapped.data["uncertainty"] == pytest.approx(0.5, abs=0.01)


async def test_a_document_that_was_navigated_away_from_keeps_its_own_clock() -> None:
    session = FakeSession(document="3000.5", navigation_start=502.0)
    watch, record = await watched(session)
    session.ship(0, (100.0, "mark.made", {"name": "old", "data": None}), document="1000.5")
    await watch.settle()
    assert record.so_far().named(EventName.MARK_MADE)[0].at == pytest.approx(500.1)


@pytest.mark.parametrize("answered", range(1, 10))
async def test_a_page_that_navigates_while_its_clock_is_read_is_read_again(answered: int) -> None:
    session = FakeSession(document="1000.5", navigation_start=clock.now() - 10)
    began = session.navigation_start
    watch, record = await watched(session)
    session.navigates[len(session.sent) + answered] = ("3000.5", began + 2.0)
    session.ship(0, (100.0, "mark.made", {"name": "old", "data": None}), document="1000.5")
    await watch.settle()
    (mapped,) = record.so_far().named(EventName.CLOCK_MAPPED)
    assert mapped.data["violations"] == 0
    assert record.so_far().named(EventName.MARK_MADE)[0].at == pytest.approx(began + 0.1)


async def test_a_hole_in_the_numbering_is_noted() -> None:
    session = FakeSession()
    watch, record = await watched(session)
    session.ship(0)
    session.ship(2)
    await watch.settle()
    (lost,) = record.so_far().named(EventName.RECORDER_LOST)
    assert lost.data == {"expected": 1, "got": 2}


def mark(name: str) -> tuple[float, str, Mapping[str, Any]]:
    return (1.0, "mark.made", {"name": name, "data": None})


def told(record: Recording) -> tuple[list[str], list[Mapping[str, Any]]]:
    """The names of the marks, and what was said to be lost."""
    line = record.so_far()
    marks, lost = line.named(EventName.MARK_MADE), line.named(EventName.RECORDER_LOST)
    return [event.data["name"] for event in marks], [event.data for event in lost]


async def test_a_reading_that_makes_no_sense_is_told_and_what_comes_next_arrives() -> None:
    session = FakeSession()
    session.malformed = 1
    watch, record = await watched(session)
    came = clock.now()
    session.ship(0, mark("a"))
    session.ship(1, mark("b"))
    await asyncio.sleep(0)
    await watch.settle()
    assert told(record) == ([], [{"expected": 2, "got": 0}])
    assert record.so_far().named(EventName.RECORDER_LOST)[0].at == pytest.approx(came, abs=0.5)
    session.ship(2, mark("c"))
    session.ship(3, mark("d"))
    await watch.settle()
    assert told(record) == (["c", "d"], [{"expected": 2, "got": 0}])


async def test_a_page_that_never_makes_sense_is_not_asked_for_ever_and_all_that_it_told_is_lost() -> None:
    session = FakeSession()
    session.malformed = 1000
    watch, record = await watched(session)
    for seq in range(20):
        session.ship(seq, mark("a"))
        for _ in range(10):
            await asyncio.sleep(0)
    await watch.settle()
    marks, lost = told(record)
    assert (marks, sum(loss["expected"] for loss in lost), len(lost)) == ([], 20, 6)
    assert 1000 - session.malformed == 5


async def test_what_is_not_on_the_lab_clock_at_the_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chaoslab.rig.browser.page_watch._SETTLE_DEADLINE", 0.01)
    session = FakeSession()
    session.silent = True
    watch, record = await watched(session)
    session.ship(0, mark("a"))
    shipped = clock.now()
    await asyncio.sleep(0.05)
    await watch.settle()
    assert told(record) == ([], [{"expected": 1, "got": 0}])
    assert record.so_far().named(EventName.RECORDER_LOST)[0].at <= shipped  # within what was observed


async def test_what_a_page_told_that_died_before_its_clock_was_known_is_lost_as_of_its_death() -> None:
    session = FakeSession()
    session.silent = True
    watch, record = await watched(session)
    session.ship(0, mark("a"))
    await asyncio.sleep(0)
    session.emit("Inspector.targetCrashed")
    await watch.settle()
    crash, lost = record.so_far().named(EventName.PAGE_CRASHED, EventName.RECORDER_LOST)
    assert (crash.name, crash.at) == (EventName.PAGE_CRASHED, lost.at)
    session.silent, session.document = False, "3000.5"
    session.ship(0, mark("b"), document="3000.5")
    await watch.settle()
    assert told(record) == (["b"], [{"expected": 1, "got": 0}])


async def test_another_binding_is_none_of_ours() -> None:
    session = FakeSession()
    _, record = await watched(session)
    session.emit("Runtime.bindingCalled", name="theirs", payload="not json")
    assert record.so_far().events == ()
