"""The timeline of a trial as one drawing: rows stacked on one time axis."""

from collections.abc import Sequence

from markupsafe import Markup

from chaoslab.report.charts.chart_row import BLOCK, ChartRow
from chaoslab.report.charts.chart_rows import FAULT, chart_rows, has_crosses
from chaoslab.report.charts.paper import Paper, ticks
from chaoslab.report.charts.player import player_legend
from chaoslab.report.charts.svg import drawing, group, line, rect, text
from chaoslab.report.observed import Observed

WIDE, NARROW = 960.0, 360.0
_BETWEEN = 18.0  # between two rows
_LABEL = 18.0  # height of a label above its row
_AXIS = 40.0


def timeline_chart(observed: Observed, width: float = WIDE) -> Markup:
    """The whole drawing; empty where the journal holds nothing to draw."""
    paper = Paper(width, observed.end) if width >= WIDE else Paper(width, observed.end, left=26.0, right=8.0)
    drawn = chart_rows(observed, paper) if observed.end > 0 else ()
    if not drawn:
        return group()
    tops, bottom = _tops(drawn, 0.0 if paper.has_gutter else _LABEL)
    parts = [_bands(observed, paper, _top_of_bands(drawn, tops), bottom), _axis(paper, bottom)]
    parts += [_placed(row, top, paper) for row, top in zip(drawn, tops, strict=True)]
    names = ", ".join(row.label for row in drawn)
    label = f"Timeline of {observed.end:.1f} seconds with these rows: {names}"
    return drawing(width, bottom + _AXIS, *parts, label=label)


def legend(observed: Observed) -> tuple[tuple[str, str], ...]:
    """Kind and words of every colour and sign that the drawing uses."""
    carried = {span.label for span in observed.carriers}
    asked = observed.requests
    entries = {
        ("flv", "FLV"): "FLV" in carried or any(request.is_flv for request in asked),
        ("hls", "HLS"): "HLS" in carried or any(request.is_playlist for request in asked),
        ("fault", "fault in effect"): bool(observed.faults),
        ("still", "no new picture"): bool(observed.gaps),
        ("failed", "request failed or answered with an error"): has_crosses(observed),
        ("sent", "publisher's frame rate"): observed.source_rate is not None and bool(observed.frames),
    }
    return *(entry for entry, used in entries.items() if used), *player_legend(observed)


def _tops(drawn: Sequence[ChartRow], label: float) -> tuple[list[float], float]:
    """Where each row begins, and where the last one ends."""
    tops: list[float] = []
    bottom = 0.0
    for row in drawn:
        tops.append(bottom + label)
        bottom += label + row.height + _BETWEEN
    return tops, bottom


def _top_of_bands(drawn: Sequence[ChartRow], tops: Sequence[float]) -> float:
    return next((top for row, top in zip(drawn, tops, strict=True) if row.label == FAULT), 0.0)


def _placed(row: ChartRow, top: float, paper: Paper) -> Markup:
    if paper.has_gutter:
        label = text(row.label, 0.0, min(row.height / 2, BLOCK / 2) + 4, class_="row-name")
    else:
        label = text(row.label, paper.left, -6.0, class_="row-name")
    return group(label, row.marks, transform=f"translate(0 {top:g})")


def _bands(observed: Observed, paper: Paper, top: float, bottom: float) -> Markup:
    """Behind everything: the time in which a fault was on."""
    shapes: list[Markup] = []
    for band in observed.faults:
        x, end = paper.x(band.injected_at), paper.x(observed.end if band.lifted_at is None else band.lifted_at)
        shapes.append(rect(x, top, end - x, bottom - top, class_="band"))
        shapes.append(line(x, top, x, bottom, class_="band-edge"))
        if band.lifted_at is not None:
            shapes.append(line(end, top, end, bottom, class_="band-edge"))
    return group(*shapes)


def _axis(paper: Paper, bottom: float) -> Markup:
    marks = ticks(paper.begin, paper.end, int(paper.plot // 62))
    parts = [line(paper.left, bottom, paper.edge, bottom, class_="axis")]
    for at in marks:
        x = paper.x(at)
        parts.append(line(x, bottom, x, bottom + 4, class_="axis"))
        anchor = "end" if x > paper.edge - 8 else "middle"
        parts.append(text(f"{at:g}", x, bottom + 17, class_="tick", text_anchor=anchor))
    middle = paper.left + paper.plot / 2
    parts.append(text("seconds since the page was opened", middle, bottom + 34, class_="tick", text_anchor="middle"))
    return group(*parts)
