"""How a fault may have the stream encoded, and what of the stream it needs to be ready before the trial begins."""

from dataclasses import dataclass
from typing import Literal

Track = Literal["audio", "video"]
TRACKS: tuple[Track, ...] = ("audio", "video")


@dataclass(frozen=True, slots=True)
class Encoding:
    """What is other than usual: another size in pixels, so many times the bits, or no keyframes."""

    size: tuple[int, int] | None = None
    surge: float = 1.0
    keyframes: bool = True


@dataclass(frozen=True, slots=True)
class StreamNeeds:
    """What a fault asks of the stream, so that nothing has to be encoded or begun in the middle of a trial."""

    encoding: Encoding | None = None  # to switch to at once
    goes_back: float = 0.0  # seconds by which timestamps are to go back without falling below zero
    watched: bool = False  # whether the lab itself watches the stream, and notes what comes
    origin_watched: bool = False  # whether it notes how the origin's process is


NOTHING_SPECIAL = StreamNeeds()
