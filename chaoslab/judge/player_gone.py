"""Whether a step found nothing to bite because the player had given up for good after a step that was witnessed.

Such a player has failed by itself: that the later fault had no effect is its own doing. All of this must be so:

- a step before it was witnessed, and the player had not recovered from it,
- the picture stood still from before the step, to the end of observation,
- from the step on the player asked for nothing that the step could have harmed (unless it was never injected),
- the player was given its time: everything witnessed was lifted, and observed for `watch` seconds from then on.
"""

import math
from collections.abc import Sequence

from chaoslab.english import seconds
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.picture.disturbance import disturbances
from chaoslab.evidence.picture.frames import STALL_AFTER, presented
from chaoslab.evidence.signalling.connection_attempts import all_attempts
from chaoslab.judge.unused_legs import legs_of
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_EPSILON = 0.05  # seconds by which a trial may end early


def why_gone(plan: TrialPlan, timeline: Timeline, unseen: Receipt, seen: Sequence[Receipt]) -> str:
    """Why the step found nothing to bite, in words; empty if the player could have been bitten."""
    due = _due(timeline, unseen)
    witnessed = [receipt for receipt in seen if receipt.seen_at is not None and timeline.zero + receipt.seen_at < due]
    stood_since = _stood_since(timeline, due)
    if not witnessed or stood_since is None or not _had_its_time(plan, timeline, seen):
        return ""
    if _recovered_between(timeline, witnessed, due):
        return ""
    stood = f"it showed no new picture from {seconds(timeline.since_zero(stood_since))} to the end"
    if unseen.injected_at is None:
        return f"{unseen.detail}: the player had given up; {stood}"
    legs = legs_of(plan.steps[unseen.step])
    if _asks(timeline, legs, since=due):
        return ""
    asked = f"nothing on the {' and the '.join(legs)} leg{'s' if len(legs) > 1 else ''}" if legs else "nothing"
    from_then = seconds(timeline.since_zero(due))
    return f"found nothing to act on: the player had given up; {stood}, and asked for {asked} from {from_then} on"


def _due(timeline: Timeline, unseen: Receipt) -> float:
    """When the step was injected, or when the trial was given up because what a step waited for had not come."""
    if unseen.injected_at is not None:
        return timeline.zero + unseen.injected_at
    skipped = timeline.first(EventName.FAULT_SKIPPED)
    return -math.inf if skipped is None else skipped.at


def _had_its_time(plan: TrialPlan, timeline: Timeline, seen: Sequence[Receipt]) -> bool:
    lifts = [receipt.lifted_at for receipt in seen]
    last = max((lift for lift in lifts if lift is not None), default=None)
    return None not in lifts and last is not None and timeline.since_zero(timeline.end) >= last + plan.watch - _EPSILON


def _stood_since(timeline: Timeline, due: float) -> float | None:
    """The last new picture, if none came in the last moments before the step or after it."""
    last = max((frame.at for frame in presented(timeline)), default=None)
    return last if last is not None and last < due - STALL_AFTER else None


def _recovered_between(timeline: Timeline, witnessed: Sequence[Receipt], due: float) -> bool:
    """Whether the last disturbance that a witnessed step made was recovered from before the step was due."""
    steps = {receipt.step for receipt in witnessed}
    mine = [hit for hit in disturbances(timeline) if steps.intersection(hit.steps) and hit.injected_at < due]
    return not mine or mine[-1].recovered_at is not None


def _asks(timeline: Timeline, legs: Sequence[str], *, since: float) -> bool:
    """Whether anything ran on these legs, or on any leg of the page if none is named, from an instant on."""
    asked = [(request.leg, request.asked_at or request.started_at, request.ended_at) for request in requests(timeline)]
    asked += [("socket", attempt.asked_at, attempt.closed_at) for attempt in all_attempts(timeline)]
    return any(
        leg in legs if legs else leg is not None and (at >= since or leg != "socket")
        for leg, at, ended in asked
        if ended is None or ended > since
    )
