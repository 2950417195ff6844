"""The bar of one stage of a recovery waterfall."""

from dataclasses import dataclass

from markupsafe import Markup

from chaoslab.report.charts.paper import Paper
from chaoslab.report.charts.svg import drawing, line, path, rect

_WIDTH, _HEIGHT = 300.0, 18.0
_MIDDLE = _HEIGHT / 2


@dataclass(frozen=True, slots=True)
class StageBar:
    """A stage from `start` to `end` in seconds of the trial; `end` may lie before, and is open where `censored`."""

    stage: str
    start: float
    end: float
    censored: bool


def waterfall_bar(bar: StageBar, begin: float, end: float) -> Markup:
    """The bar on the axis that all stages of one waterfall share."""
    paper = Paper(_WIDTH, end, begin, left=2.0, right=12.0)
    low, high = sorted((paper.x(bar.start), paper.x(bar.end)))
    kind = "early" if bar.end < bar.start else "open" if bar.censored else f"stage-{bar.stage.replace('_', '-')}"
    parts = [
        line(paper.left, _MIDDLE, paper.edge, _MIDDLE, class_="grid"),
        rect(low, 3.0, max(high - low, 2.5), _HEIGHT - 6, rx=1.5, class_=f"waterfall {kind}"),
    ]
    if bar.censored:
        parts.append(path(((high + 3, 4.0), (high + 8, _MIDDLE), (high + 3, _HEIGHT - 4)), class_="onwards"))
    took = bar.end - bar.start
    label = f"{'at least ' if bar.censored else ''}{took:.2f} seconds"
    return drawing(_WIDTH, _HEIGHT, *parts, label=label)
