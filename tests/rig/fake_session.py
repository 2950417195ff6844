"""A CDP session without a browser: answers what it is told to, and emits what a test wants."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from chaoslab import clock


class FakeSession:
    """`navigation_start` is the document's on the lab clock; evaluations answer for `document`."""

    def __init__(self, *, document: str = "1000.5", navigation_start: float | None = None) -> None:
        self.document = document
        self.navigation_start = clock.now() - 10 if navigation_start is None else navigation_start
        self.token = ""  # that the recorder was given
        self.skew = 0.0  # seconds by which the page's clock is off
        self.navigates: dict[int, tuple[str, float]] = {}  # number of calls answered → the document that follows
        self.sent: list[tuple[str, Mapping[str, Any]]] = []
        self._handlers: defaultdict[str, list[Callable[[Mapping[str, Any]], None]]] = defaultdict(list)

    def on(self, event: str, handler: Callable[[Mapping[str, Any]], None]) -> None:
        self._handlers[event].append(handler)

    def emit(self, event: str, **params: Any) -> None:
        for handler in self._handlers[event]:
            handler(params)

    async def send(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        self.document, self.navigation_start = self.navigates.get(
            len(self.sent), (self.document, self.navigation_start)
        )
        self.sent.append((method, params or {}))
        if given := re.search(r'"token": "(\w+)"', str((params or {}).get("source", ""))):
            self.token = given[1]
        if method == "Performance.getMetrics":
            return {"metrics": [{"name": "NavigationStart", "value": self.navigation_start}]}
        if method == "Runtime.evaluate":
            page_ms = (clock.now() - self.navigation_start + self.skew) * 1000
            return {"result": {"value": json.dumps([self.document, page_ms])}}
        return {}

    def ship(self, seq: int, *events: tuple[float, str, Mapping[str, Any]], document: str = "1000.5") -> None:
        batch = {
            "document": document,
            "seq": seq,
            "events": [{"at_ms": at, "name": name, "data": data} for at, name, data in events],
        }
        self.emit("Runtime.bindingCalled", name="__chaoslab_ship", payload=self.token + json.dumps(batch))
