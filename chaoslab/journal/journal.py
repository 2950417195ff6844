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
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from pydantic import ValidationError

from chaoslab.errors import EnvironmentLacks, FaultStuck, NoSuchRun, leaves
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.setup.limits import cannot_write
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

SHOTS = ("baseline", "fault", "recovery")

# A later clean-up must know what was about to be done even if the machine loses power in between.
_SYNCED = {EventName.FAULT_INTENDED, EventName.FAULT_INJECTED, EventName.FAULT_LIFTED, EventName.FAULT_STUCK}


@dataclass(frozen=True)
class TrialRecord:
    """One trial as read back. `verdict` is None when the trial was cut short."""

    folder: Path
    plan: TrialPlan
    timeline: Timeline
    verdict: Verdict | None
    earlier: tuple["TrialRecord", ...] = ()  # tries in which the machine was too busy, in order
    waited_for: int | None = None  # the try that had not begun when the run was stopped; it has no folder

    def shot(self, phase: str) -> Path | None:
        """The screenshot of a phase (baseline, fault, recovery), where one was taken."""
        path = self.folder / f"{phase}.jpg"
        return path if path.is_file() else None


@dataclass(frozen=True)
class RunRecord:
    """A run as read back; `facts` is run.json."""

    folder: Path
    facts: Mapping[str, Any]
    trials: tuple[TrialRecord, ...]


def write_json(path: Path, value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write JSON as `write_whole` does; a lone surrogate, which no file can hold, becomes a question mark."""
    write_whole(path, (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace"))


def write_whole(path: Path, content: bytes) -> None:
    """Replace a whole file, so that a reader never sees half of it; a link stays, and its target is replaced.

    Anything that is not a file, such as a pipe or a device, is written to. Raises OSError.
    """
    if (stream := own_stream(path)) is not None:
        # Opened by name, a file would be written from its beginning, over what this process has already printed there.
        with os.fdopen(os.dup(stream), "wb") as opened:
            opened.write(content)
    elif path.exists() and not path.is_file():
        with path.open("wb") as opened:
            opened.write(content)
    else:
        file = path.resolve()
        draft = file.with_name(file.name + ".part")
        draft.write_bytes(content)
        draft.replace(file)


def own_stream(path: Path) -> int | None:
    """The number of this process's stream that a path names, such as /dev/stdout or /dev/fd/3; open or not."""
    if str(path.parent) in ("/dev/fd", "/proc/self/fd") and path.name.isdecimal():
        return int(path.name)
    return {"/dev/stdout": 1, "/dev/stderr": 2}.get(str(path))


def write_verdict(folder: Path, verdict: Verdict) -> None:
    """Write a trial's verdict into its folder."""
    write_json(folder / "verdict.json", verdict.model_dump(mode="json"))


class TrialJournal:
    """Writes one trial's folder; every event is a line, flushed at once."""

    def __init__(self, folder: Path, plan: TrialPlan) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / "plan.json", plan.model_dump(mode="json"))
        self._lines: TextIO = (folder / "timeline.jsonl").open("a", encoding="utf-8")
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
        with (self.folder / "console.log").open("a", encoding="utf-8", errors="backslashreplace") as console:
            console.write(f"{event.at:.3f} {event.data['level']}: {event.data['text']}\n")


def read_timeline(path: Path) -> Timeline:
    """Read timeline.jsonl; a last line torn by a kill is dropped, and a kill before the first line left no file."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return Timeline.of(event for line in text.split("\n") if (event := _event(line)))


def read_trial(folder: Path) -> TrialRecord:
    """Read one trial's folder."""
    try:
        plan = TrialPlan.model_validate_json((folder / "plan.json").read_text(encoding="utf-8"))
        timeline = read_timeline(folder / "timeline.jsonl")
        verdict_file = folder / "verdict.json"
        text = verdict_file.read_text(encoding="utf-8") if verdict_file.is_file() else None
        return TrialRecord(folder, plan, timeline, Verdict.model_validate_json(text) if text else None)
    except (OSError, ValidationError) as error:
        raise NoSuchRun(folder, f"is not a readable trial ({str(error).splitlines()[0]})") from error


def read_run(folder: Path) -> RunRecord:
    """Read a run, finished or not. A trial that was waiting for another try is included, without events."""
    try:
        facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NoSuchRun(folder) from error
    except (OSError, ValueError) as error:
        raise NoSuchRun(folder, f"has an unreadable run.json ({error})") from error
    begun = {path.parent.name for path in folder.glob("trials/*/plan.json")}
    names = sorted(begun | {path.parent.parent.name for path in folder.glob("tries/*/*/plan.json")})
    order = {name: index for index, name in enumerate(facts.get("trials", []))}
    names.sort(key=lambda name: order.get(name, len(order)))
    return RunRecord(folder, facts, tuple(_with_earlier(folder, name, begun=name in begun) for name in names))


def _with_earlier(run: Path, name: str, *, begun: bool) -> TrialRecord:
    folder = run / "trials" / name
    earlier = tuple(read_trial(path) for path in earlier_tries(run, name))
    if begun:
        return replace(read_trial(folder), earlier=earlier)
    return TrialRecord(folder, earlier[-1].plan, Timeline.of(()), None, earlier, waited_for=len(earlier) + 1)


def _event(line: str) -> Event | None:
    try:
        raw = json.loads(line)
        return Event(float(raw["at"]), EventName(raw["name"]), raw["data"])
    except (ValueError, KeyError, TypeError):
        return None


def set_aside(run: Path, trial: str, number: int) -> None:
    """Move a try away from where the next one will be journaled."""
    target = run / "tries" / trial / str(number)
    target.parent.mkdir(parents=True, exist_ok=True)
    (run / "trials" / trial).rename(target)


def earlier_tries(run: Path, trial: str) -> tuple[Path, ...]:
    """The folders of the tries that were set aside, in order."""
    folders = [path for path in (run / "tries" / trial).glob("*") if path.name.isdecimal()]
    return tuple(sorted(folders, key=lambda path: int(path.name)))
