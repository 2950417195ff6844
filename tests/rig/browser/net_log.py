"""What a browser's net log says of where it went: every host that it resolved, asked or sent something to."""

import ipaddress
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def foreign_hosts(log: Path) -> set[str]:
    """Those that are not loopback; attempts count."""
    return {host for host in hosts(log) if not _is_loopback(host)}


def hosts(log: Path) -> set[str]:
    """All of them. A browser that was killed has not closed its log, so it is read line by line."""
    constants, _, *lines = log.read_text(encoding="utf-8").splitlines()
    types = json.loads(f"{constants.rstrip(',')}}}")["constants"]["logEventTypes"]
    names = {number: name for name, number in types.items()}
    found: set[str] = set()
    towards: dict[int, str] = {}  # of each datagram socket; joined to nothing as long as it sends nothing
    for event in _events(lines):
        name, params = names[event["type"]], event.get("params", {})
        if name == "UDP_CONNECT" and "address" in params:
            towards[event["source"]["id"]] = params["address"]
        elif name == "UDP_BYTES_SENT":
            found.add(_host(params.get("address") or towards.get(event["source"]["id"], "")))
        elif name == "TCP_CONNECT_ATTEMPT" and "address" in params:
            found.add(_host(params["address"]))
        elif name in ("URL_REQUEST_START_JOB", "CORS_REQUEST") and "://" in params.get("url", ""):
            found.add(_host(params["url"]))
        elif name.startswith("HOST_RESOLVER_MANAGER") and "host" in params:
            found.add(_host(params["host"]))
    return found


def _events(lines: list[str]) -> Iterator[Mapping[str, Any]]:
    for line in lines:
        try:
            event = json.loads(line.rstrip().removesuffix("]}").rstrip("],"))
        except ValueError:
            continue  # cut off by the browser's end, or what follows the events
        if "type" in event:
            yield event


def _host(place: str) -> str:
    return urlsplit(place if "//" in place else f"//{place}").hostname or ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
