"""Origin kill: its act on the origin, its witness on made timelines, and the origin that is not ours."""

import pytest

from chaoslab.faults.origin_kill import OriginKill
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

OFF = Injection(0, ZERO + 5.0, ZERO + 5.01, ZERO + 8.0)
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"
FLV = "/live/live/k.flv"


def gone(made: Made, start: float = 5.04, end: float = 8.05) -> Made:
    """The origin's process is not there from `start` to `end`."""
    changed = EventName.ORIGIN_CHANGED
    made.add(0.1, changed, state="runs", pid=7).add(start, changed, state="gone", pid=7)
    return made.add(end, changed, state="runs", pid=8)


async def test_it_kills_the_origin_and_has_another_one_take_its_place() -> None:
    world = FakeWorld()
    await OriginKill().inject(world)
    await OriginKill().lift(world)
    assert world.calls == [("origin", "kill"), ("origin", "start")]


def test_the_browser_whose_stream_broke_off_is_the_witness() -> None:
    made = gone(Made(20.0)).request(0.1, 5.02, FLV, error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    sighting = OriginKill().witness(made.timeline(), OFF)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("browser", f"{CUT} on {FLV}; the origin's process was gone")
    assert sighting.at == pytest.approx(ZERO + 5.02)


def test_over_hls_it_is_the_answer_that_there_is_no_origin() -> None:
    made = gone(Made(20.0)).request(5.5, 5.52, "/hls/k.m3u8", leg="hls", status=502)
    sighting = OriginKill().witness(made.timeline(), OFF)
    assert sighting is not None and sighting.detail.startswith("502 (Bad Gateway) on /hls/k.m3u8; ")


def test_without_a_viewer_the_publisher_whose_connection_ended_is_the_witness() -> None:
    lost = gone(Made(20.0)).add(5.03, EventName.PUBLISHER_STOPPED, reason="lost: the origin closed the connection")
    sighting = OriginKill().witness(lost.timeline(), OFF)
    assert sighting is not None and sighting.witness == "publisher"
    assert sighting.at == pytest.approx(ZERO + 5.03)
    asked = gone(Made(20.0)).add(5.03, EventName.PUBLISHER_STOPPED, reason="asked")
    assert OriginKill().witness(asked.timeline(), OFF) is None


def test_a_stream_that_broke_off_with_the_origin_at_work_is_no_witness() -> None:
    made = Made(20.0).request(0.1, 5.02, FLV, error=CUT).add(0.1, EventName.ORIGIN_CHANGED, state="runs", pid=7)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    assert OriginKill().witness(made.timeline(), OFF) is None


def test_a_dead_origin_that_nobody_missed_is_no_witness() -> None:
    assert OriginKill().witness(gone(healthy(20.0)).timeline(), OFF) is None


def test_an_origin_that_was_gone_at_another_time_is_no_witness() -> None:
    made = gone(Made(20.0), 2.0, 3.0).request(0.1, 5.02, FLV, error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    assert OriginKill().witness(made.timeline(), OFF) is None


def test_an_srs_that_runs_by_itself_cannot_be_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", "127.0.0.1:1935:8080:1985")
    assert "127.0.0.1:1935:8080:1985 runs by itself" in OriginKill().unfit("srs")
    assert OriginKill().unfit("embedded") == ""
    monkeypatch.setenv("CHAOSLAB_SRS", "/usr/local/srs/objs/srs")
    assert OriginKill().unfit("srs") == ""
