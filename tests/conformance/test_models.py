"""The reference player's machines: they hold where it does as it should, and each defect breaks the one it is of."""

from collections.abc import Sequence

import pytest

from chaoslab.conformance.check import Conformance, check
from chaoslab.conformance.file import find_models
from chaoslab.conformance.model import Model
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import TrialRecord
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, signal_outage

NAMES = ("retry-policy", "stall-watchdog", "signalling-breaker", "live-layout")
MODELS = {model.name: model for model in find_models(NAMES, [])}
SAMPLE = read_run(ROOT / "reports/sample").trials
FLV = "/live/live/k.flv"
REFUSED = "net::ERR_CONNECTION_REFUSED"


def held(name: str, made: Made) -> Conformance:
    return check(MODELS[name], made.timeline())


def wrong(name: str, made: Made) -> tuple[float, str]:
    """(when, in which state) the first wrong step was."""
    conformance = held(name, made)
    assert conformance.violation is not None, f"{name} holds, and ends in {conformance.ended_in}"
    return round(conformance.violation.at, 1), conformance.violation.state


def playing(length: float = 60.0, until: float | None = None) -> Made:
    """Plays FLV from 0.5 s on; its connection is the request r1."""
    made = Made(length).steadied().request(0.1, None, FLV).add(0.5, EventName.MEDIA_PLAYING, media=1, position=0)
    return made.shows(0.5, length if until is None else until, latency=0.8)


def cut(at: float, retries: Sequence[float], length: float = 60.0) -> Made:
    """FLV is lost, and every retry is refused."""
    made = playing(length, until=at).state("retrying", at + 0.01)
    made.add(at, EventName.REQUEST_FAILED, request="r1", error="net::ERR_FAILED", canceled=False)
    for start in retries:
        made.request(start, start + 0.003, FLV, error=REFUSED)
    return made


def on_hls(made: Made, at: float) -> Made:
    made.hls(at).add(at + 0.3, EventName.MEDIA_PLAYING, media=1, position=4)
    return made.shows(at + 0.3, 60.0, latency=2.5)


def silent(looks: Sequence[float]) -> Made:
    """The picture stands from 5 s on, and FLV is opened again at each of the instants."""
    made = playing(until=5.0).add(5.0, EventName.MEDIA_WAITING, media=1, position=4)
    for number, at in enumerate(looks, start=1):
        made.add(at + 0.002, EventName.REQUEST_FAILED, request=f"r{number}", error="net::ERR_ABORTED", canceled=True)
        made.request(at, None, FLV)
    return made


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize("trial", SAMPLE, ids=[trial.plan.id for trial in SAMPLE])
def test_a_real_trial_of_the_reference_player_follows_every_machine(trial: TrialRecord, model: Model) -> None:
    conformance = check(model, trial.timeline)
    assert conformance.held, conformance.in_words
    assert conformance.steps >= 2


def test_three_retries_and_then_hls_follow_the_retry_policy() -> None:
    conformance = held("retry-policy", on_hls(cut(5.0, [6.0, 8.0, 12.0]), 12.02))
    assert conformance.held, conformance.in_words
    assert conformance.ended_in == ("plays_hls",)


def test_no_backoff_breaks_it_at_the_second_retry() -> None:
    assert wrong("retry-policy", cut(5.0, [6.0, 7.0, 8.0])) == (7.0, "waits_2")


def test_no_fallback_breaks_it_where_hls_should_have_come() -> None:
    assert wrong("retry-policy", cut(5.0, [6.0, 8.0, 12.0]).state("error", 12.01)) == (12.0, "switches")


def twice(second: Sequence[float], *, after: float) -> Made:
    """FLV is back with the first retry, plays for so long, and is lost again."""
    made = cut(5.0, []).request(6.0, 6.5 + after, FLV, error=None)
    made.add(6.5, EventName.MEDIA_PLAYING, media=1, position=0).shows(6.5, 6.5 + after, latency=0.8)
    for start in second:
        made.request(6.5 + after + start, 6.5 + after + start + 0.003, FLV, error=REFUSED)
    return made


def test_steady_play_starts_the_counting_anew() -> None:
    assert held("retry-policy", on_hls(twice([1, 3, 7], after=12.0), 25.53)).held
    assert held("retry-policy", on_hls(twice([2, 6], after=4.0), 16.53)).held


def test_no_retry_reset_breaks_it_after_steady_play() -> None:
    assert wrong("retry-policy", twice([2, 6], after=12.0)) == (19.7, "waits_1")


def test_a_watchdog_that_barks_five_times_and_then_gives_up_follows() -> None:
    made = silent([11, 17, 23, 29, 35])
    made.add(41.0, EventName.REQUEST_FAILED, request="r6", error="net::ERR_ABORTED", canceled=True).state("error", 41.0)
    conformance = held("stall-watchdog", made)
    assert conformance.held, conformance.in_words


def test_no_watchdog_breaks_it_when_the_time_is_up() -> None:
    assert wrong("stall-watchdog", silent([])) == (11.5, "stands")


@pytest.mark.timeout(20)
def test_a_watchdog_that_barks_too_early_breaks_it() -> None:
    assert wrong("stall-watchdog", silent([7])) == (7.0, "stands")


def test_a_lone_picture_of_a_new_opening_does_not_put_the_watchdog_off() -> None:
    made = silent([11, 17]).shows(14.0, 14.03, latency=2.0)
    conformance = held("stall-watchdog", made.shows(17.5, 60.0, latency=0.8))
    assert conformance.held, conformance.in_words
    assert conformance.ended_in == ("moves_2",)


def test_forever_retry_breaks_it_at_the_sixth_opening() -> None:
    assert wrong("stall-watchdog", silent([11, 17, 23, 29, 35, 41])) == (41.0, "gives_up")


def test_a_hidden_tab_is_not_watched() -> None:
    made = silent([]).add(5.5, EventName.PAGE_HIDDEN, trusted=True)
    assert held("stall-watchdog", made).held


def test_backoff_and_an_open_breaker_follow() -> None:
    made = signal_outage(90.0, [0.5, 1.0, 2.0, 4.0, 4.0, 60.1], last_taken=True)
    conformance = held("signalling-breaker", made)
    assert conformance.held, conformance.in_words
    assert conformance.ended_in == ("connected",)


def test_no_breaker_breaks_it_at_the_sixth_attempt() -> None:
    assert wrong("signalling-breaker", signal_outage(40.0, [0.5, 1.0, 2.0, 4.0, 4.0, 4.0]))[1] == "open_1"


def test_no_socket_backoff_breaks_it_at_the_third_attempt() -> None:
    assert wrong("signalling-breaker", signal_outage(40.0, [0.5, 0.6, 0.5, 0.5]))[1] == "waits_3"


def test_a_breaker_that_never_closes_again_breaks_it_too() -> None:
    assert wrong("signalling-breaker", signal_outage(120.0, [0.5, 1.0, 2.0, 4.0, 4.0])) == (77.5, "open_1")


def test_a_long_wait_shows_the_spinner_in_time() -> None:
    made = playing(until=5.0).add(5.0, EventName.MEDIA_WAITING, media=1, position=4).state("spinner", 7.0, 9.0)
    made.add(9.0, EventName.MEDIA_PLAYING, media=1, position=4)
    assert held("live-layout", made).held


def test_no_debounce_breaks_the_layout_at_once() -> None:
    made = playing(until=5.0).add(5.0, EventName.MEDIA_WAITING, media=1, position=4).state("spinner", 5.0)
    assert wrong("live-layout", made) == (5.0, "lacks_data")


def test_always_retrying_breaks_it_before_anything_played() -> None:
    assert wrong("live-layout", Made(20.0).state("retrying", 3.0)) == (3.0, "no_stream")
    assert held("live-layout", Made(20.0).state("waiting", 3.0)).held


def test_stale_events_break_the_layout_and_the_retry_policy_after_the_end() -> None:
    made = playing().socket(0.2).told_of_the_end(6.0).state("ended", 6.01, 7.0).state("retrying", 7.0)
    made.request(7.0, None, FLV)
    assert wrong("live-layout", made) == (7.0, "ended")
    assert wrong("retry-policy", made) == (7.0, "over")
