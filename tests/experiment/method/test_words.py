"""When steps begin and end, in words."""

import pytest

from chaoslab.experiment.method.step import After, Step
from chaoslab.experiment.method.words import end_in_words, missed_in_words, start_in_words

CUT = Step(at=5, lasting=4, fault="proxy_down", name="cut")


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (Step(at=5, lasting=1, fault="x"), "at 5 s"),
        (Step(at=0, lasting=1, fault="x"), "before the page is opened"),
        (Step(after=After(step=0), lasting=1, fault="x"), "at the end of step 1 (cut)"),
        (Step(after=After(step=0, of="start", plus=2), lasting=1, fault="x"), "2 s after the start of step 1 (cut)"),
        (
            Step(when="stalled", within=9, lasting=1, fault="x"),
            "as soon as the picture stands still for 250 ms (waited for from the steady state on, at most 9 s)",
        ),
        (
            Step(after=After(step=0, plus=2), when="error_shown", within=9, lasting=1, fault="x"),
            "as soon as the page shows its error (waited for from 2 s after the end of step 1 (cut) on, at most 9 s)",
        ),
    ],
)
def test_the_beginning_is_said(step: Step, says: str) -> None:
    assert start_in_words([CUT, step], 1) == says


def test_the_end_is_said() -> None:
    assert end_in_words(CUT) == "after 4 s"
    until = CUT.model_copy(update={"until": "error_shown"})
    assert end_in_words(until) == "as soon as the page shows its error, after 4 s at the latest"


def test_what_did_not_come_is_said() -> None:
    says = "never injected: the condition fallback_seen (the first picture over HLS is seen) was not met within 20 s"
    assert missed_in_words("fallback_seen", 20) == says
