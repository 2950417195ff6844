"""Timelines made by hand for tests: a publisher that sends, a page that shows, requests that come and go."""

from collections.abc import Sequence
from typing import Any

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

FPS = 30
CLIP = 1800
ZERO = 1000.0  # lab-clock time at which these trials open their page


class Made:
    """Collects events with times in seconds of the trial."""

    def __init__(self, length: float) -> None:
        self._length = length
        self.events: list[Event] = [Event(ZERO, EventName.TRIAL_OPENED)]
        self._requests = 0
        self._sockets = 0
        self.sends(-5.0, length)

    def add(self, at: float, name: EventName, **data: Any) -> "Made":
        self.events.append(Event(round(ZERO + at, 6), name, data))  # to the microsecond, as a journal keeps it
        return self

    def sends(self, start: float, end: float) -> "Made":
        for frame in range(round(start * FPS), round(end * FPS)):
            self.add(frame / FPS, EventName.PUBLISHER_FRAME_SENT, frame=frame, painted=frame % CLIP)
        return self

    def shows(self, start: float, end: float, *, latency: float, every: int = 1, **data: Any) -> "Made":
        """Frames on the screen from `start` to `end`, each `latency` after it was sent (a whole number of frames)."""
        behind = round(latency * FPS)
        for frame in range(round(start * FPS), round(end * FPS), every):
            self.add(frame / FPS, EventName.FRAME_PRESENTED, **{"painted": (frame - behind) % CLIP, **data})
        return self

    def viewed_by(self, at: float, media: int, share: float = 1.0, **how: Any) -> "Made":
        """A look at an element: what share of it a viewer sees; `how` may give what is possible, its size, and why."""
        look = {"possible": share, "width": 640, "height": 360, "why": "", "checked_at": ZERO + at, **how}
        return self.add(at, EventName.MEDIA_VIEW_CHANGED, media=media, share=share, **look)

    def request(self, start: float, end: float | None, path: str, **how: Any) -> "Made":
        """A request; `how` may give its `error`, its `status` and its `leg`."""
        error, leg = how.get("error"), how.get("leg", "flv")
        self._requests += 1
        key = f"r{self._requests}"
        self.add(start, EventName.REQUEST_STARTED, request=key, url=f"http://127.0.0.1:1{path}", leg=leg)
        if error is None and how.get("status", 200) is not None:
            self.add(start + 0.01, EventName.REQUEST_ANSWERED, request=key, status=how.get("status", 200), mime="")
        if end is not None:
            ended = EventName.REQUEST_FAILED if error else EventName.REQUEST_FINISHED
            self.add(end, ended, request=key, **({"error": error, "canceled": False} if error else {"bytes": 1}))
        return self

    def hls(self, at: float) -> "Made":
        """The player loads its element anew, and the first playlist and segment over HLS."""
        made = self.add(at, EventName.MEDIA_LOAD_BEGAN, src="blob:").request(at, at + 0.01, "/hls/k.m3u8", leg="hls")
        return made.request(at + 0.02, at + 0.1, "/hls/k-1.ts", leg="hls")

    def flows(self, start: float, end: float, request: str = "r1", *, size: int = 8000, pieces: int = 3) -> "Made":
        """Bytes on a request from `start` to `end`, noted each 0.1 s: `size` of them each time, in so many pieces."""
        for turn in range(round(start * 10), round(end * 10)):
            self.add(turn / 10, EventName.REQUEST_FLOWED, request=request, bytes=size, pieces=pieces)
        return self

    def viewed(self, start: float, end: float, *, connection: int = 1, **other: float) -> "Made":
        """What the lab's own viewer notes of a stream each 0.25 s from after `start` on; `other` is not as usual."""
        for turn in range(round(start * 4) + 1, round(end * 4) + 1):
            usual: dict[str, float] = {"pictures": 7, "keyframes": int(turn % 4 == 0), "sounds": 11, "bytes": 25_000}
            leaps = {"video_leap": 0.0, "audio_leap": 0.0}
            self.add(turn / 4, EventName.STREAM_SAMPLED, **{"connection": connection, **usual, **leaps, **other})
        return self

    def socket(self, start: float, end: float | None = None, *, taken: bool = True, **how: Any) -> "Made":
        """A WebSocket that the server takes, or not; `how` may give its `ns`, its `leg`, and `asked` False."""
        ns, leg = how.get("ns", "streaming"), how.get("leg", "socket")
        self._sockets += 1
        key, url = f"s{self._sockets}", f"ws://127.0.0.1:2/socket.io/?{f'ns={ns}&' if ns else ''}EIO=4"
        if how.get("asked", True):
            self.add(start, EventName.SOCKET_ASKED, url=url)
        self.add(start + 0.004, EventName.SOCKET_OPENED, socket=key, url=url, leg=leg)
        if taken:
            self.add(start + 0.01, EventName.SOCKET_RECEIVED, socket=key, text='0{"sid":"x","pingInterval":25000}')
            self.add(start + 0.02, EventName.SOCKET_RECEIVED, socket=key, text=f'40/{ns},{{"sid":"y"}}')
        if end is not None:
            self.add(end, EventName.SOCKET_CLOSED, socket=key)
        return self

    def says(self, at: float, text: str, socket: str = "s1") -> "Made":
        """A text that the page sends."""
        return self.add(at, EventName.SOCKET_SENT, socket=socket, text=text)

    def hears(self, at: float, text: str, socket: str = "s1") -> "Made":
        """A text that the page receives."""
        return self.add(at, EventName.SOCKET_RECEIVED, socket=socket, text=text)

    def told_of_the_end(self, at: float) -> "Made":
        return self.hears(at, '42/streaming,["stream:ended",{"key":"k"}]')

    def state(self, name: str, start: float, end: float | None = None) -> "Made":
        """A watched state is visible from `start` on, up to `end` where there is one."""
        self.add(start, EventName.STATE_SHOWN, state=name)
        return self if end is None else self.add(end, EventName.STATE_HIDDEN, state=name)

    def counted(self, at: float, count: int) -> "Made":
        return self.add(at, EventName.VIEWERS_COUNTED, count=count)

    def steadied(self, at: float = 3.0) -> "Made":
        return self.add(at, EventName.TRIAL_STEADIED, after=at, shift=0.0)

    def fault(self, start: float, end: float, *, kind: str = "proxy_down", step: int = 0) -> "Made":
        self.add(start, EventName.FAULT_INTENDED, step=step, fault=kind, settings={"leg": "flv"})
        times = {"sent_at": ZERO + start, "returned_at": ZERO + start + 0.004}
        self.add(start, EventName.FAULT_INJECTED, step=step, fault=kind, **times)
        return self.add(end, EventName.FAULT_LIFTED, step=step, fault=kind, sent_at=ZERO + end, returned_at=ZERO + end)

    def timeline(self) -> Timeline:
        return Timeline.of([*self.events, Event(ZERO + self._length, EventName.TRIAL_CLOSED)])


def healthy(length: float = 15.0) -> Made:
    """Plays from 0.5 s on, 0.8 s behind live."""
    return Made(length).steadied().request(0.1, None, "/live/live/k.flv").shows(0.5, length, latency=0.8)


def outage(length: float = 35.0, *, returns_at: float | None = 13.0) -> Made:
    """FLV cut at 5 s for 20 s; retries after 1, 2, 4 s; HLS from `returns_at` on, 2.5 s behind live."""
    made = Made(length).steadied().shows(0.5, 5.1, latency=0.8).fault(5.0, 25.0)
    refused = "net::ERR_CONNECTION_REFUSED"
    made.request(0.1, 5.005, "/live/live/k.flv", error="net::ERR_INCOMPLETE_CHUNKED_ENCODING")
    for start in (6.006, 8.01, 12.012):
        made.request(start, start + 0.003, "/live/live/k.flv", error=refused)
    if returns_at is not None:
        made.hls(12.02).shows(returns_at, length, latency=2.5)
    return made


def signal_outage(length: float, delays: Sequence[float], *, ns: str = "streaming", last_taken: bool = False) -> Made:
    """A connection lost at 5 s; after each delay an attempt that fails within 5 ms, unless the last one is taken."""
    made = healthy(length).fault(5.0, length).socket(0.2, 5.0, ns=ns)
    at = 5.0
    for index, delay in enumerate(delays):
        at += delay
        taken = last_taken and index == len(delays) - 1
        made.socket(at, None if taken else at + 0.005, ns=ns, taken=taken)
        at += 0.005
    return made
