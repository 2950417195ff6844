"""Conformance in the verdict, in JSON and in the report."""

from pathlib import Path

from chaoslab.conformance.file import find_models
from chaoslab.journal.summary import summary
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Outcome
from chaoslab.players.spec import PlayerSpec
from chaoslab.timeline.timeline import Timeline
from tests.conformance.made_model import light
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import words

(RETRIES,) = find_models(["retry-policy"], [])


def against(trial: MadeTrial, *models: object) -> MadeTrial:
    plan = trial.plan.model_copy(update={"models": models})
    return MadeTrial(plan, trial.events, judge(plan, Timeline.of(trial.events)))


def test_a_trial_that_follows_its_models_passes(tmp_path: Path) -> None:
    trial = against(made.outage(), RETRIES, light())
    assert trial.verdict is not None
    assert trial.verdict.outcome is Outcome.PASSED, trial.verdict.reasons
    text = words(make_run(tmp_path, [trial]))
    assert "State machines that the player must follow" in text
    assert text.count("followed") >= 2


def test_a_wrong_step_fails_the_trial_and_is_told_everywhere(tmp_path: Path) -> None:
    states = {**RETRIES.states, "waits_2": RETRIES.states["waits_3"]}  # the second wait would be the third
    trial = against(made.outage(), RETRIES.model_copy(update={"states": states}))
    assert trial.verdict is not None
    assert trial.verdict.outcome is Outcome.FAILED
    (reason,) = trial.verdict.reasons
    assert reason.startswith("retry-policy: at 8.01 s FLV was asked for, 2.00 s into state “waits 2”")
    run = make_run(tmp_path, [trial])
    text = words(run)
    assert text.count("at 8.01 s FLV was asked for, 2.00 s into state") >= 1
    assert "violated" in text
    (told,) = summary(run)["trials"][0]["conformance"]
    assert (told["held"], told["violation"]["state"], told["violation"]["at"]) == (False, "waits_2", 8.014)


def test_what_cannot_be_told_leaves_the_trial_open() -> None:
    outage = made.outage()
    spec = outage.plan.rig.model_copy(update={"spec": PlayerSpec(title="Mine", file="mine.yaml")})
    trial = against(MadeTrial(outage.plan.model_copy(update={"rig": spec}), outage.events, None), light())
    assert trial.verdict is not None
    assert trial.verdict.outcome is Outcome.INVALID
    assert "cannot be checked: mine.yaml declares no state 'spinner'" in trial.verdict.reasons[-1]


def test_a_trial_that_says_nothing_does_not_count_its_models(tmp_path: Path) -> None:
    trial = against(made.not_injected(), RETRIES)
    text = words(make_run(tmp_path, [trial]))
    section = text.partition("must follow")[2].partition("Proof that")[0]
    assert "not counted" in section
    assert "followed" not in section


def test_a_trial_without_models_has_no_such_section(tmp_path: Path) -> None:
    assert "must follow" not in words(make_run(tmp_path, [made.outage()]))
