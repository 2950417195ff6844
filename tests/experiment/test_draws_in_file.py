"""Values that an experiment draws: where they may stand, and what is wrong with them before anything starts."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.model import ExperimentBase
from chaoslab.experiment.schema import experiment_schema
from chaoslab.plan.make import Choices, trial_plans
from tests.experiment.test_model import loaded, refused

DRAWN = """\
title: An outage of any length
draw:
  outage: {uniform: [2, 6]}
  slow: {whole: [300, 500]}
  leg: {one_of: [flv, api]}
method:
  - {name: cut, at: 5, lasting: $outage, fault: {proxy_down: {leg: flv}}}
  - {after: cut + $outage, lasting: 3, fault: {latency: {leg: $leg, latency: $slow}}}
expect:
  - recovered: true
"""


def test_what_is_drawn_stands_in_the_plan(tmp_path: Path) -> None:
    (plan,) = trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, DRAWN))], Choices(seed=3))
    assert set(plan.drawn) == {"outage", "slow", "leg"}
    cut, slow = plan.steps
    assert cut.lasting == plan.drawn["outage"]
    assert slow.after is not None
    assert slow.after.plus == plan.drawn["outage"]
    assert (slow.settings["leg"], slow.settings["latency"]) == (plan.drawn["leg"], plan.drawn["slow"])


def test_each_repeat_draws_anew_and_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    one = [(tmp_path / "e.yaml", loaded(tmp_path, DRAWN))]
    first, again, other = (trial_plans(one, Choices(seed=seed, repeat=3)) for seed in (1, 1, 2))
    assert first == again
    assert len({plan.drawn["outage"] for plan in (*first, *other)}) == 6


def test_the_place_from_which_the_lab_is_called_changes_no_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = loaded(tmp_path, DRAWN)
    (far,) = trial_plans([(tmp_path / "e.yaml", found)], Choices())
    monkeypatch.chdir(tmp_path)
    (near,) = trial_plans([(Path("e.yaml"), found)], Choices())
    assert (near.drawn, near.steps) == (far.drawn, far.steps)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("$outage,", "$outge,", ":7: method.0.lasting: $outge is not drawn; did you mean '$outage'?"),
        ("$slow}", "400}", ":4: draw.slow: is never used; write $slow where a step"),
        (
            "uniform: [2, 6]",
            "uniform: [6, 2]",
            ":3: draw.outage: the first limit must be below the second, got 6 and 2",
        ),
        ("uniform: [2, 6]", "unifrom: [2, 6]", ":3: draw.outage.unifrom: unknown key; did you mean 'uniform'?"),
        (
            "uniform: [2, 6]",
            "uniform: [-2, 6]",
            ":7: method.0.lasting: input should be greater than or equal to 0, got",
        ),
        ("whole: [300, 500]", "whole: [300, 70000]", ":8: method.1.fault.latency.latency: input should be less than"),
        ("uniform: [2, 6]", "uniform: null", ":3: draw.outage: uniform takes a list of values, got null"),
        ("outage: {", '"a\\nb": {', ":3: draw.a\\nb: string should match pattern"),
        ("[flv, api]", "[flv, .inf]", ":5: draw.leg.one_of.1: input should be a finite number, got inf"),
        ("[flv, api]", "[flv, fvl]", ":8: method.1.fault.latency.leg: 'fvl' is not known; did you mean 'flv'?"),
        ("one_of: [flv, api]", "one_of: []", ":5: draw.leg.one_of: list should have at least 1 item"),
    ],
)
def test_what_is_wrong_with_a_draw_is_said_whatever_the_seed(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    assert right in DRAWN
    assert refused(tmp_path, DRAWN.replace(right, wrong)).startswith(says)


def test_what_only_some_draws_break_is_said_with_the_draw(tmp_path: Path) -> None:
    assert refused(tmp_path, DRAWN.replace("uniform: [2, 6]", "uniform: [-2, 6]")).endswith(
        "where outage is drawn as -2.0, slow is drawn as 300, leg is drawn as flv"
    )


HEAD = "title: T\nexpect: [{stall_count: {at_least: 0}}]\n"
SIZE = "  - {at: 5, lasting: 3, fault: {resolution_switch: {width: $a, height: 180}}}\n"
FLAP = "  - {at: 5, lasting: 9, fault: {flapping: {leg: flv, down: [$a, $b]}}}\n"
CUTS = (
    "  - {at: 5, lasting: 9, fault: {proxy_down: {leg: $a}}}\n  - {at: 7, lasting: 9, fault: {proxy_down: {leg: $b}}}\n"
)
WITHIN_LIMITS = [
    ("{a: {whole: [160, 320]}}", SIZE, "", r":5: method\.0\.fault\.resolution_switch\.width: .*multiple of 2.*a is"),
    ("{a: {one_of: [0.5, 2]}, b: {one_of: [3, 1]}}", FLAP, "", r":5: .*flapping: down: the shortest time, 2 s, is lo"),
    ("{a: {one_of: [flv, hls]}, b: {one_of: [api, hls]}}", CUTS, "", r":6: method\.1: overlaps step 1, the same fault"),
    (
        "{a: {one_of: [2, 5]}, b: {one_of: [6, 3]}}",
        "  []\n",
        "{at_least: $a, at_most: $b}",
        r":2: expect\.0\.flv_retries: at_least 5 is more than at_most 3",
    ),
    (
        "{a: {uniform: [1, 5]}}",
        "  []\n",
        "{equals: $a}",
        r":2: expect\.0\.flv_retries: equals takes a whole number, got \d\.\d+, where a is drawn as \d\.\d+",
    ),
]


@pytest.mark.parametrize(("draw", "method", "expected", "says"), WITHIN_LIMITS)
def test_what_a_trial_draws_is_checked_as_a_whole_though_each_limit_and_choice_is_sound(
    tmp_path: Path, *, draw: str, method: str, expected: str, says: str
) -> None:
    head = HEAD.replace("{stall_count: {at_least: 0}}", f"{{flv_retries: {expected}}}") if expected else HEAD
    found = loaded(tmp_path, f"{head}draw: {draw}\nmethod:\n{method}")
    refusals = {seed: line for seed in range(8) if (line := refusal(tmp_path / "e.yaml", found, seed))}
    assert refusals, "no seed draws what is wrong"
    for seed, line in refusals.items():
        assert re.match(re.escape(str(tmp_path / "e.yaml")) + says, line), line
        assert line.endswith(f" (seed {seed}, trial 1); change `draw`")


def refusal(path: Path, found: ExperimentBase, seed: int) -> str:
    """What is said of the trial of a seed; empty where it has a plan."""
    try:
        trial_plans([(path, found)], Choices(seed=seed))
    except ExperimentInvalid as error:
        return str(error)
    return ""


def test_a_later_trial_is_checked_before_the_first_one_starts(tmp_path: Path) -> None:
    found = [(tmp_path / "e.yaml", loaded(tmp_path, f"{HEAD}draw: {{a: {{whole: [160, 162]}}}}\nmethod:\n{SIZE}"))]
    with pytest.raises(ExperimentInvalid, match=r"a is drawn as 161 \(seed 0, trial \d+\); change `draw`"):
        trial_plans(found, Choices(repeat=20))


def test_what_the_rig_lacks_for_a_drawn_value_is_said_with_the_draw(tmp_path: Path) -> None:
    text = HEAD + "draw: {a: {one_of: [page]}}\nmethod:\n  - {at: 5, lasting: 9, fault: {proxy_down: {leg: $a}}}\n"
    with pytest.raises(ExperimentInvalid, match=r"no page leg.*, where a is drawn as page \(seed 3, trial 1\)"):
        trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, text))], Choices(seed=3))


def test_an_editor_accepts_a_drawn_value_and_no_other_text() -> None:
    jsonschema.validate(yaml.safe_load(DRAWN), experiment_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(DRAWN.replace("$outage,", "outage,")), experiment_schema())
