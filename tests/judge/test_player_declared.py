"""A state that is not declared is never seen, nor absent."""

import re

from chaoslab import probes
from chaoslab.judge.judge import judge, unsteady
from chaoslab.judge.player_declared import why_unmeasurable
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation, RigPlan, TrialPlan
from chaoslab.players.spec import PlayerSpec, Sign
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy

PROBES = ROOT / "chaoslab" / "probes"
READS = ("shown_at", "shown_spans", "was_readable")
SPINNER = Sign(selector=".spin")


def plan(spec: PlayerSpec, *expect: Expectation) -> TrialPlan:
    rig = RigPlan(player="shop", spec=spec)
    return TrialPlan(id="t", experiment="e.yaml", title="T", rig=rig, expect=expect)


def test_a_spinner_that_nobody_declared_does_not_pass_for_one_that_was_not_shown() -> None:
    spec = PlayerSpec(title="T", file="players/shop.yaml", url="http://h/")
    verdict = judge(plan(spec, Expectation(probe="spinner_shown", equals=False)), healthy().timeline())
    assert verdict.outcome is Outcome.INVALID
    assert verdict.reasons == (
        "spinner_shown: expected no, observed nothing (players/shop.yaml declares no state 'spinner')",
    )
    assert verdict.measurements["spinner_shown"].value is None


def test_one_that_is_declared_is_judged() -> None:
    spec = PlayerSpec(title="T", file="players/shop.yaml", url="http://h/", states={"spinner": SPINNER})
    expect = Expectation(probe="spinner_shown", equals=False)
    assert judge(plan(spec, expect), healthy().timeline()).outcome is Outcome.PASSED
    shown = healthy().state("spinner", 5.0, 6.0).timeline()
    assert judge(plan(spec, expect), shown).outcome is Outcome.FAILED


def test_what_can_be_seen_still_fails_beside_what_cannot() -> None:
    spec = PlayerSpec(title="T", url="http://h/")
    expect = (Expectation(probe="spinner_shown", equals=False), Expectation(probe="stall_count", at_least=1))
    verdict = judge(plan(spec, *expect), healthy().timeline())
    assert verdict.outcome is Outcome.FAILED
    assert verdict.reasons == ("stall_count: expected ≥ 1, observed 0",)


def test_a_steady_state_that_needs_it_never_holds() -> None:
    spec = PlayerSpec(title="T", url="http://h/")
    gate = Expectation(probe="error_shown", equals=False)
    unmet = plan(spec, Expectation(probe="stall_count", equals=0)).model_copy(update={"steady_state": (gate,)})
    assert [condition.note for condition in unsteady(unmet, healthy().timeline())] == [
        "a URL template declares no state 'error'"
    ]


def test_the_reference_player_declares_them_all() -> None:
    assert [name for name in probes.names() if why_unmeasurable(None, probes.probe(name))] == []


def test_every_probe_that_reads_a_state_says_so() -> None:
    for name in probes.names():
        source = (PROBES / f"{name}.py").read_text(encoding="utf-8")
        read = set(re.findall(rf"(?:{'|'.join(READS)})\(timeline, \"(\w+)\"", source))
        assert read <= set(probes.probe(name).states), name
        assert bool(probes.probe(name).states) == any(f"{read}(" in source for read in READS), name


def test_a_failed_media_element_is_a_failure_although_no_error_is_declared() -> None:
    spec = PlayerSpec(title="T", url="http://h/")
    expect = Expectation(probe="playback_failed", equals=False)
    gave_up = healthy(15.0).add(15.0, EventName.MEDIA_FAILED, media=1, code=3, message="")
    verdict = judge(plan(spec, expect), gave_up.timeline())
    assert (verdict.outcome, verdict.reasons) == (
        Outcome.FAILED,
        ("playback_failed: expected no, observed yes (media error 3)",),
    )
    verdict = judge(plan(spec, expect), healthy(15.0).timeline())
    assert (verdict.outcome, verdict.measurements["playback_failed"].value) == (Outcome.INVALID, None)


def test_a_player_that_has_no_such_sign_never_shows_it() -> None:
    states = {"spinner": Sign(absent=True), "retrying": Sign(absent=True)}
    spec = PlayerSpec(title="T", file="players/shop.yaml", url="http://h/", states=states)
    hidden = tuple(Expectation(probe=f"{state}_shown", equals=False) for state in states)
    assert judge(plan(spec, *hidden), healthy().timeline()).outcome is Outcome.PASSED
    expect = Expectation(probe="retrying_shown", equals=True)
    assert judge(plan(spec, expect), healthy().timeline()).outcome is Outcome.FAILED
