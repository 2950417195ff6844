"""Timelines of a player on HLS, with requests whose outcome and bytes the test sets."""

from typing import Any

from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.made_timeline import ZERO, Made

ON = Injection(0, ZERO + 5.0, ZERO + 5.01, ZERO + 10.0)
SEGMENT, PLAYLIST = "/hls/k-9.ts", "/hls/k.m3u8"


class HlsMade(Made):
    """Plays HLS; `asks` adds a request."""

    def asks(self, at: float, path: str = SEGMENT, **outcome: Any) -> "HlsMade":
        """A request from `at` on; `answered` (seconds later; None: never), `status`, `body` bytes, `error`, `ended`.

        `ended` is seconds after the answer, or after the request where there is none; None: not yet.
        """
        self._requests += 1
        key, answered, leg = f"r{self._requests}", outcome.get("answered", 0.01), outcome.get("leg", "hls")
        self.add(at, EventName.REQUEST_STARTED, request=key, url=f"http://127.0.0.1:1{path}", leg=leg, method="GET")
        if answered is not None:
            at += answered
            self.add(at, EventName.REQUEST_ANSWERED, request=key, status=outcome.get("status", 200), mime="")
        if body := outcome.get("body", 0):
            self.add(at, EventName.REQUEST_FLOWED, request=key, bytes=body // 2, pieces=1)
            self.add(at + 0.001, EventName.REQUEST_FLOWED, request=key, bytes=body - body // 2, pieces=1)
        ended, error = outcome.get("ended", 0.02), outcome.get("error")
        if ended is None:
            return self
        if error:
            canceled = outcome.get("canceled", False)
            self.add(at + ended, EventName.REQUEST_FAILED, request=key, error=error, canceled=canceled)
        else:
            self.add(at + ended, EventName.REQUEST_FINISHED, request=key, bytes=body + 200)
        return self

    def reads(self, at: float, first: int, *, target: int = 1) -> "HlsMade":
        """A playlist of five segments, `first` the oldest."""
        names = [f"k-{number}.ts" for number in range(first, first + 5)]
        return self.add(at, EventName.PLAYLIST_READ, request="p", sequence=first, target=target, segments=names)  # type: ignore[return-value]


def healthy_hls(length: float = 15.0) -> HlsMade:
    """A playlist and its newest segment every second, both answered at once."""
    made = HlsMade(length)
    for second in range(1, int(length)):
        made.asks(second, PLAYLIST, body=300).reads(second + 0.02, second)
        made.asks(second + 0.05, f"/hls/k-{second + 4}.ts", body=90_000, ended=0.05)
    return made
