"""Network trace: legs follow the rate and delay of a link from moment to moment, as on a train or in a lift."""

from itertools import pairwise
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from chaoslab.errors import UsageError
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._ingest import needs_on
from chaoslab.faults._trace_followed import followed
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.traces import Change, Schedule, Trace, read_trace
from chaoslab.traces.trace import LATEST, LONGEST, MOST_ROWS, own_length, row_problem
from chaoslab.world.encoding import StreamNeeds
from chaoslab.world.world import World

TracedLeg = Literal["flv", "hls", "socket", "api", "page", "ingest"]
Legs = TracedLeg | Annotated[tuple[TracedLeg, ...], Field(strict=False, min_length=1, max_length=6)]
Row = Annotated[tuple[float, ...], Field(strict=False, min_length=2, max_length=4)]
Rows = Annotated[tuple[Row, ...], Field(strict=False, min_length=1, max_length=MOST_ROWS)]
_APART = 0.1  # seconds between two changes as they are played


class NetworkTrace(Fault):
    """Legs follow the rate and delay of a trace from moment to moment; connections stay open.

    Toxiproxy's `bandwidth` and `latency` on each leg change at the times of the trace. The file is a table
    (`seconds,kbit_per_s,latency_ms,jitter_ms`) or one for Mahimahi's mm-link. It is read with the experiment and copied
    into the plan. Each connection has the whole rate to itself, in whole KB/s and never less than 1 KB/s; the delay is
    towards the player (on `ingest`, towards the origin).
    """

    model_config = ConfigDict(allow_inf_nan=False)

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} follow {file}"
    happened: ClassVar[str] = "{leg} followed a trace"
    meant: ClassVar[str] = "{leg} {was} to follow a trace"
    named: ClassVar[str] = "{leg} on a trace"
    alone: ClassVar[bool] = True

    leg: Annotated[Legs, Field(description="one, or a list of them that follow it side by side")]
    file: Annotated[
        str | None,
        Field(max_length=200, description="a file beside the experiment, in a folder `traces`, or one of the lab's"),
    ] = None
    rows: Annotated[
        Rows | None, Field(description="the trace itself: [seconds, kbit/s, ms of delay, ms of jitter]")
    ] = None
    start: Annotated[float, Field(ge=0, description="second of the trace to start from")] = 0.0
    end: Annotated[float | None, Field(gt=0, description="second of the trace to end at; its own end by default")] = (
        None
    )
    loop: Annotated[bool, Field(description="repeat it, or play it once and keep its last row")] = True
    speed: Annotated[float, Field(ge=0.01, le=100, description="times as fast as recorded")] = 1.0
    scale: Annotated[float, Field(ge=0.001, le=1000, description="times the rate of the trace")] = 1.0
    latency: Annotated[
        int, Field(ge=0, le=int(LATEST), description="milliseconds added to the delays of the trace")
    ] = 0

    @model_validator(mode="after")
    def _can_be_played(self) -> "NetworkTrace":
        if self.file is None and self.rows is None:
            raise ValueError("needs one of file (the name of a trace), rows (the trace itself)")
        if len(set(self.legs)) < len(self.legs):
            raise ValueError("leg names the same leg twice")
        if self.rows is not None and (problem := _problem(self.rows) or _unplayable(self.schedule())):
            raise ValueError(problem)
        return self

    @property
    def legs(self) -> tuple[TracedLeg, ...]:
        """The legs as a tuple, even a single one."""
        return (self.leg,) if isinstance(self.leg, str) else self.leg

    def schedule(self) -> Schedule:
        """How it is played; only for a fault that has its rows."""
        assert self.rows is not None
        changes = tuple(Change(*row) for row in self.rows)
        length = self.end or own_length(tuple(change.at for change in changes))
        return Schedule(Trace(changes, length), self.start, self.loop, self.speed, self.scale, self.latency)

    def at_hand(self, folder: Path) -> "NetworkTrace":
        if self.file is None:
            return self
        if self.rows is not None:
            raise UsageError("takes file or rows, not both")
        trace = read_trace(self.file, folder)
        rows = tuple((c.at, c.kbit_per_s, c.latency_ms, c.jitter_ms) for c in trace.changes)
        complete = self.model_copy(update={"rows": rows, "end": trace.length if self.end is None else self.end})
        if problem := _unplayable(complete.schedule()):
            raise UsageError(f"{self.file}: {problem}")
        return complete

    def needs(self) -> StreamNeeds:
        return needs_on("ingest" if "ingest" in self.legs else self.legs[0])

    def in_words(self) -> str:
        legs = " and ".join(self.legs)
        sentence = (
            f"the {legs} leg{'s' * (len(self.legs) > 1)} follow{'s' * (len(self.legs) == 1)} {self.file or 'a trace'}"
        )
        if self.rows is None:
            return sentence
        changes = self.schedule().one_round()
        rates = sorted(change.kbit_per_s for change in changes)
        late = max(change.latency_ms for change in changes)
        rate = f"{rates[0]:.0f} to {rates[-1]:.0f} kbit/s" if len(changes) > 1 else f"{rates[0]:.0f} kbit/s throughout"
        delay = f", up to {late:.0f} ms late" if late else ""
        turns = f", {'every' if self.loop else 'once,'} {self.schedule().round:g} s" if len(changes) > 1 else ""
        return f"{sentence} ({rate}{delay}{turns})"

    async def inject(self, world: World) -> None:
        for leg in self.legs:
            await world.links.follow(leg, self.schedule())

    async def lift(self, world: World) -> None:
        for leg in self.legs:
            await world.links.leave(leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """On one of the legs, the browser's network stack got a stream (for 2 s) or a download as the trace allows, and
        more at another time, or an answer as late as the trace says; on `ingest`, the lab's own viewer got the stream
        that way. Anything that came sooner refutes it.
        """
        if self.rows is None:
            return None
        since, until = injection.sent_at, injection.until(timeline)
        signs = (followed(timeline, leg, self.schedule(), since=since, until=until) for leg in self.legs)
        return min((sign for sign in signs if sign), key=lambda sign: sign.at, default=None)


def _problem(rows: Rows) -> str:
    """What is wrong with the rows in an experiment; empty if they are a trace."""
    before = -1.0
    for number, row in enumerate(rows, 1):
        if number == 1 and row[0] != 0:
            return f"rows: the first row begins at {row[0]:g} s, not at 0"
        if not row[0] > before:
            return f"rows: row {number} begins at {row[0]:g} s, not after the row before it"
        if problem := row_problem(Change(*row)):
            return f"rows: row {number}: {problem}"
        before = row[0]
    return ""


def _unplayable(schedule: Schedule) -> str:
    """Why it cannot be played like this; empty if it can."""
    if schedule.start >= schedule.trace.length:
        return f"start is {schedule.start:g} s, but the trace ends at {schedule.trace.length:g} s"
    if schedule.trace.length > LONGEST:
        return f"the trace ends at {schedule.trace.length:g} s; the limit is {LONGEST:g} s, a week"
    changes = schedule.one_round()
    late = max(change.latency_ms for change in changes)
    if late > LATEST:
        return f"delays add up to {late:g} ms; the limit is {LATEST:g} ms"
    marks = [*(change.at for change in changes), schedule.round]
    least = min(after - before for before, after in pairwise(marks))
    if len(changes) > 1 and least < _APART:  # a single row holds all the time, however short its round
        return f"changes come {least:.2g} s apart as it is played; they need at least {_APART:g} s"
    return ""
