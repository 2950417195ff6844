"""What the viewer saw, in words."""

from chaoslab.timeline.events import EventName
from tests.judge.told import CUT, FLV, LOST, says
from tests.made_timeline import ZERO, Made, outage


def test_a_stream_that_stalls() -> None:
    made = Made(15).shows(0.5, 6, latency=0.8).shows(7, 10, latency=0.8).shows(12, 15, latency=0.8)
    assert says(made).endswith("0.8 s behind live, with 2 stalls of 3.1 s in all.")


def test_a_stream_that_stalls_once() -> None:
    made = Made(15).shows(0.5, 6, latency=0.8).shows(7, 15, latency=0.8)
    assert says(made).endswith("with a stall of 1.0 s.")


def test_a_stall_that_had_not_ended() -> None:
    assert says(Made(15).shows(0.5, 6, latency=0.8)) == (
        "The stream played for 5.5 s, 0.8 s behind live, without a stall; "
        "the picture stood from 6.0 s to the end at 15.0 s."
    )


def test_a_page_that_never_showed_anything() -> None:
    assert says(Made(20)) == "No picture was shown in the 20.0 s observed."


def test_a_picture_that_never_began_to_move() -> None:
    frozen = Made(20).add(0.5, EventName.FRAME_PRESENTED, painted=1)
    assert says(frozen) == "The picture never began to move in the 20.0 s observed."


def test_a_picture_that_never_began_to_move_under_a_fault_did_not_go_on_either() -> None:
    frozen = Made(20).add(0.5, EventName.FRAME_PRESENTED, painted=1).fault(5, 15)
    assert says(frozen, CUT).endswith("; the picture never began to move in the 20.0 s observed.")


def test_a_first_picture_that_stands_is_no_play() -> None:
    made = Made(20).add(0.5, EventName.FRAME_PRESENTED, painted=1).shows(4, 20, latency=0.8)
    assert says(made).startswith("The stream played for 16.0 s at 30.0 frames a second")


def test_no_picture_under_a_fault_either() -> None:
    assert says(Made(20).fault(5, 15), CUT) == ("FLV was cut at 5.0 s; no picture was shown in the 20.0 s observed.")


def test_a_picture_that_stops_several_times() -> None:
    made = Made(35).shows(0.5, 6, latency=0.8).shows(8, 10, latency=0.8).shows(11, 35, latency=0.8).fault(5, 8)
    assert says(made, CUT, recovered=True).endswith("the viewer saw 3.1 s without a new picture, in 2 stretches.")


def test_a_picture_that_stood_still_before_the_fault_is_not_charged_to_it() -> None:
    made = Made(35).shows(0.5, 3.5, latency=0.8).shows(9, 35, latency=0.8).fault(5, 8)
    assert says(made, CUT, recovered=True).endswith(
        "; the picture already stood still before the fault; the viewer saw 5.5 s without a new picture."
    )


def test_a_single_picture_does_not_end_a_stop() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).shows(10, 10.03, latency=0.8)
    assert "the picture stood from 5.1 s to the end at 35.0 s" in says(made, CUT)


def test_a_stop_before_the_one_at_the_end_is_told_too() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).fault(5, 8).shows(8, 12, latency=0.8)
    told = "the viewer saw 2.9 s without a new picture; the picture stood from 12.0 s to the end at 35.0 s"
    assert told in says(made, CUT)


def test_a_player_that_asks_for_other_things_asks_for_no_more_of_the_stream() -> None:
    made = outage(returns_at=None).request(20.0, 20.1, "/api/state", leg="api")
    assert says(made, CUT).endswith("; the player asked for no more of the stream after 12.0 s.")
    asking = outage(returns_at=None).request(31.0, 31.1, FLV, error=LOST)
    assert says(asking, CUT).endswith("; the picture stood from 5.1 s to the end at 35.0 s.")


def test_a_healthy_stream_that_stands_at_the_end_says_what_was_asked_for_last() -> None:
    made = Made(25).steadied().request(0.1, None, FLV).shows(0.5, 6, latency=0.8).shows(7, 9, latency=0.8)
    assert says(made) == (
        "The stream played for 8.5 s, 0.8 s behind live, with a stall of 1.0 s; "
        "the picture stood from 9.0 s to the end at 25.0 s; the player asked for nothing after 0.1 s."
    )


def covered(since: float, *, moves: bool = True, length: float = 25.0) -> Made:
    """From a second on a notice lies over the picture, which goes on behind it or not."""
    made = Made(length).steadied().request(0.1, None, FLV)
    look = {"media": 1, "possible": 1.0, "share": 1.0, "width": 640, "height": 360, "why": "", "checked_at": ZERO}
    made.add(0.2, EventName.MEDIA_VIEW_CHANGED, **look)
    over = {**look, "share": 0.0, "possible": 0.0, "why": "covered by div.notice", "checked_at": ZERO + since - 0.1}
    made.add(since, EventName.MEDIA_VIEW_CHANGED, **over)
    return made.shows(0.5, length if moves else since - 3, latency=0.8, media=1)


def test_a_picture_that_is_covered_to_the_end_is_told() -> None:
    text = says(covered(9.0))
    assert text.endswith("; the picture could not be seen from 9.0 s to the end at 25.0 s: covered by div.notice.")
    assert "stood" not in text


def test_a_picture_that_stood_before_it_was_covered() -> None:
    assert says(covered(9.0, moves=False)).endswith(
        "; the viewer saw no new picture from 6.0 s on; the picture could not be seen from 9.0 s to the end at 25.0 s: "
        "covered by div.notice."
    )


def test_pictures_that_were_shown_before_do_not_stand() -> None:
    made = Made(17).steadied().shows(0.5, 9, latency=0.5).shows(9, 17, latency=8.5)
    assert says(made).endswith("; the viewer saw no new picture from 9.0 s to the end at 17.0 s.")
