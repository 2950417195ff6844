"""What the report draws of one trial: each part read once from its timeline, in seconds of the trial."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.picture.frames import Frame, Gap, gaps, presented, source_rate
from chaoslab.evidence.picture.protocols_shown import Span, carried
from chaoslab.evidence.picture.tab_hidden import hidden_spans
from chaoslab.evidence.player.player_states import WORDS, player_states
from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.judge.fault_words import fault_named
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import TrialPlan
from chaoslab.players.spec import PLAYING
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

_ALL_IS_WELL = {PLAYING, "chat_open"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What an independent witness saw of a fault."""

    at: float
    witness: str
    detail: str


@dataclass(frozen=True, slots=True)
class FaultBand:
    """One fault while it was on; `lifted_at` is None if it was not lifted, `seen` if no witness saw it."""

    label: str
    injected_at: float
    seen: Seen | None
    lifted_at: float | None


@dataclass(frozen=True)
class Observed:
    """One trial's plan and timeline, with the questions that charts ask; `receipts` are the verdict's."""

    plan: TrialPlan
    timeline: Timeline
    receipts: tuple[Receipt, ...] = ()

    @cached_property
    def end(self) -> float:
        """Length of the observation."""
        return max(self.timeline.since_zero(self.timeline.end), 0.0)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """New pictures; `at` is in seconds of the trial."""
        zero = self.timeline.zero
        return tuple(
            replace(f, at=f.at - zero, sent_at=None if f.sent_at is None else f.sent_at - zero)
            for f in presented(self.timeline)
        )

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Times without a new picture."""
        zero = self.timeline.zero
        return tuple(replace(gap, start=gap.start - zero, end=gap.end - zero) for gap in gaps(self.timeline))

    @cached_property
    def source_rate(self) -> float | None:
        """Pictures a second that the publisher sent."""
        return source_rate(self.timeline)

    @cached_property
    def latencies(self) -> tuple[tuple[float, float], ...]:
        """(time, seconds behind the publisher) of each picture whose number could be read."""
        return tuple((frame.at, frame.latency) for frame in self.frames if frame.latency is not None)

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """Requests with their times in seconds of the trial."""
        return tuple(self._relative(request) for request in requests(self.timeline))

    @cached_property
    def carriers(self) -> tuple[Span, ...]:
        """The protocol that the pictures came over."""
        return self._placed((span.start, span.end, span.label) for span in carried(self.timeline))

    @cached_property
    def phases(self) -> tuple[Span, ...]:
        """Baseline, method, recovery."""
        began = self.named(EventName.TRIAL_PHASE_BEGAN)
        ends = [*(self.since(event) for event in began[1:]), self.end]
        named = ((self.since(event), str(event.data.get("phase", "?"))) for event in began)
        return tuple(Span(at, end, phase) for (at, phase), end in zip(named, ends, strict=False))

    @cached_property
    def faults(self) -> tuple[FaultBand, ...]:
        """Every fault that was injected."""
        return tuple(self._band(event) for event in self.named(EventName.FAULT_INJECTED))

    @cached_property
    def hidden(self) -> tuple[Span, ...]:
        """When the page was in the background."""
        return self._placed((start, end, "") for start, end in hidden_spans(self.timeline))

    @cached_property
    def player(self) -> tuple[Span, ...]:
        """The player's states, by its own events."""
        return self._placed((span.start, span.end, WORDS[span.state]) for span in player_states(self.timeline))

    @cached_property
    def states(self) -> tuple[Span, ...]:
        """When each chosen DOM state was visible; without those that a page shows when all is well."""
        states = {str(event.data.get("state", "")) for event in self.named(EventName.STATE_SHOWN)} - _ALL_IS_WELL
        spans = ((*span, state) for state in states for span in shown_spans(self.timeline, state))
        return tuple(sorted(self._placed(spans)))

    def _placed(self, spans: Iterable[tuple[float, float, str]]) -> tuple[Span, ...]:
        """Spans of the lab clock (start, end, label) in seconds of the trial."""
        zero = self.timeline.zero
        return tuple(Span(start - zero, end - zero, label) for start, end, label in spans)

    def named(self, *names: EventName) -> tuple[Event, ...]:
        """Events by name; their times are still on the lab clock."""
        return self.timeline.named(*names)

    def since(self, event: Event) -> float:
        """An event's time in seconds of the trial."""
        return self.timeline.since_zero(event.at)

    def _relative(self, request: Request) -> Request:
        times = ("started_at", "answered_at", "ended_at", "asked_at", "told_at")
        known = {name: at for name in times if (at := getattr(request, name)) is not None}
        zero = self.timeline.zero
        return replace(request, **{name: at - zero for name, at in known.items()})

    def _band(self, injected: Event) -> FaultBand:
        step = int(injected.data["step"])
        planned = self.plan.steps[step] if 0 <= step < len(self.plan.steps) else None
        label = fault_named(planned) if planned else str(injected.data.get("fault", "fault"))
        lifted = self._of_step(EventName.FAULT_LIFTED, step)
        return FaultBand(label, self.since(injected), self._seen(step), None if lifted is None else self.since(lifted))

    def _seen(self, step: int) -> Seen | None:
        """From the receipt, or, if the trial was cut short without one, from what the witness reported live."""
        receipt = next((receipt for receipt in self.receipts if receipt.step == step), None)
        if receipt is not None:
            return None if receipt.seen_at is None else Seen(receipt.seen_at, receipt.witness, receipt.detail)
        event = self._of_step(EventName.FAULT_SEEN, step)
        if event is None:
            return None
        witness, detail = str(event.data.get("witness", "a witness")), str(event.data.get("detail", ""))
        return Seen(self.since(event), witness, detail)

    def _of_step(self, name: EventName, step: int) -> Event | None:
        return next((event for event in self.named(name) if event.data.get("step") == step), None)
