"""A recording keeps what it passes on, and no secret."""

from chaoslab.outward.mask import Mask, Secret
from chaoslab.run.recording import Recording
from chaoslab.timeline.events import Event, EventName

MASK = Mask([Secret("s3cret", "KEY")])


def test_a_secret_reaches_neither_the_sinks_nor_the_timeline() -> None:
    seen: list[Event] = []
    record = Recording(seen.append, mask=MASK)
    data = {"url": "http://127.0.0.1/s3cret.flv?k=s3cret", "nested": {"list": ["s3cret", 1]}}
    record(Event(1.0, EventName.MARK_MADE, data))
    kept = record.so_far().events
    assert tuple(seen) == kept
    assert kept[0].data == {"url": "http://127.0.0.1/KEY.flv?k=KEY", "nested": {"list": ["KEY", 1]}}


def test_what_came_late_is_put_in_its_place() -> None:
    record = Recording()
    for at in (2.0, 1.0, 3.0):
        record(Event(at, EventName.MARK_MADE))
    assert [event.at for event in record.so_far()] == [1.0, 2.0, 3.0]


def test_a_long_text_is_cut_after_its_secrets_are_gone_so_that_no_half_of_one_is_kept() -> None:
    record = Recording(mask=MASK)
    record(Event(1.0, EventName.SOCKET_SENT, {"socket": "7", "text": "x" * 497 + "s3cret" + "y" * 50}))
    record(Event(2.0, EventName.CONSOLE_LOGGED, {"level": "log", "text": "x" * 1999 + "s3cret"}))
    assert [event.data["text"] for event in record.so_far()] == ["x" * 497 + "KEY", "x" * 1999 + "K"]


def test_a_long_source_of_an_element_and_a_long_name_of_a_mark_are_cut_after_their_secrets_are_gone() -> None:
    record = Recording(mask=MASK)
    record(Event(1.0, EventName.MEDIA_LOAD_BEGAN, {"media": 1, "src": "x" * 498 + "s3cret" + "y" * 50}))
    record(Event(2.0, EventName.MARK_MADE, {"name": "x" * 198 + "s3cret", "data": {"name": "y" * 300}}))
    loaded, mark = record.so_far()
    assert loaded.data == {"media": 1, "src": "x" * 498 + "KE"}
    assert mark.data == {"name": "x" * 198 + "KE", "data": {"name": "y" * 300}}


def test_a_secret_is_replaced_in_the_keys_that_a_page_made_and_in_none_of_the_labs_own() -> None:
    record = Recording(mask=Mask([Secret("s3cret", "KEY"), Secret("trusted", "LEVEL")]))
    record(Event(1.0, EventName.MARK_MADE, {"name": "a", "data": {"s3cret": [{"at s3cret \ud83d": 1}]}}))
    record(Event(2.0, EventName.CONSOLE_LOGGED, {"level": "log", "trusted": "trusted"}))
    mark, log = record.so_far()
    assert mark.data["data"] == {"KEY": [{"at KEY \ufffd": 1}]}
    assert log.data == {"level": "log", "trusted": "LEVEL"}


async def test_whoever_waits_for_an_event_is_told_when_it_comes_and_not_before() -> None:
    record = Recording()
    told = record.news({EventName.STATE_SHOWN})
    record(Event(1.0, EventName.STATE_HIDDEN, {"state": "error"}))
    assert not told.done()
    record(Event(2.0, EventName.STATE_SHOWN, {"state": "error"}))
    record(Event(3.0, EventName.STATE_SHOWN, {"state": "error"}))
    assert told.done()


def test_the_timeline_is_made_once_until_something_comes() -> None:
    record = Recording()
    record(Event(1.0, EventName.MARK_MADE))
    first = record.so_far()
    assert record.so_far() is first
    record(Event(2.0, EventName.MARK_MADE))
    assert [event.at for event in record.so_far()] == [1.0, 2.0]
    assert [event.at for event in first] == [1.0]


def test_half_of_a_character_is_never_kept() -> None:
    record = Recording()
    record(Event(1.0, EventName.CONSOLE_LOGGED, {"level": "error", "text": "cut \ud83d here, whole \U0001f600 there"}))
    (kept,) = record.so_far()
    assert kept.data["text"] == "cut \ufffd here, whole \U0001f600 there"
