"""The recorder's batches on the lab clock, without a browser."""

import pytest

from chaoslab import clock
from chaoslab.events import EventName
from chaoslab.recording import Recording
from chaoslab.rig.page_watch import PageWatch
from tests.rig.fake_session import FakeSession


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
    assert script.endswith("/* recorder */")


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


@pytest.mark.parametrize("answered", range(1, 8))
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


async def test_another_binding_is_none_of_ours() -> None:
    session = FakeSession()
    _, record = await watched(session)
    session.emit("Runtime.bindingCalled", name="theirs", payload="not json")
    assert record.so_far().events == ()
