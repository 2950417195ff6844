"""What a page asked for, told by leg, content and end rather than by a name."""

from collections.abc import Iterator
from random import Random

from benchmarks.truth.case import Case, Script
from benchmarks.truth.cases.experiments import RECOVERED, broken, cut
from benchmarks.truth.said import Said, figure, figures, outcome, outcome_is_not, value, witnessed
from benchmarks.truth.trial import NotPlayed, Trial

ATTEMPT = 0.06  # seconds; a request over HTTP is seen by the network stack, not by the page


def _chat(dice: Random, _number: int) -> Script:
    return {"waitMs": 700, "chatMs": dice.uniform(7500, 9000)}


def _no_hls(trial: Trial) -> Iterator[Said]:
    trial.mark("chat is there")
    stop = trial.stop()
    yield outcome(trial, "passed")
    yield value(trial, "flaps", 0)
    yield value(trial, "recovered_degraded", False)
    yield figure(trial, "stall_time", (stop.end or trial.timeline.end) - stop.start, within=0.1)


def _falls_back(trial: Trial) -> Iterator[Said]:
    first = trial.mark("HLS").time("first")
    last = max(stop.start for stop in trial.stops() if stop.start < first)
    yield outcome_is_not(trial, "invalid", "not_injected", "error")
    yield witnessed(trial)
    yield figure(trial, "fallback_time", first - last, within=0.1)


def _redirect_is_seen(trial: Trial) -> Iterator[Said]:
    stop = trial.stop()
    yield outcome(trial, "passed")
    yield witnessed(trial)
    yield figure(trial, "stall_time", (stop.end or trial.timeline.end) - stop.start, within=0.1)


def _attempts(trial: Trial) -> list[float]:
    """Seconds from each loss or failure to the next attempt, by the page."""
    lost = [mark.at for mark in trial.marks("socket lost")]
    asked = [mark.at for mark in trial.marks("socket asked")]
    waits = [at - max((loss for loss in lost if loss <= at), default=at) for at in asked]
    if not waits:
        raise NotPlayed("the page never lost its socket")
    return waits


def _polled(trial: Trial) -> Iterator[Said]:
    yield outcome_is_not(trial, "invalid", "not_injected", "error")
    yield from figures(trial, "streaming_delays", _attempts(trial), within=ATTEMPT)
    yield value(trial, "streaming_attempts", len(_attempts(trial)))


CASES = (
    Case(
        "names-like-media",
        "A module or a preview whose name looks like a segment is no HLS",
        "imports-chat",
        cut({"flaps": {"at_most": 0}}, {"recovered_degraded": False}, RECOVERED),
        _no_hls,
        _chat,
    ),
    Case(
        "worker-ended",
        "A request of a worker ends with it",
        "worker-ended",
        broken(
            [{"at": 4, "lasting": 9, "fault": {"timeout": {"leg": "flv"}}}], {"fallback_time": {"at_most": 15}}, watch=6
        ),
        _falls_back,
        lambda dice, _number: {"patienceMs": dice.uniform(1200, 2200)},
    ),
    Case(
        "redirected",
        "A redirect before the stream blinds nobody",
        "redirected",
        cut(RECOVERED),
        _redirect_is_seen,
        lambda dice, _number: {"waitMs": dice.uniform(500, 1000)},
        own_server=True,
    ),
    Case(
        "polling-first",
        "Attempts of Socket.IO by polling are attempts",
        "polling-first",
        cut({"streaming_attempts": {"at_least": 1}}, leg="socket", lasting=5, watch=7),
        _polled,
    ),
)
