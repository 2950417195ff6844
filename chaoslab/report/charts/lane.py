"""A lane: one labelled strip of a timeline drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from chaoslab.carriers import Span
from chaoslab.report.charts.paper import Paper, ticks
from chaoslab.report.charts.svg import group, line, rect, text, text_width
from chaoslab.report.thinning import Bar, joined

BLOCK = 20.0  # height of a lane of blocks
_BLOCK_ROW = BLOCK + 3  # from one row of blocks to the next


@dataclass(frozen=True, slots=True)
class Lane:
    """`marks` are drawn from y = 0 to `height`; the label stands beside or above them."""

    label: str
    height: float
    marks: Markup


def blocks(label: str, spans: Iterable[Span], paper: Paper, *, kind: str) -> Lane | None:
    """Stretches of time as filled blocks with their names in them, those at once below each other; nothing for none."""
    bars = joined((Bar(s.start, s.end, s.label, span_title(s)) for s in spans), paper.seconds(1))
    if not bars:
        return None
    tops = [row * _BLOCK_ROW for row in rows((bar.start, bar.end) for bar in bars)]
    return Lane(
        label, max(tops) + BLOCK, group(*(_block(*placed, paper, kind) for placed in zip(bars, tops, strict=True)))
    )


def rows(times: Iterable[tuple[float, float]]) -> tuple[int, ...]:
    """The row of each stretch of time, given in order of their starts: the first one that is free by then."""
    free_from: list[float] = []
    found: list[int] = []
    for start, end in times:
        row = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
        free_from[row : row + 1] = [end]
        found.append(row)
    return tuple(found)


def span_title(span: Span) -> str:
    """`baseline: 0.7 s to 5.0 s`."""
    return f"{span.label}: {span.start:.2f} s to {span.end:.2f} s"


def scale_lines(paper: Paper, height: float, high: float) -> Markup:
    """Horizontal grid lines with their values at the left."""
    parts: list[Markup] = []
    for value in ticks(0, high, 4):
        y = height - value / high * height
        parts.append(line(paper.left, y, paper.edge, y, class_="grid"))
        parts.append(text(f"{value:g}", paper.left - 6, y + 3.5, class_="tick", text_anchor="end"))
    return group(*parts)


def _block(bar: Bar, top: float, paper: Paper, kind: str) -> Markup:
    x, width = paper.x(bar.start), max(paper.x(bar.end) - paper.x(bar.start), 2.0)
    name = "".join(letter for letter in bar.kind.lower() if letter.isalnum())
    shape = rect(x, top, width, BLOCK, rx=2, class_=f"{kind} {kind}-{name}", title=bar.title)
    fits = text_width(bar.kind) + 8 < width
    return group(shape, text(bar.kind, x + 5, top + 14.0, class_=f"in-block on-{kind}")) if fits else shape
