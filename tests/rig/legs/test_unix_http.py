"""Requests over a Unix socket: the path of the URL counts, its host does not, and deadlines hold."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from chaoslab.rig.legs.unix_http import UnixAdapter


@pytest.fixture
def session(tmp_path: Path) -> Iterator[requests.Session]:
    with requests.Session() as made:
        made.trust_env = False
        made.mount("http://", UnixAdapter(tmp_path / "api.sock"))
        yield made


def answering(path: Path, *answers: bytes) -> list[bytes]:
    """Give each connection one of these answers; the heads of what was asked appear in the list."""
    listening, heads = socket.socket(socket.AF_UNIX), list[bytes]()
    listening.bind(str(path))
    listening.listen()

    def serve() -> None:
        with listening:
            for answer in answers:
                connection, _ = listening.accept()
                with connection:
                    heads.append(connection.recv(1 << 16))
                    connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return heads


def test_a_request_goes_to_the_socket_whatever_the_host_is_called(session: requests.Session, tmp_path: Path) -> None:
    heads = answering(tmp_path / "api.sock", *[b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"] * 2)
    assert session.get("http://127.0.0.1:8474/proxies?all=1", timeout=2).json() == {}
    assert session.post("http://elsewhere.example/reset", json={"a": 1}, timeout=2).status_code == 200
    assert heads[0].startswith(b"GET /proxies?all=1 HTTP/1.1\r\n")
    assert heads[1].startswith(b"POST /reset HTTP/1.1\r\n")


def test_a_socket_at_which_nobody_is_refuses(session: requests.Session) -> None:
    with pytest.raises(requests.ConnectionError):
        session.get("http://localhost/version", timeout=2)


def test_one_that_says_nothing_is_given_up_in_time(session: requests.Session, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "api.sock"))
        silent.listen()
        with pytest.raises(requests.Timeout):
            session.get("http://localhost/version", timeout=0.1)
