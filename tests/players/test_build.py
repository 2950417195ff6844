"""A component's folder becomes a page, or one line that says why not."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.evidence.network.requests import requests
from chaoslab.players import build
from chaoslab.players.build import build_players
from chaoslab.players.read import read_player
from chaoslab.players.spec import PlayerSpec
from chaoslab.rig.processes.children import wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup import places
from tests.rig.browser.test_browser import browser

pytestmark = pytest.mark.lab  # it needs Node and the front end's packages


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "PLAYERS", tmp_path / "built")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "built"


def component(code: str, name: str = "player.js") -> PlayerSpec:
    folder = Path("mine")
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(code, encoding="utf-8")
    Path("mine.yaml").write_text("title: Mine\nfolder: mine\n")
    spec = read_player(Path("mine.yaml")).spec
    assert spec is not None
    return spec


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("player.js", "import Hls from 'hls.js';\nexport function mount(element, config) { return new Hls(); }\n"),
        ("player.jsx", "import { useState } from 'react';\nexport default () => <video id={useState('a')[0]} />;\n"),
        ("index.ts", "export const mount = (element: HTMLElement): void => element.append('x');\n"),
        ("index.tsx", "export default function P({ key2 }: { key2?: string }) { return <b>{key2}</b>; }\n"),
    ],
)
def test_a_component_is_built_whatever_it_is_written_in(elsewhere: Path, name: str, code: str) -> None:
    spec = component(code, name)
    build_players([spec])
    assert (elsewhere / spec.bundle / "index.html").is_file()
    assert [left.name for left in elsewhere.iterdir()] == [spec.bundle]


@pytest.mark.usefixtures("elsewhere")
def test_what_is_built_already_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = component("export const mount = () => {};\n")
    build_players([spec, spec, None])
    monkeypatch.setattr(build, "_build", pytest.fail)
    build_players([spec])


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("export const mount = ;\n", "mine/player.js:1: Unexpected token"),
        (
            "import './gone.js';\nexport const mount = 1;\n",
            "mine/player.js:1: imports ./gone.js, but there is no such file",
        ),
        (
            "\n\nexport const mount = () => import('./gone.js');\n",
            "mine/player.js:3: imports ./gone.js, but there is no such file",
        ),
        (
            "\nimport { none } from 'hls.js';\nexport const mount = none;\n",
            'mine/player.js:2: "none" is not exported by "hls.mjs".',
        ),
        (
            "\nimport x from '@/thing';\nexport const mount = x;\n",
            "mine/player.js:2: imports @/thing, which neither its folder nor the lab has installed",
        ),
        (
            "\nimport x from 'hls.js/none';\nexport const mount = x;\n",
            "mine/player.js:2: imports hls.js/none, which hls.js does not offer",
        ),
        (
            "\nexport const mount = () => new Worker(new URL('./gone.js', import.meta.url));\n",
            "mine/player.js:2: Cannot resolve entry module gone.js.",
        ),
        (
            "\nimport x from 'no-such-lib';\nexport const mount = x;\n",
            (
                "mine/player.js:2: imports no-such-lib, which neither its folder nor the lab has installed "
                "(npm install no-such-lib)"
            ),
        ),
        (
            "export const play = 1;\n",
            "mine/player.js: exports neither a React component as default nor mount(element, config)",
        ),
    ],
)
def test_what_is_wrong_is_one_line_with_file_and_line(elsewhere: Path, code: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        build_players([component(code)])
    assert str(refused.value) == told
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("more.css", "\n@import 'gone/x.css';\n", "mine/more.css:2: ENOENT: no such file"),
        ("more.json", "{\n a", "mine/more.json:2: is not valid JSON: "),
        (
            "more.js",
            "\nimport x from 'no-such-lib';\n",
            "mine/more.js:2: imports no-such-lib, which neither its folder nor the lab has installed",
        ),
        ("w.js?worker", "\nlet = = ;\n", "mine/w.js:2: Unexpected token"),
        ("w.js?worker", "\n\nimport './gone.js';\n", "mine/w.js:3: imports ./gone.js, but there is no such file"),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_what_is_wrong_in_another_file_is_told_of_that_file(name: str, code: str, told: str) -> None:
    Path("mine").mkdir()
    Path("mine", name.removesuffix("?worker")).write_text(code)
    with pytest.raises(UsageError) as refused:
        build_players([component(f"import x from './{name}';\nexport const mount = () => x;\n")])
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


BY_URL = "new Worker(new URL('./w.js', import.meta.url), {type: 'module'})"


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (BY_URL, "import Hls from 'hls.js';\nself.loader = Hls.DefaultConfig.loader;\n"),
        (BY_URL, "import { io } from 'socket.io-client';\nself.io = io;\n"),
        (BY_URL, "const { io } = await import('socket.io-client');\nself.io = io;\n"),
        ("new Worker(new URL('./w.js', import.meta.url))", "import { io } from 'socket.io-client';\nself.io = io;\n"),
        ("new SharedWorker(new URL('./w.js', import.meta.url))", "import Hls from 'hls.js';\nself.hls = Hls;\n"),
        ("new Worker('./w.js')", "import { io } from 'socket.io-client';\nself.io = io;\n"),
        ("new Worker('w.js')", "import { io } from 'socket.io-client';\nself.io = io;\n"),
    ],
)
def test_a_worker_is_built_with_what_it_imports(elsewhere: Path, made: str, code: str) -> None:
    Path("mine").mkdir()
    Path("mine/w.js").write_text(code)
    spec = component(f"export const mount = () => {made};\n")
    build_players([spec])
    (worker,) = (elsewhere / spec.bundle / "assets").glob("w-*.js")
    text = worker.read_text()
    assert re.search(r"^\s*import\s*[\"'{\w*]", text) is None  # a worker that is no module could not be loaded
    assert len(text) > 10_000 or "await import(`./" in text
    (page,) = (script for script in (elsewhere / spec.bundle / "assets").glob("index-*.js"))
    assert worker.name in page.read_text()


def test_a_package_of_the_folder_comes_before_that_of_the_lab(elsewhere: Path) -> None:
    package = Path("mine/node_modules/hls.js")
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "hls.js", "main": "index.js", "type": "module"}')
    (package / "index.js").write_text("export default 'the folder has its own';\n")
    spec = component("import Hls from 'hls.js';\nexport const mount = (element) => element.append(Hls);\n")
    build_players([spec])
    scripts = (elsewhere / spec.bundle / "assets").glob("*.js")
    assert any("the folder has its own" in script.read_text() for script in scripts)


async def test_a_worker_that_imports_packages_runs_and_fetches_in_a_real_page(elsewhere: Path) -> None:
    Path("mine").mkdir()
    Path("mine/w.js").write_text(
        "import Hls from 'hls.js';\nimport { io } from 'socket.io-client';\n"
        "self.onmessage = async ({ data }) => {\n"
        "  const { status } = await fetch(data);\n"
        "  self.postMessage([typeof Hls.DefaultConfig.loader, typeof io, status].join(' '));\n};\n"
    )
    spec = component(
        f"export function mount(element, {{ hls }}) {{\n  const worker = {BY_URL};\n"
        "  worker.onmessage = ({ data }) => { document.title = data; };\n  worker.postMessage(hls);\n}\n"
    )
    build_players([spec])
    record = Recording()
    with served(elsewhere / spec.bundle) as url:
        async with browser(record) as opened:
            await opened.open(f"{url}/?hls={url}/index.html")

            async def answered() -> bool:
                return str(await opened.page.title()).endswith(" 200")

            await wait_until(answered, what="the worker's answer", within=10)
            assert await opened.page.title() == "function function 200"
        asked = [request for request in requests(record.so_far()) if request.path == "/index.html"]
        assert [request.status for request in asked] == [200]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
