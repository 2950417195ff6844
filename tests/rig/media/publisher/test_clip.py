"""The looped clip: encoded once for its settings, and never taken half written."""

import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from chaoslab.rig.media.publisher import clip, frame_code
from chaoslab.rig.media.publisher.encoder import encode_clip
from chaoslab.rig.media.publisher.flv import take_apart
from chaoslab.rig.media.publisher.picture import Painter
from chaoslab.rig.media.publisher.settings import STARVED, VideoSettings
from chaoslab.rig.media.publisher.sources import source_for
from chaoslab.world.encoding import Encoding

SMALL = VideoSettings(160, 90, 30, 100_000)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHAOSLAB_CACHE", str(tmp_path))
    return tmp_path


def test_the_clip_is_encoded_once_and_then_found(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object, **__: object) -> bytes:
        raise RuntimeError("encoded once more")

    monkeypatch.setattr(clip, "SECONDS", 2)
    file = clip.prepared(SMALL)
    data = file.read_bytes()
    assert clip.prepared(replace(SMALL, fps=25)) != file
    monkeypatch.setattr("chaoslab.rig.media.publisher.encoder.encode_clip", nothing)
    assert clip.prepared(SMALL) == file and file.read_bytes() == data
    with pytest.raises(RuntimeError, match="encoded once more"):
        clip.prepared(VideoSettings(160, 90, 30, 200_000))
    assert sorted(cache.rglob("*.flv")) == sorted(cache.rglob("*.*")), "half a file was left"


def test_the_clip_loops_by_keyframes_and_counts_on(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.is_dir()
    monkeypatch.setattr(clip, "SECONDS", 2)
    source = source_for("loop", SMALL)
    assert source.clip_frames == 60
    assert [number for number in range(120) if source.video(number).is_keyframe] == [0, 30, 60, 90]
    assert source.video(61) is source.video(1)
    assert [source.first_after(number) for number in (0, 1, 30, 59)] == [0, 30, 30, 60]
    assert [tag.is_config for tag in source.start(0)] == [False, True, True]


def test_live_encoding_starts_anew_with_each_connection() -> None:
    source = source_for("live", SMALL)
    for first in (0, 47):
        assert source.first_after(first) == first
        assert any(tag.is_config for tag in source.start(first))
        assert [source.video(number).is_keyframe for number in range(first, first + 31)] == [True, *[False] * 29, True]


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.delenv("CHAOSLAB_CACHE", raising=False)
    monkeypatch.setattr(clip, "ROOT", tmp_path / "taken")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert clip._folder() == tmp_path / "home/chaoslab/clips"


def test_the_picture_moves_with_every_frame() -> None:
    painter = Painter(640, 360, 30)
    pictures = [painter.paint(number) for number in range(31)]
    assert all((earlier != later).sum() > 1000 for earlier, later in pairwise(pictures))
    assert pictures[0].shape == (540, 640)


@pytest.mark.parametrize("size", [(320, 180), (1280, 720), (854, 480)])
def test_the_picture_can_have_other_sizes(size: tuple[int, int]) -> None:
    width, height = size
    assert Painter(width, height, 25).paint(99_999).shape == (height * 3 // 2, width)


def read_as_the_recorder_does(luma: Any) -> int | None:
    """What `strip.ts` makes of two rows: the mean of the middle half of each 32nd of 32/40 of the width."""
    height, width = luma.shape
    row, across = int(height * 16 / 360 / 2) & ~1, int(width * 32 / 40) & ~1
    size = across / frame_code.BLOCKS
    spans = [(int((block + 0.25) * size), int((block + 0.75) * size)) for block in range(frame_code.BLOCKS)]
    levels = [luma[row : row + 2, start : max(start + 1, end)].mean() for start, end in spans]
    return frame_code.decode([int(level > sum(levels[i] for i in (0, 1, 30, 31)) / 4) for level in levels])


def numbers_in(flv: bytes) -> list[int | None]:
    with av.open(io.BytesIO(flv), "r") as container:
        return [read_as_the_recorder_does(frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]


SIZES = [(640, 360), (426, 240), (854, 480), (160, 90), (256, 144), (360, 640), (1278, 718), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES)
def test_the_number_can_be_read_in_every_size(size: tuple[int, int]) -> None:
    video = VideoSettings().encoded(Encoding(size=size))
    assert numbers_in(encode_clip(video, 1, first=700)) == list(range(700, 730))


def test_a_surge_sends_so_many_times_the_bits_and_the_number_can_be_read() -> None:
    usual, surging = VideoSettings(), VideoSettings().encoded(Encoding(surge=4))
    sizes = [len(encode_clip(video, 4)) for video in (usual, surging)]
    assert sizes[1] / sizes[0] == pytest.approx(4, rel=0.15)
    assert numbers_in(encode_clip(surging, 1)) == list(range(30))


def test_a_starved_clip_has_one_keyframe_and_no_number_of_the_usual_clip() -> None:
    starved = VideoSettings().encoded(Encoding(keyframes=False))
    assert clip.seconds_of(starved) == STARVED
    assert clip.first_painted(starved) == clip.SECONDS * 30
    flv = encode_clip(starved, 5, first=clip.first_painted(starved))
    assert [tag.is_keyframe for tag in take_apart(flv).video] == [True, *[False] * 149]
    assert numbers_in(flv) == list(range(1800, 1950))


def test_a_starved_clip_begins_anew_wherever_it_is_switched_to(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.is_dir()
    monkeypatch.setattr(clip, "SECONDS", 2)
    source = source_for("loop", replace(SMALL, keyframe_every=3))
    assert source.first_after(47) == 47
    assert [source.video(number).is_keyframe for number in range(47, 47 + 91)] == [True, *[False] * 89, True]
    assert [source.painted(number) for number in (47, 48, 136, 137)] == [60, 61, 149, 60]


def test_settings_come_back_from_the_line_that_they_are_told_by() -> None:
    for encoding in (Encoding(), Encoding(size=(160, 90)), Encoding(surge=2.5), Encoding(keyframes=False)):
        video = VideoSettings().encoded(encoding)
        assert VideoSettings.from_json(video.to_json()) == video
    assert VideoSettings().encoded(Encoding()) == VideoSettings()
