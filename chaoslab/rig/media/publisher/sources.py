"""Where frames come from: a clip that is repeated, or an encoder at work."""

from typing import Protocol

from chaoslab.rig.media.publisher import frame_code
from chaoslab.rig.media.publisher.clip import cached_clip, first_painted, seconds_of
from chaoslab.rig.media.publisher.flv import Tag, take_apart
from chaoslab.rig.media.publisher.settings import Mode, VideoSettings

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

    def painted(self, number: int) -> int:
        """The number that is painted in it."""


def source_for(mode: Mode, video: VideoSettings) -> Source:
    """The source of a mode."""
    return Live(video) if mode == "live" else Loop(video)


class Loop:
    """The cached clip, over and over."""

    def __init__(self, settings: VideoSettings) -> None:
        clip = cached_clip(settings)
        self.clip_frames = seconds_of(settings) * settings.fps
        self.audio = clip.audio
        self._start, self._video = clip.start, clip.video
        self._keyframe_every = settings.keyframe_every * settings.fps
        self._painted_from = first_painted(settings)
        self._begins_anew = settings.keyframe_every > 1
        self._began = 0  # the frame with which the clip began, where it begins anew with each connection

    def first_after(self, number: int) -> int:
        """The next keyframe, or where that is far away, this one: then the clip begins anew."""
        if self._begins_anew:
            self._began = number
            return number
        return -(-number // self._keyframe_every) * self._keyframe_every

    def start(self, number: int) -> tuple[Tag, ...]:  # noqa: ARG002 - a clip begins the same way everywhere
        """The clip's own beginning."""
        return self._start

    def video(self, number: int) -> Tag:
        """A frame of the clip."""
        return self._video[(number - self._began) % self.clip_frames]

    def painted(self, number: int) -> int:
        """Numbers repeat with the clip."""
        return self._painted_from + (number - self._began) % self.clip_frames


class Live:
    """Paints and encodes each frame when it is asked for."""

    def __init__(self, settings: VideoSettings) -> None:
        from chaoslab.rig.media.publisher.encoder import LiveEncoder, encode_tone  # noqa: PLC0415 - only this mode pays for av

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
        *start, self._next = self._encoder.encode(self.painted(number))
        return (*start, *self._tone_start)

    def video(self, number: int) -> Tag:
        """The frame, encoded now."""
        ready, self._next = self._next, None
        return ready or self._encoder.encode(self.painted(number))[-1]

    def painted(self, number: int) -> int:
        """Every number that the code can hold."""
        return number % self.clip_frames
