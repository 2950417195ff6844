"""Runs the harness: `python -m harness --fd N` for the lab, `python -m harness --listen HOST:PORT …` by itself.

With `--fd` the listening socket is inherited, the first line of standard input holds the settings as JSON, and the end
of standard input ends the harness. By itself the settings are flags and it runs until it is told to stop.
"""

import asyncio
import json
import logging
import socket
import sys

import uvicorn

from harness import flags
from harness.parts import build_app
from harness.settings import LARGEST, Settings


def main() -> None:
    """Serve until the end."""
    asked = flags.parser().parse_args()
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    if asked.fd is not None:
        asyncio.run(_serve_parent(socket.socket(fileno=asked.fd)))
    else:
        host, _, port = asked.listen.rpartition(":")
        asyncio.run(_server(flags.settings(asked)).serve([socket.create_server((host, int(port)))]))


async def _serve_parent(listening: socket.socket) -> None:
    lines = await _standard_input()
    first = await lines.readline()
    if not first:
        return
    server = _server(Settings(**json.loads(first)))
    serving = asyncio.ensure_future(server.serve([listening]))
    parent_gone = asyncio.ensure_future(lines.read())
    await asyncio.wait((serving, parent_gone), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = server.force_exit = True
    await serving


def _server(settings: Settings) -> uvicorn.Server:
    config = uvicorn.Config(
        build_app(settings),
        log_config=None,
        access_log=False,
        lifespan="on" if settings.redis else "off",  # what goes on beside the requests begins there
        ws="wsproto",
        ws_max_size=LARGEST,
        http="h11",
        timeout_graceful_shutdown=0,
        server_header=False,
    )
    return uvicorn.Server(config)


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


def _is_news(record: logging.LogRecord) -> bool:
    # A stream that is cut as its origin cut it, or because the harness ends, is not a mistake.
    expected = ("without completing response", "graceful shutdown exceeded")
    return not any(words in record.getMessage() for words in expected)


if __name__ == "__main__":
    main()
