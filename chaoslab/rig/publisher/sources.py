"""Where frames come from: a clip that is repeated, or an encoder at work."""

from typing import Protocol

from chaoslab import frame_code
from chaoslab.rig.publisher.clip import SECONDS, cached_clip
from chaoslab.rig.publisher.flv import Tag, take_apart
from chaoslab.rig.publisher.settings import PublisherSettings, VideoSettings

_TONE_FRAMES = 430


class Source(Protocol):
    """Frames by number, which counts on for ever. `clip_frames` is how many numbers are painted before they repeat."""

    clip_frames: int
    audio: tuple[Tag, ...]

    def first_after(self, number: int) -> int:
        """The next number from which a new connection can start."""

    def start(self, number: int) -> tuple[Tag, ...]:
        """What a new connection sends before the frame of that number."""

    def video(self, number: int) -> Tag:
        """The frame of that number."""


def source_for(settings: PublisherSettings) -> Source:
    """The source of a mode."""
    return Live(settings.video) if settings.mode == "live" else Loop(settings.video)


class Loop:
    """The cached clip, over and over."""

    def __init__(self, settings: VideoSettings) -> None:
        clip = cached_clip(settings)
        self.clip_frames = SECONDS * settings.fps
        self.audio = clip.audio
        self._start, self._video = clip.start, clip.video
        self._keyframe_every = settings.fps

    def first_after(self, number: int) -> int:
        """The next keyframe."""
        return -(-number // self._keyframe_every) * self._keyframe_every

    def start(self, number: int) -> tuple[Tag, ...]:  # noqa: ARG002 - a clip begins the same way everywhere
        """The clip's own beginning."""
        return self._start

    def video(self, number: int) -> Tag:
        """A frame of the clip."""
        return self._video[number % self.clip_frames]


class Live:
    """Paints and encodes each frame when it is asked for."""

    def __init__(self, settings: VideoSettings) -> None:
        from chaoslab.rig.publisher.encoder import LiveEncoder, encode_tone  # noqa: PLC0415 - only this mode pays for av

        self.clip_frames = frame_code.NUMBERS
        tone = take_apart(encode_tone(_TONE_FRAMES))
        self.audio = tone.audio
        self._tone_start = tuple(tag for tag in tone.start if tag.is_config)
        self._settings, self._encoder_for = settings, LiveEncoder
        self._next: Tag | None = None

    def first_after(self, number: int) -> int:
        """Any frame can be the first."""
        return number

    def start(self, number: int) -> tuple[Tag, ...]:
        """A new encoder's beginning."""
        self._encoder = self._encoder_for(self._settings)
        *start, self._next = self._encoder.encode(number % self.clip_frames)
        return (*start, *self._tone_start)

    def video(self, number: int) -> Tag:
        """The frame, encoded now."""
        ready, self._next = self._next, None
        return ready or self._encoder.encode(number % self.clip_frames)[-1]
