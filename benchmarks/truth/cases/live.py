"""How far behind live a viewer is, by hours if need be, and that being further behind is said and can be allowed."""

from collections.abc import Iterator
from random import Random

from benchmarks.truth.case import Case, Script
from benchmarks.truth.cases.experiments import RECOVERED, broken, cut
from benchmarks.truth.said import Said, figure, outcome, outcome_is_not, says, sentence_times, value
from benchmarks.truth.trial import Trial

BEHIND = 0.35  # seconds; latency before and after vary as pictures wait for the screen and the keyframe
MINUTE = 60  # seconds after which the clip's numbers repeat


def _a_minute_behind(trial: Trial) -> Iterator[Said]:
    behind = trial.mark("plays on").at - trial.mark("pauses").at
    yield outcome(trial, "failed")
    yield value(trial, "recovered", False)
    yield figure(trial, "latency_residual", behind, within=BEHIND)


def _delayed_by_a_minute(trial: Trial) -> Iterator[Said]:
    stood = sum((stop.end or trial.timeline.end) - stop.start for stop in trial.stops())
    yield outcome(trial, "failed")
    yield figure(trial, "latency_residual", stood, within=BEHIND)


def _further_behind(dice: Random, _number: int) -> Script:
    return {"waitMs": 500, "extraS": dice.uniform(2.35, 2.8)}


def _said_to_be_behind(trial: Trial) -> Iterator[Said]:
    extra = trial.script["extraS"]
    yield outcome(trial, "failed")
    yield value(trial, "recovered", False)
    yield sentence_times(trial, r"([\d.]+) s further behind", extra, within=BEHIND)
    yield sentence_times(trial, r"([\d.]+) s allowed", 2.0, within=0)
    stop = trial.stop()
    # At least: if it goes on like that, it had recovered when the picture came back.
    yield figure(trial, "time_to_recover", (stop.end or trial.timeline.end) - stop.start, within=0.1)
    yield sentence_times(trial, r"plays again since ([\d.]+) s", trial.since(stop.end or 0), within=0.15)


def _allowed_to_be_behind(trial: Trial) -> Iterator[Said]:
    stop = trial.stop()
    yield outcome(trial, "passed")
    yield value(trial, "recovered", True)
    yield figure(trial, "time_to_recover", (stop.end or trial.timeline.end) - stop.start, within=0.1)


def _too_early(trial: Trial) -> Iterator[Said]:
    stop = trial.stop()
    since = f"{trial.since(stop.end):.1f} s" if stop.end else "nowhen"
    yield Said(f"the page plays again since {since}", stop.end is not None)
    yield outcome_is_not(trial, "passed", "failed")
    yield says(trial, "too early to tell")
    # At least: if it goes on like that, it had recovered when the picture came back.
    yield figure(trial, "time_to_recover", (stop.end or trial.timeline.end) - stop.start, within=0.1)


CASES = (
    Case(
        "hidden-for-a-minute",
        "A viewer whose player pauses for as long as the clip is, is a minute behind live",
        "pauses-when-hidden",
        broken(
            [{"at": 4, "lasting": "$away", "fault": {"tab_hide": {}}}],
            RECOVERED,
            also={"draw": {"away": {"uniform": [MINUTE - 2, MINUTE + 3]}}},
        ),
        _a_minute_behind,
    ),
    Case(
        "delayed-by-a-minute",
        "A stream that comes a minute late is a minute late",
        "plays",
        broken(
            [{"at": 4, "lasting": MINUTE + 8, "fault": {"latency": {"leg": "flv", "latency": MINUTE * 1000}}}],
            RECOVERED,
        ),
        _delayed_by_a_minute,
        lambda _dice, _number: {"waitMs": 1000},
    ),
    Case(
        "further-behind",
        "A player that plays smoothly but further behind is told so",
        "first-picture-stands",
        cut(RECOVERED, lasting=1, watch=12),
        _said_to_be_behind,
        _further_behind,
    ),
    Case(
        "further-behind-as-allowed",
        "A player may be as far behind as the experiment allows",
        "first-picture-stands",
        cut(RECOVERED, lasting=1, watch=12, also={"latency-slack": 3}),
        _allowed_to_be_behind,
        _further_behind,
    ),
    Case(
        "back-just-before-the-end",
        "Of a player that plays again just before the end it is too early to tell",
        "plays",
        cut(RECOVERED, lasting=5, watch=5),
        _too_early,
        lambda dice, _number: {"waitMs": dice.uniform(600, 900)},
    ),
)
