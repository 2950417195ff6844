"""Runs the harness: `python -m harness --fd N` for the lab, `python -m harness --listen HOST:PORT …` by itself.

With `--fd` the listening socket is inherited, the first line of standard input holds the settings as JSON, and the end
of standard input ends the harness. By itself the settings are flags and it runs until it is told to stop.
"""

import asyncio
import json
import socket
import sys

from harness import flags
from harness.parts import build_app
from harness.serving import make_server
from harness.settings import Settings


def main() -> None:
    """Serve until the end."""
    asked = flags.parser().parse_args()
    if asked.fd is not None:
        asyncio.run(_serve_parent(socket.socket(fileno=asked.fd)))
    else:
        host, _, port = asked.listen.rpartition(":")
        settings = flags.settings(asked)
        serving = make_server(build_app(settings), settings).serve([socket.create_server((host, int(port)))])
        asyncio.run(serving)


async def _serve_parent(listening: socket.socket) -> None:
    lines = await _standard_input()
    first = await lines.readline()
    if not first:
        return
    settings = Settings(**json.loads(first))
    server = make_server(build_app(settings), settings)
    serving = asyncio.ensure_future(server.serve([listening]))
    parent_gone = asyncio.ensure_future(lines.read())
    await asyncio.wait((serving, parent_gone), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = server.force_exit = True
    await serving


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


if __name__ == "__main__":
    main()
