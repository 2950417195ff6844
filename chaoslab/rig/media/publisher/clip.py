"""The looped clip: encoded once, kept in a cache folder under the name of its settings."""

import hashlib
import os
import tempfile
from pathlib import Path

from chaoslab.rig.media.publisher.flv import FlvParts, take_apart
from chaoslab.rig.media.publisher.settings import VideoSettings
from chaoslab.setup.places import ROOT

SECONDS = 60
_MADE_BY = ("frame_code.py", "encoder.py", "font.py", "picture.py")  # beside this file


def seconds_of(settings: VideoSettings) -> int:
    """How long the clip of those settings is: whole stretches between keyframes."""
    return max(SECONDS, settings.keyframe_every)


def first_painted(settings: VideoSettings) -> int:
    """The number painted in its first picture.

    A clip that begins anew wherever it is switched to must not repeat numbers that were sent a moment ago.
    """
    return SECONDS * settings.fps if settings.keyframe_every > 1 else 0


def cached_clip(settings: VideoSettings) -> FlvParts:
    """The clip of those settings, encoded now if it is not in the cache."""
    return take_apart(prepared(settings).read_bytes())


def file_of(settings: VideoSettings) -> Path:
    """Where the clip is kept."""
    return _folder() / f"clip-{_name(settings)}.flv"


def prepared(settings: VideoSettings) -> Path:
    """The file of the clip, encoded now if it is not there."""
    file = file_of(settings)
    if not file.exists():
        from chaoslab.rig.media.publisher.encoder import encode_clip  # noqa: PLC0415 - costs more than all else in a start

        _write_at_once(file, encode_clip(settings, seconds_of(settings), first=first_painted(settings)))
    return file


def _name(settings: VideoSettings) -> str:
    # With what makes the picture in its name, a clip of yesterday's picture is never taken for today's.
    made_by = b"".join(Path(__file__).with_name(name).read_bytes() for name in _MADE_BY)
    return hashlib.sha256(f"{SECONDS} {settings}".encode() + made_by).hexdigest()[:16]


def _folder() -> Path:
    """CHAOSLAB_CACHE, else .lab/clips of the clone, else the user's cache folder."""
    if named := os.environ.get("CHAOSLAB_CACHE"):
        folders = [Path(named)]
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folders = [ROOT / ".lab", home / "chaoslab"] if (ROOT / ".git").exists() else [home / "chaoslab"]
    for folder in folders:
        try:
            (folder / "clips").mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder / "clips", os.W_OK):
            return folder / "clips"
    return Path(tempfile.gettempdir())


def _write_at_once(file: Path, data: bytes) -> None:
    # Publishers that start at the same time must never see half a clip.
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as half:
        half.write(data)
    Path(half.name).chmod(0o644)  # the cache may be several people's
    Path(half.name).replace(file)
