"""A row: one labelled strip of a timeline drawing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from markupsafe import Markup

from chaoslab.evidence.picture.protocols_shown import Span
from chaoslab.report.charts.paper import Paper, ticks
from chaoslab.report.charts.svg import group, line, rect, text, text_width
from chaoslab.report.thinning import Bar, joined

BLOCK = 20.0  # height of a row of blocks
_BLOCK_TIER = BLOCK + 3  # from one tier of blocks to the next


@dataclass(frozen=True, slots=True)
class ChartRow:
    """`marks` are drawn from y = 0 to `height`; the label goes beside or above them."""

    label: str
    height: float
    marks: Markup


@dataclass(frozen=True, slots=True)
class Form:
    """How a block lies in its tier, and the `short` name it gets if the whole one does not fit."""

    short: str = ""
    top: float = 0.0
    height: float = BLOCK


_FULL = Form()
_SAME: Mapping[str, Form] = MappingProxyType({})


def blocks(
    label: str, spans: Iterable[Span], paper: Paper, *, kind: str, forms: Mapping[str, Form] = _SAME
) -> ChartRow | None:
    """Stretches of time as filled, named blocks, stacked where they overlap; None without any.

    `forms`, by block name, are for blocks that fill only part of their tier or have a short name.
    """
    bars = joined((Bar(s.start, s.end, s.label, s.label or label) for s in spans), paper.seconds(1))
    if not bars:
        return None
    tops = [tier * _BLOCK_TIER for tier in tiers((bar.start, bar.end) for bar in bars)]
    own = (forms.get(bar.kind, _FULL) for bar in bars)
    placed = (replace(form, top=top + form.top) for form, top in zip(own, tops, strict=True))
    drawn = (_block(bar, form, paper, kind) for bar, form in zip(bars, placed, strict=True))
    return ChartRow(label, max(tops) + BLOCK, group(*drawn))


def tiers(times: Iterable[tuple[float, float]]) -> tuple[int, ...]:
    """The tier of each stretch of time, given in order of their starts: the first one that is free by then."""
    free_from: list[float] = []
    placed: list[int] = []
    for start, end in times:
        tier = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
        free_from[tier : tier + 1] = [end]
        placed.append(tier)
    return tuple(placed)


def scale_lines(paper: Paper, height: float, high: float) -> Markup:
    """Horizontal grid lines with their values at the left."""
    parts: list[Markup] = []
    for value in ticks(0, high, 4):
        y = height - value / high * height
        parts.append(line(paper.left, y, paper.edge, y, class_="grid"))
        parts.append(text(f"{value:g}", paper.left - 6, y + 3.5, class_="tick", text_anchor="end"))
    return group(*parts)


def _block(bar: Bar, form: Form, paper: Paper, kind: str) -> Markup:
    x, width = paper.x(bar.start), max(paper.x(bar.end) - paper.x(bar.start), 2.0)
    name = "".join(letter for letter in bar.kind.lower() if letter.isalnum())
    shape = rect(x, form.top, width, form.height, rx=2, class_=f"{kind} {kind}-{name}", title=_block_title(bar))
    base, look = form.top + form.height * 0.7, f"in-block on-{kind}"
    if text_width(bar.kind) + 8 < width:
        return group(shape, text(bar.kind, x + 5, base, class_=look))
    if form.short and text_width(form.short) + 2 < width:
        return group(shape, text(form.short, x + width / 2, base, class_=look, text_anchor="middle"))
    return shape


def _block_title(bar: Bar) -> str:
    """`baseline: 0.70 s to 5.00 s`, of the whole block if it was joined from several."""
    pieces = f", in {bar.count} pieces" if bar.count > 1 else ""
    return f"{bar.title}: {bar.start:.2f} s to {bar.end:.2f} s{pieces}"
