"""Only a picture that a viewer can see counts, and only that of the element which the viewer watches."""

from collections.abc import Iterator
from random import Random

from benchmarks.truth.case import Case, Script
from benchmarks.truth.cases.experiments import RECOVERED, cut
from benchmarks.truth.said import Said, figure, finding, outcome, says, value
from benchmarks.truth.trial import MAIN, Trial

HIDING = ("cover", "transparent", "invisible", "small", "scrolled", "clipped", "dark")
WHY_UNSEEN = "cover|hidden|transparent|invisible|scrolled|clipped|0 px|not seen|could see"
LOOK = 0.3  # seconds; the recorder need not look at an element more often
OTHER_ELEMENT = r"\b(an|the)?other (media )?(element|video)|second (element|video)|element 2|elements|disagree"
FPS_AT_MOST = 30.5


def _hidden(dice: Random, number: int) -> Script:
    return {"way": HIDING[number % len(HIDING)], "waitMs": dice.uniform(500, 1200)}


def _hidden_for_good(trial: Trial) -> Iterator[Said]:
    stopped = trial.mark("hidden").at
    yield outcome(trial, "failed")
    yield value(trial, "recovered", False)
    yield figure(trial, "stall_time", trial.timeline.end - stopped, within=LOOK)
    yield says(trial, WHY_UNSEEN)


def _covered_for_a_while(dice: Random, _number: int) -> Script:
    return {"way": "cover", "waitMs": 700, "uncoverMs": dice.uniform(3000, 4500)}


def _until_it_is_uncovered(trial: Trial) -> Iterator[Said]:
    away = trial.mark("uncovered").at - trial.mark("hidden").at
    yield outcome(trial, "passed")
    yield figure(trial, "stall_time", away, within=LOOK)
    yield figure(trial, "time_to_recover", away, within=LOOK)


def _seen_through_glass(trial: Trial) -> Iterator[Said]:
    stop = trial.stop(after=trial.mark("hidden").at - LOOK)
    yield outcome(trial, "passed")
    yield value(trial, "recovered", True)
    yield figure(trial, "stall_time", (stop.end or trial.timeline.end) - stop.start, within=0.1)


def _two(second: str, *, main: bool, over: str = "flv") -> Script:
    return {"second": second, "mainRetries": main, "secondRetries": not main, "secondOver": over, "waitMs": 700}


def _main_is_dead(trial: Trial) -> Iterator[Said]:
    stop = trial.stop(MAIN)
    length = trial.timeline.end - stop.start
    yield outcome(trial, "failed")
    yield value(trial, "recovered", False)
    yield figure(trial, "stall_time", length, within=0.1)
    rate = trial.measured("frame_rate")
    shown = rate.value if rate else None
    yield Said(f"frame_rate {shown} of a source of 30", isinstance(shown, int | float) and shown <= FPS_AT_MOST)
    yield finding(trial, OTHER_ELEMENT)


def _only_the_thumbnail_is_dead(trial: Trial) -> Iterator[Said]:
    stop = trial.stop(MAIN)
    yield outcome(trial, "passed")
    yield figure(trial, "stall_time", (stop.end or trial.timeline.end) - stop.start, within=0.1)
    yield finding(trial, OTHER_ELEMENT)


CASES = (
    Case(
        "hidden-picture",
        "A player that reconnects behind what hides its picture has not recovered",
        "covered",
        cut(RECOVERED),
        _hidden_for_good,
        _hidden,
    ),
    Case(
        "covered-for-a-while",
        "A covered picture is back when it is uncovered",
        "covered",
        cut(RECOVERED, watch=11),
        _until_it_is_uncovered,
        _covered_for_a_while,
    ),
    Case(
        "seen-through",
        "What lies over a picture and hides nothing of it takes nothing away",
        "covered",
        cut(RECOVERED),
        _seen_through_glass,
        lambda dice, _number: {"way": "glass", "waitMs": dice.uniform(500, 1000)},
    ),
    Case(
        "dead-before-a-backdrop",
        "A blurred backdrop that goes on does not hide that the main element is dead",
        "two",
        cut(RECOVERED),
        _main_is_dead,
        lambda _dice, _number: _two("backdrop", main=False),
    ),
    Case(
        "dead-beside-a-thumbnail",
        "A thumbnail over HLS does not hide that the main element is dead",
        "two",
        cut(RECOVERED),
        _main_is_dead,
        lambda _dice, _number: _two("thumbnail", main=False, over="hls"),
    ),
    Case(
        "only-the-thumbnail-is-dead",
        "A dead thumbnail beside a main element that recovers is a finding, no failure",
        "two",
        cut(RECOVERED),
        _only_the_thumbnail_is_dead,
        lambda _dice, _number: _two("thumbnail", main=True),
    ),
)
