"""Which trials a run carries out."""

import pytest

from chaoslab.errors import UsageError
from chaoslab.plan.chosen import EVERY_TRIAL, Selection, chosen
from chaoslab.plan.model import TrialPlan

PLANS = tuple(
    TrialPlan(id=name, experiment=f"experiments/{name[:-2]}.yaml", title=title, claims=claims, tags=tags)
    for name, title, claims, tags in (
        ("outage-1", "FLV is cut", ("P1", "P3"), ("nightly",)),
        ("outage-2", "FLV is cut", ("P1", "P3"), ("nightly",)),
        ("chat-1", "The chat comes back", ("S4",), ()),
    )
)


def ids(selection: Selection) -> list[str]:
    return [plan.id for plan in chosen(PLANS, selection)]


def test_without_a_choice_all_are_carried_out() -> None:
    assert chosen(PLANS, EVERY_TRIAL) == PLANS


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(only=("outage-2",)), ["outage-2"]),
        (Selection(only=("chat-1", "outage-1")), ["outage-1", "chat-1"]),
        (Selection(claims=("P3", "S4")), ["outage-1", "outage-2", "chat-1"]),
        (Selection(tags=("nightly",)), ["outage-1", "outage-2"]),
        (Selection(grep="COMES back"), ["chat-1"]),
        (Selection(grep=r"outage-\d"), ["outage-1", "outage-2"]),
        (Selection(grep=r"experiments/chat"), ["chat-1"]),
        (Selection(claims=("P1",), only=("outage-1", "chat-1")), ["outage-1"]),
    ],
)
def test_it_is_as_was_asked(selection: Selection, left: list[str]) -> None:
    assert ids(selection) == left


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(only=("outage-3",)), r"--only outage-3: no trial .*; did you mean 'outage-"),
        (Selection(claims=("P2",)), "--claim P2: no claim of these experiments has that name"),
        (Selection(tags=("nightli",)), "--tag nightli: .*did you mean 'nightly'"),
        (Selection(grep="["), r"--grep \[: is no regular expression"),
        (Selection(grep="never"), "--grep never: none of 3 trials is like that"),
        (Selection(claims=("S4",), tags=("nightly",)), "--claim S4 --tag nightly: none of 3 trials is like that"),
    ],
)
def test_a_choice_that_leaves_nothing_is_refused_by_its_flag(selection: Selection, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        chosen(PLANS, selection)
