"""The player that words stand for."""

from pathlib import Path

import pytest

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.load import load
from chaoslab.experiment.model import ExperimentBase
from chaoslab.players.find import find_player, find_players

FILE = "title: T\nurl: http://h/?u={hls}\n"


def player_file(folder: Path, name: str = "mine") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(FILE)
    return path


def experiment(folder: Path, player: str = "reference") -> tuple[Path, ExperimentBase]:
    path = folder / "one.yaml"
    path.write_text(f"title: T\nrig:\n  player: {player}\nexpect: [{{stall_count: {{equals: 0}}}}]\n")
    return path, load(path)


def test_the_reference_player_has_no_file() -> None:
    assert find_player("reference", []).spec is None
    assert find_player("reference:no-watchdog", []).name == "reference:no-watchdog"


@pytest.mark.parametrize("place", ["suite/players", "suite/inner/players"])
def test_a_file_is_found_beside_the_experiments(tmp_path: Path, place: str) -> None:
    player_file(tmp_path / place)
    experiment = tmp_path / "suite" / "inner" / "one.yaml"
    assert find_player("mine", [experiment]).name == "mine"


def test_a_file_is_found_in_the_experiments_from_where_the_lab_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    player_file(tmp_path / "experiments" / "players")
    assert find_player("mine", [tmp_path.parent / "elsewhere.yaml"]).name == "mine"


def test_the_players_that_the_lab_comes_with_are_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spec = find_player("hlsjs", []).spec
    assert spec is not None
    assert spec.mode == "hls"


@pytest.mark.parametrize("ending", ["yml", "YAML"])
def test_a_file_is_found_however_its_ending_is_written(tmp_path: Path, ending: str) -> None:
    file = player_file(tmp_path / "players").rename(tmp_path / f"players/mine.{ending}")
    assert find_player("mine", [tmp_path / "one.yaml"]).name == "mine"
    assert find_player(str(file), []).name == "mine"


def test_the_path_of_a_file_does_too(tmp_path: Path) -> None:
    assert find_player(str(player_file(tmp_path)), []).name == "mine"
    with pytest.raises(UsageError, match=r"gone.yaml: no such file"):
        find_player("gone.yaml", [])


def test_a_template_is_a_player_by_itself() -> None:
    found = find_player("http://h/?u={hls}", [])
    assert found.spec is not None
    assert (found.name, found.spec.url) == ("http://h/?u={hls}", "http://h/?u={hls}")


def test_a_template_with_an_unknown_placeholder_is_refused_before_anything_starts(tmp_path: Path) -> None:
    told = r"http://h/\?u=\{hsl\}: unknown placeholder \{hsl\}; did you mean \{hls\}\?"
    with pytest.raises(UsageError, match=f"^--player {told}"):
        find_players([experiment(tmp_path), experiment(tmp_path)], over="http://h/?u={hsl}")
    with pytest.raises(ExperimentInvalid, match=rf"one\.yaml:3: rig\.player: {told}"):
        find_players([experiment(tmp_path, "http://h/?u={hsl}")], over=None)


def test_an_unknown_name_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    player_file(tmp_path / "players", "shopping")
    with pytest.raises(UsageError, match=r"--player shoping: is not known; did you mean 'shopping'\?"):
        find_players([experiment(tmp_path)], over="shoping")
    with pytest.raises(UsageError, match=r"did you mean 'reference:no-watchdog'\?"):
        find_player("reference:no-watchdgo", [])


@pytest.mark.parametrize("length", [300, 5000], ids=["name", "path"])
def test_a_name_that_no_file_can_have_is_refused_as_an_unknown_one(tmp_path: Path, length: int) -> None:
    player_file(tmp_path / "players", "shopping")
    with pytest.raises(
        UsageError, match=r"--player p{300,}: is not known; the nearest are .*; `chaoslab players` lists them all"
    ):
        find_players([experiment(tmp_path)], over="p" * length)
    with pytest.raises(UsageError, match=r"p{300,}\.yaml: no such file"):
        find_player("p" * length + ".yaml", [])


def test_an_unknown_name_in_an_experiment_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ExperimentInvalid, match=r"one.yaml:3: rig.player: hlsj: is not known; did you mean 'hlsjs'\?"):
        find_players([experiment(tmp_path, "hlsj")], over=None)


def test_a_mistake_in_a_player_file_is_told_as_that_files(tmp_path: Path) -> None:
    path = player_file(tmp_path / "players")
    path.write_text("title: T\nurl: http://h/\nvidio: x\n")
    with pytest.raises(ExperimentInvalid, match=r"players/mine.yaml:3: vidio: unknown key; did you mean 'video'\?"):
        find_players([experiment(tmp_path, "mine")], over=None)


def test_of_many_players_the_nearest_are_named_and_not_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find_players([experiment(tmp_path)], over="quite-another")
    assert str(caught.value).count("'") == 2 * 3
    assert "{flv}" in str(caught.value)


def test_what_only_bears_a_players_name_is_told_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "players/mine.yaml").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"players/mine\.yaml: is a folder, not a file"):
        find_players([experiment(tmp_path)], over="mine")


@pytest.fixture
def called_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the lab is called in; an experiment lies in `theirs` beside it, a player file in `outside`."""
    for name in ("here", "theirs", "outside"):
        (tmp_path / name).mkdir()
    player_file(tmp_path / "outside", "far")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


@pytest.mark.parametrize(
    "player",
    [
        "../outside/far.yaml",
        "{folder}/outside/far.yaml",
        "{folder}/theirs/linked.yaml",
        "'file://{folder}/outside/page.html?u={{flv}}'",
        "'file://localhost{folder}/outside/page.html'",
        "'file://{folder}/theirs/%2e%2e/outside/page.html'",
    ],
)
def test_an_experiment_names_no_file_that_lies_elsewhere(called_in: Path, player: str) -> None:
    (called_in / "theirs/linked.yaml").symlink_to("../outside/far.yaml")
    theirs = experiment(called_in / "theirs", player.format(folder=called_in))
    with pytest.raises(ExperimentInvalid, match=r"one\.yaml:3: rig\.player: .* lies neither beside .* by --player"):
        find_players([theirs], over=None)


@pytest.mark.parametrize("place", ["here/mine", "theirs/inner"])
def test_an_experiment_names_files_beside_it_and_where_the_lab_is_called(called_in: Path, place: str) -> None:
    file = player_file(called_in / place)
    (player,) = find_players([experiment(called_in / "theirs", str(file))], over=None)
    assert player.name == "mine"
    page = f"'file://{called_in}/{place}/page.html'"
    (player,) = find_players([experiment(called_in / "theirs", page)], over=None)
    assert player.spec is not None


def test_whoever_calls_the_lab_may_name_any_file(called_in: Path) -> None:
    (player,) = find_players([experiment(called_in / "theirs")], over="../outside/far.yaml")
    assert player.name == "far"


@pytest.mark.parametrize("name", ["../../outside/far", "linked"])
def test_a_name_leads_to_no_file_out_of_the_players_folder(called_in: Path, name: str) -> None:
    (called_in / "theirs/players").mkdir()
    (called_in / "theirs/players/linked.yaml").symlink_to("../../outside/far.yaml")
    with pytest.raises(ExperimentInvalid, match=r"rig\.player: .*: leads out of .*/theirs/players"):
        find_players([experiment(called_in / "theirs", name)], over=None)
