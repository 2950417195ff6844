"""Shows a run as it happens: a live line on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from chaoslab import clock
from chaoslab.cli.event_words import event_words
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import Event, EventName

_STYLES = {
    Outcome.PASSED: ("✓", "bold green"),
    Outcome.FAILED: ("✗", "bold red"),
    Outcome.NOT_INJECTED: ("?", "bold yellow"),
    Outcome.INVALID: ("?", "bold yellow"),
    Outcome.ERROR: ("!", "bold magenta"),
}


class Progress:
    """Follows the trials of a run."""

    def __init__(self, console: Console, trials: int) -> None:
        self._console = console
        self._trials = trials
        self._done = 0
        self._running: dict[str, tuple[TrialPlan, float | None, str]] = {}

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Keep a live view on a terminal while the run goes on."""
        if not self._console.is_terminal:
            yield
            return
        with Live(self, console=self._console, refresh_per_second=4, transient=True):
            yield

    def began(self, plan: TrialPlan) -> None:
        """A trial's parts are being started."""
        self._running[plan.id] = (plan, None, "starting")
        self._say(
            Text(f"▶ {plan.id}", "bold").append(
                f"  {plan.title} ({'' if plan.length_known else 'at most '}{plan.length:g} s)", "not bold"
            )
        )

    def saw(self, plan: TrialPlan, event: Event) -> None:
        """Something happened in a trial."""
        _, zero, phase = self._running.get(plan.id, (plan, None, ""))
        if event.name is EventName.TRIAL_OPENED:
            zero = event.at
        elif event.name is EventName.TRIAL_PHASE_BEGAN:
            phase = str(event.data["phase"])
        self._running[plan.id] = (plan, zero, phase)
        if words := event_words(event):
            whose = f"  {plan.id}" if len(self._running) > 1 else ""
            line = Text(f"  {event.at - (zero or event.at):6.2f} s  ", "dim").append(words, "default")
            self._say(line.append(whose, "dim"))

    def ended(self, plan: TrialPlan, verdict: Verdict) -> None:
        """A trial has its verdict."""
        self._running.pop(plan.id, None)
        self._done += 1
        mark, style = _STYLES[verdict.outcome]
        self._say(Text(f"{mark} {plan.id}: {verdict.outcome.replace('_', ' ')}", style))
        self._say(Text(f"  {verdict.sentence}"))
        for reason in verdict.reasons:
            self._say(Text(f"  – {reason}"))
        for finding in verdict.findings:
            self._say(Text(f"  finding: {finding}"))

    def again(self, plan: TrialPlan, verdict: Verdict) -> None:
        """A trial that was spoilt will be run again."""
        self._running.pop(plan.id, None)
        self._say(Text(f"↻ {plan.id}: invalid, will be run again", "bold yellow"))
        for reason in verdict.reasons:
            self._say(Text(f"  – {reason}"))

    def __rich__(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for plan, zero, phase in self._running.values():
            passed = 0.0 if zero is None else clock.now() - zero
            left = max(plan.length - passed, 0.0)
            table.add_row(Text(phase, "bold cyan"), _bar(passed / plan.length), f"{left:4.0f} s left", Text(plan.id))
        table.add_row(Text(f"{self._done} of {self._trials} done", "dim"))
        return table

    def _say(self, text: Text) -> None:
        try:
            self._console.print(text, soft_wrap=True, highlight=False)
        except OSError:
            self._console.quiet = True  # a terminal that has gone does not end a trial


def _bar(share: float, width: int = 24) -> Text:
    full = round(min(max(share, 0.0), 1.0) * width)
    return Text("━" * full, "cyan").append("━" * (width - full), "bright_black")
