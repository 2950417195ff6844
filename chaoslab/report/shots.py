"""Screenshots as data: URIs, as many as the report's size allows."""

import base64
from dataclasses import dataclass

from chaoslab.errors import FileRefused
from chaoslab.files.safe_reading import MIB, read_inside
from chaoslab.journal.record import SHOTS, TrialRecord
from chaoslab.timeline.events import EventName

_BUDGET = 2_000_000  # bytes of screenshots in one report, before base64
_LARGEST = 32 * MIB  # of one screenshot
_JPEG = b"\xff\xd8\xff"
_CAPTIONS = {"baseline": "Before the fault", "fault": "During the fault", "recovery": "After the fault"}


@dataclass(frozen=True, slots=True)
class Shot:
    """One screenshot; `uri` is empty if the file had to stay in the run's folder."""

    phase: str
    caption: str
    uri: str
    file: str


class Album:
    """Hands out the screenshots of one report until its budget is spent."""

    def __init__(self) -> None:
        self._left = _BUDGET

    def shots(self, trial: TrialRecord) -> tuple[Shot, ...]:
        """The screenshots that a trial has, in the order of its phases."""
        return tuple(shot for phase in SHOTS if (shot := self._shot(trial, phase)))

    def _shot(self, trial: TrialRecord, phase: str) -> Shot | None:
        name = f"{phase}.jpg"
        try:
            data = read_inside(trial.folder, name, _LARGEST)
        except (FileNotFoundError, FileRefused):
            return None
        if not data.startswith(_JPEG):
            return None
        return Shot(phase, _caption(trial, phase), self._uri(data), f"trials/{trial.folder.name}/{name}")

    def _uri(self, data: bytes) -> str:
        if len(data) > self._left:
            return ""
        self._left -= len(data)
        return "data:image/jpeg;base64," + base64.b64encode(data).decode()


def _caption(trial: TrialRecord, phase: str) -> str:
    words = _CAPTIONS[phase] if trial.plan.steps else "The page while playing"
    taken = (event for event in trial.timeline.named(EventName.SHOT_TAKEN) if event.data.get("phase") == phase)
    event = next(taken, None)
    lifted = trial.timeline.first(EventName.FAULT_LIFTED)
    if phase == "fault" and event and lifted and event.at >= lifted.at:
        words = "Right after the fault"  # a fault that was over before its picture could be taken
    return f"{words}, at {trial.timeline.since_zero(event.at):.1f} s" if event else words
