"""The page, the recorder and the npm packages are made beside those in use, and take their place as a whole."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from chaoslab.errors import BuildFailed
from chaoslab.setup import front_end, places
from chaoslab.setup.work import Crew, Work


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone's folder with a page, a recorder and packages in use."""
    folder, recorder = tmp_path / "player", tmp_path / "recorder"
    for used in (folder / "dist", folder / "node_modules", recorder / "dist"):
        used.mkdir(parents=True)
        (used / "it").write_text("old")
    for file in ("package.json", "package-lock.json"):
        (folder / file).write_text("{}")
    monkeypatch.setattr(places, "PLAYER", folder)
    monkeypatch.setattr(places, "RECORDER", recorder)
    monkeypatch.setattr(front_end, "_MODULES", folder / "node_modules")
    monkeypatch.setattr(front_end, "locate", lambda _name: Path("/usr/bin/node"))
    return folder


def runs(monkeypatch: pytest.MonkeyPatch, player: Path, *, fails: bool) -> None:
    """Stand in for npm and Vite: what they make is made, or half of it, while what is in use is looked at."""

    def run(work: Work, argv: Sequence[str | Path], *, env: object, cwd: Path) -> None:
        assert env
        words = [*map(str, argv)]
        out = Path(words[words.index("--outDir") + 1]) if "--outDir" in words else cwd / "node_modules"
        out.mkdir(parents=True)
        (out / "it").write_text("half" if fails else "new")
        assert (player / "dist" / "it").is_file() and (player / "node_modules" / "it").is_file()
        if fails:
            raise BuildFailed(work.thing, "it was cut", "try again")

    monkeypatch.setattr(Work, "run", run)


def contents(player: Path) -> set[str]:
    used = (player / "dist", player / "node_modules", places.RECORDER / "dist")
    return {(folder / "it").read_text() for folder in used}


def act(tmp_path: Path) -> None:
    work = Work("it", tmp_path / "log", Crew())
    for step in front_end.steps():
        step.act(work)


def test_what_is_made_takes_the_place_of_what_is_used_and_nothing_else_is_left(
    player: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(monkeypatch, player, fails=False)
    act(tmp_path)
    assert contents(player) == {"new"}
    assert {path.name for path in player.iterdir()} == {"dist", "node_modules", "package.json", "package-lock.json"}
    assert [path.name for path in places.RECORDER.iterdir()] == ["dist"]


def test_what_is_used_stays_whole_where_the_making_is_cut(
    player: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(monkeypatch, player, fails=True)
    for _ in range(2):
        with pytest.raises(BuildFailed):
            act(tmp_path)
    assert contents(player) == {"old"}
    runs(monkeypatch, player, fails=False)
    act(tmp_path)
    assert contents(player) == {"new"}
