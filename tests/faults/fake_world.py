"""A world that only records the calls to it."""

from collections.abc import Iterable, Mapping

from chaoslab.legs.leg import Leg
from chaoslab.traces import Schedule
from chaoslab.world.encoding import Encoding, Track
from chaoslab.world.http_harm import Harm
from chaoslab.world.message_harm import MessageHarm, Namespace


class FakePart:
    """Records the calls to a part of the rig, under its name."""

    def __init__(self, name: str, calls: list[tuple[object, ...]]) -> None:
        self.name, self.calls = name, calls

    async def stop(self) -> None:
        self.calls.append((self.name, "stop"))

    async def start(self) -> None:
        self.calls.append((self.name, "start"))

    async def end_stream(self) -> None:
        self.calls.append((self.name, "end_stream"))

    async def drop(self, namespace: Namespace) -> None:
        self.calls.append((self.name, "drop", namespace))

    async def harm(self, name: str, harm: MessageHarm) -> None:
        self.calls.append((self.name, "harm", name, harm))

    async def mend(self, name: str) -> None:
        self.calls.append((self.name, "mend", name))

    async def stop_redis(self) -> None:
        self.calls.append((self.name, "stop_redis"))

    async def start_redis(self) -> None:
        self.calls.append((self.name, "start_redis"))


class FakeEncoder(FakePart):
    """The publisher's part."""

    async def kill(self) -> None:
        self.calls.append((self.name, "kill"))

    async def revive(self) -> None:
        self.calls.append((self.name, "revive"))

    async def pause(self) -> None:
        self.calls.append((self.name, "pause"))

    async def resume(self) -> None:
        self.calls.append((self.name, "resume"))

    async def jump(self, seconds: float, tracks: tuple[Track, ...]) -> None:
        self.calls.append((self.name, "jump", seconds, tracks))

    async def mute(self, track: Track) -> None:
        self.calls.append((self.name, "mute", track))

    async def unmute(self, track: Track) -> None:
        self.calls.append((self.name, "unmute", track))

    async def encode(self, encoding: Encoding) -> None:
        self.calls.append((self.name, "encode", encoding))

    async def encode_as_usual(self) -> None:
        self.calls.append((self.name, "encode_as_usual"))


class FakeOrigin(FakePart):
    """The origin's part."""

    async def kill(self) -> None:
        self.calls.append((self.name, "kill"))

    async def pause(self) -> None:
        self.calls.append((self.name, "pause"))

    async def resume(self) -> None:
        self.calls.append((self.name, "resume"))

    async def kick_viewers(self) -> None:
        self.calls.append((self.name, "kick_viewers"))


class FakeWorld:
    """Records calls on proxies, tab, publisher and signalling server, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    @property
    def proxies(self) -> "FakeWorld":
        return self

    @property
    def links(self) -> "FakeWorld":
        return self

    async def follow(self, leg: Leg, schedule: Schedule) -> None:
        self.calls.append(("follow", leg, schedule))

    async def leave(self, leg: Leg) -> None:
        self.calls.append(("leave", leg))

    @property
    def browser(self) -> "FakeWorld":
        return self

    @property
    def publisher(self) -> "FakeEncoder":
        return FakeEncoder("publisher", self.calls)

    @property
    def signalling(self) -> "FakePart":
        return FakePart("signalling", self.calls)

    @property
    def origin(self) -> "FakeOrigin":
        return FakeOrigin("origin", self.calls)

    @property
    def edge(self) -> "FakeWorld":
        return self

    async def harm(self, name: str, harm: Harm) -> None:
        self.calls.append(("harm", name, harm))

    async def keep_playlist(self, name: str) -> None:
        self.calls.append(("keep_playlist", name))

    async def mend(self, name: str) -> None:
        self.calls.append(("mend", name))

    @property
    def ports(self) -> Mapping[Leg, int]:
        return {"flv": 1, "hls": 2, "socket": 3, "api": 4, "ingest": 5}

    async def disable(self, leg: Leg) -> None:
        self.calls.append(("disable", leg))

    async def enable(self, leg: Leg) -> None:
        self.calls.append(("enable", leg))

    async def add_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        self.calls.append(("add_toxic", leg, kind, dict(attributes)))

    async def remove_toxic(self, leg: Leg, kind: str) -> None:
        self.calls.append(("remove_toxic", leg, kind))

    async def update_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        self.calls.append(("update_toxic", leg, kind, dict(attributes)))

    async def start_flapping(self, leg: Leg, turns: Iterable[tuple[float, float]]) -> None:
        self.calls.append(("start_flapping", leg, [turn for turn, _ in zip(turns, range(3), strict=False)]))

    async def stop_flapping(self, leg: Leg) -> None:
        self.calls.append(("stop_flapping", leg))

    async def refuse(self, leg: Leg) -> None:
        self.calls.append(("refuse", leg))

    async def accept(self, leg: Leg) -> None:
        self.calls.append(("accept", leg))

    async def reset(self, leg: Leg) -> None:
        self.calls.append(("reset", leg))

    async def close(self, leg: Leg) -> None:
        self.calls.append(("close", leg))

    async def spare(self, leg: Leg, who: str) -> None:
        self.calls.append(("spare", leg, who))

    async def hold(self, leg: Leg) -> None:
        self.calls.append(("hold", leg))

    async def release(self, leg: Leg) -> None:
        self.calls.append(("release", leg))

    async def hide(self) -> None:
        self.calls.append(("hide",))

    async def show(self) -> None:
        self.calls.append(("show",))

    async def freeze(self) -> None:
        self.calls.append(("freeze",))

    async def thaw(self) -> None:
        self.calls.append(("thaw",))

    async def discard(self) -> None:
        self.calls.append(("discard",))

    async def slow_down(self, rate: float) -> None:
        self.calls.append(("slow_down", rate))

    async def speed_up(self) -> None:
        self.calls.append(("speed_up",))

    async def go_offline(self) -> None:
        self.calls.append(("go_offline",))

    async def go_online(self) -> None:
        self.calls.append(("go_online",))
