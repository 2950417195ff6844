"""Only the recorder's own events are taken, and what it may send is written down alike on both sides."""

import json
import re
from typing import Any

import pytest

from chaoslab.rig.browser.recorder_batch import (
    MAY_BE_ABSENT,
    RECORDED,
    BatchMalformed,
    RecordedEvent,
    read_batch,
    recorded_name,
)
from chaoslab.setup.places import RECORDER
from chaoslab.timeline.events import EventName

_PARENTS = {"OfMedia": {"media"}, "AtPosition": {"media", "position"}}


def in_typescript() -> dict[str, set[str]]:
    """Each event of `events.ts`, with the keys of its data."""
    text = re.sub(r"//[^\n]*", "", (RECORDER / "src" / "events.ts").read_text(encoding="utf-8"))
    found = {}
    entry = re.compile(r"'([a-z_]+\.[a-z_]+)': (\w+(?= &)|\w+(?=;))?(?: & )?(\{[^}]*\})?;")
    for name, parent, own in entry.findall(text):
        found[name] = _PARENTS.get(parent, set()) | set(re.findall(r"readonly (\w+)\??:", own))
    return found


def test_the_events_and_keys_that_may_come_are_those_that_the_recorder_sends() -> None:
    sent = in_typescript()
    assert len(sent) >= 30
    assert {name.value: set(fields) for name, fields in RECORDED.items()} == sent
    assert {"tainted"} == MAY_BE_ABSENT


def event(of: str, /, **data: Any) -> RecordedEvent:
    return RecordedEvent(at_ms=1.0, name=of, data=data)


FRAME = {"media": 1, "painted": 7, "media_time": 0.5, "presented": 3, "width": 640, "height": 360, "cost": 0.001}


@pytest.mark.parametrize(
    "right",
    [
        event("frame.presented", **FRAME),
        event("frame.presented", **FRAME | {"painted": None}, tainted=True),
        event("media.playing", media=1, position=0),
        event("media.sampled", media=1, position=1.5, buffered_to=None, ready_state=4, paused=False, rate=1,
              dropped=0, total=None),
        event("console.logged", level="recorder", text="Error: no"),
        event("mark.made", name="a", data={"list": [1, None, {"deep": True}]}),
    ],
)  # fmt: skip
def test_what_the_recorder_sends_is_taken(right: RecordedEvent) -> None:
    assert recorded_name(right) == right.name


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (event("fault.seen", step=0, fault="latency"), "'fault.seen' is no event of the recorder's"),
        (event("trial.closed"), "'trial.closed' is no event"),
        (event("no.such"), "'no.such' is no event"),
        (event("media.playing", media=[], position=1), "media.playing: media: Input should be a valid integer"),
        (event("media.playing", media=1, position="1"), "media.playing: position: Input should be a valid number"),
        (event("media.playing", media=1, position=float("nan")), "position: Input should be a finite number"),
        (event("media.playing", media=-1, position=1), "media: Input should be greater than or equal to 0"),
        (event("media.playing", media=1), "position: Field required"),
        (event("media.playing", media=1, position=1, more=1), "more: Extra inputs are not permitted"),
        (event("page.hidden", trusted=1), "trusted: Input should be a valid boolean"),
        (event("console.logged", level="error", text=""), "level: Input should be 'recorder'"),
        (event("frame.presented", **FRAME, tainted=False), "tainted: Input should be True"),
        (event("mark.made", name="x" * 20_001, data=None), "name: String should have at most 20000 characters"),
    ],
)
def test_what_it_cannot_have_sent_is_told_without_its_value(wrong: RecordedEvent, why: str) -> None:
    with pytest.raises(BatchMalformed) as caught:
        recorded_name(wrong)
    assert why in str(caught.value)


def test_a_mark_that_is_nested_deeper_than_anybody_reads_is_refused() -> None:
    deep: Any = 1
    for _ in range(60):
        deep = [deep]
    with pytest.raises(BatchMalformed, match="nested more than 50 deep"):
        recorded_name(event("mark.made", name="a", data=deep))


@pytest.mark.parametrize(
    "payload",
    [
        "", "null", "[]", "nonsense", "{", '{"document": "1"}', '{"document": 1, "seq": 0, "events": []}',
        '{"document": "1", "seq": "0", "events": []}', '{"document": "1", "seq": -1, "events": []}',
        '{"document": "1", "seq": 0, "events": null}', '{"document": "1", "seq": 0, "events": [null]}',
        '{"document": "1", "seq": 0, "events": [{"at_ms": NaN, "name": "a", "data": {}}]}',
        '{"document": "1", "seq": 0, "events": [{"at_ms": -1e12, "name": "a", "data": {}}]}',
        '{"document": "1", "seq": 0, "events": [{"at_ms": 1, "name": "a", "data": []}]}',
        '{"document": "1", "seq": 0, "events": ' + "[" * 5_000 + "]" * 5_000 + "}",
        " " * 1_000_001,
    ],
    ids=lambda payload: payload[:60],
)  # fmt: skip
def test_a_text_that_is_no_batch_is_refused(payload: str) -> None:
    with pytest.raises(BatchMalformed):
        read_batch(payload)


def test_a_batch_keeps_its_values_as_they_came() -> None:
    data = {"media": 1, "position": 0}
    batch = read_batch(json.dumps({"document": "1", "seq": 3, "events": [{"at_ms": 5, "name": "a", "data": data}]}))
    assert (batch.document, batch.seq, batch.events[0].data) == ("1", 3, data)


def test_every_event_of_the_recorder_is_in_the_closed_list_of_events() -> None:
    assert set(RECORDED) <= set(EventName)
