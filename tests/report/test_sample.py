import pytest

from chaoslab.journal.reading import read_run
from chaoslab.judge.judge import judge
from chaoslab.setup.places import ROOT
from tests.report.parsed import Parsed, words

SAMPLE = ROOT / "reports/sample"
SAID = (
    "2 of 2 trials passed",
    "FLV was cut at 5.0 s; the player retried 3 times after 1.0, 2.0, 4.0 s and showed HLS",
    "without a stall",
)


@pytest.mark.parametrize("said", SAID)
def test_the_sample_shows_what_the_lab_is_for(said: str) -> None:
    printed = Parsed((SAMPLE / "report.html").read_text(encoding="utf-8")).text
    assert said in " ".join(printed.split())


@pytest.mark.parametrize("said", SAID)
def test_its_journal_can_still_be_reported(said: str) -> None:
    assert said in words(read_run(SAMPLE))


def test_its_trials_would_be_judged_the_same_today() -> None:
    for trial in read_run(SAMPLE).trials:
        assert trial.verdict is not None
        assert judge(trial.plan, trial.timeline).outcome == trial.verdict.outcome
