"""Where the lab has what a page of its own origin asks for at a path of its own choice."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

from chaoslab.legs.leg import Leg

_SOCKET, _API = "/socket.io/", "/api/"
_HLS_FILE = re.compile(r"[\w.~-]+\.(?:m3u8|ts)", re.ASCII)


def lab_path(path: str, leg: Leg, patterns: Mapping[Leg, tuple[str, ...]], key: str) -> str:
    """The path at the lab's own servers; the same path where it is theirs already, or where nothing fits.

    The stream's key may be any part of a path, such as a folder; a stream may have been published anew under one that
    begins with `key`. What a playlist names lies beside it, under the name that the lab gave it.
    """
    if leg == "socket":
        return path if path.startswith(_SOCKET) else _SOCKET
    if leg == "api":
        return path if path.startswith(_API) else _API + path.removeprefix(_beginning(path, patterns[leg])).lstrip("/")
    named = re.search(rf"(?<![\w.~-]){re.escape(key)}(?:-\d)?(?![\w~-])", path, re.ASCII) if key else None
    if leg == "flv":
        return f"/live/live/{named[0]}.flv" if named else path
    return _hls(path, named[0] if named else "") if leg == "hls" else path


def _hls(path: str, stream: str) -> str:
    file = path.rpartition("/")[2]
    if file.endswith(".ts") or (file.startswith(stream) and _HLS_FILE.fullmatch(file)):
        return f"/hls/{file}"
    return f"/hls/{stream}.m3u8" if stream else path


def _beginning(path: str, globs: tuple[str, ...]) -> str:
    """What stands before the first `*` of the pattern that fits; the lab's path goes on where it ends."""
    fitting = next(glob for glob in globs if fnmatchcase(path, glob))
    fixed = fitting.partition("*")[0]
    return fixed[: fixed.rfind("/") + 1]
