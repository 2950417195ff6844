"""H.264 and AAC as FLV tags: a whole clip at once, or frame by frame; the only importer of av."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

import av
import numpy as np

from chaoslab.rig.media.publisher.flv import AUDIO_FRAME, AUDIO_RATE, Tag, tags
from chaoslab.rig.media.publisher.picture import Painter
from chaoslab.rig.media.publisher.settings import VideoSettings

_TONE = AUDIO_RATE * 10 / AUDIO_FRAME  # Hz: ten periods a frame, so that any number of frames can be looped
_LOUDNESS = 0.02


def encode_clip(settings: VideoSettings, seconds: int, *, first: int = 0) -> bytes:
    """An FLV file of that many seconds of test picture, numbered from `first`, and quiet tone."""
    file = io.BytesIO()
    with av.open(file, "w", format="flv", options={"flvflags": "no_duration_filesize"}) as container:
        video, audio = _add_video(container, settings), _add_audio(container)
        for packet in _video_packets(video, settings, range(first, first + seconds * settings.fps)):
            container.mux(packet)
        samples = _tone()
        for _ in range(round(seconds * AUDIO_RATE / AUDIO_FRAME)):
            container.mux(audio.encode(samples))
        container.mux(audio.encode(None))
    return file.getvalue()


class LiveEncoder:
    """Encodes one frame after the other without delay."""

    def __init__(self, settings: VideoSettings) -> None:
        self._settings = settings
        self._file = io.BytesIO()
        self._head = b""
        options = {"flvflags": "no_duration_filesize", "flush_packets": "1"}
        self._container = av.open(self._file, "w", format="flv", options=options)
        self._video = _add_video(self._container, settings, threads=1)
        self._painter = _painter(settings)
        self._count = 0

    def encode(self, number: int, *, keyframe: bool = False) -> tuple[Tag, ...]:
        """The tags of a frame; before the first frame come those that start a stream."""
        frame = _frame(self._painter, number)
        frame.pts = self._count
        if keyframe:
            frame.pict_type = av.video.frame.PictureType.I
        self._count += 1
        self._container.mux(self._video.encode(frame))
        return tuple(self._written())

    def _written(self) -> Iterator[Tag]:
        written = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        if not self._head:
            self._head, written = written[:13], written[13:]
        return tags(self._head + written)


def encode_tone(frames: int) -> bytes:
    """An FLV file of AAC frames alone."""
    file = io.BytesIO()
    with av.open(file, "w", format="flv") as container:
        audio = _add_audio(container)
        for _ in range(frames):
            container.mux(audio.encode(_tone()))
        container.mux(audio.encode(None))
    return file.getvalue()


def _add_video(container: Any, settings: VideoSettings, *, threads: int = 0) -> Any:
    keyframes = f"keyint={settings.fps * settings.keyframe_every}:min-keyint={settings.fps}:scenecut=0"
    video = container.add_stream("libx264", rate=settings.fps)
    video.width, video.height, video.pix_fmt = settings.width, settings.height, "yuv420p"
    video.bit_rate = settings.bitrate
    video.thread_count = threads
    video.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "forced-idr": "1",
        "x264-params": f"{keyframes}:vbv-maxrate={settings.bitrate // 1000}:vbv-bufsize={settings.bitrate // 1000}",
    }
    video.time_base = Fraction(1, settings.fps)
    return video


def _add_audio(container: Any) -> Any:
    audio = container.add_stream("aac", rate=AUDIO_RATE, layout="mono")
    audio.bit_rate = 48_000
    return audio


def _video_packets(video: Any, settings: VideoSettings, numbers: range) -> Iterator[Any]:
    painter = _painter(settings)
    for count, number in enumerate(numbers):
        frame = _frame(painter, number)
        frame.pts = count
        yield from video.encode(frame)
    yield from video.encode(None)


def _painter(settings: VideoSettings) -> Painter:
    return Painter(settings.width, settings.height, settings.fps, grain=settings.grain)


def _frame(painter: Painter, number: int) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(painter.paint(number), format="yuv420p")


def _tone() -> av.AudioFrame:
    wave = _LOUDNESS * np.sin(2 * np.pi * _TONE / AUDIO_RATE * np.arange(AUDIO_FRAME))
    frame = av.AudioFrame.from_ndarray(cast("Any", wave.astype(np.float32)[None, :]), format="fltp", layout="mono")
    frame.sample_rate = AUDIO_RATE
    return frame
