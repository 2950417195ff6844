"""HLS media playlists as SRS writes them: pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

WINDOW = 5  # SRS lists one segment more than its `hls_window 4` seconds hold
SHORTEST = 0.1  # seconds; SRS drops a segment that is shorter, as the one that a leaving publisher had just begun
_SEQUENCE = re.compile(r"#EXT-X-MEDIA-SEQUENCE:(\d+)")
_DURATION = re.compile(r"#EXTINF:([\d.]+)")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment; `starts_anew` when its timestamps do not go on from the one before."""

    number: int
    name: str
    duration: float
    starts_anew: bool = False


def segments_of(playlist: str) -> tuple[Segment, ...]:
    """The segments of a media playlist, numbered by its media sequence."""
    first = _SEQUENCE.search(playlist)
    number, duration, starts_anew = int(first[1]) if first else 0, 0.0, False
    segments: list[Segment] = []
    for line in map(str.strip, playlist.splitlines()):
        if extinf := _DURATION.match(line):
            duration = float(extinf[1])
        elif line == "#EXT-X-DISCONTINUITY":
            starts_anew = True
        elif line and not line.startswith("#"):
            segments.append(Segment(number + len(segments), line, duration, starts_anew))
            starts_anew = False
    return tuple(segments)


def continued(before: Sequence[Segment], after: Sequence[Segment]) -> tuple[Segment, ...]:
    """Segments of a publisher that came back, after those of the one that left, numbered on; at most WINDOW of them."""
    kept = [segment for segment in before if segment.duration >= SHORTEST]
    first = kept[-1].number + 1 if kept else 0
    numbered = [replace(segment, number=first + segment.number) for segment in after if segment.duration >= SHORTEST]
    # What has left the window of `after` has taken everything before it along.
    gapless = numbered if after and after[0].number else [*kept, *numbered]
    return tuple(gapless[-WINDOW:])


def written(segments: Sequence[Segment]) -> str:
    """A playlist without an end: players keep asking."""
    longest = max((segment.duration for segment in segments), default=1.0)
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", f"#EXT-X-MEDIA-SEQUENCE:{segments[0].number if segments else 0}"]
    lines.append(f"#EXT-X-TARGETDURATION:{max(1, round(longest))}")
    for segment in segments:
        lines += ["#EXT-X-DISCONTINUITY"] * segment.starts_anew
        lines += [f"#EXTINF:{segment.duration:.3f}, no desc", segment.name]
    return "\n".join(lines) + "\n"


def relative_to(folder: str, playlist: str) -> str:
    """Paths below `folder` become relative, so that they work wherever the playlist is served."""
    return "".join(line.removeprefix(folder) for line in playlist.splitlines(keepends=True))
