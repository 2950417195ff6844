"""A real Chromium on its own: it listens nowhere, calls nobody, takes no downloads and writes only where it may."""

import asyncio
import json
import os
from collections.abc import Mapping
from pathlib import Path

import psutil
import pytest

from chaoslab.rig.browser import chromium
from chaoslab.rig.processes.machine import family
from chaoslab.run.recording import Recording
from tests.rig.browser.net_log import foreign_hosts, hosts
from tests.rig.opened_tab import tab, until, value

PAGE = """<p lang="fr">Une page en français, que l'on pourrait traduire, avec des fautes d'ortografe.</p><video></video>
<form><input type="email"><input type="password"><textarea autofocus spellcheck="true" lang="en">mispeled</textarea>
</form>"""
DOWNLOAD = """const a = document.createElement('a'); a.download = 'kept.txt';
a.href = URL.createObjectURL(new Blob(['kept'])); a.click()"""
WATCHED = 12.0  # seconds; the last of those who called began to 10 s after the start


def test_what_a_net_log_names_is_found_and_what_was_never_sent_is_not(tmp_path: Path) -> None:
    names = "URL_REQUEST_START_JOB HOST_RESOLVER_MANAGER_JOB TCP_CONNECT_ATTEMPT UDP_CONNECT UDP_BYTES_SENT"
    events = [
        (0, 1, {"url": "https://accounts.example/ListAccounts"}),
        (1, 2, {"host": "https://time.example"}),
        (2, 3, {"address": "203.0.113.7:443"}),
        (3, 4, {"address": "[2001:db8::1]:443"}),
        (3, 5, {"address": "203.0.113.8:53"}),
        (4, 5, {"byte_count": 40}),
        (4, 6, {"address": "224.0.0.251:5353", "byte_count": 40}),
        (2, 7, {"address": "127.0.0.1:80"}),
        (0, 8, {"url": "data:text/html,x"}),
    ]
    numbers = {"logEventTypes": {kind: number for number, kind in enumerate(names.split())}}
    lines = [json.dumps({"type": kind, "source": {"id": source}, "params": params}) for kind, source, params in events]
    log = tmp_path / "log"
    log.write_text(
        "\n".join([f'{{"constants":{json.dumps(numbers)},', '"events": [', *(f"{line}," for line in lines), '{"ty'])
    )
    told = {"accounts.example", "time.example", "203.0.113.7", "203.0.113.8", "224.0.0.251"}
    assert foreign_hosts(log) == told
    assert hosts(log) == told | {"127.0.0.1"}


def listening(pid: int) -> list[object]:
    return [one.laddr for one in psutil.Process(pid).net_connections("inet") if one.status == psutil.CONN_LISTEN]


@pytest.mark.lab
async def test_nothing_leaves_loopback_that_the_page_did_not_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "net.json"
    monkeypatch.setattr(chromium, "FLAGS", (*chromium.FLAGS, f"--log-net-log={log}"))
    async with tab(Recording(), PAGE) as opened:
        await until(opened, "document.activeElement?.tagName === 'TEXTAREA'")
        await value(opened, "document.execCommand('insertText', false, 'helo wrld ')")  # as if typed, for the spelling
        await opened.hide()
        await opened.show()
        await asyncio.sleep(WATCHED)
    assert "127.0.0.1" in hosts(log)  # the page itself
    assert foreign_hosts(log) == set()


@pytest.mark.lab
async def test_nothing_of_the_browser_and_nothing_that_leads_to_it_listens_while_a_page_is_open() -> None:
    async with tab(Recording(), "<script>n = 1</script>") as opened:
        await until(opened, "n === 1")
        assert len(listening(os.getpid())) == 2  # the page's site and its frame's, which the test itself serves
        assert [listening(process) for process in family(opened.child.pid) if listening(process)] == []


@pytest.mark.lab
async def test_a_download_is_denied_and_the_home_folder_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with tab(Recording(), "<script>n = 1</script>") as opened:
        ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def progressed(told: Mapping[str, str]) -> None:
            if told["state"] != "inProgress" and not ended.done():
                ended.set_result(told["state"])

        opened.session.on("Page.downloadProgress", progressed)
        await value(opened, DOWNLOAD)
        assert await asyncio.wait_for(ended, 10) == "canceled"
        assert list(opened.child.log.parent.rglob("kept*")) == []
    assert list(tmp_path.iterdir()) == []
