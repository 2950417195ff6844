"""The files of a round: an experiment and its player file, as a user would write them."""

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from benchmarks.truth.case import Case, Script

_LEGS = ("flv", "hls", "socket", "key")


def name_of(case: Case, number: int) -> str:
    """Of the files of a round, and so of its trial."""
    return f"{case.name}-{number + 1}"


def script_of(case: Case, number: int, seed: int) -> Script:
    """What the page is told in a round; the same on any machine."""
    return case.script(random.Random(f"{seed} {case.name} {number}"), number)


def player_of(case: Case, script: Script, port: int) -> dict[str, Any]:
    """The player file of a round, with the site's port."""
    site = f"http://127.0.0.1:{port}"
    words = "&".join((f"script={quote(json.dumps(dict(script)), safe='')}", *(f"{leg}={{{leg}}}" for leg in _LEGS)))
    base = "{page}" if case.own_server else site
    own = {"server": site} if case.own_server else {}
    return {"title": case.title, "url": f"{base}/{case.page}.html?{words}", **own, **case.player}


def experiment_of(case: Case, name: str) -> dict[str, Any]:
    """The experiment file of a round, which names its player file."""
    rig: Mapping[str, Any] = case.experiment.get("rig", {})
    return {"title": case.title, **case.experiment, "rig": {**rig, "player": name}}


def write(case: Case, number: int, folder: Path, *, port: int, seed: int) -> Path:
    """Write both; returns the experiment's."""
    name = name_of(case, number)
    player = player_of(case, script_of(case, number, seed), port)
    for path, content in (
        (folder / "players" / f"{name}.yaml", player),
        (folder / f"{name}.yaml", experiment_of(case, name)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder / f"{name}.yaml"


def write_all(case: Case, rounds: int, folder: Path, *, port: int, seed: int) -> Iterator[Path]:
    """The files of every round."""
    for number in range(rounds):
        yield write(case, number, folder, port=port, seed=seed)
