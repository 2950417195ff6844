"""Runs a publisher: `python -m chaoslab.rig.media.publisher --url rtmp://HOST:PORT/live/KEY`.

With `--url -` the first line of standard input is the URL. Every other line there is an order (`orders.py`), answered
with {"did": the line} once it is done; the first answer, `start`, is unasked. What happens is written to standard
output, one JSON object a line: {"at", "name", "data"}. The process ends on SIGTERM, on SIGINT and when its standard
input closes.
"""

import argparse
import asyncio
import gc
import json
import os
import signal
import sys
import time
from typing import Any

from chaoslab.rig.media.publisher.clip import prepared
from chaoslab.rig.media.publisher.on_air import OnAir
from chaoslab.rig.media.publisher.orders import START, obey
from chaoslab.rig.media.publisher.sender import Sender
from chaoslab.rig.media.publisher.settings import MODES, PublisherSettings, VideoSettings
from chaoslab.rig.media.publisher.sources import source_for
from chaoslab.timeline.events import EventName

_BATCH = 0.2  # seconds that a line may wait, which spares the reader five of six wake-ups


def main() -> None:
    """Publish, or only prepare the clip."""
    asked = _parser().parse_args()
    width, _, height = asked.size.partition("x")
    video = asked.encoding or VideoSettings(int(width), int(height), asked.fps, asked.bitrate)
    if asked.prepare:
        began = time.monotonic()
        file = prepared(video)
        print(f"clip ready in {time.monotonic() - began:.1f} s: {file}")
    else:
        settings = PublisherSettings(asked.mode, video, tuple(asked.also), asked.begins_at, asked.first)
        asyncio.run(_publish(asked.url, settings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m chaoslab.rig.media.publisher", description="Publish a test picture.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--url", help="rtmp://HOST:PORT/APP/KEY, or - to read it from standard input")
    what.add_argument("--prepare", action="store_true", help="only encode the clip, so that later starts are quick")
    standard, json_of = VideoSettings(), VideoSettings.from_json
    parser.add_argument("--mode", choices=MODES, default="loop", help="repeat a clip, or encode each frame as it goes")
    parser.add_argument("--size", default=standard.size, metavar="WIDTHxHEIGHT")
    parser.add_argument("--fps", type=int, default=standard.fps)
    parser.add_argument("--bitrate", type=int, default=standard.bitrate, metavar="BITS")
    parser.add_argument("--encoding", type=json_of, metavar="JSON", help="all of the above and more, as JSON")
    parser.add_argument(
        "--also", type=json_of, action="append", default=[], metavar="JSON", help="another encoding, ready to switch to"
    )
    parser.add_argument(
        "--begins-at", type=float, default=0.0, metavar="SECONDS", help="first timestamp of each connection"
    )
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="the number of the first frame")
    return parser


async def _publish(url: str, settings: PublisherSettings) -> None:
    loop, log = asyncio.get_running_loop(), _Log()
    sources = {video: source_for(settings.mode, video) for video in (settings.video, *settings.also)}
    gc.freeze()  # thousands of frames that stay: the collector need not look at them again and again
    sender = Sender(sources, settings, log)
    lines = await _standard_input()
    on_air = OnAir(sender, (await lines.readline()).decode().strip() if url == "-" else url)
    on_air.start()
    log.did(START)
    obeying = asyncio.ensure_future(_obey(lines, on_air, sender, log))
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, obeying.cancel)
    try:
        await asyncio.wait((obeying, on_air.broken), return_when=asyncio.FIRST_COMPLETED)
        await on_air.stop()
        for ended in (obeying, on_air.broken):
            if ended.done() and not ended.cancelled():
                ended.result()
    finally:
        log.flush()


async def _standard_input() -> asyncio.StreamReader:
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    return lines


async def _obey(lines: asyncio.StreamReader, on_air: OnAir, sender: Sender, log: "_Log") -> None:
    """Carry out each line until they end."""
    while line := (await lines.readline()).decode().strip():
        await obey(line, on_air, sender)
        log.did(line)


class _Log:
    """Writes events in batches; they carry their own times."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._flushed = 0.0

    def __call__(self, at: float, name: EventName, data: dict[str, Any]) -> None:
        if name is EventName.PUBLISHER_FRAME_SENT:
            written = f'{{"frame": {data["frame"]}, "painted": {data["painted"]}}}'
        else:
            written = json.dumps(data)
        self._lines.append(f'{{"at": {at:.6f}, "name": "{name}", "data": {written}}}\n')
        if at - self._flushed > _BATCH or name is not EventName.PUBLISHER_FRAME_SENT:
            self.flush()
            self._flushed = at

    def did(self, line: str) -> None:
        """Answer a line of standard input."""
        self._lines.append(f"{json.dumps({'did': line})}\n")
        self.flush()

    def flush(self) -> None:
        """Write what has gathered."""
        lines, self._lines = "".join(self._lines).encode(), []
        while lines:
            lines = lines[os.write(sys.stdout.fileno(), lines) :]


if __name__ == "__main__":
    main()
