"""Player states, on made timelines."""

from chaoslab.evidence.player.player_states import WORDS, in_state, player_states
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy


def states(made: Made) -> str:
    """`s0.0 p0.5 r5.0`: each state with the second from which it holds."""
    return " ".join(f"{span.state}{span.start - ZERO:.1f}" for span in player_states(made.timeline()))


def playing(length: float = 15.0) -> Made:
    return healthy(length).add(0.5, EventName.MEDIA_PLAYING, media=1, position=0)


def media(made: Made, at: float, name: str, number: int = 1) -> Made:
    return made.add(at, EventName(f"media.{name}"), media=number, position=at)


def test_a_player_starts_and_plays() -> None:
    assert states(playing()) == "s0.0 p0.5"


def test_the_spans_leave_no_hole() -> None:
    spans = player_states(media(media(playing(), 3.0, "waiting"), 4.0, "playing").timeline())
    assert [span.end for span in spans[:-1]] == [span.start for span in spans[1:]]
    assert (spans[0].start, spans[-1].end) == (ZERO, ZERO + 15.0)


def test_a_lack_of_data_is_rebuffering() -> None:
    assert states(media(media(playing(), 3.0, "waiting"), 4.0, "playing")) == "s0.0 p0.5 r3.0 p4.0"


def test_a_lack_of_data_before_the_start_is_still_the_start() -> None:
    assert states(media(playing(), 0.2, "waiting")) == "s0.0 p0.5"


def test_a_stream_that_is_opened_anew_is_rebuffering_until_it_plays() -> None:
    made = media(media(media(playing(), 5.0, "emptied"), 6.0, "load_began"), 7.0, "playing")
    assert states(made) == "s0.0 p0.5 r5.0 p7.0"


def test_a_seek_is_no_rebuffering_even_where_data_lack() -> None:
    made = media(media(media(playing(), 3.0, "seeking"), 3.1, "waiting"), 3.5, "seeked")
    assert states(made) == "s0.0 p0.5 k3.0 p3.5"


def test_a_pause_ends_with_a_new_start() -> None:
    made = media(media(media(playing(), 3.0, "paused"), 6.0, "play_requested"), 6.2, "playing")
    assert states(made) == "s0.0 p0.5 a3.0 s6.0 p6.2"


def test_the_end_and_a_failure_are_told() -> None:
    assert states(media(media(playing(), 9.0, "paused"), 9.0, "ended")) == "s0.0 p0.5 e9.0"
    assert states(media(playing(), 9.0, "failed")) == "s0.0 p0.5 f9.0"


def test_the_pages_error_is_a_failure_for_as_long_as_it_is_shown() -> None:
    assert states(media(playing(), 8.0, "emptied").state("error", 9.0, 12.0)) == "s0.0 p0.5 r8.0 f9.0 r12.0"


def test_an_element_that_does_not_play_tells_nothing_of_the_one_that_does() -> None:
    made = media(media(playing(), 3.0, "waiting", number=2), 4.0, "emptied", number=2)
    assert states(made) == "s0.0 p0.5"


def test_a_page_that_is_loaded_again_begins_anew() -> None:
    made = playing().add(5.0, EventName.PAGE_OPENED, document="2", url="").add(6.0, EventName.MEDIA_PLAYING, media=1)
    assert states(made) == "s0.0 p0.5 r5.0 p6.0"


def test_spans_can_be_asked_for_by_state() -> None:
    made = media(media(playing(), 3.0, "waiting"), 4.0, "playing")
    (span,) = in_state(made.timeline(), "r")
    assert span.length == 1.0
    assert WORDS[span.state] == "rebuffering"
