"""What a page shows beside the picture: whether a viewer could read it, and that a player may have no such sign."""

from collections.abc import Iterator
from random import Random

from benchmarks.truth.case import Case, Script
from benchmarks.truth.cases.experiments import RECOVERED, cut
from benchmarks.truth.said import Said, outcome, value
from benchmarks.truth.trial import Trial

SIGNS = {"retrying": [".no-such-notice", {"text": "Reconnecting"}], "waiting": "none", "error": "none"}


def _flashes(dice: Random, _number: int) -> Script:
    return {"waitMs": 1500, "noticeMs": dice.uniform(80, 120)}


def _too_short_to_read(trial: Trial) -> Iterator[Said]:
    trial.mark("notice hidden")
    yield value(trial, "retrying_shown", False)
    yield outcome(trial, "failed")


def _stays(trial: Trial) -> Iterator[Said]:
    trial.mark("notice shown")
    yield outcome(trial, "passed")
    yield value(trial, "retrying_shown", True)
    yield value(trial, "error_shown", False)


CASES = (
    Case(
        "notice-that-flashes",
        "A notice that nobody could read was not shown",
        "notice",
        cut({"retrying_shown": True}, RECOVERED),
        _too_short_to_read,
        _flashes,
        player={"states": {"retrying": SIGNS["retrying"]}},
    ),
    Case(
        "notice-that-stays",
        "A notice told by one of several signs was shown, and one that the player does not have was not",
        "notice",
        cut({"retrying_shown": True}, {"error_shown": False}, {"waiting_shown": False}, RECOVERED),
        _stays,
        lambda _dice, _number: {"waitMs": 1500},
        player={"states": SIGNS},
    ),
)
