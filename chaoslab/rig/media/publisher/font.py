"""A small round font for the test picture: each character is a few pen strokes, drawn as coverage masks."""

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Point = tuple[float, float]

HEIGHT = 8.0  # of a line in pen units; figures are 4 wide and 6 high
_TOP = 1.0  # pen units above the figures
_GAP = 1.7
_PEN = 0.42  # half its width

# Strokes in pen units, y downwards: `~` is drawn as a curve through its points, `o` as a closed curve.
_STROKES = {
    "0": "o 2,0 4,1.6 4,4.4 2,6 0,4.4 0,1.6",
    "1": "- .7,1.3 2.3,0 2.3,6",
    "2": "~ .1,1.6 .7,.5 2,0 3.5,.6 3.7,1.9 2.8,3.4 1.2,4.9 0,6 | - 0,6 4,6",
    "3": "~ .2,.9 1,.15 2,0 3.4,.5 3.6,1.6 2.9,2.6 1.6,2.9 | ~ 1.6,2.9 3.2,3.2 4,4.4 3.4,5.6 2,6 .9,5.8 0,4.9",
    "4": "- 3,6 3,0 0,4.2 4,4.2",
    "5": "- 3.6,0 .7,0 .4,2.7 | ~ .4,2.7 1.2,2.3 2.2,2.2 3.6,2.9 4,4.1 3.5,5.4 2,6 .9,5.8 0,5.1",
    "6": "~ 3.4,.5 2.4,0 1.2,.6 .3,2.2 0,4.1 .6,5.5 2,6 3.5,5.4 4,4.1 3.5,2.9 2.1,2.4 .7,3 0,4.1",
    "7": "- 0,0 4,0 1.4,6",
    "8": "o 2,0 3.5,.6 3.5,2.2 2,2.8 .5,2.2 .5,.6 | o 2,2.8 4,3.6 4,5.2 2,6 0,5.2 0,3.6",
    "9": "~ .6,5.5 1.6,6 2.8,5.4 3.7,3.8 4,1.9 3.4,.5 2,0 .5,.6 0,1.9 .5,3.1 1.9,3.6 3.3,3 4,1.9",
    ".": "- .3,5.9 .3,6",
    " ": "",
    "a": "o 1.7,2 3.2,3 3.2,5 1.7,6 .1,5 .1,3 | - 3.3,2 3.3,6",
    "b": "- .1,-.4 .1,6 | o 1.7,2 3.3,3 3.3,5 1.7,6 .2,5 .2,3",
    "c": "~ 3.2,2.8 1.8,2 .3,2.8 0,4 .3,5.2 1.8,6 3.2,5.2",
    "h": "- .1,-.4 .1,6 | ~ .1,3.4 .8,2.3 1.8,2 2.9,2.6 3.1,4 3.1,6",
    "l": "- .2,-.4 .2,6",
    "o": "o 1.8,2 3.5,3 3.5,5 1.8,6 .1,5 .1,3",
    "s": "~ 2.8,2.6 1.5,2 .3,2.7 .6,3.6 1.5,4 2.6,4.4 2.8,5.4 1.5,6 .1,5.3",
}


def line(text: str, height: int) -> Mask:
    """Coverage (0 to 255) of a line of text, `height` pixels high."""
    return np.hstack([letter(character, height) for character in text])


@cache
def letter(character: str, height: int) -> Mask:
    """Coverage of one character with the gap after it."""
    scale = height / HEIGHT
    strokes = [_path(stroke) for stroke in filter(None, _STROKES[character].split(" | "))]
    wide = 4.0 if character.isdigit() else max((x for path in strokes for x, _ in path), default=1.5)
    columns, rows = np.meshgrid(np.arange(round((wide + _GAP) * scale)), np.arange(height))
    x, y = (columns + 0.5) / scale - _GAP / 2, (rows + 0.5) / scale - _TOP
    away = np.full(x.shape, np.inf)
    for path in strokes:
        for first, last in pairwise(path):
            away = np.minimum(away, _distance(x, y, first, last))
    cover: Mask = (np.clip((_PEN - away) * scale + 0.5, 0, 1) * 255).astype(np.uint8)
    return cover


def _path(stroke: str) -> list[Point]:
    kind, *written = stroke.split()
    points = [(float(x), float(y)) for x, y in (pair.split(",") for pair in written)]
    if kind == "-":
        return points
    around = [points[-1], *points, *points[:2]] if kind == "o" else [points[0], *points, points[-1]]
    return [_curve(around[at : at + 4], step / 8) for at in range(len(around) - 3) for step in range(9)]


def _curve(through: list[Point], t: float) -> Point:
    """Catmull-Rom: from the second of four points to the third."""
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, through, strict=True)) / 2 for axis in (0, 1))
    return x, y


def _distance(
    x: NDArray[np.floating[Any]], y: NDArray[np.floating[Any]], first: Point, last: Point
) -> NDArray[np.floating[Any]]:
    """From each pixel to the line between two points."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    along = ((x - first[0]) * dx + (y - first[1]) * dy) / (dx * dx + dy * dy or 1)
    along = np.clip(along, 0, 1)
    away: NDArray[np.floating[Any]] = np.hypot(x - first[0] - along * dx, y - first[1] - along * dy)
    return away
