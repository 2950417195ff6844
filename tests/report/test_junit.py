from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from chaoslab.journal.reading import read_run
from chaoslab.report.junit import write_junit
from tests.journal.test_summary import waiting
from tests.report import made_trials as made
from tests.report.made_hostile import hostile_run
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial


def written(folder: Path, *trials: MadeTrial, **facts: Any) -> ElementTree.Element:
    write_junit(make_run(folder / "run", trials, **facts), folder / "junit.xml")
    return ElementTree.parse(folder / "junit.xml").getroot()


def test_a_suite_an_experiment_and_a_case_a_trial(tmp_path: Path) -> None:
    root = written(tmp_path, made.outage("a-1"), made.outage("a-2", repeat=2), made.healthy())
    suites = {suite.attrib["name"]: [case.attrib["name"] for case in suite.iter("testcase")] for suite in root}
    assert suites == {
        "experiments/player/flv-outage-falls-back-to-hls.yaml": ["a-1", "a-2"],
        "experiments/player/healthy-stream.yaml": ["healthy-stream-1"],
    }
    assert (root.attrib["tests"], root.attrib["failures"], root.attrib["errors"]) == ("3", "0", "0")


def test_a_case_lasts_as_long_as_its_trial(tmp_path: Path) -> None:
    case = next(written(tmp_path, made.outage()).iter("testcase"))
    assert float(case.attrib["time"]) == 55.0


def test_measurements_are_properties(tmp_path: Path) -> None:
    properties = {p.attrib["name"]: p.attrib["value"] for p in written(tmp_path, made.outage()).iter("property")}
    assert properties["flv_retries"] == "3"
    assert properties["retry_delays"].startswith("1.002, 2.002, 4.002 ± 0.00")
    assert properties["retry_delays"].endswith(" s")


def test_a_broken_expectation_is_a_failure_in_words(tmp_path: Path) -> None:
    root = written(tmp_path, made.outage(retries=2))
    failure = next(root.iter("failure"))
    assert failure.attrib["type"] == "failed"
    assert failure.attrib["message"].startswith("FLV was cut at 5.0 s; the player retried 3 times")
    assert failure.text == "FLV retries should have been 2; observed: 3."
    assert root.attrib["failures"] == "1"


def test_a_crash_is_a_failure_that_says_so(tmp_path: Path) -> None:
    root = written(tmp_path, made.crashed())
    assert next(root.iter("failure")).text == "the page crashed at 50.0 s"


@pytest.mark.parametrize(
    ("trial", "kind"),
    [
        (made.not_injected(), "not_injected"),
        (made.invalid(), "invalid"),
        (made.too_early(), "invalid"),
        (made.broken(), "error"),
        (made.cut_short(), "interrupted"),
    ],
)
def test_what_was_not_measured_is_neither_green_nor_a_failure(trial: MadeTrial, kind: str, tmp_path: Path) -> None:
    root = written(tmp_path, trial)
    assert [error.attrib["type"] for error in root.iter("error")] == [kind]
    assert next(root.iter("failure"), None) is None
    assert root.attrib["errors"] == "1"


def test_a_trial_that_never_began_is_an_error(tmp_path: Path) -> None:
    root = written(tmp_path, made.healthy(), trials=["healthy-stream-1", "other-1"], finished=None)
    missing = next(case for case in root.iter("testcase") if case.attrib["name"] == "other-1")
    assert missing.find("error") is not None


def test_the_same_journal_gives_the_same_bytes(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [made.outage(), made.cut_short("b")])
    write_junit(run, tmp_path / "a.xml")
    write_junit(run, tmp_path / "b.xml")
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()


def test_hostile_texts_and_control_characters_still_make_xml(tmp_path: Path) -> None:
    run = hostile_run(tmp_path / "run")
    write_junit(run, tmp_path / "junit.xml")
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert len(list(root.iter("testcase"))) >= len(run.trials)
    assert {element.tag for element in root.iter()} <= {
        *("testsuites", "testsuite", "testcase", "properties", "property", "failure", "error")
    }


def test_a_trial_that_waited_for_another_try_is_an_error_that_says_so(tmp_path: Path) -> None:
    write_junit(read_run(waiting(tmp_path)), tmp_path / "junit.xml")
    (error,) = ElementTree.parse(tmp_path / "junit.xml").getroot().iter("error")
    assert error.attrib["message"] == "Interrupted while waiting for try 2: no verdict."
    assert error.text == "Try 1: the machine was too busy"
