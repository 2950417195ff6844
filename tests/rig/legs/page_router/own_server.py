"""A player of somebody's own: a page that knows only its own origin, on a server that knows nothing of the lab."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chaoslab.setup.places import ROOT
from tests.rig.legs.page_router.stage import Side, listening

MPEGTS = ROOT / "harness/player/node_modules/mpegts.js/dist/mpegts.js"
PAGE = b"""<!doctype html><title>shop</title><video muted autoplay></video><script src="/mpegts.js"></script><script>
const key = location.pathname.split('/').pop();
const video = document.querySelector('video');
function play() {
  const url = `${location.origin}/live/live/${key}.flv`;
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url });
  player.on('error', () => { player.destroy(); setTimeout(play, 500); });
  player.attachMediaElement(video);
  player.load();
  player.play();
}
play();
setInterval(() => fetch(`/hls/${key}.m3u8`).then((answer) => answer.text()).catch(() => 0), 300);
new WebSocket(`ws://${location.host}/socket.io/?EIO=4&transport=websocket`);
</script>"""


@asynccontextmanager
async def own_server() -> AsyncIterator[str]:
    """Its address, `http://HOST:PORT`; the page is at /watch/KEY."""
    async with listening(_serve) as port:
        yield f"http://127.0.0.1:{port}"


async def _serve(side: Side) -> None:
    head = await side.reader.read(1 << 16)  # a browser's request is shorter, and nothing where one only looks
    path = head.split()[1] if head else b""
    if path.startswith(b"/watch/"):
        await side.send(_answer(b"200 OK", b"text/html", PAGE))
    elif path == b"/mpegts.js":
        await side.send(_answer(b"200 OK", b"text/javascript", MPEGTS.read_bytes()))
    else:
        await side.send(_answer(b"404 Not Found", b"text/plain", b"not here"))


def _answer(status: bytes, kind: bytes, body: bytes) -> bytes:
    head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return head % (status, kind, len(body)) + body
