"""Samples of the accuracy benchmark: a made cycle whose measurements are right, and what a wrong one shows."""

from dataclasses import replace

import pytest

from benchmarks.accuracy.__main__ import row, share_within
from benchmarks.accuracy.cycles import Cycle
from benchmarks.accuracy.samples import Sample, samples
from benchmarks.accuracy.script import FPS
from benchmarks.accuracy.truth import PageTime, Truth, truth_of
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

SHOWN_AFTER = 0.004  # seconds from the writing of a picture to its showing


def pictures(first: int, at: float, count: int) -> list[list[float]]:
    return [[first + index, at + index * 1000 / FPS] for index in range(count)]


def told() -> dict[str, object]:
    """A page that began 0.5 s after its opening, froze at 2 s for 2 s and retried once after 1 s."""
    return {
        "frames": [pictures(100, 500, 46), pictures(170, 4000, 30)],
        "flvAsked": [10, 3010],
        "flvLost": [2010, 3015],
        "socketAsked": [20],
        "socketLost": [],
        "hlsAsked": 3100,
        "ended": 5000,
    }


def truth() -> Truth:
    return truth_of(told(), 1000.0, PageTime(1000.0, 0.0, 0.0001))


def cycle(late: float = SHOWN_AFTER) -> Cycle:
    """As the lab would see it, every picture so late; number 0 was sent at 996."""
    true = truth()
    step = {"step": 0, "fault": "close_connection", "sent_at": 1002.0, "returned_at": 1002.0}
    events = [
        Event(1000.0, EventName.TRIAL_OPENED),
        Event(1002.0, EventName.FAULT_INJECTED, step),
        Event(1002.0, EventName.FAULT_LIFTED, step),
        Event(1005.0, EventName.TRIAL_CLOSED),
    ]
    for media, frames in enumerate(true.frames):
        for number, at in frames:
            events.append(Event(at + late, EventName.FRAME_PRESENTED, {"media": media, "painted": number}))
    events += [
        Event(996 + number / FPS, EventName.PUBLISHER_FRAME_SENT, {"frame": number, "painted": number})
        for number in range(300)
    ]
    return Cycle(Timeline.of(events), true, 996.0)


def found(name: str, late: float = SHOWN_AFTER) -> list[Sample]:
    return [sample for sample in samples(cycle(late)) if sample.probe == name]


def test_a_page_that_is_measured_rightly_is_within_the_uncertainty() -> None:
    for name, true in (("startup_time", 0.5), ("stall_time", 2.0)):
        (sample,) = found(name)
        assert sample.truth == pytest.approx(true)
        assert sample.error == pytest.approx(SHOWN_AFTER if name == "startup_time" else 0, abs=1e-3)
        assert sample.within


def test_latency_is_known_before_and_after_the_freeze() -> None:
    before, after = found("live_latency")
    assert before.truth == pytest.approx(1000.5 - (996 + 100 / FPS))
    assert after.truth == pytest.approx(1004 - (996 + 170 / FPS))
    assert before.within and after.within


def test_pictures_that_are_told_too_late_are_outside_of_the_uncertainty() -> None:
    (startup,) = found("startup_time", late=0.05)
    assert not startup.within
    assert not any(sample.within for sample in found("live_latency", late=0.05))


def test_a_time_that_was_not_measured_is_never_within() -> None:
    (retry,) = found("retry_delays")  # the made timeline holds no request
    assert retry.measured is None and retry.truth == pytest.approx(1.0) and not retry.within


def test_an_uncertainty_above_one_percent_is_exact_only_where_a_picture_bounds_it() -> None:
    sample = Sample("x", 10.0, 0.02, 10.0)
    assert sample.exact
    assert not replace(sample, truth=1.0, uncertainty=0.05).exact
    assert replace(sample, truth=10.0, uncertainty=0.1).exact
    assert replace(sample, truth=0.4, uncertainty=0.3).exact


def test_a_row_tells_the_share_and_the_errors() -> None:
    some = [Sample("x", 1.001, 0.005, 1.0), Sample("x", 1.5, 0.005, 1.0)]
    assert share_within(some) == 0.5
    assert row("x", some) == "| `x` | 2 | 50.0% | 5.0 ms | 1.0 ms | 500.0 ms | 500.0 ms | 100.0% |"
