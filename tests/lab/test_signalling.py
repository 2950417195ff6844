"""The signalling claims on the real rig: the page's own connections, the leg between, a server that dies."""

from collections.abc import Callable

import pytest

from tests.lab.conftest import ROOT, Ended

pytestmark = pytest.mark.lab
SIGNALLING = ROOT / "experiments/signalling"


@pytest.mark.timeout(600)
def test_every_signalling_experiment_passes_on_the_reference_player(lab: Callable[..., Ended]) -> None:
    # Two at a time: these trials mostly wait, for a breaker of 60 s and a cooldown of 30 s.
    ended = lab(SIGNALLING, "--lanes", "2", seconds=570)
    assert {one["id"] for one in ended.summary["trials"]} == {path.stem for path in SIGNALLING.glob("*.yaml")}
    assert {one["outcome"] for one in ended.summary["trials"]} == {"passed"}, ended.output
    assert ended.code == 0
