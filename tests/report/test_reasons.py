"""Why a trial did not pass is said before anything else about it."""

from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.journal.record import RunRecord
from chaoslab.report.html import render
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial
from tests.report.parsed import Parsed, words


def at_the_top(run: RunRecord) -> str:
    """What is printed before the first trial's own part."""
    top = render(run).partition("<main")[0]
    return " ".join(Parsed(top).text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("trial", "reason"),
    [
        (made.outage("b", retries=2), "FLV retries should have been 2; observed: 3."),
        (made.crashed("b"), "the page crashed at 50.0 s"),
        (made.not_injected("b"), "proxy_down (step 1): "),
        (made.invalid("b"), "steady state was never reached before the first fault: "),
        (made.too_early("b"), "Stall time should have been ≤ 60 s; observed: at least"),
        (made.broken("b"), "toxiproxy at 127.0.0.1:41237 did not answer within 2 s"),
    ],
)
@pytest.mark.parametrize("others", [[], [made.healthy("a")]])
def test_why_a_trial_did_not_pass_stands_at_the_top_below_its_sentence(
    others: list[MadeTrial], trial: MadeTrial, reason: str, tmp_path: Path
) -> None:
    assert trial.verdict is not None
    top = at_the_top(make_run(tmp_path, [*others, trial], outcome=trial.verdict.outcome))
    assert reason in top.partition(trial.verdict.sentence)[2]


def test_a_trial_that_passed_needs_no_reason(tmp_path: Path) -> None:
    assert 'class="why"' not in render(make_run(tmp_path, [made.healthy(), made.outage()], outcome="passed"))


def test_many_reasons_are_cut_short_at_the_top_and_told_in_full_below(tmp_path: Path) -> None:
    trial = made.broken()
    assert trial.verdict is not None
    reasons = tuple(f"reason {n}" for n in range(1, 10))
    verdict = trial.verdict.model_copy(update={"reasons": reasons})
    run = make_run(tmp_path, [replace(trial, verdict=verdict)], outcome="error", exit_code=7)
    assert "reason 4 5 more below" in at_the_top(run)
    assert "reason 9" in words(run)


def test_an_invalid_trial_is_called_so_and_what_that_means_stands_beside(tmp_path: Path) -> None:
    text = words(make_run(tmp_path, [made.invalid(), made.healthy("b")], outcome="invalid", exit_code=4))
    assert text.count("invalid (could not be measured)") >= 2
    assert "not measurable" not in text
