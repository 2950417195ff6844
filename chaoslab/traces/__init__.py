"""Traces of links: their rate and delay from moment to moment, read from files and played on a leg."""

from chaoslab.traces.read import read_trace
from chaoslab.traces.schedule import Schedule
from chaoslab.traces.trace import Change, Trace

__all__ = ["Change", "Schedule", "Trace", "read_trace"]
