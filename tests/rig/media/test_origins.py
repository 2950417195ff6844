"""Finding, starting and refusing origins."""

import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chaoslab.errors import Missing, NotReady
from chaoslab.rig.media.origins import names, open_origin
from chaoslab.rig.processes.children import Children, open_children
from chaoslab.rig.processes.ports import listening_socket, reserved_ports

NOTIFY = "http://127.0.0.1:1/origin-hooks"


@pytest.fixture
async def children() -> AsyncIterator[Children]:
    async with open_children() as opened:
        yield opened


def script(folder: Path, text: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_folder_is_the_list_of_origins() -> None:
    assert names() == ("embedded", "srs")


@pytest.mark.parametrize(
    ("named", "found"),
    [(None, "CHAOSLAB_SRS is not set"), ("/nowhere/srs", "CHAOSLAB_SRS=/nowhere/srs"), ("/tmp", "=/tmp")],
)
async def test_an_srs_that_is_not_there_is_missing_with_the_way_to_name_one(
    children: Children, monkeypatch: pytest.MonkeyPatch, named: str | None, found: str
) -> None:
    monkeypatch.delenv("CHAOSLAB_SRS", raising=False)
    if named:
        monkeypatch.setenv("CHAOSLAB_SRS", named)
    with pytest.raises(Missing, match=rf"SRS is missing \(.*{found}\); set CHAOSLAB_SRS to the path of an srs binary"):
        async with open_origin("srs", children, notify=NOTIFY):
            pass


async def test_an_address_where_no_srs_runs_is_said(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", "127.0.0.1:1:2:3")
    with pytest.raises(NotReady, match=r"SRS does not accept connections at 127\.0\.0\.1:1"):
        async with open_origin("srs", children, notify=NOTIFY):
            pass


async def test_a_program_that_is_no_srs_is_named_with_its_last_words(
    children: Children, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", str(script(tmp_path, "echo I am no SRS; exit 3")))
    with pytest.raises(NotReady, match=r"srs ended with code 3 .*I am no SRS"):
        async with open_origin("srs", children, notify=NOTIFY):
            pass


def test_a_reserved_port_can_be_listened_on_by_its_owner_and_is_given_to_nobody_else() -> None:
    with reserved_ports(3) as ports:
        assert len(set(ports)) == 3
        with socket.socket() as owner:
            owner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            owner.bind(("127.0.0.1", ports[0]))
            owner.listen()
            with socket.create_connection(("127.0.0.1", ports[0]), timeout=1):
                pass
        with socket.socket() as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", ports[1]))


def test_a_socket_for_a_child_listens_on_loopback_at_once() -> None:
    with listening_socket() as one, socket.create_connection(one.getsockname(), timeout=1):
        assert one.getsockname()[0] == "127.0.0.1"
