"""The faults of a plan's steps, complete: with a seed where the file gave none, and with what lies in files read in."""

from collections.abc import Sequence
from pathlib import Path

from chaoslab.draws import share_of
from chaoslab.fault import fault_class
from chaoslab.plan_step import Step

_SEEDS = 2**31


def faults_at_hand(steps: Sequence[Step], folder: Path, key: Sequence[object]) -> tuple[Step, ...]:
    """The steps with settings that need nothing else; `key` decides the seeds. Raises UsageError."""
    return tuple(_complete(index, step, folder, key) for index, step in enumerate(steps))


def _complete(index: int, step: Step, folder: Path, key: Sequence[object]) -> Step:
    kind, settings = fault_class(step.fault), dict(step.settings)
    if "seed" in kind.model_fields and settings.get("seed") is None:
        settings["seed"] = int(share_of(*key, "step", index) * _SEEDS)
    fault = kind.model_validate(settings).at_hand(folder)
    return step.model_copy(update={"settings": fault.model_dump()})
