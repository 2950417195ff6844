"""One trial of each outcome: its plan, its timeline, and the verdict that the judge gives on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from chaoslab.experiment.method.step import Step
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline
from tests.report import made_scene as scene

PHASES = ((0.7, "baseline"), (5.0, "method"), (25.0, "recovery"))
CUT = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})
STEADY = (Expectation(probe="frame_rate", at_least=27), Expectation(probe="live_latency", at_most=3))
REFUSED = {"error": "net::ERR_CONNECTION_REFUSED"}


@dataclass(frozen=True)
class MadeTrial:
    """What a trial leaves behind; without a verdict it is one that was cut short."""

    plan: TrialPlan
    events: tuple[Event, ...]
    verdict: Verdict | None


def outage_plan(name: str = "flv-outage-1", *, retries: float = 3) -> TrialPlan:
    """The plan of the P1 experiment."""
    return TrialPlan(
        id=name,
        experiment="experiments/player/flv-outage-falls-back-to-hls.yaml",
        title="The player falls back to HLS when FLV dies for good",
        claims=("P1",),
        steady_state=STEADY,
        steps=(CUT,),
        watch=30,
        expect=(
            Expectation(probe="flv_retries", equals=retries),
            Expectation(probe="retry_delays", equals=(1, 2, 4), within=0.1),
            Expectation(probe="fallback_time", at_most=9),
            Expectation(probe="recovered", equals=True),
        ),
        seed=7,
    )


def outage(name: str = "flv-outage-1", *, retries: int = 3, repeat: int = 1) -> MadeTrial:
    """The P1 trial; it fails when other than three retries are expected."""
    plan = outage_plan(name, retries=retries).model_copy(update={"repeat": repeat})
    return _judged(plan, _outage_events())


def healthy(name: str = "healthy-stream-1") -> MadeTrial:
    """The control: no fault."""
    plan = TrialPlan(
        id=name,
        experiment="experiments/player/healthy-stream.yaml",
        title="An undisturbed stream plays smoothly",
        watch=20,
        expect=(Expectation(probe="frame_rate", at_least=29), Expectation(probe="stall_count", equals=0)),
    )
    return _judged(
        plan,
        scene.frame(20, ((0.7, "baseline"),), steadied=2.8),
        scene.publisher(20),
        scene.request("flv0", "/live/cam.flv", 0.4),
        scene.pictures(0.72, 20, 0.71),
        scene.shots(4.9),
    )


def not_injected(name: str = "flv-outage-1") -> MadeTrial:
    """The injector said yes, but nobody saw a cut: the stream went on."""
    return _judged(
        outage_plan(name),
        scene.frame(55, PHASES, steadied=2.8),
        scene.publisher(55),
        scene.request("flv0", "/live/cam.flv", 0.4),
        scene.pictures(0.75, 55, 0.72),
        scene.fault(5.001, None, 25.002),
        scene.shots(4.9, 9.0, 40.0),
    )


def invalid(name: str = "flv-outage-1") -> MadeTrial:
    """The machine was too busy: two of three pictures were lost before anything was broken."""
    return _judged(
        outage_plan(name),
        scene.frame(12, ((0.9, "baseline"),)),
        scene.publisher(12),
        scene.request("flv0", "/live/cam.flv", 0.4),
        scene.pictures(0.9, 12, 1.4, keep=lambda number: number % 3 == 0 and not 150 < number < 170),
        scene.shots(4.9),
    )


def never_recovered(name: str = "flv-outage-1") -> MadeTrial:
    """The cut finished the player: no retry, no fallback, no picture."""
    return _judged(
        outage_plan(name),
        scene.frame(55, PHASES, steadied=2.8),
        scene.publisher(55),
        scene.request("flv0", "/live/cam.flv", 0.4, 5.006, **REFUSED),
        scene.pictures(0.75, 5.41, 0.72),
        scene.fault(5.001, 5.006, 25.002),
        scene.shots(4.9, 9.0, 40.0),
    )


def too_early(name: str = "flv-outage-1") -> MadeTrial:
    """The picture never came back, and nobody looked for long enough to say whether it would have in time."""
    trial = never_recovered(name)
    plan = trial.plan.model_copy(update={"expect": (Expectation(probe="stall_time", at_most=60),)})
    return _judged(plan, trial.events)


def crashed(name: str = "flv-outage-1") -> MadeTrial:
    """The player did all that was declared, and then its page crashed."""
    return _judged(outage_plan(name), _outage_events(), (Event(scene.ZERO + 50, EventName.PAGE_CRASHED),))


def cut_short(name: str = "flv-outage-1") -> MadeTrial:
    """The lab was killed nine seconds in."""
    events = tuple(e for e in _outage_events() if e.at < scene.ZERO + 9.4 and e.name is not EventName.TRIAL_CLOSED)
    return MadeTrial(outage_plan(name), events, None)


def broken(name: str = "flv-outage-1") -> MadeTrial:
    """The lab itself broke before the page showed anything."""
    verdict = Verdict(
        outcome=Outcome.ERROR,
        sentence="The lab could not carry out this trial.",
        reasons=("toxiproxy at 127.0.0.1:41237 did not answer within 2 s",),
    )
    return MadeTrial(outage_plan(name), tuple(scene.frame(3, ())), verdict)


def _judged(plan: TrialPlan, *parts: Iterable[Event]) -> MadeTrial:
    events = tuple(chain.from_iterable(parts))
    return MadeTrial(plan, events, judge(plan, Timeline.of(events)))


def _outage_events() -> tuple[Event, ...]:
    parts: tuple[Iterable[Event], ...] = (
        scene.frame(55, PHASES, steadied=2.8),
        scene.publisher(55),
        scene.media(55),
        scene.request("page", "/api/state", 0.1, 0.12),
        scene.request("flv0", "/live/cam.flv", 0.4, 5.006, error="net::ERR_INCOMPLETE_CHUNKED_ENCODING"),
        scene.request("flv1", "/live/cam.flv", 6.008, 6.012, **REFUSED),
        scene.request("flv2", "/live/cam.flv", 8.014, 8.017, **REFUSED),
        scene.request("flv3", "/live/cam.flv", 12.019, 12.023, **REFUSED),
        scene.hls(12.05, 55),
        scene.pictures(0.75, 5.41, 0.72),
        scene.pictures(14.2, 55, 2.43),
        scene.fault(5.001, 5.006, 25.002),
        scene.shots(4.9, 9.0, 40.0),
    )
    return tuple(chain.from_iterable(parts))
