"""The looped clip: encoded once for its settings, and never taken half written."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from chaoslab.rig.publisher import clip
from chaoslab.rig.publisher.picture import Painter
from chaoslab.rig.publisher.settings import PublisherSettings, VideoSettings
from chaoslab.rig.publisher.sources import source_for

SMALL = VideoSettings(160, 90, 30, 100_000)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHAOSLAB_CACHE", str(tmp_path))
    return tmp_path


def test_the_clip_is_encoded_once_and_then_found(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip, "SECONDS", 2)
    began = time.monotonic()
    file = clip.prepared(SMALL)
    encoded = time.monotonic() - began
    began = time.monotonic()
    assert clip.prepared(SMALL) == file
    assert time.monotonic() - began < encoded / 5
    assert clip.prepared(VideoSettings(160, 90, 30, 200_000)) != file
    assert sorted(cache.rglob("*.flv")) == sorted(cache.rglob("*.*")), "half a file was left"


def test_the_clip_loops_by_keyframes_and_counts_on(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.is_dir()
    monkeypatch.setattr(clip, "SECONDS", 2)
    monkeypatch.setattr("chaoslab.rig.publisher.sources.SECONDS", 2)
    source = source_for(PublisherSettings("loop", SMALL))
    assert source.clip_frames == 60
    assert [number for number in range(120) if source.video(number).is_keyframe] == [0, 30, 60, 90]
    assert source.video(61) is source.video(1)
    assert [source.first_after(number) for number in (0, 1, 30, 59)] == [0, 30, 30, 60]
    assert [tag.is_config for tag in source.start(0)] == [False, True, True]


def test_live_encoding_starts_anew_with_each_connection() -> None:
    source = source_for(PublisherSettings("live", SMALL))
    for first in (0, 47):
        assert source.first_after(first) == first
        assert any(tag.is_config for tag in source.start(first))
        assert [source.video(number).is_keyframe for number in range(first, first + 31)] == [True, *[False] * 29, True]


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.delenv("CHAOSLAB_CACHE", raising=False)
    monkeypatch.setattr(clip, "_ROOT", tmp_path / "taken")
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
