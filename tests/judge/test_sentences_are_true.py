"""Every time that a verdict's words name is an event's time, counted from what they say; on real and on made trials."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chaoslab.experiment.method.step import Step
from chaoslab.journal.reading import read_run
from chaoslab.judge.findings import findings
from chaoslab.judge.receipts import receipts_of
from chaoslab.judge.said import Lag, Point, Said, between, say
from chaoslab.judge.sentence import said_of, sentence
from chaoslab.judge.signalling_sentence import losses, signalling_acts
from chaoslab.judge.verdict import Receipt
from chaoslab.judge.waterfall import waterfalls
from chaoslab.plan.model import TrialPlan
from chaoslab.probes import Measurement, measure_all, probe
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.judge.recorded import NAMES, recorded
from tests.judge.told import CUT, FLV, LOST, plan, receipt
from tests.judge.truth import check_findings, check_said, check_waterfall
from tests.made_timeline import ZERO, Made

SAMPLE = {trial.plan.id: (trial.plan, trial.timeline) for trial in read_run(ROOT / "reports/sample").trials}


def check(trial: TrialPlan, timeline: Timeline, receipts: tuple[Receipt, ...], known: dict[str, Measurement]) -> Said:
    """All that the lab says of one trial in free text."""
    said = said_of(trial, timeline, known, receipts)
    check_said(said, timeline, measured=signalling_acts(known, losses(timeline)))
    check_findings(findings(timeline), timeline)
    for waterfall in waterfalls(timeline):
        check_waterfall(waterfall, timeline)
    return said


@pytest.mark.parametrize("name", [*NAMES, *SAMPLE])
def test_what_is_said_of_a_real_trial(name: str) -> None:
    trial, timeline = SAMPLE[name] if name in SAMPLE else recorded(name)
    known = measure_all(timeline)
    said = check(trial, timeline, receipts_of(trial, timeline), known)
    assert sentence(trial, timeline, known, receipts_of(trial, timeline))[1:-1] == said.text[1:]
    for measurement in known.values():
        assert "-0.0 s" not in measurement.note
        assert "since -" not in measurement.note


@dataclass(frozen=True)
class Scene:
    """A page under one cut or two, as a test draws it."""

    buffered: float  # seconds for which the picture goes on after the cut
    lost: float | None  # seconds after the cut at which the connection ends; None if it never does
    waits: tuple[float, ...]  # before each attempt
    hangs: float  # seconds after which an attempt fails
    returns: float | None  # seconds after the last attempt
    further: float  # behind live, after the return
    every: int
    over_hls: bool
    straggler: float | None
    again: float | None  # when a second cut comes
    hidden: float | None
    covered: float | None

    def made(self) -> Made:
        made = Made(45.0).steadied().shows(0.5, 5.0 + self.buffered, latency=0.8, media=1).fault(5.0, 9.0)
        end = None if self.lost is None else 5.0 + self.lost
        made.request(0.1, end, FLV, error=None if end is None else LOST)
        at = 5.0 if end is None else end
        for wait in self.waits:
            made.request(at + wait, at + wait + self.hangs, FLV, error="net::ERR_CONNECTION_REFUSED")
            at += wait + self.hangs
        if self.straggler is not None:
            made.shows(
                5.0 + self.buffered + self.straggler, 5.03 + self.buffered + self.straggler, latency=1.2, media=1
            )
        self._return(made, max(at, 5.0 + self.buffered))
        if self.hidden is not None:
            made.add(self.hidden, EventName.PAGE_HIDDEN, trusted=True)
            made.add(self.hidden + 4.0, EventName.PAGE_SHOWN, trusted=True)
        if self.covered is not None:
            look = {"media": 1, "share": 0.0, "possible": 0.0, "width": 640, "height": 360, "why": "covered by div.x"}
            made.add(self.covered, EventName.MEDIA_VIEW_CHANGED, **look, checked_at=ZERO + self.covered)
        return made

    def _return(self, made: Made, since: float) -> None:
        if self.returns is None:
            return
        back = since + self.returns
        if self.over_hls:
            made.hls(max(back - 0.5, since))
        else:
            made.request(max(back - 0.2, since), None, FLV)
        until = 45.0 if self.again is None else max(self.again, back + 1)
        made.shows(back, until, latency=0.8 + self.further, every=self.every, media=1)
        if self.again is not None:
            made.fault(until, until + 2.0, step=1).shows(until + 2.5, 45.0, latency=0.8 + self.further, media=1)


def tenths(least: float, most: float) -> st.SearchStrategy[float]:
    return st.integers(round(least * 10), round(most * 10)).map(lambda tenth: tenth / 10 + 0.003)


SCENES = st.builds(
    Scene,
    buffered=tenths(0.0, 3.0),
    lost=st.none() | tenths(0.0, 8.0) | st.just(0.004),
    waits=st.lists(tenths(0.0, 4.0), max_size=8).map(tuple),
    hangs=st.sampled_from([0.004, 0.2, 1.5]),
    returns=st.none() | tenths(0.3, 6.0),
    further=st.sampled_from([0.0, 0.0, 1.9, 2.1, 6.0]),
    every=st.sampled_from([1, 1, 1, 2]),
    over_hls=st.booleans(),
    straggler=st.none() | tenths(0.3, 5.0),
    again=st.none() | tenths(20.0, 43.0),
    hidden=st.none() | tenths(1.0, 40.0),
    covered=st.none() | st.none() | tenths(6.0, 40.0),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SCENES)
def test_what_is_said_of_a_made_trial(scene: Scene) -> None:
    timeline = scene.made().timeline()
    again = Step(at=20, lasting=2, fault="proxy_down", settings={"leg": "flv"})
    steps = (CUT,) if scene.again is None or scene.returns is None else (CUT, again)
    check(plan(*steps), timeline, tuple(receipt(n, step, True) for n, step in enumerate(steps)), {})


@settings(max_examples=30, deadline=None, derandomize=True)
@given(SCENES)
def test_what_is_said_of_a_made_trial_without_a_step(scene: Scene) -> None:
    timeline = scene.made().timeline()
    known = {name: probe(name).measure(timeline) for name in ("frame_rate", "live_latency")}
    said = check(plan(), timeline, (), known)
    behind = [time.value for time in said.times if isinstance(time, Lag)]
    assert behind == pytest.approx([known["live_latency"].value] if behind else [], abs=0.001)


def test_the_check_finds_what_is_false() -> None:
    made = Made(20.0).steadied().request(0.1, 5.0, FLV, error=LOST).shows(0.5, 5.0, latency=0.8).fault(5.0, 9.0)
    timeline = made.timeline()
    fault, no_event = Point(ZERO + 5.0, "fault"), Point(ZERO + 7.0, "request")
    false = (
        Said("the player retried once after 1.0 s"),
        say("the player retried once after {}", between(fault, no_event)),
        Said("the player asked for HLS but never showed it"),
        Said("the picture never stopped"),
        Said("the stream played, without a stall"),
    )
    for said in false:
        with pytest.raises(AssertionError):
            check_said(said, timeline)
