"""The bar of one interval in the step-by-step table."""

from collections.abc import Sequence

from markupsafe import Markup

from chaoslab.report.charts.paper import Paper
from chaoslab.report.charts.svg import drawing, rect
from chaoslab.report.moments import Interval

_WIDTH, _HEIGHT = 300.0, 14.0


def interval_bar(interval: Interval, intervals: Sequence[Interval]) -> Markup:
    """From the previous moment to this one, on the axis that all intervals share."""
    paper = Paper(_WIDTH, intervals[-1].moment.at, intervals[0].moment.at, left=1.0, right=4.0)
    x, end = paper.x(interval.begin), paper.x(interval.moment.at)
    waited = rect(x, 5.0, end - x, 4.0, class_="waited")
    here = rect(end - 1, 1.0, 3.0, 12.0, class_=f"moment moment-{interval.moment.kind}")
    took = interval.moment.at - interval.begin
    return drawing(_WIDTH, _HEIGHT, waited, here, label=f"{took:.2f} seconds after the previous moment")
