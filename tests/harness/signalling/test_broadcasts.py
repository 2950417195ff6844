"""What is known of streams stays while somebody is there, and for a while after."""

from harness.signalling.broadcasts import HISTORY, Broadcasts
from harness.signalling.message import written
from tests.harness.signalling.fakes import Clock


def known(most: int = 1000) -> tuple[Broadcasts, Clock]:
    clock = Clock()
    return Broadcasts(60.0, clock, most), clock


def test_a_look_at_an_unknown_stream_leaves_no_trace() -> None:
    streams, _ = known()
    assert not streams.look("key").ended
    assert len(streams) == 0


def test_a_stream_without_anything_to_remember_is_forgotten_with_its_last_viewer() -> None:
    streams, _ = known()
    streams.at("key").viewers.add("a")
    streams.left("key")
    assert len(streams) == 1
    streams.at("key").viewers.discard("a")
    streams.left("key")
    assert len(streams) == 0


def test_an_end_is_remembered_for_a_while() -> None:
    streams, clock = known()
    streams.at("key").ended = True
    streams.left("key")
    clock.now += 59
    streams.at("another")
    assert streams.look("key").ended
    clock.now += 2
    streams.at("another")
    assert not streams.look("key").ended


def test_a_stream_that_is_watched_is_never_forgotten() -> None:
    streams, clock = known()
    streams.at("key").viewers.add("a")
    streams.at("key").ended = True
    for _ in range(5):
        clock.now += 100
        streams.at("another")
    assert streams.look("key").viewers == {"a"}
    assert [key for key, _ in streams.watched()] == ["key"]


def test_no_more_streams_are_remembered_than_there_is_room_for() -> None:
    streams, _ = known(most=10)
    streams.at("watched").viewers.add("a")
    for number in range(100):
        streams.at(f"stream {number}").ended = True
    assert len(streams) == 10
    assert streams.look("watched").viewers == {"a"}
    assert streams.look("stream 99").ended


def test_only_the_last_messages_are_kept() -> None:
    streams, _ = known()
    for number in range(HISTORY + 5):
        streams.at("key").history.append(written("Guest 1234", str(number)))
    kept = [message.text for message in streams.look("key").history]
    assert (kept[0], kept[-1], len(kept)) == ("5", "104", 100)
