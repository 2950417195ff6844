"""What a publisher is told, on its command line and in the lab."""

from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["loop", "live"]
MODES: tuple[Mode, ...] = ("loop", "live")


@dataclass(frozen=True)
class VideoSettings:
    """Size in pixels (even), frames a second, bits a second; a keyframe comes each second."""

    width: int = 640
    height: int = 360
    fps: int = 30
    bitrate: int = 800_000

    @property
    def size(self) -> str:
        """WIDTHxHEIGHT."""
        return f"{self.width}x{self.height}"


@dataclass(frozen=True)
class PublisherSettings:
    """`loop` repeats a clip that was encoded once and costs next to nothing; `live` encodes each frame as it goes."""

    mode: Mode = "loop"
    video: VideoSettings = field(default_factory=VideoSettings)
