"""Which models a trial is held against."""

from pathlib import Path

import pytest

from chaoslab.conformance.choice import models_of
from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.load import load
from chaoslab.plan.make import Choices, read_plans
from chaoslab.players.read import Player, read_player
from chaoslab.players.spec import PlayerSpec

PLAYER = """title: Mine
url: "http://127.0.0.1:9/?flv={flv}"
conforms: [live-layout]
"""
EXPERIMENT = """title: T
conforms: [retry-policy]
expect: [{stall_count: {equals: 0}}]
"""


def test_the_experiments_come_first_and_each_once(tmp_path: Path) -> None:
    player = Player("mine", PlayerSpec(title="Mine"), conforms=("live-layout", "retry-policy"))
    (tmp_path / "x.yaml").write_text(EXPERIMENT)
    models = models_of(tmp_path / "x.yaml", load(tmp_path / "x.yaml"), player)
    assert [model.name for model in models] == ["retry-policy", "live-layout"]


def test_a_plan_holds_the_whole_machines(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(PLAYER)
    (tmp_path / "x.yaml").write_text(EXPERIMENT)
    (plan,) = read_plans([tmp_path / "x.yaml"], Choices(player=str(tmp_path / "mine.yaml")))
    assert [model.name for model in plan.models] == ["retry-policy", "live-layout"]
    assert plan.models[0].states["waits_1"].deadline == 1.2


def test_a_name_that_is_none_is_told_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(EXPERIMENT.replace("retry-policy", "retry-polcy"))
    with pytest.raises(ExperimentInvalid, match=r"x\.yaml:2: conforms: 'retry-polcy' is no known model"):
        read_plans([path], Choices())


def test_of_a_player_file_too(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(PLAYER.replace("live-layout", "live-layuot"))
    (tmp_path / "x.yaml").write_text(EXPERIMENT)
    player = read_player(tmp_path / "mine.yaml")
    with pytest.raises(ExperimentInvalid, match=r"mine\.yaml:3: conforms: 'live-layuot' is no known model"):
        models_of(tmp_path / "x.yaml", load(tmp_path / "x.yaml"), player)


def test_model_files_are_no_experiments(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/m.yaml").write_text("title: M\n")
    (tmp_path / "x.yaml").write_text(EXPERIMENT)
    assert len(read_plans([tmp_path], Choices())) == 1
