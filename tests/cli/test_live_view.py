"""What a run says while it goes on."""

import io

from rich.console import Console

from chaoslab.cli.live_view import Progress
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.timeline.events import Event, EventName
from tests.judge.test_judge import plan


def test_phases_faults_and_the_verdict_are_told_in_plain_lines() -> None:
    told = io.StringIO()
    progress = Progress(Console(file=told, width=120), trials=1)
    progress.began(plan())
    progress.saw(plan(), Event(10.0, EventName.TRIAL_OPENED))
    sent = {"step": 0, "fault": "proxy_down", "sent_at": 15.0, "returned_at": 15.004}
    progress.saw(plan(), Event(15.0, EventName.FAULT_INJECTED, sent))
    progress.saw(plan(), Event(15.0, EventName.FRAME_PRESENTED, {"painted": 1}))
    progress.ended(plan(), Verdict(outcome=Outcome.FAILED, sentence="It broke.", reasons=("[bold]x: expected 1",)))
    lines = told.getvalue().splitlines()
    assert lines[1] == "    5.00 s  proxy_down injected (the call took 4.0 ms)"
    assert "failed" in lines[2]
    assert lines[3] == "  It broke."
    assert lines[4] == "  – [bold]x: expected 1"
    assert len(lines) == 5


def test_two_trials_at_once_are_told_apart() -> None:
    told = io.StringIO()
    progress = Progress(Console(file=told, width=120), trials=2)
    one, other = (plan().model_copy(update={"id": name}) for name in ("one", "other"))
    for trial in (one, other):
        progress.began(trial)
        progress.saw(trial, Event(10.0, EventName.TRIAL_OPENED))
    progress.saw(other, Event(10.0, EventName.TRIAL_PHASE_BEGAN, {"phase": "baseline"}))
    assert told.getvalue().splitlines()[-1] == "    0.00 s  baseline begins  other"
