"""A resilience lab for live video players: break the stream under a real browser, measure, judge, report."""

__version__ = "0.1.0"
