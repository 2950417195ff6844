"""A stream is on air when a viewer is shown it; one that is not shown is published again under another key."""

from unittest.mock import AsyncMock

import pytest

from chaoslab.errors import NotReady
from chaoslab.rig.media import stream
from chaoslab.rig.media.stream import open_stream
from chaoslab.timeline.events import EventName
from tests.rig.conftest import Events, Stage

pytestmark = [pytest.mark.lab, pytest.mark.asyncio(loop_scope="module")]


async def test_viewers_are_shown_the_stream_as_soon_as_it_is_open(stage: Stage) -> None:
    events, port = Events(), stage.media.origin.rtmp_port
    async with open_stream(stage.children, stage.media, events, ingest_port=port, key="shown") as opened:
        assert opened.key == "shown"
        assert await stream._is_shown(stage.media.harness, "shown")
    assert len(events.of(EventName.PUBLISHER_STARTED)) == 1


async def test_a_stream_that_is_shown_to_nobody_is_published_again_under_another_key(
    embedded: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_is_shown", AsyncMock(side_effect=[False, True]))
    events, port = Events(), embedded.media.origin.rtmp_port
    async with open_stream(embedded.children, embedded.media, events, ingest_port=port, key="hid") as opened:
        assert opened.key == "hid-2"
    assert len(events.of(EventName.PUBLISHER_STARTED)) == 2


async def test_an_origin_that_shows_nothing_is_named(embedded: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_is_shown", AsyncMock(return_value=False))
    port = embedded.media.origin.rtmp_port
    with pytest.raises(NotReady, match="took the stream 3 times and showed it to no viewer"):
        async with open_stream(embedded.children, embedded.media, Events(), ingest_port=port, key="never"):
            pass


async def test_a_stream_that_nobody_publishes_is_not_shown(embedded: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_SHOWN_WITHIN", 0.2)
    assert not await stream._is_shown(embedded.media.harness, "nobody")
    assert not await stream._is_shown(embedded.media.harness, "no/such/path")


async def test_a_stream_is_not_live_where_nobody_answers_or_the_answer_is_none(embedded: Stage) -> None:
    assert not stream._is_live("http://127.0.0.1:1/api/stream/key")
    assert not stream._is_live(f"{embedded.url}/player/")
