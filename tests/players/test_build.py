"""A component's folder becomes a page, or one line that says why not."""

from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.players import build
from chaoslab.players.build import build_players
from chaoslab.players.read import read_player
from chaoslab.players.spec import PlayerSpec
from chaoslab.setup import places

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
        ("import './gone.js';\nexport const mount = 1;\n", "mine/player.js:1: Could not resolve './gone.js'"),
        (
            "\nimport x from 'no-such-lib';\nexport const mount = x;\n",
            "mine/player.js:2: imports no-such-lib, which neither its folder nor the lab has installed",
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


def test_a_package_of_the_folder_comes_before_that_of_the_lab(elsewhere: Path) -> None:
    package = Path("mine/node_modules/hls.js")
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "hls.js", "main": "index.js", "type": "module"}')
    (package / "index.js").write_text("export default 'the folder has its own';\n")
    spec = component("import Hls from 'hls.js';\nexport const mount = (element) => element.append(Hls);\n")
    build_players([spec])
    scripts = (elsewhere / spec.bundle / "assets").glob("*.js")
    assert any("the folder has its own" in script.read_text() for script in scripts)
