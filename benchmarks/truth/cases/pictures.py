"""A picture that stands, one that stands before it moves on, and one that was shown before."""

from collections.abc import Iterator
from random import Random

from benchmarks.truth.case import Case, Script
from benchmarks.truth.cases.experiments import RECOVERED, broken, cut
from benchmarks.truth.said import Said, agree, figure, finding, outcome, sentence_times, value
from benchmarks.truth.trial import Trial

PICTURE = 0.1  # seconds; a busy page may be told late of the first picture that moves on
WAYS_TO_STAND = ("unloaded", "paused", "error")


def _stands_for_good(trial: Trial) -> Iterator[Said]:
    stop = trial.stops()[-1] if trial.stops() else trial.stop()
    stood = sum((one.end or trial.timeline.end) - one.start for one in trial.stops())
    yield outcome(trial, "passed")  # its only expectation is about the startup
    yield finding(trial, r"stood|stands|still|froze")
    yield finding(trial, _about(trial.since(stop.start)))
    observed = trial.timeline.end - trial.mark("begins to move").time("at")
    yield figure(trial, "still_ratio", stood / observed, within=0.03)


def _about(seconds: float) -> str:
    """A pattern for a time with one decimal, one tenth up or down."""
    return "|".join(rf"\b{seconds + step:.1f} s".replace(".", r"\.") for step in (-0.1, 0.0, 0.1))


def _first_stands(dice: Random, _number: int) -> Script:
    return {"waitMs": 900, "holdMs": dice.uniform(300, 500)}


def _one_time_for_one_stop(trial: Trial) -> Iterator[Said]:
    stop = trial.stop()
    stood = (stop.end or trial.timeline.end) - stop.start
    yield outcome(trial, "passed")
    yield figure(trial, "stall_time", stood, within=PICTURE)
    yield figure(trial, "time_to_recover", stood, within=PICTURE)
    yield value(trial, "stall_count", 1)
    yield agree(trial, "time_to_recover", "stall_time")
    yield sentence_times(trial, r"([\d.]+) s without a new picture", stood, within=PICTURE + 0.05)


def _old_pictures(dice: Random, number: int) -> Script:
    way = ("one", "many")[number % 2]
    return {"way": way, "waitMs": dice.uniform(800, 1500), "backS": 2.5, "thenMs": dice.uniform(3000, 3500)}


def _not_new(trial: Trial) -> Iterator[Said]:
    went_back = trial.mark("goes back").at
    last = max(stop.start for stop in trial.stops() if stop.start <= went_back)
    back = next((stop.end for stop in trial.stops() if stop.end and stop.end > trial.mark("reconnects").at), None)
    yield outcome(trial, "passed")
    yield figure(trial, "stall_time", (back or trial.timeline.end) - last, within=PICTURE)
    yield figure(trial, "time_to_recover", (back or trial.timeline.end) - last, within=PICTURE)
    yield value(trial, "stall_count", 1)


CASES = (
    Case(
        "stands-for-good",
        "A picture that stands for good is a finding, though the player itself left it so",
        "stands",
        cut({"startup_time": {"at_most": 10}}),
        _stands_for_good,
        lambda _dice, number: {"way": WAYS_TO_STAND[number % len(WAYS_TO_STAND)]},
        player={"states": {"error": ".error"}},
    ),
    Case(
        "ends-cleanly",
        "A picture that stands since the stream ended for this viewer alone is a finding, too",
        "stands",
        broken(
            [{"at": 4, "lasting": 3, "fault": {"http_truncate": {"leg": "flv", "bytes": 300_000, "end": "clean"}}}],
            {"startup_time": {"at_most": 10}},
        ),
        _stands_for_good,
        lambda dice, _number: {"way": "ended", "reopenMs": dice.uniform(4600, 5400)},
    ),
    Case(
        "first-picture-stands",
        "A picture that stands at first is not the end of the stop",
        "first-picture-stands",
        cut(RECOVERED),
        _one_time_for_one_stop,
        _first_stands,
    ),
    Case(
        "old-pictures",
        "A picture that was shown before is no new one, however long ago",
        "old-pictures",
        cut(RECOVERED, lasting=1, watch=12),
        _not_new,
        _old_pictures,
    ),
)
