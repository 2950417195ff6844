"""Scenes: the events of a trial as a real one would write them, put together from a few knobs, always the same."""

from collections.abc import Callable, Iterable, Iterator
from random import Random

from chaoslab.timeline.events import Event, EventName

ZERO = 8123.5  # lab-clock seconds at which the page was opened
FPS = 30
CLIP_FRAMES = 900
ORIGIN = "http://127.0.0.1:41234"

Events = Iterator[Event]


def _event(at: float, name: EventName, **data: object) -> Event:
    return Event(ZERO + at, name, data)


def frame(length: float, phases: Iterable[tuple[float, str]], *, steadied: float | None = None) -> Events:
    """The trial's own events."""
    yield _event(0, EventName.TRIAL_OPENED)
    yield _event(0.05, EventName.PAGE_OPENED, document="d1", url=f"{ORIGIN}/")
    for at, phase in phases:
        yield _event(at, EventName.TRIAL_PHASE_BEGAN, phase=phase)
    if steadied is not None:
        yield _event(steadied, EventName.TRIAL_STEADIED, shift=0.0)
    yield _event(length, EventName.TRIAL_CLOSED)


def publisher(until: float) -> Events:
    """Thirty pictures a second from three seconds before the page to `until`."""
    yield _event(-3, EventName.PUBLISHER_STARTED, mode="loop", fps=FPS, clip_frames=CLIP_FRAMES)
    for n in range(int((until + 3) * FPS)):
        yield _event(-3 + n / FPS, EventName.PUBLISHER_FRAME_SENT, frame=n, painted=n % CLIP_FRAMES)


def pictures(start: float, end: float, behind: float, *, keep: Callable[[int], bool] = bool) -> Events:
    """Pictures on the screen from `start` to `end`, `behind` seconds after they were sent."""
    dice = Random(f"{start}{end}{behind}")
    numbers = filter(keep, range(int((start - behind + 3) * FPS) + 1, int((end - behind + 3) * FPS)))
    for presented, n in enumerate(numbers, start=1):
        at = -3 + n / FPS + behind + dice.uniform(0, 0.012)
        what = {"media": "m1", "painted": n % CLIP_FRAMES, "presented": presented}
        yield _event(at, EventName.FRAME_PRESENTED, width=640, height=360, **what)


_MIMES = {"flv": "video/x-flv", "hls": "", "api": "application/json"}


def request(key: str, path: str, start: float, end: float | None = None, **outcome: object) -> Events:
    """One request on the leg of its kind; `error=…` makes it fail, a missing `end` leaves it open."""
    leg = "flv" if path.endswith(".flv") else "hls" if path.endswith((".m3u8", ".ts")) else "api"
    yield _event(start, EventName.REQUEST_STARTED, request=key, url=ORIGIN + path, leg=leg, method="GET", kind="fetch")
    error = outcome.get("error")
    if not (error and end is not None and end - start < 0.05):
        yield _event(start + 0.01, EventName.REQUEST_ANSWERED, request=key, status=200, mime=_MIMES[leg])
    if end is not None and error:
        yield _event(end, EventName.REQUEST_FAILED, request=key, canceled=bool(outcome.get("canceled")), error=error)
    elif end is not None:
        yield _event(end, EventName.REQUEST_FINISHED, request=key, bytes=48_000)


def hls(start: float, end: float) -> Events:
    """An HLS session: master and media playlist, then a playlist and a segment every second."""
    yield _event(start, EventName.MEDIA_LOAD_BEGAN, media="m1", src="blob:")
    yield from request("master", "/live/cam.m3u8", start, start + 0.02)
    for n in range(int(end - start)):
        at = start + 0.04 + n * 1.001
        yield from request(f"list{n}", "/live/cam/index.m3u8", at, at + 0.012)
        yield from request(f"ts{n}", f"/live/cam/seg-{n}.ts", at + 0.02, at + 0.09)


def fault(injected: float, seen: float | None, lifted: float | None) -> Events:
    """The FLV leg cut as step 0."""
    what = {"step": 0, "fault": "proxy_down"}
    yield _event(injected - 0.001, EventName.FAULT_INTENDED, settings={"leg": "flv"}, **what)
    yield _event(injected, EventName.FAULT_INJECTED, sent_at=ZERO + injected, returned_at=ZERO + injected, **what)
    if seen is not None:
        detail = "net::ERR_INCOMPLETE_CHUNKED_ENCODING on /live/cam.flv"
        yield _event(seen, EventName.FAULT_SEEN, witness="browser", detail=detail, **what)
    if lifted is not None:
        yield _event(lifted, EventName.FAULT_LIFTED, sent_at=ZERO + lifted, returned_at=ZERO + lifted, **what)


def media(end: float) -> Events:
    """What the media element says of itself four times a second, and a few console lines."""
    yield _event(0.31, EventName.MEDIA_ATTACHED, media="m1", tag="video")
    for n in range(int(end * 4)):
        yield _event(
            0.4 + n / 4, EventName.MEDIA_SAMPLED, media="m1", position=n / 4, buffered_to=n / 4 + 0.6, ready_state=4
        )
    yield _event(min(5.1, end), EventName.CONSOLE_LOGGED, level="error", text="[IOController] UnrecoverableEarlyEof")


def shots(*times: float) -> Events:
    """Screenshots at baseline, during the fault and after recovery."""
    for at, phase in zip(times, ("baseline", "fault", "recovery"), strict=False):
        yield _event(at, EventName.SHOT_TAKEN, phase=phase, file=f"{phase}.jpg")
