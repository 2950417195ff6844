"""Origins by name: each file of this folder is one, found by listing the folder.

    async with open_origin("embedded", children, notify="http://127.0.0.1:4000/origin-hooks/TOKEN") as origin:
        origin.ingest(key, port=origin.rtmp_port)   # where to publish
        origin.http                          # what the harness's edge of that name hands on

An origin's file gives `open_origin(children, settings) -> AsyncIterator[Origin]` as an async context manager.
"""

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chaoslab import plugins
from chaoslab.errors import UsageError
from chaoslab.rig.media.origins._origin import HLS_DISPOSE, Origin, OriginSettings
from chaoslab.rig.media.origins._process import OriginProcess
from chaoslab.rig.processes.children import Children

__all__ = ["HLS_DISPOSE", "Origin", "OriginProcess", "OriginSettings", "names", "open_origin"]


def names() -> tuple[str, ...]:
    """The origins there are, in alphabetical order."""
    return plugins.names(__name__)


@asynccontextmanager
async def open_origin(
    name: str, children: Children, *, notify: str, hls_dispose: float = HLS_DISPOSE
) -> AsyncIterator[Origin]:
    """Start (or find) an origin that accepts RTMP and serves HTTP; it is gone on leaving.

    `notify` is the URL below which an origin that has callbacks posts them; `hls_dispose` is how many seconds HLS
    files outlive their publisher. Raises UsageError for an unknown name, Missing for a program that is not there,
    NotReady when it does not come up.
    """
    if name not in names():
        raise UsageError(f"there is no origin {name!r}; the known ones are {', '.join(names())}")
    module = importlib.import_module(f"{__name__}.{name}")
    async with module.open_origin(children, OriginSettings(notify, hls_dispose)) as origin:
        yield origin
