"""A run: carries out all plans, writes one folder, and has one outcome."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import chaoslab
from chaoslab.errors import FaultStuck, NotReady, PlayerUnfit, TrialBroken, UsageError, leaves
from chaoslab.evidence.lab.machine_busy import why_busy
from chaoslab.journal.journal import keep_json, set_aside, write_verdict
from chaoslab.journal.timeline_file import read_timeline
from chaoslab.judge.verdict import GRAVITY, Outcome, Verdict
from chaoslab.outward.gate import GATE
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.lane import Lane, open_lane
from chaoslab.rig.processes import machine
from chaoslab.rig.processes.children import short_folder
from chaoslab.run.trial import run_trial
from chaoslab.setup.components import versions
from chaoslab.setup.limits import require_what_is_left
from chaoslab.timeline.events import Event

EXIT_CODES = {Outcome.PASSED: 0, Outcome.FAILED: 1, Outcome.NOT_INJECTED: 4, Outcome.INVALID: 4, Outcome.ERROR: 7}
RETRIES = 2
_STUCK = FaultStuck.exit_code


class Watcher(Protocol):
    """Follows a run as it happens."""

    def began(self, plan: TrialPlan) -> None: ...
    def saw(self, plan: TrialPlan, event: Event) -> None: ...
    def ended(self, plan: TrialPlan, verdict: Verdict) -> None: ...
    def again(self, plan: TrialPlan, verdict: Verdict) -> None: ...


@dataclass
class Run:
    """One run: its folder, its plans, and its verdicts so far."""

    folder: Path
    plans: Sequence[TrialPlan]
    argv: Sequence[str]
    watcher: Watcher
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    retries: int = RETRIES  # how often a spoilt trial is run again
    stuck: str = ""  # what could not be lifted
    tries: dict[str, int] = field(default_factory=dict)  # of each trial so far
    _lanes: int = 0  # at work
    _closed: int = 0  # lanes, because the machine was too busy

    @property
    def outcome(self) -> Outcome:
        """The gravest outcome of its trials."""
        outcomes = {verdict.outcome for verdict in self.verdicts.values()}
        return next((outcome for outcome in GRAVITY if outcome in outcomes), Outcome.ERROR)

    @property
    def exit_code(self) -> int:
        """6 wins over all; otherwise the gravest outcome's."""
        return _STUCK if self.stuck else EXIT_CODES[self.outcome]

    async def carry_out(self, lanes: int) -> None:
        """Run every plan on this many lanes, each with a rig of its own; write run.json before and after."""
        facts = await asyncio.to_thread(self._facts)
        keep_json(self.folder, "run.json", facts)
        waiting: asyncio.Queue[TrialPlan] = asyncio.Queue()
        for plan in self.plans:
            waiting.put_nowait(plan)
        self._lanes = min(lanes, len(self.plans))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._lanes):
                    group.create_task(self._work_off(waiting))
        except BaseException as error:
            if self.stuck:  # it wins over whatever ended the run, even a signal
                raise FaultStuck(self.stuck) from error
            raise
        finished = {"finished": _now(), "outcome": self.outcome, "exit_code": self.exit_code, "tries": self.tries}
        keep_json(self.folder, "run.json", {**facts, **finished})

    async def _work_off(self, waiting: asyncio.Queue[TrialPlan]) -> None:
        first = self.plans[0].rig
        also = ["redis"] if any(plan.rig.redis for plan in self.plans) else []
        while not waiting.empty():
            async with open_lane(first.origin, first.browser, *also) as lane:
                while not waiting.empty():
                    closed = self._closed
                    verdict = await self._try(plan := waiting.get_nowait(), lane)
                    if verdict.worth_another_try:
                        busy = await self._why_busy(plan)
                        self._run_again(plan, verdict, waiting)
                        # The machine may only manage fewer lanes. One busy spell on several lanes closes only one.
                        if busy and self._lanes > 1 and self._closed == closed:
                            self._closed += 1
                            self._lanes -= 1
                            return
                    if not lane.whole:
                        break  # so that the next trial has a working rig
        self._lanes -= 1

    async def _try(self, plan: TrialPlan, lane: Lane) -> Verdict:
        self.watcher.began(plan)
        folder = self.folder / "trials" / plan.id
        broken: BaseExceptionGroup[Any] | None = None
        try:
            verdict = await run_trial(plan, lane, folder, lambda event: self.watcher.saw(plan, event))
        except* (FaultStuck, TrialBroken, NotReady) as group:
            broken = group
        if broken is not None:  # judged out here, so that what ends it is not raised as part of a group
            verdict = await self._broken(broken, plan)
        # What a full disk has spoilt is not the player's doing, nor a bug.
        await asyncio.to_thread(require_what_is_left, Path(short_folder()), self.folder)
        write_verdict(folder, verdict)
        self.verdicts[plan.id] = verdict
        self.tries[plan.id] = self.tries.get(plan.id, 0) + 1
        if not self._is_run_again(plan, verdict):
            self.watcher.ended(plan, verdict)
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError  # which a trial that broke while being cancelled had hidden
        return verdict

    def _is_run_again(self, plan: TrialPlan, verdict: Verdict) -> bool:
        return verdict.worth_another_try and not self.stuck and self.tries[plan.id] <= self.retries

    def _run_again(self, plan: TrialPlan, verdict: Verdict, waiting: asyncio.Queue[TrialPlan]) -> None:
        """Queue a trial that is worth another try again, behind the others, as long as it has tries left."""
        if self._is_run_again(plan, verdict):
            self.watcher.again(plan, verdict)
            set_aside(self.folder, plan.id, self.tries[plan.id])
            waiting.put_nowait(plan)

    async def _broken(self, group: BaseExceptionGroup[Any], plan: TrialPlan) -> Verdict:
        errors = leaves(group)
        self.stuck = self.stuck or next((str(error) for error in errors if isinstance(error, FaultStuck)), "")
        reasons = tuple(GATE.text(str(error)) for error in errors)
        if all(isinstance(error, PlayerUnfit) for error in errors):
            return Verdict(outcome=Outcome.INVALID, sentence="The player could not be tested.", reasons=reasons)
        if not self.stuck and (busy := await self._why_busy(plan)):
            sentence = "The lab could not carry out this trial, as the machine was too busy."
            return Verdict(outcome=Outcome.INVALID, sentence=sentence, reasons=(busy, *reasons), worth_another_try=True)
        return Verdict(outcome=Outcome.ERROR, sentence="The lab could not carry out this trial.", reasons=reasons)

    async def _why_busy(self, plan: TrialPlan) -> str:
        """Why the machine was too busy for the trial just tried; empty when it was not."""
        journaled = self.folder / "trials" / plan.id / "timeline.jsonl"
        # In a thread: a long timeline takes a while to read, and steps of other lanes may be due.
        return await asyncio.to_thread(lambda: why_busy(read_timeline(journaled)))

    def _facts(self) -> dict[str, Any]:
        return {
            "run": self.folder.name,
            "chaoslab": chaoslab.__version__,
            "started": _now(),
            "argv": list(self.argv),
            "seed": self.plans[0].seed,
            "origin": self.plans[0].rig.origin,
            "components": versions(),
            "machine": machine.facts(),
            "git": machine.git_state(),
            "trials": [plan.id for plan in self.plans],
        }


def new_folder(named: Path | None) -> Path:
    """Create the run's folder. Raises UsageError when the named one is not empty."""
    folder = named or Path("reports") / datetime.now(UTC).strftime("run-%Y%m%d-%H%M%S-%f")[:-3]
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"--out {folder}: already exists and is not empty; name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {folder}: cannot be created ({error.strerror}); name another folder") from error
    return folder


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def command_line() -> list[str]:
    """How this process was called, without the path of the program."""
    return ["chaoslab", *sys.argv[1:]]
