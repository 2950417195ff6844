"""The probes on the timelines of real trials, as the sample report holds them."""

import itertools

import pytest

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import TrialRecord
from chaoslab.journal.remeasure import differs
from chaoslab.probes import Value, measure_all, names
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName

SAMPLE = read_run(ROOT / "reports/sample")
TRIALS = {trial.plan.id: trial for trial in SAMPLE.trials}
OUTAGE = TRIALS["flv-outage-falls-back-to-hls"]
HEALTHY = TRIALS["healthy-stream"]


def value(trial: TrialRecord, name: str) -> Value:
    return measure_all(trial.timeline)[name].value


@pytest.mark.parametrize("trial", [OUTAGE, HEALTHY], ids=["outage", "healthy"])
def test_measuring_again_gives_what_the_journal_holds(trial: TrialRecord) -> None:
    assert trial.verdict is not None
    recorded, again = trial.verdict.measurements, measure_all(trial.timeline)
    assert [name for name, one in recorded.items() if differs(one, again[name])] == []
    assert set(recorded) <= set(again) == set(names())


def test_the_retries_of_the_outage_are_the_requests_that_were_refused() -> None:
    refused = [
        event
        for event in OUTAGE.timeline.named(EventName.REQUEST_FAILED)
        if event.data["error"] == "net::ERR_CONNECTION_REFUSED"
    ]
    assert value(OUTAGE, "flv_retries") == len(refused) == 3


def test_its_delays_are_those_between_the_pages_own_calls() -> None:
    calls = [e for e in OUTAGE.timeline.named(EventName.FETCH_CALLED) if e.data["url"].endswith(".flv")]
    ended = {e.data["call"]: e.at for e in OUTAGE.timeline.named(EventName.FETCH_FAILED, EventName.FETCH_ENDED)}
    delays = [after.at - ended[before.data["call"]] for before, after in itertools.pairwise(calls)]
    assert value(OUTAGE, "retry_delays") == pytest.approx(delays, abs=0.0001)
    assert delays == pytest.approx([1, 2, 4], abs=0.1)


def test_its_fallback_is_the_longest_time_between_two_frames() -> None:
    frames = [event.at for event in OUTAGE.timeline.named(EventName.FRAME_PRESENTED)]
    longest = max(b - a for a, b in itertools.pairwise(frames))
    assert value(OUTAGE, "fallback_time") == pytest.approx(longest, abs=0.001)
    assert value(OUTAGE, "stall_time") == pytest.approx(longest, abs=0.001)


def test_it_recovered_while_the_fault_was_still_on() -> None:
    hit, lifted = disturbance(OUTAGE.timeline), OUTAGE.timeline.first(EventName.FAULT_LIFTED)
    assert hit is not None
    assert lifted is not None
    assert hit.recovered_at is not None
    assert hit.recovered_at < lifted.at
    assert value(OUTAGE, "recovered") is True


def test_the_healthy_trial_shows_the_sources_rate_close_to_live() -> None:
    rate, behind = value(HEALTHY, "frame_rate"), value(HEALTHY, "live_latency")
    assert rate == pytest.approx(30, abs=1)
    assert isinstance(behind, float)
    assert 0.05 < behind < 1.5
    assert value(HEALTHY, "stall_count") == 0
