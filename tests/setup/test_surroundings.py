"""What a set-up's programs keep while they work, and their caches, lie in the clone and not at home."""

import os
from pathlib import Path

import pytest

from chaoslab.setup import front_end, packages, places, programs
from chaoslab.setup.prepare import prepare
from chaoslab.setup.work import Crew, Work
from tests.setup.made_steps import made_step


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lab: Path) -> list[dict[str, str]]:
    """The environments of the programs that a set-up starts; nothing is started."""
    assert lab.is_dir()
    around: list[dict[str, str]] = []
    for name in ("PIP_CACHE_DIR", "NPM_CONFIG_CACHE", "npm_config_cache", "GOPATH", "GOMODCACHE", "GOCACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    class Ended:
        pid = 0

        def wait(self) -> int:
            return 0

    def start(_crew: Crew, _argv: object, *, env: dict[str, str], **_: object) -> Ended:
        around.append(env)
        return Ended()

    monkeypatch.setattr(Crew, "start", start)
    monkeypatch.setattr(Crew, "ended", lambda *_: None)
    return around


def named(around: dict[str, str], home: str) -> dict[str, str]:
    """What the set-up itself has set to a place at home."""
    return {name: value for name, value in around.items() if value.startswith(home) and os.environ.get(name) != value}


def test_pip_and_go_keep_their_caches_in_the_clone(started: list[dict[str, str]], tmp_path: Path) -> None:
    work = Work("it", tmp_path / "log", Crew())
    packages.pip_install(work, packages.RUNTIME)
    work.run(["go"], env=programs._environment())
    pip, go = started
    assert Path(pip["PIP_CACHE_DIR"]).is_relative_to(places.CACHE)
    assert Path(pip["RUSTUP_HOME"]).is_relative_to(places.CACHE)
    assert all(Path(go[name]).is_relative_to(places.CACHE) for name in ("GOPATH", "GOMODCACHE", "GOCACHE"))
    assert go["XDG_CONFIG_HOME"] == os.devnull
    assert [named(around, os.environ["HOME"]) for around in started if "GOENV" not in around] == [{}]


def test_npm_keeps_its_cache_in_the_clone_and_loads_nothing_of_the_callers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NPM_CONFIG_CACHE", "npm_config_cache"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(front_end, "locate", lambda _name: Path("/usr/bin/node"))
    around = front_end.npm_environment()
    assert Path(around["NPM_CONFIG_CACHE"]).is_relative_to(places.CACHE)
    assert Path(around["NODE_COMPILE_CACHE"]).is_relative_to(places.CACHE)
    assert (around["NODE_OPTIONS"], around["NODE_PATH"]) == ("", "")


def test_temporary_files_are_gone_after_the_set_up_also_those_of_one_that_was_killed(
    started: list[dict[str, str]], tmp_path: Path
) -> None:
    left = places.TEMPORARY / "left"
    left.mkdir(parents=True)

    def act(work: Work) -> None:
        work.run(["true"])
        assert not left.exists()
        Path(started[0]["TMPDIR"], "made").touch()

    assert prepare(lambda: [made_step(tmp_path / "thing", act=act)]) == ()
    assert started[0]["TMPDIR"] == str(places.TEMPORARY)
    assert not places.TEMPORARY.exists()
