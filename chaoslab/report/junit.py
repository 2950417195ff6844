"""A run as JUnit: a suite per experiment, a case per trial; only the player's own failure is a `failure`."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Properties, Property, TestCase, TestSuite

from chaoslab.files.safe_writing import write_asked
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.outward.visible import visible
from chaoslab.report.headline import missing_trials, outcome_of
from chaoslab.report.values import NBSP, measured, why_not_passed


def write_junit(run: RunRecord, target: Path) -> None:
    """Write JUnit XML; a trial without a verdict is an `error`, so that nothing unfinished looks green.

    Raises OSError.
    """
    xml = JUnitXml("chaoslab")
    for experiment in dict.fromkeys(trial.plan.experiment for trial in run.trials):
        trials = [trial for trial in run.trials if trial.plan.experiment == experiment]
        xml.add_testsuite(_suite(experiment, map(_case, trials), run))
    if missing := missing_trials(run):
        xml.add_testsuite(_suite("not started", (_missing(name, run) for name in missing), run))
    xml.update_statistics()  # type: ignore[no-untyped-call]
    text = BytesIO()
    xml.write(text, pretty=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_asked(target, text.getvalue())


def _suite(name: str, cases: Iterable[TestCase], run: RunRecord) -> TestSuite:
    suite = TestSuite(_writable(name))
    if started := run.facts.get("started"):
        suite.timestamp = _writable(started)
    suite.add_testcases(list(cases))
    return suite


def _case(trial: TrialRecord) -> TestCase:
    length = max(trial.timeline.end - trial.timeline.zero, 0.0)
    case = TestCase(_writable(trial.plan.id), _writable(trial.plan.title), round(length, 3))
    if trial.verdict and trial.verdict.measurements:
        case.append(_properties(trial))  # type: ignore[no-untyped-call]
    if (result := _result(trial)) is not None:
        case.result = [result]
    return case


def _properties(trial: TrialRecord) -> Properties:
    properties = Properties()  # type: ignore[no-untyped-call]
    for name, measurement in trial.verdict.measurements.items() if trial.verdict else ():
        properties.add_property(Property(_writable(name), _writable(measured(measurement).replace(NBSP, " "))))
    return properties


def _result(trial: TrialRecord) -> Failure | Error | None:
    outcome = outcome_of(trial)
    if outcome == "passed":
        return None
    result = (Failure if outcome == "failed" else Error)(_writable(_message(trial)), outcome)
    result.text = _writable("\n".join(_lines(trial)))
    return result


def _message(trial: TrialRecord) -> str:
    if trial.verdict:
        return trial.verdict.sentence
    waited = f" while waiting for try {trial.waited_for}" if trial.waited_for else ""
    return f"Interrupted{waited}: no verdict."


def _lines(trial: TrialRecord) -> list[str]:
    if trial.verdict:
        return list(why_not_passed(trial.verdict))
    if trial.waited_for:
        return [f"Try {n}: {why}" for n, earlier in enumerate(trial.earlier, 1) for why in _reasons(earlier)]
    return ["The trial was cut short before it could be judged."]


def _reasons(trial: TrialRecord) -> tuple[str, ...]:
    return why_not_passed(trial.verdict) if trial.verdict else ()


def _missing(name: str, run: RunRecord) -> TestCase:
    case = TestCase(_writable(name))
    why = "The trial could not be read." if name in run.unread else "Interrupted: the trial was never started."
    case.result = [Error(why, "interrupted")]
    return case


def _writable(value: object) -> str:
    return visible(str(value))
