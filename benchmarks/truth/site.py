"""The server of the pages: their files, their libraries, and addresses that look like media or lead to it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from chaoslab.setup.places import PLAYER

PAGES = Path(__file__).with_name("pages")
LIBRARIES = {
    "/lib/mpegts.js": "mpegts.js/dist/mpegts.js",
    "/lib/hls.js": "hls.js/dist/hls.min.js",
    "/lib/socket.io.js": "socket.io-client/dist/socket.io.min.js",
}
KINDS = {".html": "text/html", ".js": "text/javascript", ".ts": "text/javascript", ".mp4": "video/mp4"}
MODULE = b"export const said = 'hello';\n"  # what a development server serves under the name of a TypeScript file
_PLAY = re.compile(r"/play/([\w.~-]+)")
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@contextmanager
def open_site(preroll: bytes) -> Iterator[int]:
    """Serve on a port of its own on loopback, which it gives."""
    content = {"/preroll.mp4": preroll, "/preview.mp4": preroll, "/chat.ts": MODULE, "/favicon.ico": b""}
    handler = type("Site", (_Site,), {"content": content})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def redirect_of(path: str) -> str | None:
    """Where the address of a play session leads: to the stream of its key. None for any other path."""
    found = _PLAY.fullmatch(path)
    return f"/live/live/{found[1]}.flv" if found else None


def part(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and one past the last of a range, as a media element asks for it; None for the whole."""
    found = _RANGE.fullmatch(header or "")
    if not found or int(found[1]) >= size:
        return None
    return int(found[1]), min(int(found[2]) + 1 if found[2] else size, size)


class _Site(BaseHTTPRequestHandler):
    content: Mapping[str, bytes]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if target := redirect_of(path):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif (body := self._body(path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._answer(path, body)

    def _body(self, path: str) -> bytes | None:
        if path in self.content:
            return self.content[path]
        file = PLAYER / "node_modules" / LIBRARIES[path] if path in LIBRARIES else PAGES / Path(path).name
        return file.read_bytes() if file.is_file() else None

    def _answer(self, path: str, body: bytes) -> None:
        wanted = part(self.headers.get("Range"), len(body))
        begin, end = wanted or (0, len(body))
        self.send_response(HTTPStatus.PARTIAL_CONTENT if wanted else HTTPStatus.OK)
        if wanted:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{len(body)}")
        self.send_header("Content-Type", KINDS.get(Path(path).suffix, "application/octet-stream"))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end - begin))
        self.end_headers()
        try:
            self.wfile.write(body[begin:end])
        except ConnectionError:  # a media element takes what it needs and leaves
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Nothing is printed."""
