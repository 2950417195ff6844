"""A moving picture that is not the stream's is no stream."""

import math
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.truth.case import Case, Script
from benchmarks.truth.cases.experiments import STEADY, healthy
from benchmarks.truth.said import Said, figure, outcome, outcome_is_not
from benchmarks.truth.trial import Trial
from chaoslab.timeline.events import EventName

BUFFERING = 0.1  # seconds; a page that is told late of its first pictures takes a later one for the first


def _begins_with_the_stream(trial: Trial) -> Iterator[Said]:
    steadied = trial.timeline.first(EventName.TRIAL_STEADIED)
    began = min((mark.time("moving") for mark in trial.marks("stream")), default=math.inf)
    at = f"{trial.since(steadied.at):.1f} s" if steadied else "never"
    yield Said(f"steady at {at}, but the stream began later or never", steadied is not None and steadied.at >= began)
    yield outcome(trial, "passed")
    stream = trial.mark("stream").time("moving")
    yield figure(trial, "startup_time", stream - trial.timeline.zero, within=BUFFERING)


def _never_steady(trial: Trial) -> Iterator[Said]:
    yield outcome_is_not(trial, "passed", "failed")
    yield Said("the steady state was reached", trial.timeline.first(EventName.TRIAL_STEADIED) is None)


def _of(shortest: float, longest: float) -> Callable[[Random, int], Script]:
    def script(dice: Random, _number: int) -> Script:
        return {"rollMs": dice.uniform(shortest, longest) * 1000}

    return script


CASES = (
    Case(
        "short-preroll",
        "The baseline begins with the stream, after what is shown before it",
        "preroll",
        healthy({"frame_rate": {"at_least": 15}}),
        _begins_with_the_stream,
        _of(7, 9),
    ),
    Case(
        "long-preroll",
        "The wait for the stream can be as long as an experiment says",
        "preroll",
        healthy({"frame_rate": {"at_least": 15}}, also={"steady-state": {**STEADY, "within": 40}}),
        _begins_with_the_stream,
        _of(24, 26),
    ),
    Case(
        "nothing-but-preroll",
        "A page that never asks for the stream says nothing about it",
        "preroll",
        healthy({"frame_rate": {"at_least": 15}}),
        _never_steady,
        lambda _dice, _number: {"rollMs": 0},
    ),
)
