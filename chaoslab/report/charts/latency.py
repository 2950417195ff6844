"""The latency row: how far the picture on the screen was behind the publisher."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf
from statistics import median

from markupsafe import Markup

from chaoslab.evidence.picture.protocols_shown import Span
from chaoslab.report.charts.chart_row import ChartRow, scale_lines
from chaoslab.report.charts.paper import Paper
from chaoslab.report.charts.rate import still
from chaoslab.report.charts.svg import group, path, text, text_width
from chaoslab.report.observed import Observed
from chaoslab.report.thinning import Point, thinned

_HEIGHT = 66.0


def latency_row(observed: Observed, paper: Paper) -> ChartRow | None:
    """One curve per carrier, each labelled with its median."""
    if not observed.latencies:
        return None
    high = max(max(behind for _, behind in observed.latencies) * 1.15, 1.0)
    lines = scale_lines(paper, _HEIGHT, high)
    curves = [_curve(span, observed.latencies, high, paper) for span in observed.carriers]
    shades = still(observed.gaps, paper, _HEIGHT, named=False)
    return ChartRow("Seconds behind live", _HEIGHT, group(lines, *curves, *shades))


def _curve(span: Span, latencies: Sequence[Point], high: float, paper: Paper) -> Markup:
    inside = latencies[bisect_left(latencies, (span.start,)) : bisect_right(latencies, (span.end, inf))]
    if len(inside) < 2:
        return group()
    most = max(int(2 * (paper.x(span.end) - paper.x(span.start))), 2)
    drawn = tuple((paper.x(at), _HEIGHT - behind / high * _HEIGHT) for at, behind in thinned(inside, most))
    curve = path(drawn, class_=f"curve {span.label.lower() or 'other'}")
    middle = median(behind for _, behind in inside)
    label = f"{middle:.1f} s"
    if text_width(label) + 12 > drawn[-1][0] - drawn[0][0]:
        return curve
    highest = min(y for x, y in drawn if x <= drawn[0][0] + text_width(label) + 8)
    above = highest - 6
    y = above if above > 10 else _HEIGHT - middle / high * _HEIGHT + 16
    return group(curve, text(label, drawn[0][0] + 4, y, class_="note"))
