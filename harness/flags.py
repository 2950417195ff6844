"""The settings of a harness that runs by itself, as flags."""

import argparse

from harness.parts import PARTS
from harness.settings import LOOPBACK_HOSTS, Settings


def parser() -> argparse.ArgumentParser:
    """What `python -m harness` understands."""
    made = argparse.ArgumentParser("python -m harness", description="The stack around the player.")
    add = made.add_argument
    add("--fd", type=int, help="inherited socket to listen on; settings come on standard input")
    add("--listen", default="127.0.0.1:8000", metavar="HOST:PORT")
    add("--serves", choices=tuple(PARTS), default=Settings.serves, help="what it serves")
    add("--edge", default="srs", help="which origin's edge: srs, or embedded, whose callbacks only the lab sets up")
    add("--origin", default="http://127.0.0.1:8080", metavar="URL", help="the origin's HTTP server")
    add("--origin-api", default="http://127.0.0.1:1985", metavar="URL", help="the origin's HTTP API")
    add("--hls-dispose", type=float, default=Settings.hls_dispose, metavar="SECONDS")
    add(
        "--ping-interval",
        type=float,
        default=Settings.ping_interval,
        metavar="SECONDS",
        help="between two Socket.IO pings",
    )
    add(
        "--ping-timeout",
        type=float,
        default=Settings.ping_timeout,
        metavar="SECONDS",
        help="to wait for a client's answer",
    )
    add("--redis", default="", metavar="URL", help="Redis shared with other processes; none by default")
    add("--allow-host", action="append", default=[], metavar="NAME", help="another host name to answer under")
    return made


def settings(asked: argparse.Namespace) -> Settings:
    """The settings asked for."""
    return Settings(
        edge=asked.edge,
        origin=asked.origin,
        origin_api=asked.origin_api,
        hls_dispose=asked.hls_dispose,
        ping_interval=asked.ping_interval,
        ping_timeout=asked.ping_timeout,
        hosts=(*LOOPBACK_HOSTS, *asked.allow_host),
        serves=asked.serves,
        redis=asked.redis,
    )
