"""What a page that plays must show of what its file says."""

from chaoslab.experiment.method.step import Step
from chaoslab.judge.judge import judge
from chaoslab.judge.player_fit import misfits
from chaoslab.judge.tolerance import why_broken
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.model import Expectation, RigPlan, TrialPlan
from chaoslab.players.spec import PlayerSpec, Sign
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy

SPEC = PlayerSpec(title="T", url="http://h/", video="#live", states={"playing": Sign(selector=".on")})
SAMPLE = {"media": 1, "position": 1.0, "paused": False}


def reasons(made: Made) -> list[str]:
    return [why_broken(misfit) for misfit in misfits(SPEC, made.timeline())]


def test_a_page_that_shows_what_its_file_says_fits() -> None:
    assert reasons(healthy().add(1.0, EventName.MEDIA_SAMPLED, **SAMPLE).state("playing", 1.0)) == []


def test_a_selector_that_matches_no_media_element_is_named_with_what_there_is() -> None:
    playing = Made(10.0).state("playing", 1.0)
    assert reasons(playing) == [
        (
            "video: expected a media element while the stream plays, observed nothing "
            "(selector '#live' matched no media element; the page has none at all)"
        )
    ]
    (why,) = reasons(playing.add(0.5, EventName.MEDIA_ATTACHED, media=1, tag="video"))
    assert why.endswith("the page has 1 media element, none of which it matches)")


def test_a_playing_state_that_is_not_seen_is_named() -> None:
    shown = healthy().add(1.0, EventName.MEDIA_SAMPLED, **SAMPLE).state("playing", 1.0, 9.0)
    assert reasons(shown) == [
        (
            "states.playing: expected shown while the stream plays, observed nothing "
            "(selector '.on' matched nothing visible)"
        )
    ]


def test_without_a_file_nothing_is_asked_for() -> None:
    assert misfits(None, Made(10.0).timeline()) == ()
    assert misfits(PlayerSpec(title="T", url="http://h/"), Made(10.0).timeline()) == ()


def test_a_misfit_makes_the_trial_invalid_before_anything_is_broken() -> None:
    unsteadied = Made(20.0).shows(0.5, 20.0, latency=0.8).add(1.0, EventName.MEDIA_SAMPLED, **SAMPLE)
    plan = TrialPlan(
        id="t",
        experiment="e.yaml",
        title="T",
        rig=RigPlan(player="shop", spec=SPEC),
        steps=(Step(at=5, lasting=5, fault="proxy_down", settings={"leg": "flv"}),),
        expect=(Expectation(probe="recovered", equals=True),),
    )
    verdict = judge(plan, unsteadied.timeline())
    assert verdict.outcome is Outcome.INVALID
    assert "states.playing: expected shown while the stream plays" in verdict.reasons[0]
