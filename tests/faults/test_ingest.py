"""Signs of a slow or silent ingest: what the browser, or otherwise the lab's own viewer, waited for."""

import pytest

from chaoslab.faults._ingest import first_late_picture, needs_on, stream_held_up
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made

ALL = {"since": ZERO + 5, "until": ZERO + 9}
FLV = "/live/live/k.flv"


def watched(made: Made, *, without: tuple[float, float] = (0.0, 0.0)) -> Made:
    """The lab's own viewer samples every 0.25 s and gets pictures, except for a while."""
    for turn in range(80):
        at = turn / 4
        pictures = 0 if without[0] < at <= without[1] else 7
        sample = {
            "pictures": pictures,
            "keyframes": 0,
            "sounds": 10,
            "bytes": 9000,
            "video_leap": 0.0,
            "audio_leap": 0.0,
        }
        made.add(at, EventName.STREAM_SAMPLED, connection=1, **sample)
    return made


def test_only_a_plan_that_harms_the_ingest_has_the_stream_watched() -> None:
    assert needs_on("ingest").watched
    assert not needs_on("flv").watched


def test_a_browser_that_waits_for_flv_is_the_witness() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 6.0).flows(7.5, 20.0)
    sighting = stream_held_up(made.timeline(), **ALL, by=1.0)
    assert sighting is not None and sighting.witness == "browser"
    assert sighting.detail == f"no byte on {FLV} for 1.60 s"


def test_so_is_one_that_is_shown_pictures_later() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=2.0).shows(6.0, 20.0, latency=3.5)
    sighting = stream_held_up(made.timeline(), **ALL, by=1.0)
    assert sighting is not None and sighting.detail == "pictures came 1.50 s later than before"


def test_the_labs_own_viewer_is_the_witness_if_the_player_plays_from_its_buffer() -> None:
    made = watched(Made(20.0).shows(0.5, 20.0, latency=2.0), without=(5.5, 7.0))
    sighting = stream_held_up(made.timeline(), **ALL, by=1.2)
    assert sighting is not None and sighting.witness == "viewer"
    assert sighting.at == pytest.approx(ZERO + 5.5)


def test_nobody_saw_anything_if_nothing_was_held_up() -> None:
    made = watched(Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0).shows(0.5, 20.0, latency=0.8))
    assert stream_held_up(made.timeline(), **ALL, by=0.3) is None
    assert stream_held_up(watched(Made(20.0), without=(6.0, 6.25)).timeline(), **ALL, by=0.3) is None


ALL = {"since": ZERO + 5, "until": ZERO + 15}


def shown(late: float, seconds: float) -> Made:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).shows(6.0, 6.0 + seconds, latency=0.8 + late)
    return made.shows(6.0 + seconds, 20.0, latency=0.8)


def test_pictures_that_come_later_are_found_from_the_first_on() -> None:
    first = first_late_picture(shown(1.0, 3.0).timeline(), **ALL, by=0.5)
    assert first is not None
    at, late = first
    assert at == pytest.approx(ZERO + 6.0, abs=0.04)
    assert late == pytest.approx(1.0, abs=0.05)


def test_a_hiccup_of_a_few_pictures_is_none() -> None:
    assert first_late_picture(shown(1.0, 0.2).timeline(), **ALL, by=0.5) is None


def test_pictures_that_are_late_by_less_or_not_at_all_are_none() -> None:
    assert first_late_picture(shown(0.3, 3.0).timeline(), **ALL, by=0.5) is None
    assert first_late_picture(shown(0.0, 3.0).timeline(), **ALL, by=0.5) is None


def test_without_a_picture_before_there_is_nothing_to_compare_with() -> None:
    assert first_late_picture(Made(20.0).shows(6.0, 20.0, latency=3.0).timeline(), **ALL, by=0.5) is None
