"""The little that is asked about many runs at once: of each trial its experiment, its player and its outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from chaoslab.errors import FileRefused
from chaoslab.files.safe_reading import MIB, read_inside
from chaoslab.journal.json_text import BadJson, JsonText
from chaoslab.journal.loss import Loss
from chaoslab.journal.run_folder import trial_folders

_LARGEST = 32 * MIB
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class TrialOutline:
    """One trial; `outcome` is empty if it has no verdict."""

    name: str
    experiment: str
    player: str
    outcome: str


class _Rig(BaseModel):
    player: str


class _Plan(BaseModel):
    experiment: str
    rig: _Rig


class _Outcome(BaseModel):
    outcome: str


def trial_outlines(run: Path, losses: list[Loss]) -> Iterator[TrialOutline]:
    """One for each trial with a plan that can be read, whichever version wrote it."""
    for name in trial_folders(run, losses):
        plan = _read(_Plan, run, f"trials/{name}/plan.json", losses)
        if plan is not None:
            verdict = _read(_Outcome, run, f"trials/{name}/verdict.json", losses)
            yield TrialOutline(name, plan.experiment, plan.rig.player, verdict.outcome if verdict else "")


def _read(model: type[M], run: Path, place: str, losses: list[Loss]) -> M | None:
    try:
        return model.model_validate(JsonText.read(read_inside(run, place, _LARGEST)).value, strict=True)
    except FileNotFoundError:
        return None
    except FileRefused as error:
        losses.append(Loss(place, f"{error.problem}, left out"))
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        losses.append(Loss(place, f"{'.'.join(map(str, detail['loc'])) or 'it'}: {detail['msg'].lower()}, left out"))
    except BadJson as error:
        losses.append(Loss(place, f"{error}, left out"))
    return None
