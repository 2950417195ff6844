"""Run folders for the report's tests, written through the real journal."""

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chaoslab.journal.journal import TrialJournal, write_json, write_verdict
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import SHOTS, RunRecord
from tests.report.made_trials import MadeTrial

# A grey JPEG of one pixel.
PIXEL = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
    "AQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AfwD/2Q=="
)

FACTS: Mapping[str, Any] = {
    "run": "2026-03-14T09-26-53-flv-outage",
    "chaoslab": "0.1.0",
    "started": "2026-03-14T09:26:53.120Z",
    "finished": "2026-03-14T09:27:49.870Z",
    "argv": ["chaoslab", "run", "experiments/player"],
    "seed": 7,
    "origin": "embedded",
    "components": {"chromium": "156.0.7012.3", "toxiproxy": "2.12.0", "lal": "0.37.4", "playwright": "1.64.1"},
    "machine": {
        "platform": "Linux 6.12 x86_64",
        "python": "3.11.9",
        "cores": 2,
        "memory_gib": 23.5,
        "load": [0.42, 0.5, 0.61],
    },
    "git": {"commit": "4f0c1d2ab37e9c58d1f06a4be2a0c9d7e5b61f38", "dirty": False},
}


def make_run(
    folder: Path, made: Sequence[MadeTrial], *, shots: Mapping[str, bytes] | None = None, **facts: Any
) -> RunRecord:
    """Write a run with these trials and read it back; a fact given as None is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = dict.fromkeys(SHOTS, PIXEL) if shots is None else shots
    for trial in made:
        _write_trial(folder / "trials" / trial.plan.id, trial, pictures)
    told = {**FACTS, "trials": [trial.plan.id for trial in made], **facts}
    write_json(folder / "run.json", {key: value for key, value in told.items() if value is not None})
    return read_run(folder)


def _write_trial(folder: Path, trial: MadeTrial, shots: Mapping[str, bytes]) -> None:
    with TrialJournal(folder, trial.plan) as journal:
        for event in trial.events:
            journal.write(event)
    if trial.verdict is not None:
        write_verdict(folder, trial.verdict)
    taken = {str(event.data.get("phase")) for event in trial.events if event.name == "shot.taken"}
    for phase in taken & set(shots):
        (folder / f"{phase}.jpg").write_bytes(shots[phase])
