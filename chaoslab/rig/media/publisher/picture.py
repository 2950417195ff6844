"""The moving test picture: dark ground, a light that circles once a second, large figures, and the frame code on top.

Pictures are planar YUV 4:2:0 as encoders take them: an array of height * 3 / 2 rows, first Y, then U and V.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chaoslab.rig.media.publisher import frame_code
from chaoslab.rig.media.publisher.font import Mask, line

Picture = NDArray[np.uint8]

_BLACK, _WHITE, _GREY = 16, 235, 128
_LIGHT = (205, 150, 84)  # Y, U, V of the light: a soft cyan
_RING = 70  # luma of its path
_GRAIN, _FIELDS = 12, 7  # luma up and down; fields of noise
_DEEP, _PETROL = (24, 146, 122), (62, 139, 111)  # Y, U, V of the ground's corners


@dataclass(frozen=True)
class _TextPlace:
    """Where a line of text stands, in parts of the picture, and how high it is; centred without `left`."""

    middle: float
    height: float
    luma: int
    left: float | None = None


_NUMBER = _TextPlace(0.50, 0.30, 232)
_SECONDS = _TextPlace(0.70, 0.11, 150)
_NAME = _TextPlace(0.92, 0.11, 150, left=0.03)


class Painter:
    """Paints frames of one size; `width` and `height` are even. With `grain` all below the strip trembles."""

    def __init__(self, width: int, height: int, fps: int, *, grain: bool = False) -> None:
        self._width, self._height, self._fps = width, height, fps
        self._ground = np.empty((height * 3 // 2, width), dtype=np.uint8)
        self._scale = min(height, width * 9 // 16)  # of what is drawn, so that it fits into a picture that stands
        self._glow = _glow(self._scale // 7 // 2 * 2)
        self._paint_ground()
        self._grains = _grains(width, height - frame_code.block_size(width, height)[1]) if grain else ()

    def paint(self, number: int) -> Picture:
        """The picture of a frame."""
        picture = self._ground.copy()
        seconds = number / self._fps
        self._paint_light(picture, seconds)
        self._write(picture, str(number), _NUMBER)
        self._write(picture, f"{seconds:.2f} s", _SECONDS)
        if self._grains:
            _roughen(picture[: self._height], self._grains[number % len(self._grains)])
        paint_code(picture[: self._height], number)
        return picture

    def _paint_ground(self) -> None:
        planes = self._planes(self._ground)
        for plane, first, last in zip(planes, _DEEP, _PETROL, strict=True):
            rows, columns = plane.shape
            slope = np.add.outer(np.linspace(0, 0.6, rows), np.linspace(0, 0.4, columns))
            plane[:] = np.round(first + (last - first) * slope)
        for step in range(60):
            x, y = self._on_path(step / 60)
            planes[0][y : y + 2, x : x + 2] = _RING
        self._write(self._ground, "chaoslab", _NAME)
        # The strip has no colour, so that black and white are just that.
        down = frame_code.block_size(self._width, self._height)[1]
        for plane in planes[1:]:
            plane[: (down + 1) // 2, : -(-self._width * frame_code.BLOCKS // frame_code.ACROSS // 2)] = _GREY

    def _paint_light(self, picture: Picture, seconds: float) -> None:
        size = self._glow.shape[0]
        x, y = (at - size // 2 & ~1 for at in self._on_path(seconds))
        for plane, value, step in zip(self._planes(picture), _LIGHT, (1, 2, 2), strict=True):
            part = plane[y // step : (y + size) // step, x // step : (x + size) // step]
            _blend(part, self._glow[::step, ::step], value)

    def _on_path(self, seconds: float) -> tuple[int, int]:
        """Where the light is: once around a second, clockwise from the top."""
        angle = 2 * math.pi * seconds
        x = self._width * (0.5 + 0.40 * math.sin(angle))
        y = self._height * (0.52 - 0.36 * math.cos(angle))
        return round(x), round(y)

    def _write(self, picture: Picture, text: str, place: _TextPlace) -> None:
        mask = line(text, round(self._scale * place.height))
        left = (self._width - mask.shape[1]) / 2 if place.left is None else self._width * place.left
        x, y = round(left), round(self._height * place.middle - mask.shape[0] / 2)
        _blend(picture[y : y + mask.shape[0], x : x + mask.shape[1]], mask, place.luma)

    def _planes(self, picture: Picture) -> tuple[Picture, Picture, Picture]:
        colours = picture[self._height :].reshape(2, self._height // 2, self._width // 2)
        return picture[: self._height], colours[0], colours[1]


def paint_code(luma: Picture, number: int) -> None:
    """Paint the frame number's strip into the top of a Y plane."""
    height, width = luma.shape
    down = frame_code.block_size(width, height)[1]
    blocks = np.where(np.array(frame_code.bits(number), dtype=bool), _WHITE, _BLACK).astype(np.uint8)
    # A block is a 40th of the width even where that is no whole number of pixels.
    edges = np.round(np.arange(frame_code.BLOCKS + 1) * width / frame_code.ACROSS).astype(int)
    luma[:down, : edges[-1]] = np.repeat(blocks, np.diff(edges))


def _glow(size: int) -> Mask:
    """A round light: bright in the middle, fading out."""
    along = np.linspace(-1, 1, size)
    distance = np.hypot(*np.meshgrid(along, along))
    cover: Mask = (np.clip(1.25 * (1 - distance), 0, 1) ** 1.6 * 255).astype(np.uint8)
    return cover


def _grains(width: int, height: int) -> tuple[NDArray[np.int16], ...]:
    """A few fields of noise, the same in every process: a clip that repeats them is still new in every picture."""
    dice = np.random.default_rng(1)
    return tuple(dice.integers(-_GRAIN, _GRAIN, (height, width), dtype=np.int16, endpoint=True) for _ in range(_FIELDS))


def _roughen(luma: Picture, grain: NDArray[np.int16]) -> None:
    below = luma[luma.shape[0] - grain.shape[0] :]
    below[:] = np.clip(below + grain, _BLACK, _WHITE)


def _blend(part: Picture, mask: Mask, value: int) -> None:
    cover = mask.astype(np.uint16)
    part[:] = ((255 - cover) * part + cover * value) // 255
