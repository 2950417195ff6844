"""Runs a publisher: `python -m chaoslab.rig.publisher --url rtmp://HOST:PORT/live/KEY`.

What happens is written to standard output, one JSON object a line: {"at", "name", "data"}. It ends on SIGTERM, on
SIGINT and when its standard input closes.
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

from chaoslab.events import EventName
from chaoslab.rig.publisher.clip import prepared
from chaoslab.rig.publisher.sender import Sender
from chaoslab.rig.publisher.settings import MODES, PublisherSettings, VideoSettings
from chaoslab.rig.publisher.sources import source_for

_BATCH = 0.2  # seconds that a line may wait, which spares the reader five of six wake-ups


def main() -> None:
    """Publish, or only prepare the clip."""
    asked = _parser().parse_args()
    width, _, height = asked.size.partition("x")
    settings = PublisherSettings(asked.mode, VideoSettings(int(width), int(height), asked.fps, asked.bitrate))
    if asked.prepare:
        began = time.monotonic()
        file = prepared(settings.video)
        print(f"clip ready in {time.monotonic() - began:.1f} s: {file}")
    else:
        asyncio.run(_publish(asked.url, settings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m chaoslab.rig.publisher", description="Publish a test picture.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--url", help="rtmp://HOST:PORT/APP/KEY")
    what.add_argument("--prepare", action="store_true", help="only encode the clip, so that later starts are quick")
    standard = VideoSettings()
    parser.add_argument("--mode", choices=MODES, default="loop", help="repeat a clip, or encode each frame as it goes")
    parser.add_argument("--size", default=standard.size, metavar="WIDTHxHEIGHT")
    parser.add_argument("--fps", type=int, default=standard.fps)
    parser.add_argument("--bitrate", type=int, default=standard.bitrate, metavar="BITS")
    return parser


async def _publish(url: str, settings: PublisherSettings) -> None:
    loop, log = asyncio.get_running_loop(), _Log()
    source = source_for(settings)
    gc.freeze()  # thousands of frames that stay: the collector need not look at them again and again
    sending = asyncio.ensure_future(Sender(source, settings, log).run(url))
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, sending.cancel)
    input_ended = asyncio.ensure_future(_input_ends())
    input_ended.add_done_callback(lambda _: sending.cancel())
    try:
        await sending
    except asyncio.CancelledError:
        pass
    finally:
        log.flush()


class _Log:
    """Writes events in batches; they carry their own times."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._flushed = 0.0

    def __call__(self, at: float, name: EventName, data: dict[str, Any]) -> None:
        if name is EventName.PUBLISHER_FRAME_SENT:
            told = f'{{"frame": {data["frame"]}, "painted": {data["painted"]}}}'
        else:
            told = json.dumps(data)
        self._lines.append(f'{{"at": {at:.6f}, "name": "{name}", "data": {told}}}\n')
        if at - self._flushed > _BATCH or name is not EventName.PUBLISHER_FRAME_SENT:
            self.flush()
            self._flushed = at

    def flush(self) -> None:
        """Write what has gathered."""
        lines, self._lines = "".join(self._lines).encode(), []
        while lines:
            lines = lines[os.write(sys.stdout.fileno(), lines) :]


async def _input_ends() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    main()
