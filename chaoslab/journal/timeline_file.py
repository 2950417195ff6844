"""Reads timeline.jsonl: every event of which the time and the data are what they should be, and what was left out.

Everything that asks a timeline anything relies on this: no evidence, probe, judge or report checks an event again.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median_low
from typing import Any, BinaryIO

from chaoslab.experiment.method.step import Step
from chaoslab.faults import renamed
from chaoslab.files.safe_reading import GIB, MIB, open_inside
from chaoslab.journal.json_text import too_deep
from chaoslab.journal.loss import Loss
from chaoslab.timeline.event_data import FIELDS, data_problem
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.field_types import time_problem
from chaoslab.timeline.timeline import Timeline

_LARGEST = GIB
_LONGEST = 16 * MIB  # of one line; a fault that follows a trace writes the longest
_MOST_LOSSES = 10_000  # after which a file is no timeline
_NEAR = 3 * 86_400.0  # seconds from the middle of a trial; the longest trials last a day
_FLAT = 64  # brackets in a line, up to which it cannot nest too deep
_SHOWN = 40  # characters of a name
_OF_STEP = {name for name, fields in FIELDS.items() if {"step", "step?"} & fields.keys()}
_NAMES = {str(name): name for name in EventName}


class TimelineFile:
    """One reading of a file; `losses` fills while the events are read."""

    def __init__(self, root: Path, place: str, steps: Sequence[Step] | None = None) -> None:
        """`place` is the file's in the folder `root`; events of steps that are not among `steps` are left out."""
        self._root, self.place = root, place
        self._faults = None if steps is None else [step.fault for step in steps]
        self.losses: list[Loss] = []

    def read(self) -> Timeline:
        """The whole timeline; empty without a file, as after a kill before the first line. Raises FileRefused."""
        try:
            with open_inside(self._root, self.place, _LARGEST) as file:
                found = list(self._events(file))
        except FileNotFoundError:
            found = []
        if not found:
            return Timeline.of(())
        middle = median_low(event.at for _, event in found)
        near = []
        for number, event in found:
            if abs(event.at - middle) > _NEAR:
                self._leave_out(number, f"{event.name}: at is {event.at:g}, days away from the others")
            else:
                near.append(event)
        return Timeline.of(near)

    def _events(self, file: BinaryIO) -> Iterator[tuple[int, Event]]:
        number = 0
        while (line := file.readline(_LONGEST)) and len(self.losses) < _MOST_LOSSES:
            number += 1
            if not line.endswith(b"\n"):
                if len(line) < _LONGEST:
                    yield from ((number, event) for event in self._torn(line))
                    return
                self._leave_out(number, f"is longer than {_LONGEST // MIB} MiB")
                while (line := file.readline(_LONGEST)) and not line.endswith(b"\n"):
                    pass
            elif (event := self._event(number, line)) is not None:
                yield number, event
        if len(self.losses) >= _MOST_LOSSES:
            self._leave_out(number, "too much of this file cannot be read; the rest is left out")

    def _torn(self, line: bytes) -> Iterator[Event]:
        """The last line, whole or torn by a kill, which is no loss that anyone could mend."""
        known = len(self.losses)
        if (event := self._event(0, line)) is not None:
            yield event
        del self.losses[known:]

    def _event(self, number: int, line: bytes) -> Event | None:
        try:
            event = self._checked(json.loads(str(line, "utf-8")))
            if line.count(b"{") + line.count(b"[") > _FLAT and too_deep(event.data):
                raise _NoEvent(f"{event.name}: nests too deep")
            return event
        except UnicodeDecodeError:
            self._leave_out(number, "is not UTF-8 text")
        except RecursionError:
            self._leave_out(number, "nests too deep")
        except _NoEvent as error:
            self._leave_out(number, str(error))
        except ValueError:
            if line.strip():
                self._leave_out(number, "is not JSON")
        return None

    def _checked(self, raw: object) -> Event:
        if not isinstance(raw, dict):
            raise _NoEvent("is not an event")
        named = raw.get("name")
        name = _NAMES.get(named) if isinstance(named, str) else None
        if name is None:
            raise _NoEvent(f"{str(named)[:_SHOWN]!r} is no event that this version knows")
        at: Any = raw.get("at")
        data: Any = raw.get("data")
        problem = time_problem(at) or data_problem(name, data)
        if not problem and self._faults is not None and name in _OF_STEP:
            problem = _problem_of_step(data, self._faults)
        if problem:
            raise _NoEvent(f"{name}: {problem}")
        return Event(float(at), name, data)

    def _leave_out(self, number: int, what: str) -> None:
        self.losses.append(Loss(self.place, f"{what}, left out", number))


class _NoEvent(ValueError):
    """What a line holds is no event; as text, why."""


def _problem_of_step(data: dict[str, Any], faults: Sequence[str]) -> str:
    """Why an event of a step does not fit the plan."""
    step, fault = data.get("step"), data.get("fault")
    if step is None:
        return ""
    if step >= len(faults):
        return f"the plan has no step {step + 1}"
    if fault is not None and renamed().get(fault, fault) != faults[step]:
        return f"step {step + 1} of the plan is another fault than {fault[:_SHOWN]!r}"
    return ""


def read_timeline(path: Path) -> Timeline:
    """The timeline in a file, without what cannot be read. Raises FileRefused."""
    return TimelineFile(path.parent, path.name).read()
