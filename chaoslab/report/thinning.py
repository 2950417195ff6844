"""Thinning: a drawing that looks the same with far fewer points and bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on the time axis with its tooltip; `count` bars were drawn as one."""

    start: float
    end: float
    kind: str
    title: str
    count: int = 1


def thinned(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """At most `most` points: the lowest and the highest of each of equally wide columns, in order of time."""
    if len(points) <= most:
        return tuple(points)
    start, columns = points[0][0], max(most // 2, 1)
    width = (points[-1][0] - start) / columns or 1.0
    kept: list[Point] = []
    for _, group in groupby(points, key=lambda point: min(int((point[0] - start) / width), columns - 1)):
        column = list(group)
        low, high = min(column, key=lambda point: point[1]), max(column, key=lambda point: point[1])
        kept.extend(sorted({low, high}))
    return tuple(kept)


def joined(bars: Iterable[Bar], closer_than: float) -> tuple[Bar, ...]:
    """Bars of one kind that would touch on paper, drawn as one."""
    kept: list[Bar] = []
    for bar in sorted(bars, key=lambda bar: (bar.kind, bar.start)):
        before = kept[-1] if kept else None
        if before and before.kind == bar.kind and bar.start - before.end < closer_than:
            count = before.count + bar.count
            kept[-1] = replace(before, end=max(before.end, bar.end), count=count)
        else:
            kept.append(bar)
    return tuple(sorted(kept, key=lambda bar: bar.start))
