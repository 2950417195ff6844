"""What the page itself reports: the recorder's batches, put on the lab clock by an exact map per document."""

import asyncio
import json
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chaoslab import clock
from chaoslab.clock import PageClock
from chaoslab.errors import NotReady
from chaoslab.rig.browser.network_watch import CdpSession
from chaoslab.rig.browser.recorder_batch import BatchMalformed, RecordedEvent, read_batch, recorded_name
from chaoslab.timeline.events import Event, EventName, Sink

_BINDING = "__chaoslab_ship"
_STEP = 0.0001  # seconds; the coarsest step of performance.now()
_CHECKS = 5
_PATIENCE = 5.0  # seconds for which a page may navigate on in the middle of each reading
_PAUSE = 0.02  # seconds between two readings
_MAPS = 5  # maps of one document that may fail before it is given up
_WORLD = "chaoslab"  # a world of scripts apart from the page's: whatever that does to its globals is not seen there
_SETTLE_DEADLINE = 1.0
_MOST_WAITING = 20_000  # events of a document whose clock is not known
_AHEAD = 1.0  # seconds by which an event may be ahead of its arrival: for a picture that is about to be shown
_NOT_OURS = "something in the page called what the recorder ships its batches with; it was not listened to"


@dataclass(frozen=True, slots=True)
class _Bracket:
    """One check of a map: by how many seconds a reading lay outside [sent, received], and which document answered."""

    document: str
    by: float


@dataclass(slots=True)
class _Waiting:
    """What came of a document whose clock is not known; `since` is when its first batch did, on the lab clock."""

    since: float
    batches: int = 0
    events: int = 0
    recorded: list[Sequence[RecordedEvent]] = field(default_factory=list)


class PageWatch:
    """Receives what the recorder ships. Events wait until the clock of their document is known, then go to the sink.

    `recorder.lost` reports what can never go there: how many batches were `expected`, as of when the first of them
    came, or as of the crash where the page died before its clock was known. A batch that the recorder cannot have made
    is lost as a whole. What does not begin with the token that only the recorder was given is the page's own.
    """

    def __init__(self, session: CdpSession, sink: Sink) -> None:
        self._session = session
        self._sink = sink
        self._clocks: dict[str, PageClock] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._next_seq: defaultdict[str, int] = defaultdict(int)
        self._failed: defaultdict[str, int] = defaultdict(int)  # maps of each document
        self._mapping: dict[str, asyncio.Task[None]] = {}
        self._token = secrets.token_hex(16)
        self._told_of_others = False

    async def begin(self, recorder: str, config: Mapping[str, object]) -> None:
        """Inject the recorder with its configuration into every document to come, and listen."""
        self._session.on("Runtime.bindingCalled", self._shipped)
        self._session.on("Inspector.targetCrashed", self._crashed)
        self._session.on("Runtime.consoleAPICalled", self._logged)
        self._session.on("Runtime.exceptionThrown", self._threw)
        # An argument of a strict function: no global, prototype, `toString` or `caller` of it shows it to the page.
        given = json.dumps({**config, "token": self._token})
        script = f"(function (__chaoslab_config) {{ 'use strict';\n{recorder}\n}})({given});"
        for method, params in (
            ("Page.enable", {}),
            ("Inspector.enable", {}),
            ("Performance.enable", {}),
            ("Runtime.enable", {}),
            ("Runtime.addBinding", {"name": _BINDING}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": script}),
        ):
            await self._session.send(method, params)

    async def settle(self) -> None:
        """Wait until every batch that has arrived is on the lab clock; what cannot be mapped any more is lost."""
        if self._mapping:
            await asyncio.wait(self._mapping.values(), timeout=_SETTLE_DEADLINE)
        self._give_up()

    def _shipped(self, params: Mapping[str, Any]) -> None:
        if params["name"] != _BINDING:
            return
        if not (payload := str(params["payload"])).startswith(self._token):
            if not self._told_of_others:
                self._told_of_others = True
                self._log("recorder", _NOT_OURS)
            return
        try:
            batch = read_batch(payload.removeprefix(self._token))
        except BatchMalformed as error:
            self._malformed(error)
            return
        self._check_sequence(batch.document, batch.seq)
        if known := self._clocks.get(batch.document):
            self._pass_on(known, batch.events)
        else:
            self._await_map(batch.document, batch.events)

    def _await_map(self, document: str, events: Sequence[RecordedEvent]) -> None:
        waiting = self._waiting.setdefault(document, _Waiting(clock.now()))
        waiting.batches += 1
        if self._failed[document] == _MAPS:
            return
        waiting.events += len(events)
        if waiting.events > _MOST_WAITING:
            waiting.batches -= 1
            self._malformed("too many events came before the clock of their document was known")
            return
        waiting.recorded.append(events)
        if document not in self._mapping:
            self._mapping[document] = asyncio.create_task(self._map(document))

    def _malformed(self, why: object) -> None:
        self._sink(Event(clock.now(), EventName.RECORDER_LOST, {"expected": 1, "got": 0, "why": str(why)}))

    def _check_sequence(self, document: str, seq: int) -> None:
        expected = self._next_seq[document]
        if seq != expected:
            self._sink(Event(clock.now(), EventName.RECORDER_LOST, {"expected": expected, "got": seq}))
        self._next_seq[document] = seq + 1

    async def _map(self, document: str) -> None:
        try:
            await self._read_map(document)
        except Exception:  # noqa: BLE001 - whatever it was, the next batch must not wait for a task that is dead
            self._failed[document] += 1
            self._lose(document)
        del self._mapping[document]

    def _give_up(self, died_at: float | None = None) -> None:
        """End all maps under way; what waits for one is lost."""
        for task in self._mapping.values():
            task.cancel()
        self._mapping.clear()
        for document in list(self._waiting):
            self._lose(document, died_at)

    def _lose(self, document: str, died_at: float | None = None) -> None:
        if lost := self._waiting.pop(document, None):
            at = lost.since if died_at is None else died_at
            self._sink(Event(at, EventName.RECORDER_LOST, {"expected": lost.batches, "got": 0}))

    async def _read_map(self, document: str) -> None:
        """Read a document's NavigationStart and check the map by round trips that must bracket it."""
        start, checks = await self._patient_reading()
        # A page that had navigated on before answers for its new document; wall time tells how much older ours is.
        newer = checks[-1].document
        known = PageClock(document, start - (float(newer) - float(document)) / 1000, _STEP + max(c.by for c in checks))
        self._clocks[document] = known
        violations = sum(check.by > _STEP for check in checks)
        facts = {"document": document, "navigation_start": known.navigation_start, "samples": len(checks)}
        facts |= {"violations": violations, "uncertainty": round(known.uncertainty, 6)}
        self._sink(Event(clock.now(), EventName.CLOCK_MAPPED, facts))
        for events in self._waiting.pop(document).recorded:
            self._pass_on(known, events)

    async def _patient_reading(self) -> tuple[float, "list[_Bracket]"]:
        """The first reading that the page does not spoil by navigating away; NotReady if there is none."""
        until = clock.now() + _PATIENCE
        while True:
            try:
                return await self._reading()
            except NotReady:
                if clock.now() > until:
                    raise
            await asyncio.sleep(_PAUSE)

    async def _reading(self) -> tuple[float, "list[_Bracket]"]:
        """NavigationStart of the present page, and checks of it; NotReady if another page has replaced it by then."""
        world = await self._world()
        before = await self._outside_bracket(world, 0.0)
        metrics = await self._session.send("Performance.getMetrics")
        start = next((float(m["value"]) for m in metrics["metrics"] if m["name"] == "NavigationStart"), 0.0)
        checks = [await self._outside_bracket(world, start) for _ in range(_CHECKS)]
        if not start or {check.document for check in checks} != {before.document}:
            raise NotReady("the page", "navigated away while its clock was being read")
        return start, checks

    async def _world(self) -> int:
        """The lab's own world in the page as it is now; it goes with its document."""
        tree = await self._session.send("Page.getFrameTree")
        asked = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": _WORLD}
        return int((await self._session.send("Page.createIsolatedWorld", asked))["executionContextId"])

    async def _outside_bracket(self, world: int, navigation_start: float) -> "_Bracket":
        expression = "JSON.stringify([String(performance.timeOrigin), performance.now()])"
        sent = clock.now()
        answer = await self._session.send("Runtime.evaluate", {"expression": expression, "contextId": world})
        received = clock.now()
        document, page_ms = json.loads(answer["result"]["value"])
        mapped = navigation_start + page_ms / 1000
        return _Bracket(document, max(sent - mapped, mapped - received, 0.0))

    def _pass_on(self, known: PageClock, recorded: Sequence[RecordedEvent]) -> None:
        try:
            events = [self._on_the_lab_clock(known, event) for event in recorded]
        except BatchMalformed as error:
            self._malformed(error)
            return
        for event in events:
            self._sink(event)

    def _on_the_lab_clock(self, known: PageClock, recorded: RecordedEvent) -> Event:
        name, at, data = recorded_name(recorded), known.at(recorded.at_ms), recorded.data
        if at > clock.now() + known.uncertainty + _AHEAD:
            raise BatchMalformed(f"{name} is stamped {at - clock.now():.0f} s after it came")
        if name is EventName.MEDIA_VIEW_CHANGED:
            data = {**data, "checked_at": known.at(float(data["checked_at"]))}
        return Event(at, name, data)

    def _crashed(self, _: Mapping[str, Any]) -> None:
        died_at = clock.now()
        self._sink(Event(died_at, EventName.PAGE_CRASHED))
        self._give_up(died_at)

    def _logged(self, params: Mapping[str, Any]) -> None:
        text = " ".join(str(arg.get("value", arg.get("description", ""))) for arg in params["args"])
        self._log(params["type"], text)

    def _threw(self, params: Mapping[str, Any]) -> None:
        details = params["exceptionDetails"]
        self._log("exception", str(details.get("exception", {}).get("description", details.get("text", ""))))

    def _log(self, level: str, text: str) -> None:
        # CDP stamps these in wall time, which may be stepped; arrival is good enough for words that nothing rests on.
        self._sink(Event(clock.now(), EventName.CONSOLE_LOGGED, {"level": level, "text": text}))
