"""What a well-formed experiment may not ask for."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from chaoslab import faults, probes
from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.load import load
from chaoslab.plan.make import Choices, read_plans
from tests.experiment.test_model import loaded, refused
from tests.made_timeline import healthy

NEED_A_FAULT = {name for name in probes.names() if probes.probe(name).needs_fault}
NEED_A_BEFORE = {name for name in probes.names() if probes.probe(name).needs_before}
NEED_TIME = {name for name in probes.names() if probes.probe(name).needs_time}

CUT = """\
title: Signalling without Redis
rig: {redis: REDIS}
method:
  - {at: 5, lasting: 4, fault: {proxy_down: {leg: redis}}}
expect:
  - stall_count: {equals: 0}
"""


def written(folder: Path, redis: str) -> Path:
    path = folder / "cut.yaml"
    path.write_text(CUT.replace("REDIS", redis), encoding="utf-8")
    return path


def test_a_redis_that_is_not_there_cannot_be_cut_off(tmp_path: Path) -> None:
    with pytest.raises(ExperimentInvalid) as refused:
        load(written(tmp_path, "false"))
    says = ":4: method.0.fault.proxy_down.leg: there is a redis leg only with `rig: {redis: true}`"
    assert str(refused.value).endswith(says)


def test_one_that_is_there_can_and_the_plan_says_so(tmp_path: Path) -> None:
    (plan,) = read_plans([written(tmp_path, "true")], Choices())
    assert plan.rig.redis


STEP = "method: [{at: 5, lasting: 9, fault: {proxy_down: {leg: flv}}}]\n"


def asks(expected: str, *more: str) -> str:
    return f"title: T\nexpect: [{{{expected}}}]\n{''.join(more)}"


def any_condition(name: str) -> str:
    return {"number": "{at_least: 0}", "list": "{equals: [1]}", "yes_no": "false"}[probes.probe(name).shape]


@pytest.mark.parametrize("name", sorted(NEED_A_FAULT))
def test_what_follows_a_fault_is_not_asked_for_where_none_comes(tmp_path: Path, name: str) -> None:
    one = f"{name}: {any_condition(name)}"
    says = (
        f":2: expect.0.{name}: can never hold: it measures what follows a fault; "
        "add a step to `method`, or leave it out"
    )
    assert refused(tmp_path, asks(one)) == says
    assert loaded(tmp_path, asks(one, STEP)).method
    gate = f"steady-state: {{{one}}}\n"
    assert refused(tmp_path, asks(one, gate, STEP)).startswith(
        f":3: steady-state.{name}: can never hold: it measures what"
    )


def test_those_are_the_probes_that_measure_nothing_without_a_fault() -> None:
    timeline = healthy(20.0).socket(0.2).timeline()
    measured = {name: probes.probe(name).measure(timeline) for name in probes.names()}
    assert {name for name, one in measured.items() if one.value is None and "fault" in one.note} == NEED_A_FAULT


@pytest.mark.parametrize("name", sorted(NEED_TIME))
def test_a_watch_too_short_to_see_it_recover_is_refused(tmp_path: Path, name: str) -> None:
    says = ":4: watch: 2 s is too short to see whether it recovered; 5 or more are needed"
    assert refused(tmp_path, asks(f"{name}: {any_condition(name)}", STEP, "watch: 2\n")) == says


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        ("flv_retries: {equals: 3, at_most: 2}", "flv_retries: equals 3 is more than at_most 2: no value is both"),
        ("stall_time: {equals: 3, within: 1, at_least: 5}", "stall_time: equals 3 ± 1 is less than at_least 5: no"),
        (
            "stall_time: {equals: 10, within_percent: 10, at_most: 8}",
            "stall_time: equals 10 ± 1 is more than at_most 8",
        ),
        ("stall_time: {equals: -3}", "stall_time: equals -3 is never met: no value is below 0"),
        ("stall_time: {equals: -3, within: 2}", "stall_time: equals -3 ± 2 is never met: no value is below 0"),
        ("flv_retries: {equals: -1}", "flv_retries: equals -1 is never met: no value is below 0"),
        ("error_codes: {equals: [3, -1]}", "error_codes: equals -1 is never met: no value is below 0"),
        ("stall_time: {equals: 1, within: .inf}", "stall_time.within: input should be a finite number, got inf"),
        ("stall_time: {at_most: .nan}", "stall_time.at_most: input should be a finite number, got nan"),
    ],
)
def test_a_condition_that_no_value_meets_is_refused(tmp_path: Path, expected: str, says: str) -> None:
    assert refused(tmp_path, asks(expected)).startswith(f":2: expect.0.{says}")


@pytest.mark.parametrize(
    "expected",
    [
        "flv_retries: {equals: 3, at_most: 3}",
        "stall_time: {equals: 0.7, within: 0.1, at_least: 0.8}",  # 0.7 + 0.1 is a little less than 0.8
        "stall_time: {equals: 3, within: 1, at_most: 2.5}",
        "stall_time: {equals: -1, within: 2}",
        "latency_slope: {equals: -3, within: 1}",
    ],
)
def test_one_that_some_value_meets_is_not(tmp_path: Path, expected: str) -> None:
    assert loaded(tmp_path, asks(expected)).expect


@pytest.mark.parametrize("name", faults.names())
@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_no_setting_of_a_fault_takes_a_number_that_no_journal_holds(name: str, number: float) -> None:
    for given in (number, [number, number], [[0, number], [number, 100]]):
        for field in faults.fault_class(name).model_fields:
            with pytest.raises(ValidationError) as wrong:
                faults.fault_class(name).model_validate({field: given})
            assert field in {detail["loc"][0] for detail in wrong.value.errors() if detail["loc"]}


def test_who_needs_time_or_a_before_needs_a_fault() -> None:
    assert {"recovered", "recovered_degraded", "time_to_recover", "ttr_clear"} <= NEED_TIME & NEED_A_BEFORE
    assert NEED_TIME | NEED_A_BEFORE <= NEED_A_FAULT


@pytest.mark.parametrize("name", sorted(NEED_A_BEFORE))
def test_what_compares_with_before_is_not_asked_for_where_the_first_fault_is_there_from_the_start(
    tmp_path: Path, name: str
) -> None:
    one = f"{name}: {any_condition(name)}"
    early = "method: [{at: 0, lasting: 2, fault: {proxy_down: {leg: flv}}}]\nwatch: 9\n"
    says = (
        f":2: expect.0.{name}: can never hold: it needs playback before the first fault, "
        "and step 1 is at: 0; leave it out"
    )
    assert refused(tmp_path, asks(one, early)) == says
    timeline = healthy(20.0).fault(0.0, 2.0).timeline()
    assert probes.probe(name).measure(timeline).value is None
