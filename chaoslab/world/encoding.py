"""How a fault can have the stream encoded, and what it needs of the stream before the trial begins."""

from dataclasses import dataclass
from typing import Literal

Track = Literal["audio", "video"]
TRACKS: tuple[Track, ...] = ("audio", "video")


@dataclass(frozen=True, slots=True)
class Encoding:
    """What differs from the usual stream: another size in pixels, `surge` times the bits, or no keyframes."""

    size: tuple[int, int] | None = None
    surge: float = 1.0
    keyframes: bool = True


@dataclass(frozen=True, slots=True)
class StreamNeeds:
    """What a fault needs of the stream, so that nothing has to be encoded or started in the middle of a trial."""

    encoding: Encoding | None = None  # to switch to at once
    goes_back: float = 0.0  # seconds by which timestamps must be able to go back without falling below zero
    watched: bool = False  # whether the lab itself watches the stream and records what comes
    origin_watched: bool = False  # whether it records the state of the origin's process


NOTHING_SPECIAL = StreamNeeds()
