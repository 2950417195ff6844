"""How a player asked for FLV again, in words."""

from tests.judge.told import CUT, FLV, LOST, comes_back_on_flv, says
from tests.made_timeline import Made


def test_a_wait_that_does_not_count_from_the_fault_says_from_what() -> None:
    text = says(comes_back_on_flv(lost=13.0, asked=14.0, plays=14.5), CUT)
    assert "; the player retried once (1.0 s after the connection was lost at 13.0 s) and was steady again " in text


def test_several_waits_of_which_the_first_does_not_count_from_the_fault() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).shows(16.5, 35, latency=0.8).fault(5, 8)
    made.request(0.1, 13.0, FLV, error=LOST).request(14.0, 14.005, FLV, error=LOST).request(16.0, None, FLV)
    told = "retried 2 times after 1.0, 2.0 s (the first counted from the loss of the connection at 13.0 s)"
    assert told in says(made, CUT)


def test_attempts_that_each_ended_late_are_told_by_their_own_times() -> None:
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).shows(16.5, 35, latency=0.8).fault(5, 8)
    made.request(0.1, 5.01, FLV, error=LOST).request(6.0, 9.0, FLV, error=LOST).request(10.0, None, FLV)
    assert "the player asked for FLV again 2 times (at 6.0 and 10.0 s) and was steady" in says(made, CUT)


def retries_of(*waits: float) -> Made:
    """FLV is lost at 5.01 s with the fault, and each attempt after its wait is refused within 5 ms."""
    made = Made(60).steadied().shows(0.5, 60, latency=0.8).fault(5, 50).request(0.1, 5.01, FLV, error=LOST)
    at = 5.01
    for wait in waits:
        made.request(at + wait, at + wait + 0.005, FLV, error="net::ERR_CONNECTION_REFUSED")
        at += wait + 0.005
    return made


def test_many_retries_are_summed_up() -> None:
    text = says(retries_of(1, 2, 4, 4, 4, 4, 5), CUT)
    assert "retried 7 times (first after 1.0 s, last after 5.0 s)" in text


def test_a_player_that_asks_again_at_once() -> None:
    assert "the player asked for FLV again at once and played on; the" in says(retries_of(0.0), CUT)
    assert "the player asked for FLV again 2 times, each time at once and" in says(retries_of(0.0, 0.04), CUT)
    assert "the player retried 2 times (at once, after 1.0 s) and" in says(retries_of(0.0, 1.0), CUT)


def test_a_stream_that_the_player_gave_up_by_itself_says_how_long_no_picture_had_come() -> None:
    made = Made(35.0).shows(0.5, 5.5, latency=0.8).fault(5.0, 8.0).shows(12.0, 35.0, latency=0.8)
    made.request(0.1, 11.4, FLV, error="net::ERR_ABORTED").request(11.4, None, FLV)
    assert "the player asked for FLV again at 11.4 s after 5.9 s without a picture and was steady" in says(made, CUT)


def test_what_is_asked_for_long_after_the_fault_is_not_asked_for_at_once() -> None:
    buffered = Made(35.0).shows(0.5, 35.0, latency=0.8).fault(5.0, 8.0)
    buffered.request(0.1, 10.1, FLV, error="net::ERR_ABORTED").request(10.1, None, FLV)
    assert "the player asked for FLV again at 10.1 s and played on; the" in says(buffered, CUT)


def test_streams_that_were_given_up_one_after_the_other() -> None:
    made = Made(40.0).shows(0.5, 5.5, latency=0.8).fault(5.0, 38.0, kind="timeout").request(0.1, 11.4, FLV)
    for at in (11.4, 17.4):
        made.request(at, at + 6, FLV)
    told = "asked for FLV again 2 times (at 11.4 and 17.4 s, the first after 5.9 s without a picture)"
    assert told in says(made, CUT)


def test_a_second_stream_beside_the_first_is_no_player_that_did_not_ask() -> None:
    made = Made(35.0).shows(0.5, 35.0, latency=0.8).fault(5.0, 8.0).request(0.1, None, FLV).flows(0.1, 35.0)
    assert "the player asked for FLV again at 9.0 s and played on" in says(made.request(9.0, None, FLV), CUT)


def test_what_the_player_did_before_the_fault_is_no_reaction_to_it() -> None:
    made = Made(35).shows(0.5, 35, latency=0.8).fault(5, 8).request(1, 1.1, "/hls/k.m3u8", leg="hls")
    made.request(2, 2.1, "/k.flv", error="cut").request(3, None, "/k.flv")
    assert "the player did not retry FLV and played on;" in says(made, CUT)
