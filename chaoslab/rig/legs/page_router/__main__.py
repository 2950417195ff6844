"""Runs the router (`python -m chaoslab.rig.legs.page_router --fd N`) and prints a line once it serves.

The first line of standard input is JSON: `{"ports": {LEG: PORT}, "patterns": {LEG: [GLOB]}, "key": KEY}`.
"""

import argparse
import asyncio
import json
import socket
import sys

from chaoslab.rig.legs.page_router.exchange import serve_browser
from chaoslab.rig.legs.page_router.tcp_connection import LIMIT, TcpConnection
from chaoslab.rig.legs.page_router.ways import Ways


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser("python -m chaoslab.rig.legs.page_router")
    parser.add_argument("--fd", type=int, required=True)
    asked = parser.parse_args()
    if not (line := sys.stdin.readline()):
        return
    routes = json.loads(line)
    ways = Ways(routes["ports"], routes["patterns"], routes["key"])
    asyncio.run(_serve(socket.socket(fileno=asked.fd), ways))


async def _serve(listening: socket.socket, ways: Ways) -> None:
    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve_browser(TcpConnection(reader, writer), ways)

    async with await asyncio.start_server(accepted, sock=listening, limit=LIMIT) as server:
        print("serving", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    main()
