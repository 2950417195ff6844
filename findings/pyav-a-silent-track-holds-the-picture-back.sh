#!/usr/bin/env bash
# PyAV 18.1.0 (libavformat 62.12): an FLV output that declares sound and picture but is given only pictures sends nothing
# for the first 10 s, then everything with 10 s of lag, for ever. `mux()` returns at once all the while, without a word.
#
# Why: the muxer interleaves by time, and waits for a packet of every declared track up to `max_interleave_delta`, which
# is 10 s by default. A live encoder whose microphone is silent from the start is so 10 s behind, or looks dead. Setting
# the option to 1 (microsecond) sends each picture as it comes; setting it to 0 does not switch the wait off but makes it
# endless.
#
# Seen: at which picture (of 360, 30 a second) bytes came out first, and how many pictures brought any.
#   picture-alone first=0 brought=360
#   silent-sound first=0 brought=60 next=301
#   silent-sound max_interleave_delta=1 first=0 brought=360
#   silent-sound max_interleave_delta=0 first=0 brought=1
# (picture 0 brings the file's header)
#
# Needs Python 3 with venv. Exits 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -I -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet av==18.1.0

cat >"$work/silent.py" <<'PYTHON'
import sys
from fractions import Fraction

import av

EXPECTED = """picture-alone first=0 brought=360
silent-sound first=0 brought=60 next=301
silent-sound max_interleave_delta=1 first=0 brought=360
silent-sound max_interleave_delta=0 first=0 brought=1"""


class Counted:
    total = 0

    def write(self, data):
        self.total += len(data)
        return len(data)


def pictures_that_brought_bytes(sound, **options):
    sink = Counted()
    out = av.open(sink, "w", format="flv", options={"flvflags": "no_duration_filesize", "flush_packets": "1", **options})
    video = out.add_stream("libx264", rate=30)
    video.width = video.height = 64
    video.pix_fmt = "yuv420p"
    video.options = {"preset": "ultrafast", "tune": "zerolatency"}
    if sound:
        out.add_stream("aac", rate=44100)
    brought = []
    for number in range(360):
        picture = av.VideoFrame(64, 64, "yuv420p")
        for plane in picture.planes:
            plane.update(bytes(plane.buffer_size))
        picture.pts, picture.time_base = number, Fraction(1, 30)
        before = sink.total
        out.mux(video.encode(picture))
        if sink.total > before:
            brought.append(number)
    out.close()
    return brought


def told(name, brought):
    later = f" next={brought[1]}" if 1 < len(brought) < 360 else ""
    return f"{name} first={brought[0]} brought={len(brought)}{later}"


print("PyAV", av.__version__, "libavformat", ".".join(map(str, av.library_versions["libavformat"])))
seen = [
    told("picture-alone", pictures_that_brought_bytes(False)),
    told("silent-sound", pictures_that_brought_bytes(True)),
    *(
        told(f"silent-sound max_interleave_delta={value}", pictures_that_brought_bytes(True, max_interleave_delta=value))
        for value in ("1", "0")
    ),
]
print("\n".join(seen))
sys.exit(0 if "\n".join(seen) == EXPECTED else "the behaviour has changed")
PYTHON
"$work/venv/bin/python" "$work/silent.py"
