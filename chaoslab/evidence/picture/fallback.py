"""The switch to HLS: the first picture that came over it after a fault, read from requests and pictures alone."""

from bisect import bisect_right
from collections.abc import Sequence

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.picture.frames import Frame, between_stops, stills, streamed
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline


def first_hls_picture(timeline: Timeline, since: float) -> Frame | None:
    """The first picture after `since` that can only have come over HLS; None if there was none, or never any FLV.

    It may have been shown before, over FLV, but it moves on. It follows a complete segment that was requested after
    `since`, it is shown by an element that was reloaded after `since` (or by another one than before), and no FLV
    stream was open that could have brought it.
    """
    asked = [request for request in requests(timeline) if request.started_at >= since]
    segments = [
        request.ended_at
        for request in asked
        if request.is_segment and request.ended_at and not (request.error or request.refused)
    ]
    if not segments:
        return None
    frames = _moving_on(timeline)
    before = next((frame.media for frame in reversed(frames) if frame.at < since), None)
    loads = _loads(timeline)
    flv = [request for request in requests(timeline) if request.is_flv]
    for frame in frames:
        reloaded = frame.media != before or bool(_last(loads.get(frame.media, []), frame.at, since))
        if (
            frame.at > min(segments)
            and _had(flv, frame.at)
            and reloaded
            and not any(_is_open(stream, frame.at) for stream in flv)
        ):
            return frame
    return None


def switch_to_hls(timeline: Timeline, since: float) -> tuple[Frame, Frame] | None:
    """(the last picture before, the first HLS picture) after `since`; None if there was none."""
    first = first_hls_picture(timeline, since)
    before = None if first is None else next((f for f in reversed(_moving_on(timeline)) if f.at < first.at), None)
    return None if first is None or before is None else (before, first)


@once_per_timeline
def _moving_on(timeline: Timeline) -> tuple[Frame, ...]:
    """The stream's pictures, without those that came alone while the picture stood still."""
    return tuple(between_stops(streamed(timeline), stills(timeline)))


def _loads(timeline: Timeline) -> dict[int | None, list[float]]:
    loads: dict[int | None, list[float]] = {}
    for event in timeline.named(EventName.MEDIA_LOAD_BEGAN):
        loads.setdefault(event.data.get("media"), []).append(event.at)
    return loads


def _last(times: list[float], at: float, since: float) -> float | None:
    """The last of `times` up to `at`, unless it lies before `since`."""
    index = bisect_right(times, at)
    return times[index - 1] if index and times[index - 1] >= since else None


def _had(flv: Sequence[Request], at: float) -> bool:
    return bool(flv) and flv[0].started_at < at


def _is_open(request: Request, at: float) -> bool:
    answered = request.loaded_at
    return answered is not None and answered <= at and (request.ended_at is None or request.ended_at > at)
