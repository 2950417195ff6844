"""The rows of a trial's timeline, top to bottom; rows with nothing to show are left out."""

from collections.abc import Callable
from types import MappingProxyType

from markupsafe import Markup

from chaoslab.evidence.network.requests import Request
from chaoslab.report.charts.chart_row import BLOCK, ChartRow, blocks, tiers
from chaoslab.report.charts.latency import latency_row
from chaoslab.report.charts.paper import Paper
from chaoslab.report.charts.player import player_row
from chaoslab.report.charts.rate import rate_row
from chaoslab.report.charts.svg import cross, group, rect, text, text_width
from chaoslab.report.observed import FaultBand, Observed
from chaoslab.report.thinning import Bar, joined

FAULT = "Fault"  # label of the row from which the time of a fault is shaded downwards
_ROW = 10.0  # height of a row of requests
_FAULT_TIER = BLOCK + 3  # from one tier of faults to the next

_REQUESTS = MappingProxyType[str, tuple[str, Callable[[Request], bool]]](
    {
        "FLV requests": ("flv", lambda request: request.is_flv),
        "HLS playlist requests": ("hls", lambda request: request.is_playlist),
        "HLS segment requests": ("hls", lambda request: request.is_segment),
        "API requests": ("other", lambda request: request.leg == "api"),
    }
)


def chart_rows(observed: Observed, paper: Paper) -> tuple[ChartRow, ...]:
    """All rows that have something to show."""
    named = tuple(span for span in observed.carriers if span.label)
    rows = [
        blocks("Phase", observed.phases, paper, kind="phase"),
        _fault_row(observed, paper),
        blocks("Picture carried by", named, paper, kind="carrier"),
        player_row(observed, paper),
        rate_row(observed, paper),
        latency_row(observed, paper),
        *(_request_row(label, observed, paper) for label in _REQUESTS),
        blocks("Page in the background", observed.hidden, paper, kind="hidden"),
        blocks("Shown on the page", observed.states, paper, kind="state"),
    ]
    return tuple(row for row in rows if row is not None)


def has_crosses(observed: Observed) -> bool:
    """Whether a request that failed or was refused has a place in one of the rows."""
    drawn = (request for request in observed.requests if any(belongs(request) for _, belongs in _REQUESTS.values()))
    return any(_failure(request) for request in drawn)


def _fault_row(observed: Observed, paper: Paper) -> ChartRow | None:
    if not observed.faults:
        return None
    end = observed.end
    placed = tiers((band.injected_at, end if band.lifted_at is None else band.lifted_at) for band in observed.faults)
    tops = [tier * _FAULT_TIER for tier in placed]
    bars = (_fault(band, top, end, paper) for band, top in zip(observed.faults, tops, strict=True))
    return ChartRow(FAULT, max(tops) + BLOCK, group(*bars))


def _fault(band: FaultBand, top: float, end: float, paper: Paper) -> Markup:
    x, lifted = paper.x(band.injected_at), band.lifted_at
    width = max(paper.x(end if lifted is None else lifted) - x, 2.0)
    until = f"lifted at {lifted:.2f} s" if lifted is not None else "not lifted in this journal"
    seen = f"seen by the {band.seen.witness} at {band.seen.at:.3f} s" if band.seen else "seen by no witness"
    title = f"{band.label}: injected at {band.injected_at:.3f} s, {seen}, {until}"
    shape = rect(x, top, width, BLOCK, rx=2, class_="fault" if band.seen else "fault unseen", title=title)
    name = band.label if band.seen else f"{band.label}, unseen"
    span = "" if lifted is None else f"{name}, {band.injected_at:.1f} s to {lifted:.1f} s"
    label = next((words for words in (span, name) if words and text_width(words) + 8 < width), "")
    return group(shape, text(label, x + 5, top + 14, class_="in-block on-fault") if label else "")


def _request_row(label: str, observed: Observed, paper: Paper) -> ChartRow | None:
    kind, belongs = _REQUESTS[label]
    asked = [request for request in observed.requests if belongs(request)]
    if not asked:
        return None
    bars = joined((_bar(request, observed.end) for request in asked), paper.seconds(1.5))
    crosses = joined((bar for bar in map(_failure, asked) if bar), paper.seconds(3))
    return ChartRow(
        label, _ROW, group(*(_drawn(bar, kind, paper) for bar in bars), *(_crossed(c, paper) for c in crosses))
    )


def _bar(request: Request, end: float) -> Bar:
    until = end if request.ended_at is None else request.ended_at
    title = f"{request.path}: {request.started_at:.3f} s to {until:.3f} s, {_outcome(request)}"
    return Bar(request.started_at, until, "failed" if _failure(request) else "ok", title)


def _outcome(request: Request) -> str:
    if request.refused:
        return f"answered {request.status}" + (f", {request.error}" if request.error else "")
    return request.error or (f"status {request.status}" if request.status else "no answer seen")


def _failure(request: Request) -> Bar | None:
    """Where a request failed, or ended with an answer that was an error."""
    at = request.answered_at if request.ended_at is None else request.ended_at
    if at is None:
        return None
    if request.refused:
        return Bar(at, at, "refused", f"{request.path} answered {request.status} at {at:.3f} s")
    if request.error is None or request.canceled:
        return None
    return Bar(at, at, "failed", f"{request.path} failed at {at:.3f} s: {request.error}")


def _drawn(bar: Bar, kind: str, paper: Paper) -> Markup:
    x = min(paper.x(bar.start), paper.edge - 2)
    title = bar.title if bar.count == 1 else f"{bar.count} requests, {bar.start:.2f} s to {bar.end:.2f} s"
    return rect(x, 1.0, max(paper.x(bar.end) - x, 2.0), _ROW - 2, class_=f"request {kind}", title=title)


def _crossed(bar: Bar, paper: Paper) -> Markup:
    title = bar.title if bar.count == 1 else f"{bar.count} {bar.kind} requests, {bar.start:.2f} s to {bar.end:.2f} s"
    return cross(paper.x(bar.end), _ROW / 2, 9, title=title)
