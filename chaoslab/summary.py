"""The machine-readable summary of a run, as `--json` writes it; it only grows."""

from typing import Any

from chaoslab.journal import RunRecord, TrialRecord


def summary(run: RunRecord) -> dict[str, Any]:
    """`{"run", "outcome", "exit_code", "trials": […]}`; outcome and exit code are null while a run is unfinished."""
    return {
        "run": run.facts.get("run", run.folder.name),
        "outcome": run.facts.get("outcome"),
        "exit_code": run.facts.get("exit_code"),
        "trials": [_trial(trial) for trial in run.trials],
    }


def _trial(trial: TrialRecord) -> dict[str, Any]:
    verdict = trial.verdict
    return {
        "id": trial.plan.id,
        "experiment": trial.plan.experiment,
        "claims": list(trial.plan.claims),
        "outcome": verdict.outcome if verdict else None,
        "sentence": verdict.sentence if verdict else "",
        "reasons": list(verdict.reasons) if verdict else [],
        "measurements": {
            name: one.model_dump(mode="json", include={"value", "uncertainty", "unit", "censored", "note"})
            for name, one in (verdict.measurements if verdict else {}).items()
        },
        "expectations": [one.model_dump(mode="json") for one in (verdict.expectations if verdict else ())],
        "receipts": [one.model_dump(mode="json") for one in (verdict.receipts if verdict else ())],
    }
