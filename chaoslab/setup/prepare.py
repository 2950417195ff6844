"""Carries out the steps that are due, in parallel unless one needs another, and prints progress."""

import queue
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from chaoslab.errors import EnvironmentLacks, LabError
from chaoslab.outward.gate import on_one_line
from chaoslab.setup import places
from chaoslab.setup.step import SetupStep, mark, unmark
from chaoslab.setup.turn import alone, ended_in_order
from chaoslab.setup.work import Crew, Work


def prepare(due: Callable[[], Sequence[SetupStep]]) -> tuple[LabError, ...]:
    """Do what is due and return the errors of the steps that failed; when nothing is due, do and print nothing.

    A second set-up waits for the first, and then checks again what is left to do.
    """
    if not due():
        return ()
    with alone(_say), ended_in_order():
        began = time.monotonic()
        steps = tuple(due())
        with _nothing_temporary_left():
            errors = _Round(list(steps)).carry_out()
        if steps and not errors:
            _say(f"✓ set up in {time.monotonic() - began:.1f} s")
        return errors


@contextmanager
def _nothing_temporary_left() -> Iterator[None]:
    """Empty the folder for temporary files, also of what a set-up left that was killed."""
    shutil.rmtree(places.TEMPORARY, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(places.TEMPORARY, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Ended:
    step: SetupStep
    seconds: float
    words: str = ""
    error: BaseException | None = None


@dataclass
class _Round:
    """Steps that are waiting, steps in progress, and errors so far."""

    _waiting: list[SetupStep]
    _doing: dict[str, threading.Thread] = field(default_factory=dict)
    _ended: "queue.SimpleQueue[_Ended]" = field(default_factory=queue.SimpleQueue)
    _errors: list[LabError] = field(default_factory=list)
    _crew: Crew = field(default_factory=Crew)

    def carry_out(self) -> tuple[LabError, ...]:
        try:
            self._begin_what_can_begin()
            while self._doing:
                self._settle(self._ended.get())
                self._begin_what_can_begin()
            return tuple(self._errors)
        finally:
            self._crew.stop()
            for thread in self._doing.values():
                thread.join()
            self._crew.dismiss()

    def _begin_what_can_begin(self) -> None:
        # A prerequisite that is not due counts as done.
        unfinished = {step.name for step in self._waiting} | self._doing.keys()
        ready = [step for step in self._waiting if not unfinished.intersection(step.after)]
        for step in ready:
            self._waiting.remove(step)
            _say(f"· {step.doing} …")
            self._doing[step.name] = thread = threading.Thread(target=self._do, args=(step,), name=step.name)
            thread.start()

    def _do(self, step: SetupStep) -> None:
        began = time.monotonic()
        try:
            words = _done(step, _work(step, self._crew))
            self._ended.put(_Ended(step, time.monotonic() - began, words))
        except BaseException as error:  # noqa: BLE001 - the main thread reports what goes wrong here
            self._ended.put(_Ended(step, time.monotonic() - began, error=error))

    def _settle(self, end: _Ended) -> None:
        del self._doing[end.step.name]
        if end.error is None:
            _say(f"✓ {end.words} in {end.seconds:.1f} s")
            return
        self._errors.append(_our_error(end.step, end.error))
        _say(f"✗ {self._errors[-1]}")
        for line in _work(end.step, self._crew).last_lines():
            _say(f"    {line}")
        self._give_up_after(end.step.name)

    def _give_up_after(self, failed: str) -> None:
        for step in [step for step in self._waiting if failed in step.after]:
            if step in self._waiting:
                self._waiting.remove(step)
                self._give_up_after(step.name)


def _done(step: SetupStep, work: Work) -> str:
    places.LOGS.mkdir(parents=True, exist_ok=True)
    work.log.write_text("", encoding="utf-8")
    made_from = step.inputs()
    unmark(step.name)
    words = step.act(work)
    mark(step, made_from)
    return words or step.done


def _work(step: SetupStep, crew: Crew) -> Work:
    return Work(step.thing, places.LOGS / f"{step.name}.log", crew)


def _our_error(step: SetupStep, error: BaseException) -> LabError:
    if isinstance(error, OSError):
        return EnvironmentLacks(f"{step.thing}: {error}")
    if isinstance(error, LabError):
        return error
    raise error


def _say(line: str) -> None:
    with suppress(BrokenPipeError):
        print(on_one_line(line), file=sys.stderr, flush=True)
