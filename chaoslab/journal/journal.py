"""The journal: a run is a folder, appended to as it happens, readable however the run ended.

RUN/run.json                     versions, machine, git state, seed, arguments, outcome (absent while it runs)
RUN/trials/ID/plan.json          the TrialPlan
RUN/trials/ID/timeline.jsonl     one event a line, flushed as it happens
RUN/trials/ID/verdict.json       the Verdict (absent when the trial was cut short)
RUN/trials/ID/{baseline,fault,recovery}.jpg, console.log
RUN/tries/ID/1, 2, …             the same for tries that were run again because the machine or the browser spoilt them
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from chaoslab.errors import EnvironmentLacks, FaultStuck, leaves
from chaoslab.files.safe_writing import append_inside, replace_inside, write_asked
from chaoslab.journal.timeline_file import read_timeline
from chaoslab.judge.verdict import Verdict
from chaoslab.outward.gate import GATE
from chaoslab.outward.visible import visible, visible_json
from chaoslab.plan.model import TrialPlan
from chaoslab.setup.limits import cannot_write
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

# A later clean-up must know what was about to be done even if the machine loses power in between.
_SYNCED = {EventName.FAULT_INTENDED, EventName.FAULT_INJECTED, EventName.FAULT_LIFTED, EventName.FAULT_STUCK}


def write_json(path: Path, value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write JSON where a user asked for it, as `write_asked` does. Raises OSError."""
    write_asked(path, _as_json(value))


def keep_json(folder: Path, name: str, value: Mapping[str, Any]) -> None:
    """Write a JSON file of a run into its folder. Raises OSError."""
    replace_inside(folder, name, _as_json(value))


def _as_json(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Secrets are masked; a lone surrogate, which no file can hold, becomes a question mark."""
    text = visible_json(json.dumps(GATE.data(value), indent=2, ensure_ascii=False))
    return f"{text}\n".encode("utf-8", "replace")


def write_verdict(folder: Path, verdict: Verdict) -> None:
    """Write a trial's verdict into its folder."""
    keep_json(folder, "verdict.json", verdict.model_dump(mode="json"))


class TrialJournal:
    """Writes one trial's folder; every event is a line, flushed at once."""

    def __init__(self, folder: Path, plan: TrialPlan) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        keep_json(folder, "plan.json", plan.model_dump(mode="json"))
        self._lines: TextIO = append_inside(folder, "timeline.jsonl")
        self._lost: EnvironmentLacks | None = None  # why events are missing; those who send them could not handle it

    def write(self, event: Event) -> None:
        """Append one event; one that comes after the journal was closed, from a part shutting down, is dropped."""
        if self._lines.closed:
            return
        # ASCII only: a page may log a lone surrogate, or a character that some reader takes for the end of a line.
        line = json.dumps({"at": round(event.at, 6), "name": event.name, "data": event.data})
        try:
            self._lines.write(line + "\n")
            self._lines.flush()
            if event.name is EventName.CONSOLE_LOGGED:
                self._log_console(event)
            if event.name in _SYNCED:
                os.fsync(self._lines.fileno())
        except OSError as error:
            self._lost = self._lost or cannot_write(self.folder / "timeline.jsonl", error)
            if event.name is EventName.FAULT_INTENDED:  # no fault is injected that the journal does not know of
                raise self._lost from error

    def so_far(self) -> Timeline:
        """What has been written, as a later reader will see it."""
        return read_timeline(self.folder / "timeline.jsonl")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise EnvironmentLacks where events are missing, unless a fault is stuck or the trial was stopped."""
        with suppress(OSError):  # what could not be written before cannot be written now
            self._lines.close()
        stuck = error is not None and any(isinstance(leaf, FaultStuck) for leaf in leaves(error))
        if self._lost and not stuck and (error is None or isinstance(error, Exception)):
            raise self._lost from error

    def _log_console(self, event: Event) -> None:
        with append_inside(self.folder, "console.log") as console:
            # Indented, so that no text can look like another line of the log.
            words = visible(f"{event.data['level']}: {event.data['text']}").replace("\n", "\n    ")
            console.write(f"{event.at:.3f} {words}\n")


def set_aside(run: Path, trial: str, number: int) -> None:
    """Move a try away from where the next one will be journaled."""
    target = run / "tries" / trial / str(number)
    target.parent.mkdir(parents=True, exist_ok=True)
    (run / "trials" / trial).rename(target)
