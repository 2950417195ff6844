"""How far behind live a picture is, however often its number came round, on made timelines."""

from statistics import median

import pytest

from chaoslab.evidence.picture.frames import latencies
from chaoslab.timeline.events import EventName
from tests.made_timeline import CLIP, FPS, ZERO, Made

FLV, PLAYLIST, SEGMENT = "/live/live/k.flv", "/hls/k.m3u8", "/hls/k-1.ts"


def plays(made: Made, start: float, end: float, *, latency: float, ahead: float = 0.0) -> Made:
    """As `Made.shows`, with a media time that runs with the content: `ahead` of when it was sent."""
    behind = round(latency * FPS)
    for frame in range(round(start * FPS), round(end * FPS)):
        sent = frame - behind
        data = {"media": 1, "painted": sent % CLIP, "media_time": sent / FPS + 10.0 + ahead}
        made.add(frame / FPS, EventName.FRAME_PRESENTED, **data)
    return made


def asked(made: Made, start: float, answer: float, path: str, *, end: float | None = None) -> Made:
    """A request whose answer takes its time."""
    leg = "flv" if path == FLV else "hls"
    made.add(start, EventName.REQUEST_STARTED, request=f"{start}", url=f"http://127.0.0.1:1{path}", leg=leg)
    made.add(answer, EventName.REQUEST_ANSWERED, request=f"{start}", status=200, mime="")
    return made if end is None else made.add(end, EventName.REQUEST_FINISHED, request=f"{start}", bytes=1)


def behind(made: Made, start: float, end: float) -> list[float]:
    """The latencies of the pictures shown in an interval, each once."""
    return sorted({round(late, 2) for at, late in latencies(made.timeline()) if start <= at - ZERO < end})


def started(length: float) -> Made:
    return asked(Made(length), 0.1, 0.2, FLV).add(0.2, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")


@pytest.mark.parametrize("away", [59.8, 60.0, 60.3, 200.0, 3600.0])
def test_a_player_that_paused_and_plays_on_is_behind_by_its_pause(away: float) -> None:
    made = plays(started(away + 30), 0.5, 10.0, latency=0.8)
    plays(made, 10.0 + away, 20.0 + away, latency=0.8 + away)
    assert behind(made, 10.0 + away, 20.0 + away) == [pytest.approx(0.8 + away, abs=0.02)]


def test_a_stream_that_takes_a_minute_to_come_is_a_minute_behind() -> None:
    made = asked(Made(90.0), 5.0, 65.0, FLV).add(5.1, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")
    assert behind(plays(made, 66.0, 80.0, latency=60.5), 66.0, 80.0) == [60.5]


@pytest.mark.parametrize("latency", [0.5, 8.0])
def test_a_stream_that_is_opened_late_begins_at_its_request_or_with_what_the_origin_keeps(latency: float) -> None:
    made = asked(Made(150.0), 130.0, 130.1, FLV).add(130.0, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")
    assert behind(plays(made, 130.3, 140.0, latency=latency), 130.0, 140.0) == [latency]


def test_a_first_keyframe_that_comes_late_is_still_live() -> None:
    made = asked(Made(150.0), 70.0, 70.1, FLV).add(70.0, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")
    assert behind(plays(made, 110.0, 120.0, latency=0.5), 110.0, 120.0) == [0.5]


def test_a_stream_asked_for_while_the_publisher_is_away_begins_with_its_return() -> None:
    made = Made(100.0).add(-5.0, EventName.PUBLISHER_STARTED).add(65.0, EventName.PUBLISHER_STARTED)
    away = (ZERO + 10.0, ZERO + 65.0)
    sent = EventName.PUBLISHER_FRAME_SENT
    made.events = [event for event in made.events if not (event.name is sent and away[0] <= event.at < away[1])]
    asked(made, 12.0, 65.1, FLV).add(12.0, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")
    assert behind(plays(made, 65.5, 80.0, latency=0.4), 65.0, 80.0) == [0.4]


def test_hls_begins_with_what_its_playlist_named() -> None:
    made = asked(Made(120.0), 70.0, 70.1, PLAYLIST, end=70.1)
    asked(made, 70.2, 70.3, SEGMENT, end=70.5).add(70.2, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")
    assert behind(plays(made, 72.0, 80.0, latency=4.5), 72.0, 80.0) == [4.5]


def test_hls_whose_every_answer_takes_a_minute_is_two_minutes_behind() -> None:
    made = asked(Made(200.0), 65.0, 125.0, PLAYLIST, end=125.0)
    asked(made, 125.1, 185.1, SEGMENT, end=185.1).add(65.0, EventName.MEDIA_LOAD_BEGAN, media=1, src="blob:1")
    assert behind(plays(made, 186.0, 195.0, latency=123.5), 186.0, 195.0) == [123.5]


def test_timestamps_that_leap_by_a_lap_say_nothing_of_the_content() -> None:
    made = plays(plays(started(100.0), 0.5, 70.0, latency=0.8), 70.0, 80.0, latency=0.8, ahead=60.0)
    assert behind(made, 0.0, 80.0) == [0.8]


def test_a_seek_into_the_past_by_a_lap_is_told() -> None:
    made = plays(plays(started(100.0), 0.5, 80.0, latency=0.8), 80.0, 90.0, latency=60.8)
    assert behind(made, 80.0, 90.0) == [60.8]


def test_a_new_connection_that_goes_on_in_the_same_source_is_live() -> None:
    made = plays(started(100.0), 0.5, 10.0, latency=0.8)
    asked(made, 70.0, 70.1, FLV)
    assert behind(plays(made, 70.4, 80.0, latency=0.8, ahead=-60.6), 70.0, 80.0) == [0.8]


@pytest.mark.parametrize("skipped", [8.0, 40.0])
def test_content_that_the_same_connection_skipped_is_not_a_lap_behind(skipped: float) -> None:
    made = plays(started(150.0), 0.5, 70.0, latency=0.8)
    plays(made, 70.0 + skipped, 130.0, latency=0.8, ahead=-skipped)
    assert behind(made, 70.0 + skipped, 130.0) == [0.8]


def test_content_that_parts_from_the_media_time_by_little_is_of_the_same_lap() -> None:
    made = plays(started(100.0), 0.5, 10.0, latency=0.8)
    assert behind(plays(made, 80.0, 90.0, latency=71.3, ahead=0.5), 80.0, 90.0) == [71.3]


def test_a_new_source_does_not_go_on_where_the_old_one_ended() -> None:
    made = plays(started(100.0), 0.5, 10.0, latency=0.8)
    asked(made, 69.0, 69.1, FLV).add(68.9, EventName.MEDIA_EMPTIED, media=1)
    assert behind(plays(made, 70.0, 80.0, latency=0.8, ahead=-60.0), 70.0, 80.0) == [0.8]


def test_a_new_document_has_new_elements() -> None:
    made = plays(started(100.0), 0.5, 10.0, latency=0.8).add(68.0, EventName.PAGE_OPENED, document="2", url="http://h/")
    asked(made, 69.0, 69.1, FLV)
    assert behind(plays(made, 70.0, 80.0, latency=0.8, ahead=-60.0), 70.0, 80.0) == [0.8]


def test_where_nothing_else_is_known_the_latest_send_counts() -> None:
    assert behind(Made(90.0).shows(70.0, 80.0, latency=0.8), 70.0, 80.0) == [0.8]
    assert behind(plays(Made(90.0), 70.0, 80.0, latency=0.8), 70.0, 80.0) == [0.8]


def test_thousands_of_pictures_in_many_laps_stay_exact() -> None:
    made = plays(started(200.0), 0.5, 190.0, latency=2.0)
    assert median(late for _, late in latencies(made.timeline())) == pytest.approx(2.0, abs=0.001)
    assert behind(made, 0.0, 200.0) == [2.0]
