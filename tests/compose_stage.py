"""Runs docker-compose.chaos.yml as plain processes in a namespace of its own, with the file's own arguments and health
checks; prints what it saw as JSON.

    unshare --net --mount --pid --fork --kill-child --mount-proc python -m tests.compose_stage FOLDER PROGRAMS SERVICE…

FOLDER is for files, PROGRAMS a JSON object from what a command begins with to the program here. Every service name
means 127.0.0.1, as nothing else is there.
"""

import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import yaml

from chaoslab.setup.places import ROOT

COMPOSE = ROOT / "docker-compose.chaos.yml"
ENTRYPOINTS = {"ghcr.io/shopify/toxiproxy": ["/toxiproxy"]}  # what the image puts before the command
DEADLINE = 15.0  # seconds for each service to become healthy
_direct = build_opener(ProxyHandler({}))


def services() -> dict[str, Any]:
    """The services that make up the stack, as the file has them; those of a profile are run by hand."""
    found = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    return {name: one for name, one in found.items() if "profiles" not in one}


def in_order(found: Mapping[str, Any]) -> Iterator[str]:
    """Service names, each after those that it depends on."""
    done: set[str] = set()
    while len(done) < len(found):
        ready = [name for name, one in found.items() if name not in done and set(one.get("depends_on", ())) <= done]
        assert ready, "services depend on each other in a circle"
        done.update(ready)
        yield from ready


def argv(service: Mapping[str, Any]) -> list[str]:
    """What the container would run."""
    return [*ENTRYPOINTS.get(service["image"].rpartition(":")[0], []), *service["command"]]


def here(service: Mapping[str, Any], folder: Path) -> Mapping[str, str]:
    """Paths inside the container → paths here, as its mounts say."""
    places = {path.rstrip("/"): str(folder) for path in service.get("tmpfs", ())}
    for volume in service.get("volumes", ()):
        source, target, *_ = volume.split(":")
        places[target] = str(ROOT / source)
    return places


def moved(word: str, places: Mapping[str, str]) -> str:
    """An argument with the container's paths replaced; `-option=PATH` too."""
    flag, equals, path = word.partition("=")
    if equals and path in places:
        return f"{flag}={places[path]}"
    trimmed = word.rstrip("/")
    return places[trimmed] + word[len(trimmed) :] if trimmed in places else word


def start(service: Mapping[str, Any], folder: Path, programs: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start one service in a folder of its own; relative paths in its command mean the container's working folder."""
    folder.mkdir()
    places = dict(here(service, folder))
    home = service.get("working_dir", "")
    for target, source in places.items():
        if home and target.startswith(home):
            link = folder / Path(target).relative_to(home)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(source)
    program, *words = argv(service)
    (folder / program.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)  # SRS writes where its program lies
    command = [programs[program], *(moved(word, places) for word in words)]
    with (folder / "log").open("wb") as log:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **service.get("environment", {})}
        given = subprocess.PIPE if service.get("stdin_open") else subprocess.DEVNULL
        return subprocess.Popen(command, cwd=folder, stdin=given, stdout=log, stderr=log, env=environment)


def healthy(service: Mapping[str, Any], programs: Mapping[str, str]) -> bool:
    """One go of the service's own health check; where its program is not here, whether its first port answers."""
    _, program, *words = service["healthcheck"]["test"]
    found = programs.get(program) or shutil.which(program)
    if found is None:
        port = int(service["ports"][0].rpartition(":")[2])
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0
    return subprocess.run([found, *words], check=False, capture_output=True, timeout=10).returncode == 0


def wait_healthy(service: Mapping[str, Any], process: subprocess.Popen[bytes], programs: Mapping[str, str]) -> bool:
    deadline = time.monotonic() + DEADLINE
    while process.poll() is None and time.monotonic() < deadline:
        if healthy(service, programs):
            return True
        time.sleep(0.05)
    return False


def raise_loopback() -> None:
    """Set the namespace's `lo` up (SIOCSIFFLAGS, IFF_UP | IFF_RUNNING)."""
    with socket.socket() as one:
        fcntl.ioctl(one, 0x8914, struct.pack("16sh14x", b"lo", 0x41))


def name_services(names: Mapping[str, Any], folder: Path) -> None:
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 localhost {' '.join(names)}\n", encoding="utf-8")
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)


def look(url: str, size: int = 1 << 16) -> dict[str, Any]:
    """Status, framing and the first bytes of an answer."""
    with _direct.open(url, timeout=5) as answer:
        body = answer.read1(size)
        framing = answer.headers.get("transfer-encoding")
        return {"status": answer.status, "framing": framing, "body": body.decode("latin-1")}


def look_until_there(url: str) -> dict[str, Any]:
    """The same, once the answer is not 404 any more: SRS writes the first playlist with the first segment."""
    deadline = time.monotonic() + DEADLINE
    while True:
        try:
            return look(url)
        except HTTPError as error:
            error.close()
            if error.code != 404 or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def seen_by_a_viewer() -> dict[str, Any]:
    """What the published ports of the whole stack answer."""
    master = look_until_there("http://127.0.0.1:18002/hls/demo.m3u8")
    child = next(line for line in master["body"].splitlines() if line.startswith("/"))
    return {
        "flv": look("http://127.0.0.1:18001/live/live/demo.flv"),
        "hls": look_until_there(f"http://127.0.0.1:18002{child}"),
        "socket": look("http://127.0.0.1:18003/socket.io/?EIO=4&transport=polling"),
        "api": look("http://127.0.0.1:18004/api/stream/demo"),
        "viewers": look("http://127.0.0.1:18004/api/viewers/demo"),
        "page": look("http://127.0.0.1:8081/api/health"),
    }


def main() -> None:
    folder, programs, wanted = Path(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3:]
    found = services()
    raise_loopback()
    name_services(found, folder)
    report: dict[str, Any] = {"services": {}}
    for name in filter(wanted.__contains__, in_order(found)):
        service = found[name]
        process = start(service, folder / name, programs)
        up = wait_healthy(service, process, programs)
        report["services"][name] = {"healthy": up, "log": (folder / name / "log").read_text()[-2000:]}
    if all(report["services"].get(name, {}).get("healthy") for name in found):
        report["viewer"] = seen_by_a_viewer()
    print(json.dumps(report))


if __name__ == "__main__":
    main()
