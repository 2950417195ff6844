"""Verdicts on players that end, give up, or speak another dialect than the lab's own."""

from collections.abc import Iterator

from benchmarks.truth.case import Case
from benchmarks.truth.cases.experiments import RECOVERED, STEADY, broken, cut, healthy
from benchmarks.truth.said import Said, figure, outcome, outcome_is_not, says, says_not, value, witnessed
from benchmarks.truth.trial import Trial

LIVE = {**STEADY, "live_latency": {"at_most": 12}}  # as most experiments have it


def _an_orderly_end(trial: Trial) -> Iterator[Said]:
    trial.mark("empties its source")
    yield outcome(trial, "passed")
    yield value(trial, "error_codes", [])
    yield value(trial, "playback_failed", False)


def _accuses_nobody(trial: Trial) -> Iterator[Said]:
    trial.mark("joined")
    yield outcome_is_not(trial, "failed", "passed")
    yield value(trial, "viewer_count", 0)
    yield says_not(trial, r"should have been 1; observed 0")


def _gave_up(trial: Trial) -> Iterator[Said]:
    trial.mark("gives up")
    yield outcome(trial, "failed")
    yield witnessed(trial)
    yield value(trial, "recovered", False)
    yield figure(trial, "time_to_recover", trial.timeline.end - trial.stop().start, within=0.1)
    yield figure(trial, "stall_time", trial.timeline.end - trial.stop().start, within=0.1)


def _failed_source(trial: Trial) -> Iterator[Said]:
    trial.mark("gives up")
    yield outcome(trial, "failed")
    yield value(trial, "error_codes", [4])
    yield value(trial, "playback_failed", True)


def _plays_unread(trial: Trial) -> Iterator[Said]:
    began = trial.mark("stream").time("moving")
    yield outcome(trial, "passed")
    yield figure(trial, "startup_time", began - trial.timeline.zero, within=0.1)
    yield value(trial, "stall_count", 0)
    yield value(trial, "error_codes", [])
    latency = trial.measured("live_latency")
    note = latency.note if latency else ""
    told = says(trial, "crossorigin").right or "crossorigin" in note
    yield Said(f"nothing names the remedy `crossorigin`: live_latency: {note}", told)


CASES = (
    Case(
        "source-emptied-at-the-end",
        "A source that is emptied at an orderly end is no error",
        "src-emptied",
        broken([{"at": 4, "lasting": 1, "fault": {"stream_end": {}}}], {"playback_failed": False}, watch=4),
        _an_orderly_end,
        player={"states": {"ended": ".ended", "error": ".error"}},
    ),
    Case(
        "another-dialect",
        "A count that knew nobody before the fault accuses nobody after it",
        "other-payload",
        cut({"viewer_count": {"equals": 1}}, leg="socket", watch=6),
        _accuses_nobody,
    ),
    Case(
        "gave-up-at-the-first-cut",
        "What the first cut has decided, the second need not be seen to decide",
        "gives-up",
        broken(
            [
                {"name": "first", "at": 4, "lasting": 1.5, "fault": {"proxy_down": {"leg": "flv"}}},
                {"after": "first + 3", "lasting": 1.5, "fault": {"proxy_down": {"leg": "flv"}}},
            ],
            RECOVERED,
            watch=6,
        ),
        _gave_up,
    ),
    Case(
        "source-that-fails",
        "An error of the element that no picture follows is a failure, though the page shows none",
        "gives-up",
        cut({"playback_failed": False}),
        _failed_source,
        lambda _dice, _number: {"source": "/no-such.mp4"},
    ),
    Case(
        "unreadable-picture",
        "A video of another origin that nobody may read is measured as far as can be",
        "other-origin",
        healthy({"frame_rate": {"at_least": 15}}, watch=8, mode="hls", also={"steady-state": LIVE}),
        _plays_unread,
        player={"mode": "hls"},
    ),
)
