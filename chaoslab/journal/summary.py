"""The machine-readable summary of a run, as `--json` writes it; it only grows."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from chaoslab.journal.loss import told
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.journal.replayed import read_replay
from chaoslab.journal.set_figures import sets
from chaoslab.probes import renamed


def summary(run: RunRecord) -> dict[str, Any]:
    """`{"run", "outcome", "exit_code", "trials": […]}`; outcome and exit code are null while a run is unfinished.

    A run that repeats another one also has `replay`, as its folder's `replay.json` has it.
    """
    replay = read_replay(run.folder)
    return {
        "run": run.facts.get("run", run.folder.name),
        "outcome": run.facts.get("outcome"),
        "exit_code": run.facts.get("exit_code"),
        "trials": [_trial(trial) for trial in run.trials],
        "losses": list(told(run.losses)),  # what could not be read
        "sets": {name: [figure.as_json() for figure in figures] for name, figures in sets(run).items()},
        **({"replay": replay.model_dump(mode="json")} if replay else {}),
    }


def _trial(trial: TrialRecord) -> dict[str, Any]:
    verdict = trial.verdict
    worth_another_try = verdict.worth_another_try if verdict else False
    tries = (*trial.earlier, trial) if trial.waited_for is None else trial.earlier
    return {
        "id": trial.plan.id,
        "experiment": trial.plan.experiment,
        "claims": list(trial.plan.claims),
        "seed": trial.plan.seed,
        "drawn": dict(trial.plan.drawn),
        "outcome": verdict.outcome if verdict else None,
        "sentence": verdict.sentence if verdict else "",
        "reasons": list(verdict.reasons) if verdict else [],
        "worth_another_try": worth_another_try,
        "starved": worth_another_try,  # what earlier versions called it
        "tries": [_try(attempt, number) for number, attempt in enumerate(tries, start=1)],
        "findings": list(verdict.findings) if verdict else [],
        "measurements": {
            key: measurement.model_dump(mode="json", include={"value", "uncertainty", "unit", "censored", "note"})
            for name, measurement in (verdict.measurements if verdict else {}).items()
            for key in (name, *(former for former, now in renamed().items() if now == name))
        },
        "expectations": _as_json(verdict.expectations if verdict else ()),
        "conformance": _as_json(verdict.conformance if verdict else ()),
        "waterfalls": _as_json(verdict.waterfalls if verdict else ()),
        "states": _as_json(verdict.states if verdict else ()),
        "receipts": _as_json(verdict.receipts if verdict else ()),
    }


def _as_json(parts: Sequence[BaseModel]) -> list[dict[str, Any]]:
    return [part.model_dump(mode="json") for part in parts]


def _try(trial: TrialRecord, number: int) -> dict[str, Any]:
    """One try of a trial; the last is the one that counts, once it has begun."""
    return {
        "try": number,
        "folder": "/".join(trial.folder.parts[-3 if trial.folder.parent.parent.name == "tries" else -2 :]),
        "outcome": trial.verdict.outcome if trial.verdict else None,
        "reasons": list(trial.verdict.reasons) if trial.verdict else [],
    }
