"""A world that only notes what is asked of it."""

from collections.abc import Mapping

from chaoslab.legs import Leg


class FakePart:
    """Notes what a part is told, under its name."""

    def __init__(self, name: str, calls: list[tuple[object, ...]]) -> None:
        self.name, self.calls = name, calls

    async def stop(self) -> None:
        self.calls.append((self.name, "stop"))

    async def start(self) -> None:
        self.calls.append((self.name, "start"))

    async def end_stream(self) -> None:
        self.calls.append((self.name, "end_stream"))


class FakeWorld:
    """Notes calls on proxies, tab, publisher and signalling server, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    @property
    def proxies(self) -> "FakeWorld":
        return self

    @property
    def browser(self) -> "FakeWorld":
        return self

    @property
    def publisher(self) -> "FakePart":
        return FakePart("publisher", self.calls)

    @property
    def signalling(self) -> "FakePart":
        return FakePart("signalling", self.calls)

    async def disable(self, leg: Leg) -> None:
        self.calls.append(("disable", leg))

    async def enable(self, leg: Leg) -> None:
        self.calls.append(("enable", leg))

    async def add_toxic(self, leg: Leg, kind: str, attributes: Mapping[str, int]) -> None:
        self.calls.append(("add_toxic", leg, kind, dict(attributes)))

    async def remove_toxic(self, leg: Leg, kind: str) -> None:
        self.calls.append(("remove_toxic", leg, kind))

    async def hide(self) -> None:
        self.calls.append(("hide",))

    async def show(self) -> None:
        self.calls.append(("show",))
