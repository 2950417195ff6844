"""Timelines of real trials: of each a plan, then the events that sentences rest on, a line each."""

import gzip
import json
from functools import cache
from pathlib import Path

from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

_FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.name.removesuffix(".jsonl.gz") for path in _FOLDER.glob("*.jsonl.gz")))


@cache
def recorded(name: str) -> tuple[TrialPlan, Timeline]:
    """The plan and the timeline of one trial."""
    plan, *lines = gzip.decompress((_FOLDER / f"{name}.jsonl.gz").read_bytes()).decode().splitlines()
    events = (json.loads(line) for line in lines)
    return TrialPlan.model_validate_json(plan), Timeline.of(
        Event(event["at"], EventName(event["name"]), event["data"]) for event in events
    )
