"""Holds what is said of a trial against its events, which are read here without any of the lab's evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from chaoslab.english import one_decimal
from chaoslab.judge.said import Lag, Point, Said, Stretch, Time
from chaoslab.judge.waterfall import Waterfall
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_EVENTS: dict[str, tuple[EventName, ...]] = {
    "fault": (EventName.FAULT_INJECTED,),
    "fault skipped": (EventName.FAULT_SKIPPED,),
    "page crashed": (EventName.PAGE_CRASHED,),
    "page shown": (EventName.PAGE_SHOWN, EventName.PAGE_OPENED),
    "picture": (EventName.FRAME_PRESENTED,),
    "view": (EventName.MEDIA_VIEW_CHANGED,),
    "request": (EventName.REQUEST_STARTED, EventName.FETCH_CALLED),
    "loss": (
        EventName.REQUEST_FAILED,
        EventName.REQUEST_FINISHED,
        EventName.FETCH_FAILED,
        EventName.FETCH_ENDED,
        EventName.SOCKET_CLOSED,
    ),
}
_SECONDS = re.compile(r"((?:-?\d+\.\d+(?:, | and ))*-?\d+\.\d+) s\b")
_SETTINGS = re.compile(r"\(\S+ s allowed\)|within \S+ s")
_SAME_RETURN = 0.6  # seconds
_STOP = 0.25  # seconds without a picture


def numbers(text: str) -> Counter[str]:
    """Every number of seconds in a text that is no setting."""
    found = _SECONDS.findall(_SETTINGS.sub("", text))
    return Counter(number for group in found for number in re.findall(r"-?\d+\.\d+", group))


def check_said(said: Said, timeline: Timeline, *, measured: Iterable[Said] = ()) -> None:
    """Each time in a text is a time between two events; the clauses in `measured` also name what probes measured."""
    text, besides = said.text, Counter[str]()
    for clause in measured:
        assert clause.text in text
        text = text.replace(clause.text, "", 1)
        besides += _rendered(clause)
    assert numbers(text) == _rendered(said) - besides, said.text
    for stretch in _stretches(said):
        _check_point(stretch.start, timeline, said.text)
        _check_point(stretch.end, timeline, said.text)
        hidden = _hidden(timeline, stretch.start.at, stretch.end.at)
        assert stretch.hidden in (0.0, hidden) or abs(stretch.hidden - hidden) < 1e-6, said.text
    _check_one_time_each(said)
    _check_claims(said.text, timeline)


def _rendered(said: Said) -> Counter[str]:
    return Counter(time.text if isinstance(time, Lag) else one_decimal(time.value) for time in said.times)


def _stretches(said: Said) -> Iterator[Stretch]:
    for time in said.times:
        if isinstance(time, Time):
            yield from time.spans


def _check_point(point: Point, timeline: Timeline, text: str) -> None:
    if point.what in ("opening", "end"):
        assert point.at == (timeline.zero if point.what == "opening" else timeline.end), text
    else:
        assert point.at in {event.at for event in timeline.named(*_EVENTS[point.what])}, (point, text)


def _check_one_time_each(said: Said) -> None:
    """Of what lasted from one picture on, no two ends are so close that they must mean the same return.

    The first picture over HLS may follow one over FLV soon, and is another event.
    """
    if "showed HLS" in said.text:
        return
    ends: dict[float, set[float]] = {}
    for stretch in _stretches(said):
        if stretch.start.what == stretch.end.what == "picture":
            ends.setdefault(stretch.start.at, set()).add(round(stretch.end.at, 3))
    for of_one in ends.values():
        assert all(after - before >= _SAME_RETURN for before, after in pairwise(sorted(of_one))), said.text


def _check_claims(text: str, timeline: Timeline) -> None:
    fault = timeline.first(EventName.FAULT_INJECTED)
    since = timeline.zero if fault is None else fault.at
    flv = [at for at, url in _asked(timeline) if ".flv" in url and at >= since]
    if "did not retry FLV" in text:
        assert not flv, text
    if again := re.search(r"(?:retried|asked for FLV again) (once|\d+ times|at)", text):
        count = 1 if again[1] in ("once", "at") else int(again[1].split()[0])
        assert len(flv) == count, (text, flv)
    if "asked for HLS" in text or "showed HLS" in text:
        assert any(".m3u8" in url and at >= since for at, url in _asked(timeline)), text
    if quiet := re.search(r"the player asked for (nothing|no more of the stream) after (\S+) s", text):
        only_media = quiet[1] != "nothing"
        later = [url for at, url in _asked(timeline) if at > timeline.zero + float(quiet[2]) + 0.06]
        assert not [url for url in later if not only_media or ".flv" in url or "/hls/" in url], text
    if "the picture never stopped" in text:
        assert all(length < _STOP for _, length in _stops(timeline) if _ + length > since), text
    if stood := re.search(r"the picture stood from (\S+) s to the end", text):
        after = [at for at in _pictures(timeline) if at > timeline.zero + float(stood[1]) + 0.06]
        assert not any(later - at < 0.1 and last - later < 0.1 for at, later, last in _threes(after)), text
    if "without a stall" in text and stood is None and "no new picture" not in text and "not be seen" not in text:
        assert not _stops(timeline), text


def _threes(times: list[float]) -> Iterator[tuple[float, float, float]]:
    yield from zip(times, times[1:], times[2:], strict=False)


def _asked(timeline: Timeline) -> Iterator[tuple[float, str]]:
    for event in timeline.named(EventName.REQUEST_STARTED):
        if event.data.get("method") != "OPTIONS" and event.at <= timeline.end:
            yield event.at, str(event.data["url"]).partition("?")[0]


def _pictures(timeline: Timeline) -> list[float]:
    return [event.at for event in timeline.named(EventName.FRAME_PRESENTED) if event.at <= timeline.end]


def _stops(timeline: Timeline) -> list[tuple[float, float]]:
    """(when, for how long) no picture was presented while the tab was visible, once two had come in a row."""
    shown = [event for event in timeline.named(EventName.FRAME_PRESENTED) if event.at <= timeline.end]
    begun = next((i for i, (one, two) in enumerate(pairwise(shown)) if two.at - one.at < 0.1), len(shown))
    stops: list[tuple[float, float]] = []
    for one, two in pairwise(shown[begun:]):
        length = two.at - one.at - _hidden(timeline, one.at, two.at)
        unseen = two.data.get("presented", 0) - one.data.get("presented", 0) > 1
        if length >= _STOP and not unseen:
            stops.append((one.at, length))
    if shown and timeline.end - shown[-1].at - _hidden(timeline, shown[-1].at, timeline.end) >= _STOP:
        stops.append((shown[-1].at, timeline.end - shown[-1].at))
    return stops


def _hidden(timeline: Timeline, start: float, end: float) -> float:
    total, since = 0.0, None
    for event in timeline.named(EventName.PAGE_HIDDEN, EventName.PAGE_SHOWN, EventName.PAGE_OPENED):
        if event.name is EventName.PAGE_HIDDEN:
            since = event.at if since is None else since
        elif since is not None:
            total += max(min(event.at, end) - max(since, start), 0.0)
            since = None
    return total if since is None else total + max(end - max(since, start), 0.0)


def check_findings(sentences: Iterable[str], timeline: Timeline) -> None:
    """Each names instants at which something happened."""
    names = (EventName.FRAME_PRESENTED, EventName.MEDIA_SAMPLED, EventName.MEDIA_VIEW_CHANGED, EventName.FAULT_LIFTED)
    ats = [event.at - timeline.zero for event in timeline.named(*names, EventName.PUBLISHER_FRAME_SENT)]
    for sentence in sentences:
        for number in numbers(sentence.split(" more times")[0].split(" once more")[0]):
            assert any(abs(at - float(number)) <= 0.051 for at in ats), sentence


_REACTIONS = {
    "a request for ": (EventName.REQUEST_STARTED, EventName.FETCH_CALLED),
    "the request for ": (EventName.REQUEST_FAILED,),
    "the media element was emptied": (EventName.MEDIA_EMPTIED,),
    "the media element was loaded anew": (EventName.MEDIA_LOAD_BEGAN,),
    "the notice ": (EventName.STATE_SHOWN,),
}


def check_waterfall(waterfall: Waterfall, timeline: Timeline) -> None:
    """Its stages end at events, and the reaction is the one that it names."""
    ats = {round(event.at - timeline.zero, 4) for event in timeline}
    assert all(stage.at in ats for stage in waterfall.stages.values() if stage.at is not None)
    for stage in waterfall.stages.values():
        assert (stage.note == f"not counted: {stage.hidden:.1f} s in which the tab was hidden") == bool(stage.hidden)
    detect = waterfall.stages["detect"]
    if detect.at is not None:
        names = next(names for words, names in _REACTIONS.items() if detect.note.startswith(words))
        assert any(round(event.at - timeline.zero, 4) == detect.at for event in timeline.named(*names)), detect
