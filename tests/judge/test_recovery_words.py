"""How a player came back, or why it did not, in words."""

from chaoslab.experiment.method.step import Step
from chaoslab.timeline.events import EventName
from tests.judge.told import CUT, FLV, HIDE, LOST, says
from tests.made_timeline import FPS, Made


def test_a_picture_that_stopped_long_after_the_fault_is_what_the_recovery_counts_from() -> None:
    made = Made(35).steadied().shows(0.5, 9.1, latency=0.8).shows(13, 35, latency=0.8).fault(5, 8)
    assert "was steady again 3.9 s after the picture stopped at 9.1 s; the viewer saw 3.9 s without" in says(made, CUT)


def test_a_recovery_from_one_of_several_faults_names_it() -> None:
    made = Made(45).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).shows(9, 20.1, latency=0.8)
    made.fault(20, 23, step=1).shows(22, 45, latency=0.8)
    told = "the player was steady again 4.0 s after the fault at 5.0 s and 2.0 s after the fault at 20.0 s;"
    assert told in says(made.request(0.1, 5.0, "/app.js", leg="page"), CUT, CUT)


def test_a_switch_to_hls_counts_from_the_fault_that_led_to_it() -> None:
    made = Made(45).steadied().request(0.1, 5.0, FLV, error=LOST).shows(0.5, 5.1, latency=0.8).fault(5, 7)
    made.request(7.0, 20.0, FLV, error=LOST).shows(8, 20.1, latency=0.8).fault(20, 30, step=1)
    made.hls(23.5).shows(24, 45, latency=2.5)
    assert "and showed HLS 4.0 s after the fault at 20.0 s;" in says(made, CUT, CUT)


def test_a_player_too_far_behind_live_is_said_to_be() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).shows(9, 35, latency=3.6)
    assert "the player plays again since 9.0 s, but 2.8 s further behind live than before (2 s allowed);" in says(
        made, CUT
    )
    never_stopped = Made(35).steadied().shows(0.5, 5.2, latency=0.4).fault(5, 8).shows(19.2, 35, latency=3.2)
    for turn in range(14 * 24):  # slower than it was sent, so that it falls behind
        never_stopped.add(5.2 + turn / 24, EventName.FRAME_PRESENTED, painted=round(4.8 * FPS) + turn)
    assert "the player plays on, but 2.8 s further behind live than before (2 s allowed); the picture never" in says(
        never_stopped, CUT
    )


def test_a_player_that_shows_too_few_pictures_is_said_to() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).shows(9, 35, latency=0.8, every=2)
    assert "plays again since 9.0 s, but at 15.0 pictures a second where the publisher sent 30.0;" in says(made, CUT)


def test_a_picture_that_came_back_late_is_too_early_to_tell() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).shows(33.7, 35, latency=0.8)
    assert "the player plays again since 33.7 s, 1.3 s before the end: too early to tell;" in says(made, CUT)


def test_a_fault_that_was_not_recovered_from_before_the_next_one() -> None:
    made = Made(45).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).fault(20, 21, step=1)
    text = says(made.shows(22, 45, latency=0.8), CUT, CUT)
    assert "had not recovered from the fault at 5.0 s when the next one came at 20.0 s;" in text


def hidden(*shown: tuple[float, float]) -> Made:
    """A tab that is hidden from 5 s to 15 s, with pictures in these spans."""
    made = Made(35).request(0.1, None, "/k.flv").fault(5, 15, kind="tab_hide")
    made.add(5.001, EventName.PAGE_HIDDEN, trusted=True).add(15.001, EventName.PAGE_SHOWN, trusted=True)
    for start, end in shown:
        made.shows(start, end, latency=0.8)
    return made


def test_a_hidden_tab_is_no_slow_player() -> None:
    assert says(hidden((0.5, 5), (15.03, 35)), HIDE) == (
        "The tab was hidden at 5.0 s; the player was steady as soon as the tab came back; "
        "the picture never stopped while the tab was visible."
    )


def test_a_player_that_is_slow_after_the_tab_came_back_is_said_to_be() -> None:
    assert says(hidden((0.5, 5), (17, 35)), HIDE) == (
        "The tab was hidden at 5.0 s; the player was steady again 2.0 s after the tab came back; "
        "the viewer saw 2.0 s without a new picture."
    )


def test_a_fault_on_a_leg_besides_leaves_the_time_at_which_the_picture_was_steady() -> None:
    made = hidden((0.5, 5), (15.03, 22.1), (25, 35)).fault(22, 24, step=1)
    cut = Step(at=22, lasting=2, fault="proxy_down", settings={"leg": "flv"})
    assert "was steady again from 25.0 s on;" in says(made, HIDE, cut)


def test_a_fault_without_a_leg_says_nothing_about_retries() -> None:
    assert "FLV" not in says(hidden((0.5, 5), (15.03, 35)), HIDE, flv_retries=0, recovered=True)
