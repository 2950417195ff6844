"""Players that nobody here wrote on the real rig, and what is said of one that does not fit, before anything breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chaoslab.setup.places import ROOT
from tests.lab.conftest import Ended
from tests.test_docs import fenced

pytestmark = pytest.mark.lab
PLAYERS = sorted(path.stem for path in (ROOT / "experiments/players").glob("*.yaml"))
PLAYING = """\
title: A healthy stream plays
steady-state: {frame_rate: {at_least: 27}}
watch: 3
expect:
  - frame_rate: {at_least: 15}
"""
BREAKING = """\
title: FLV is cut
method:
  - {at: 4, lasting: 2, fault: {proxy_down: {leg: flv}}}
watch: 5
expect:
  - frame_rate: {at_least: 1}
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def component(folder: Path, **keys: str) -> Path:
    """The component of docs/your-player.md, with more said in its file."""
    written(folder, "mine/player.js", fenced("docs/your-player.md", "js")[0])
    said = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return written(folder, "mine.yaml", fenced("docs/your-player.md", "yaml")[1] + said)


@pytest.mark.parametrize("player", PLAYERS)
def test_a_player_of_others_plays_the_healthy_stream(lab: Callable[..., Ended], tmp_path: Path, player: str) -> None:
    ended = lab(written(tmp_path, "playing.yaml", PLAYING), "--player", ROOT / f"experiments/players/{player}.yaml")
    assert ended.code == 0, ended.output


def test_the_component_of_the_documents_plays(lab: Callable[..., Ended], tmp_path: Path) -> None:
    ended = lab(written(tmp_path, "playing.yaml", PLAYING), "--player", component(tmp_path))
    assert ended.code == 0, ended.output


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"states": "{playing: .no-such-state}"}, "states.playing: expected shown while the stream plays"),
        ({"video": "'#nobody'"}, "'#nobody' matched no media element"),
    ],
    ids=["state", "video"],
)
def test_a_selector_that_matches_nothing_is_named_before_anything_breaks(
    lab: Callable[..., Ended], tmp_path: Path, said: dict[str, str], named: str
) -> None:
    ended = lab(written(tmp_path, "breaking.yaml", BREAKING), "--player", component(tmp_path, **said))
    invalid_before_any_fault(ended, named)


def test_a_page_that_never_plays_is_said_to_before_anything_breaks(lab: Callable[..., Ended], tmp_path: Path) -> None:
    page = written(tmp_path, "still.html", "<!doctype html><title>still</title><video muted></video>")
    ended = lab(written(tmp_path, "breaking.yaml", BREAKING), "--player", f"{page.as_uri()}?src={{flv}}")
    invalid_before_any_fault(ended, "nothing was ever seen to play: it asked for nothing on the flv or hls leg")


def test_a_placeholder_that_nobody_knows_is_said_before_anything_starts(
    lab: Callable[..., Ended], tmp_path: Path
) -> None:
    ended = lab(written(tmp_path, "breaking.yaml", BREAKING), "--player", "http://127.0.0.1:9/?src={fvl}")
    assert ended.code == 2
    assert ended.output.count("\n") == 1
    assert "unknown placeholder {fvl}; did you mean {flv}?" in ended.output
    assert not ended.folder.exists()


def test_a_folder_that_is_not_there_is_a_usage_error(lab: Callable[..., Ended], tmp_path: Path) -> None:
    player = written(tmp_path, "gone.yaml", "title: Gone\nfolder: nowhere\n")
    ended = lab(written(tmp_path, "breaking.yaml", BREAKING), "--player", player)
    assert ended.code == 2
    assert str(tmp_path / "nowhere") in ended.output


def invalid_before_any_fault(ended: Ended, named: str) -> None:
    assert ended.code == 4, ended.output
    (trial,) = ended.summary["trials"]
    assert trial["outcome"] == "invalid"
    assert named in " ".join(trial["reasons"])
    assert not any(receipt["witnessed"] or receipt["lifted_at"] for receipt in trial["receipts"])
    timeline = (ended.folder / "trials" / trial["id"] / "timeline.jsonl").read_text(encoding="utf-8")
    assert "fault.injected" not in timeline
