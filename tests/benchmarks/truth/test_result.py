"""The line of a case: how many rounds were right, how far off figures were, and the first wrong one."""

from collections.abc import Iterator

from benchmarks.truth.case import Case
from benchmarks.truth.result import result_of
from benchmarks.truth.said import Said, figure, outcome
from benchmarks.truth.trial import Trial
from chaoslab.judge.verdict import Outcome
from chaoslab.probes import Measurement
from tests.benchmarks.truth.made_trial import FOLDER, trial


def _truth(trial: Trial) -> Iterator[Said]:
    yield outcome(trial, "passed")
    yield figure(trial, "stall_time", 3.0)


def _noted(trial: Trial) -> Iterator[Said]:
    trial.mark("gives up")
    yield outcome(trial, "passed")


CASE = Case("a-case", "Something is right", "plays", {}, _truth)
RIGHT = trial(measured=[Measurement(name="stall_time", value=3.02, uncertainty=0.03)])
FAR_OFF = trial(measured=[Measurement(name="stall_time", value=4.5, uncertainty=0.03)], outcome=Outcome.FAILED)
SPOILT = trial(outcome=Outcome.INVALID, worth_another_try=True, earlier=4)


def lines(case: Case, *trials: Trial) -> list[str]:
    return list(result_of(case, trials).lines())


def test_a_case_is_right_if_every_round_is() -> None:
    assert lines(CASE, RIGHT, RIGHT) == ["right a-case: 2 of 2, at worst 0.020 off"]
    assert result_of(CASE, [RIGHT, RIGHT]).fine


def test_the_first_wrong_round_is_shown_with_its_journal_and_all_that_is_wrong_in_it() -> None:
    assert lines(CASE, RIGHT, FAR_OFF, FAR_OFF) == [
        "WRONG a-case: 1 of 3, at worst 1.500 off",
        f"      {FOLDER}",
        "      - outcome failed, not passed",
        "      - stall_time 4.500, in truth 3.000 ± 0.030",
    ]
    assert not result_of(CASE, [RIGHT, FAR_OFF]).fine


def test_a_spoilt_round_is_counted_apart_and_proves_nothing() -> None:
    assert lines(CASE, RIGHT, SPOILT) == ["right a-case: 1 of 1, at worst 0.020 off; 5 spoilt tries"]
    assert lines(CASE, SPOILT) == ["WRONG a-case: 0 of 0; 5 spoilt tries"]


def test_a_page_that_did_not_do_as_it_was_told_is_wrong() -> None:
    case = Case("a-case", "Something is right", "plays", {}, _noted)
    unfit = trial(outcome=Outcome.INVALID, reasons=("nothing was ever seen to play",))
    assert lines(case, unfit)[2] == "      - the page never noted 'gives up' (nothing was ever seen to play)"


def test_a_round_without_any_verdict_is_wrong() -> None:
    (line, *_) = lines(CASE, Trial(trial(earlier=1).record.earlier[0]))
    assert line == "WRONG a-case: 0 of 1"
