"""The outages that any player can be asked to survive, on the reference player."""

from collections.abc import Callable

import pytest

from tests.lab.conftest import ROOT, Ended

pytestmark = pytest.mark.lab
OUTAGES = ROOT / "experiments/outages"


@pytest.mark.timeout(400)
def test_the_reference_player_survives_every_outage(lab: Callable[..., Ended]) -> None:
    ended = lab(OUTAGES, "--lanes", "2", seconds=380)
    assert {one["id"] for one in ended.summary["trials"]} == {path.stem for path in OUTAGES.glob("*.yaml")}
    assert {one["outcome"] for one in ended.summary["trials"]} == {"passed"}, ended.output
    assert ended.code == 0
