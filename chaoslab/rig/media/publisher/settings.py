"""A publisher's settings, on its command line and in the lab."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from chaoslab.world.encoding import Encoding

Mode = Literal["loop", "live"]
MODES: tuple[Mode, ...] = ("loop", "live")
STARVED = 120  # seconds between two keyframes where there are to be none: no trial is broken for longer


@dataclass(frozen=True)
class VideoSettings:
    """Size in pixels (even), frames a second, bits a second, seconds between keyframes.

    With `grain` the picture is full of detail, so that an encoder that may spend more bits has a use for them.
    """

    width: int = 640
    height: int = 360
    fps: int = 30
    bitrate: int = 800_000
    keyframe_every: int = 1
    grain: bool = False

    @property
    def size(self) -> str:
        """WIDTHxHEIGHT."""
        return f"{self.width}x{self.height}"

    def encoded(self, encoding: Encoding) -> "VideoSettings":
        """The same stream, encoded differently."""
        width, height = encoding.size or (self.width, self.height)
        return replace(
            self,
            width=width,
            height=height,
            bitrate=round(self.bitrate * encoding.surge),
            keyframe_every=self.keyframe_every if encoding.keyframes else STARVED,
            grain=encoding.surge > 1,
        )

    def to_json(self) -> str:
        """One line, for the command line and for orders."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> "VideoSettings":
        """What `to_json` wrote."""
        return cls(**json.loads(line))


@dataclass(frozen=True)
class PublisherSettings:
    """`loop` repeats a clip that was encoded once and costs next to nothing; `live` encodes each frame as it goes."""

    mode: Mode = "loop"
    video: VideoSettings = field(default_factory=VideoSettings)
    also: tuple[VideoSettings, ...] = ()  # other encodings that it can switch to
    begins_at: float = 0.0  # seconds; the first timestamp of each connection
    first: int = 0  # the number of the first frame, or of the keyframe after it
