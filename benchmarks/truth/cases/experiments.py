"""Experiments that several cases share, as an experiment file holds them."""

from collections.abc import Mapping, Sequence
from typing import Any

Experiment = Mapping[str, Any]
NOTHING: Experiment = {}
STEADY = {"frame_rate": {"at_least": 20}}


def cut(
    *expect: Experiment,
    at: float = 4,
    lasting: float = 2,
    watch: float = 8,
    leg: str = "flv",
    also: Experiment = NOTHING,
) -> Experiment:
    """A leg is cut for some seconds."""
    step = {"at": at, "lasting": lasting, "fault": {"proxy_down": {"leg": leg}}}
    return broken([step], *expect, watch=watch, also=also)


def broken(
    method: Sequence[Experiment], *expect: Experiment, watch: float = 8, also: Experiment = NOTHING
) -> Experiment:
    """A player on FLV under some faults."""
    experiment = {"rig": {"mode": "flv"}, "steady-state": STEADY, "method": list(method), "watch": watch}
    return {**experiment, "expect": list(expect), **also}


def healthy(*expect: Experiment, watch: float = 3, mode: str = "flv", also: Experiment = NOTHING) -> Experiment:
    """Nothing is broken."""
    return {"rig": {"mode": mode}, "steady-state": STEADY, "watch": watch, "expect": list(expect), **also}


RECOVERED: Experiment = {"recovered": True}
