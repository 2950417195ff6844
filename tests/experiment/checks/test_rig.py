"""What cannot be carried out on the rig, said with file and line before anything starts."""

from pathlib import Path

import pytest

from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.checks.rig import legs_of
from chaoslab.faults.proxy_down import ProxyDown
from chaoslab.plan.make import Choices, read_plans
from tests.experiment.checks.test_method import method


def refused(folder: Path, text: str, **choices: object) -> str:
    path = folder / "e.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExperimentInvalid) as caught:
        read_plans([path], Choices.model_validate(choices))
    return str(caught.value).removeprefix(str(path))


def test_a_leg_that_the_player_does_not_have_is_refused(tmp_path: Path) -> None:
    says = refused(tmp_path, method("at: 5, lasting: 1, fault: {proxy_down: {leg: page}}"))
    assert says == (
        ":4: method.0.fault.proxy_down.leg: the reference player has no page leg; "
        "only a player with a server of its own has one"
    )


def test_a_state_that_the_player_never_shows_cannot_be_waited_for(tmp_path: Path) -> None:
    text = method("when: spinner_shown, within: 9, lasting: 1, fault: {tab_hide: {}}")
    says = refused(tmp_path, text, player="http://127.0.0.1:9/?flv={flv}")
    assert says.startswith(
        ":4: method.0.when: can never be met: the http://127.0.0.1:9/?flv={flv} player does not declare the state 'sp"
    )


def test_a_fault_that_cannot_be_had_over_an_origin_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProxyDown, "unfit", lambda _, origin: f"not over {origin}" if origin == "srs" else "")
    text = method("at: 5, lasting: 1, fault: {proxy_down: {leg: flv}}")
    assert refused(tmp_path, text, origin="srs") == ":4: method.0.fault.proxy_down: not over srs"
    assert len(read_plans([tmp_path / "e.yaml"], Choices())) == 1


def test_the_reference_player_has_neither_a_page_leg_nor_without_redis_that_one() -> None:
    assert legs_of(server=False, redis=False) == ("flv", "hls", "socket", "api", "ingest")
    assert legs_of(server=False, redis=True)[-1] == "redis"
