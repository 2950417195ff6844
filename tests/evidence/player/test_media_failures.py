"""Which errors of a media element are failures."""

import pytest

from chaoslab.evidence.player.media_failures import media_failures
from chaoslab.evidence.player.player_states import in_state
from chaoslab.probes.error_codes import ErrorCodes
from chaoslab.probes.playback_failed import PlaybackFailed
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made

PAGE = "http://h:1/watch?key=k"
EMPTY = "MEDIA_ELEMENT_ERROR: Empty src attribute"
COULD_NOT_OPEN = "PipelineStatus::DEMUXER_ERROR_COULD_NOT_OPEN: FFmpegDemuxer: open context failed"


def played(src: str, message: str, *, code: int = 4, first: str = "blob:1") -> Made:
    """Plays from one source to 5 s, then is given another, which fails at once."""
    made = Made(15.0).add(0.0, EventName.PAGE_OPENED, document="1", url=PAGE).shows(0.5, 5.0, latency=0.8)
    made.add(0.1, EventName.MEDIA_LOAD_BEGAN, media=1, src=first).add(0.5, EventName.MEDIA_PLAYING, media=1)
    made.add(5.0, EventName.MEDIA_EMPTIED, media=1).add(5.001, EventName.MEDIA_LOAD_BEGAN, media=1, src=src)
    return made.add(5.002, EventName.MEDIA_FAILED, media=1, code=code, message=message)


@pytest.mark.parametrize(
    ("src", "message"),
    [
        ("blob:1", EMPTY),  # src = '': the browser still names the source before
        (PAGE, COULD_NOT_OPEN),  # src = location.href
        (f"{PAGE}#", COULD_NOT_OPEN),  # src = '#'
        ("http://h:1/null", COULD_NOT_OPEN),  # src = null
        ("http://h:1/undefined", COULD_NOT_OPEN),  # src = undefined
    ],
)
def test_a_page_that_takes_the_source_away_has_not_failed(src: str, message: str) -> None:
    timeline = played(src, message).timeline()
    assert media_failures(timeline) == ()
    assert in_state(timeline, "f") == ()
    assert ErrorCodes().measure(timeline).value == ()
    assert PlaybackFailed().measure(timeline).value is False


@pytest.mark.parametrize(
    ("src", "code"), [("http://h:1/live/next.m3u8", 4), ("blob:1", 3), (PAGE, 2), ("http://h:1/nullified.mp4", 4)]
)
def test_a_source_that_does_not_play_has(src: str, code: int) -> None:
    timeline = played(src, COULD_NOT_OPEN, code=code).timeline()
    assert [event.data["code"] for event in media_failures(timeline)] == [code]
    assert in_state(timeline, "f")
    assert ErrorCodes().measure(timeline).value == (float(code),)
    assert PlaybackFailed().measure(timeline).value is True


def test_a_page_that_was_never_given_a_source_has() -> None:
    timeline = played("http://h:1/undefined", COULD_NOT_OPEN, first="http://h:1/undefined").timeline()
    assert len(media_failures(timeline)) == 1
