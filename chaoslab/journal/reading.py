"""Reads a run back, however it ended and wherever it came from: what cannot be read is left out and told."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chaoslab.errors import FileRefused, NoSuchRun
from chaoslab.files.safe_reading import MIB, read_inside
from chaoslab.journal.json_text import BadJson, JsonText
from chaoslab.journal.loss import Loss
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.journal.replayed import replay_and_losses
from chaoslab.journal.run_facts import read_facts
from chaoslab.journal.run_folder import trial_folders, tried_folders
from chaoslab.journal.timeline_file import TimelineFile
from chaoslab.journal.tolerant_model import M, Unfit, fitted
from chaoslab.journal.unknown_names import unknown_in_plan, unknown_in_verdict
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.timeline import Timeline

_LARGEST = 32 * MIB  # of a plan, which may hold a trace, or a verdict
_SHOWN = 60  # characters of an id
# What may be left out: of a plan what no figure rests on, of a verdict all but what it says in one line.
_ASIDE = {TrialPlan: {"claims", "drawn"}, Verdict: frozenset(Verdict.model_fields) - {"outcome", "sentence"}}


class Unreadable(NoSuchRun):
    """A trial of which not even the plan can be read."""

    def __init__(self, folder: Path, losses: Sequence[Loss]) -> None:
        self.losses = losses
        super().__init__(folder, f"is not a readable trial ({losses[-1]})")


def read_run(folder: Path) -> RunRecord:
    """Read a run, finished or not. A trial that was waiting for another try is included, without events.

    What cannot be read is left out and listed in `losses`. Raises NoSuchRun when run.json, or every trial, is so.
    """
    facts, losses = read_facts(folder)
    losses.extend(replay_and_losses(folder)[1])
    begun, tried = trial_folders(folder, losses), tried_folders(folder, losses)
    order = {name: index for index, name in enumerate(facts.get("trials") or ())}
    names = sorted({*begun, *tried}, key=lambda name: (order.get(name, len(order)), name))
    trials: list[TrialRecord] = []
    for name in names:
        earlier = tuple(_readable(folder, [f"tries/{name}/{number}" for number in tried.get(name, ())], losses))
        if name in begun:
            trials.extend(replace(one, earlier=earlier) for one in _readable(folder, [f"trials/{name}"], losses))
        elif earlier:
            trials.append(_waiting(folder, name, earlier))
    if names and not trials:
        raise NoSuchRun(folder, f"holds no trial that can be read ({losses[-1]})")
    unread = tuple(sorted(set(names) - {trial.folder.name for trial in trials}))
    return RunRecord(folder, facts, tuple(trials), tuple(losses), unread)


def read_trial(folder: Path, run: Path | None = None) -> TrialRecord:
    """Read one trial's folder, which lies in a run. Raises Unreadable without a plan that can be read."""
    above = f"{folder.relative_to(run).as_posix()}/" if run else ""
    reading = _TrialFiles(run or folder, above)
    plan = reading.model(TrialPlan, "plan.json")
    if plan is None:
        raise Unreadable(folder, reading.losses)
    if run and plan.id != (name := folder.relative_to(run).parts[1]):  # an id is the name of a folder, and no path
        reading.note("plan.json", [f"id: is {plan.id[:_SHOWN]!r}, not the name of the trial's folder, which is taken"])
        plan = plan.model_copy(update={"id": name})
    as_planned = not reading.losses
    unknown = reading.note("plan.json", unknown_in_plan(plan))
    timeline = reading.timeline(plan)
    verdict = reading.model(Verdict, "verdict.json", each_of={"measurements"})
    if verdict:
        reading.note("verdict.json", unknown_in_verdict(verdict))
    can_be_judged = as_planned and not unknown
    return TrialRecord(folder, plan, timeline, verdict, losses=tuple(reading.losses), can_be_judged=can_be_judged)


def _readable(run: Path, places: Sequence[str], losses: list[Loss]) -> Iterator[TrialRecord]:
    for place in places:
        try:
            trial = read_trial(run / place, run)
        except Unreadable as error:
            losses.extend(error.losses)
        else:
            losses.extend(trial.losses)
            yield trial


def _waiting(run: Path, name: str, earlier: tuple[TrialRecord, ...]) -> TrialRecord:
    folder = run / "trials" / name
    return TrialRecord(folder, earlier[-1].plan, Timeline.of(()), None, earlier, waited_for=len(earlier) + 1)


class _TrialFiles:
    """The files of one trial, read one after the other, and what was left out of them."""

    def __init__(self, root: Path, above: str) -> None:
        self._root, self._above = root, above
        self.losses: list[Loss] = []

    def model(self, model: type[M], name: str, *, each_of: Collection[str] = ()) -> M | None:
        """None without the file, and for one that cannot be read."""
        try:
            text = JsonText.read(read_inside(self._root, self._above + name, _LARGEST))
            self.note(name, (f"{number} is no number that a lab writes, left out" for number in text.odd))
            read, left_out = fitted(model, text.value, optional=_ASIDE[model], each_of=each_of)
        except FileNotFoundError:
            if model is TrialPlan:
                self.note(name, ["is missing"])
            return None
        except (FileRefused, BadJson, Unfit) as error:
            self.note(name, [f"{error.problem if isinstance(error, FileRefused) else error}, left out"])
            return None
        self.note(name, left_out)
        return read

    def timeline(self, plan: TrialPlan) -> Timeline:
        """The events that fit the plan; none of a file that is refused."""
        file = TimelineFile(self._root, f"{self._above}timeline.jsonl", plan.steps)
        try:
            return file.read()
        except FileRefused as error:
            self.note("timeline.jsonl", [f"{error.problem}, left out"])
            return Timeline.of(())
        finally:
            self.losses.extend(file.losses)

    def note(self, name: str, what: Collection[str] | Iterator[str]) -> bool:
        """Add what is wrong with a file; whether anything is."""
        known = len(self.losses)
        self.losses.extend(Loss(self._above + name, one) for one in what)
        return len(self.losses) > known
