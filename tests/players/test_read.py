"""A player file, checked whole before anything starts."""

from pathlib import Path

import pytest

from chaoslab import plugins
from chaoslab.errors import ExperimentInvalid
from chaoslab.legs.page_routes import DEFAULT_PATTERNS, leg_of
from chaoslab.plan.make import Choices, read_plans
from chaoslab.players.read import read_player
from chaoslab.players.spec import PlayerSpec, Sign
from tests.experiment.test_model import GOOD

WHOLE = """\
title: The shop's player
url: "{page}/watch/{key}"
server: http://127.0.0.1:3000/
paths: {flv: ["/stream/*.flv"]}
mode: hls
video: "#live video"
states:
  spinner: .spin
  error: {text: Something went wrong}
steady-state: {live_latency: {at_most: 8}}
cookies: {session: abcdef-123456}
headers: {x-token: {env: SHOP_TOKEN}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> PlayerSpec:
    spec = read_player(written(folder, text)).spec
    assert spec is not None
    return spec


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ExperimentInvalid) as caught:
        read_player(written(folder, text))
    return str(caught.value).removeprefix(f"{folder}/")


def test_everything_that_a_file_may_say_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "t0ken-from-outside")
    player = read_player(written(tmp_path, WHOLE))
    spec = player.spec
    assert spec is not None
    assert (player.name, spec.title, spec.mode, spec.video) == ("shop", "The shop's player", "hls", "#live video")
    assert spec.states == {"spinner": Sign(selector=".spin"), "error": Sign(text="Something went wrong")}
    assert spec.headers["x-token"].get_secret_value() == "t0ken-from-outside"
    assert list(player.steady) == ["live_latency"]


def test_an_old_name_in_the_steady_state_is_read_as_the_present_one_and_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "renamed", lambda _: {"delay": "live_latency"})
    text = WHOLE.replace("{env: SHOP_TOKEN}", "x").replace("live_latency", "delay")
    player = read_player(written(tmp_path, text))
    assert list(player.steady) == ["live_latency"]
    assert player.document is not None
    assert [(renamed.line, renamed.key, renamed.now) for renamed in player.document.renamed] == [
        (10, "steady-state.delay", "live_latency")
    ]
    (tmp_path / "e.yaml").write_text(GOOD)
    heard: list[str] = []
    choices = Choices(player=str(tmp_path / "shop.yaml"))
    read_plans([tmp_path / "e.yaml"], choices, tell=lambda one: heard.append(one.old))
    assert heard == ["delay"]


def test_the_paths_that_are_given_stand_over_those_of_the_stack(tmp_path: Path) -> None:
    routes = read(tmp_path, WHOLE.replace("{env: SHOP_TOKEN}", "x")).routes
    assert routes is not None
    assert routes.server == "http://127.0.0.1:3000"
    assert routes.patterns["flv"] == ("/stream/*.flv",)
    assert routes.patterns["hls"] == DEFAULT_PATTERNS["hls"]


def test_a_server_alone_is_opened_at_its_own_origin(tmp_path: Path) -> None:
    assert read(tmp_path, "title: T\nserver: http://127.0.0.1:3000\n").url == "{page}/"


def test_a_folder_is_looked_for_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "player.js").write_text("export function mount() {}")
    spec = read(tmp_path, "title: T\nfolder: mine\n")
    assert spec.folder == (tmp_path / "mine").as_posix()
    assert spec.bundle.startswith("shop-")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: T\nurl: http://h/\nstate: {}\n", "shop.yaml:3: state: unknown key; did you mean 'states'?"),
        (
            "title: T\nurl: http://h/\nstates:\n  spiner: .x\n",
            "shop.yaml:4: states.spiner: unknown key; did you mean 'spinner'?",
        ),
        ("title: T\nurl: http://h/\nmode: flw\n", "shop.yaml:3: mode: 'flw' is not known; did you mean 'flv'?"),
        ("url: http://h/\n", "title: is missing"),
        ("title: T\n", "shop.yaml:1: needs one of url, folder, server"),
        ("title: T\nfolder: gone\n", "gone: no such folder"),
        ("title: T\nfolder: .\n", "holds none of player.tsx, player.ts,"),
        ("title: T\nfolder: .\nurl: http://h/\n", "shop.yaml:3: url: does not go with folder"),
        ("title: T\nurl: http://h/\nserver: http://h:1\n", "shop.yaml:3: server: is of no use without {page} in url"),
        ("title: T\nserver: https://h:1\n", "shop.yaml:2: server: 'https://h:1' is not the address of a plain HTTP"),
        ("title: T\nurl: http://h/\npaths: {flv: [/x]}\n", "shop.yaml:3: paths: goes with server"),
        (
            "title: T\nurl: http://h/\ncookies:\n  a: {env: NOBODY_SET_THIS}\n",
            "shop.yaml:4: cookies.a.env: NOBODY_SET_THIS is not set in the environment",
        ),
        (
            "title: T\nurl: http://h/\nsteady-state: {frame_rat: {at_least: 1}}\n",
            "shop.yaml:3: steady-state.frame_rat: unknown key; did you mean 'frame_rate'?",
        ),
        (
            "title: T\nurl: http://h/\nsteady-state: {frame_rate: {equals: true}}\n",
            "shop.yaml:3: steady-state.frame_rate: equals takes a number",
        ),
        ("- a\n", "shop.yaml:1: is not a mapping"),
        (
            "title: T\nurl: http://h/?x={flvv}\n",
            "shop.yaml:2: url: unknown placeholder {flvv}; did you mean {flv}?",
        ),
        ("title: T\nurl: http://h/?x={flv\n", "shop.yaml:2: url: a '{' without its counterpart"),
        ("title: T\nurl: http:///x\n", "shop.yaml:2: url: 'http:///x' names no host"),
        (
            "title: T\nserver: http://h\npaths:\n  flv: [live/x]\n",
            "shop.yaml:4: paths.flv.0: 'live/x' matches no path; begin it with a slash",
        ),
        ("title: T\nurl: http://h/\nheaders:\n  x token: a\n", "shop.yaml:4: headers.x token: is not a name that"),
        ("title: T\nurl: http://h/\ncookies:\n  a=b: c\n", "shop.yaml:4: cookies.a=b: is not a name that can be"),
    ],
)
def test_what_is_wrong_is_told_with_line_key_and_nearest_name(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, text)


def test_the_segments_beside_a_playlist_are_on_its_leg_too(tmp_path: Path) -> None:
    paths = "{hls: ['/tv/*.m3u8', '/x/*/index.m3u8']}"
    routes = read(tmp_path, f"title: T\nserver: http://h\npaths: {paths}\n").routes
    assert routes is not None
    assert routes.patterns["hls"] == ("/tv/*.m3u8", "/x/*/index.m3u8", "/tv/*.ts", "/x/*/*.ts")


@pytest.mark.parametrize(
    ("paths", "legs"),
    [
        ("{}", ("page", "socket")),
        ("{api: [/api/*]}", ("api", "socket")),
        ("{socket: []}", ("page", "page")),
    ],
)
def test_a_page_keeps_its_own_api_and_its_own_sockets_where_its_file_says_so(
    tmp_path: Path, paths: str, legs: tuple[str, str]
) -> None:
    routes = read(tmp_path, f"title: T\nserver: http://h\npaths: {paths}\n").routes
    assert routes is not None
    assert tuple(leg_of(path, routes.patterns) for path in ("/api/login", "/socket.io/?EIO=4")) == legs
