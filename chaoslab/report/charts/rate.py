"""The frame rate row: new pictures a second, empty where the picture stood still."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from markupsafe import Markup

from chaoslab.evidence.picture.frames import Gap
from chaoslab.report.charts.chart_row import ChartRow, scale_lines
from chaoslab.report.charts.paper import Paper
from chaoslab.report.charts.svg import group, line, path, rect, text, text_width
from chaoslab.report.observed import Observed
from chaoslab.report.thinning import Bar, Point, joined

_HEIGHT = 66.0
_HALF = 0.5  # seconds to either side over which the rate is counted
_STEP = 0.1  # seconds between two points of the curve, more on a long trial


def rate_row(observed: Observed, paper: Paper) -> ChartRow | None:
    """Area over time, in the colour of the carrier; times without a new picture shaded and named."""
    if not observed.frames:
        return None
    times = [frame.at for frame in observed.frames]
    step = max(_STEP, paper.seconds(1.5))
    series = [(span.label, _rates(_within(times, span.start, span.end), step)) for span in observed.carriers]
    sent = observed.source_rate or 0.0
    high = max([sent, 1.0, *(value for _, points in series for _, value in points)]) * 1.08
    lines = scale_lines(paper, _HEIGHT, high)
    areas = (_area(label, points, high, paper) for label, points in series if points)
    shades = still(observed.gaps, paper, _HEIGHT)
    return ChartRow("New frames a second", _HEIGHT, group(lines, *areas, _sent(sent, high, paper), *shades))


def _sent(rate: float, high: float, paper: Paper) -> Markup:
    y = _HEIGHT - rate / high * _HEIGHT
    return line(paper.left, y, paper.edge, y, class_="sent") if rate else group()


def still(stops: Sequence[Gap], paper: Paper, height: float, *, named: bool = True) -> list[Markup]:
    """Shading for every time without a new picture."""
    bars = joined((Bar(stop.start, stop.end, "still", _length_words(stop)) for stop in stops), paper.seconds(1))
    return [_shade(bar, paper, height, named) for bar in bars]


def _length_words(stop: Gap) -> str:
    return f"{stop.length:.1f} s without a new picture"


def _shade(bar: Bar, paper: Paper, height: float, named: bool) -> Markup:
    x, width = paper.x(bar.start), paper.x(bar.end) - paper.x(bar.start)
    words = bar.title if bar.count == 1 else f"{bar.count} stops within {bar.end - bar.start:.1f} s"
    title = f"{words}: {bar.start:.2f} s to {bar.end:.2f} s"
    shape = rect(x, 0.0, max(width, 1.0), height, class_="still", title=title)
    return group(shape, _named(words, bar, width, (x + width / 2, height / 2))) if named else shape


def _named(words: str, bar: Bar, width: float, middle: tuple[float, float]) -> Markup:
    """The longest wording that fits, on two lines if it can be broken."""
    first, space, rest = words.partition(" without ")
    short = f"{bar.end - bar.start:.1f} s"
    choices = ((words,), (f"{first} without", rest) if space else (words,), (short,))
    lines = next((choice for choice in choices if max(map(text_width, choice)) + 8 < width), ())
    top = middle[1] + 4 - 7 * (len(lines) - 1)
    rows = enumerate(lines)
    return group(*(text(row, middle[0], top + 14 * n, class_="note", text_anchor="middle") for n, row in rows))


def _within(times: Sequence[float], start: float, end: float) -> Sequence[float]:
    return times[bisect_left(times, start) : bisect_right(times, end)]


def _rates(times: Sequence[float], step: float) -> tuple[Point, ...]:
    """Pictures a second around evenly spaced instants from the first to the last picture of a piece."""
    if len(times) < 2:
        return ()
    start, end = times[0], times[-1]
    steps = max(int((end - start) / step), 1)
    instants = (start + (end - start) * n / steps for n in range(steps + 1))
    return tuple((at, _rate_at(times, at)) for at in instants)


def _rate_at(times: Sequence[float], at: float) -> float:
    near = _within(times, at - _HALF, at + _HALF)
    return (len(near) - 1) / (near[-1] - near[0]) if len(near) > 1 and near[-1] > near[0] else 0.0


def _area(label: str, points: Sequence[Point], high: float, paper: Paper) -> Markup:
    drawn = [(paper.x(at), _HEIGHT - value / high * _HEIGHT) for at, value in points]
    outline = ((drawn[0][0], _HEIGHT), *drawn, (drawn[-1][0], _HEIGHT))
    return path(outline, close=True, class_=f"area {label.lower() or 'other'}")
