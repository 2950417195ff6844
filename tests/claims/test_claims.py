"""The list of claims."""

from chaoslab.claims.claims import CLAIMS
from chaoslab.experiment.load import find, load
from chaoslab.setup.places import ROOT

EXPERIMENTS = ROOT / "experiments"


def test_every_id_is_there_once() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert sorted(set(ids)) == sorted(ids)
    expected = [*(f"P{n}" for n in range(1, 10)), *(f"S{n}" for n in range(1, 9)), *(f"O{n}" for n in range(1, 14))]
    assert ids == expected


def test_the_experiments_of_the_lab_carry_no_claim_that_there_is_not() -> None:
    known = {claim.id for claim in CLAIMS}
    assert [(file.stem, name) for file in find([EXPERIMENTS]) for name in load(file).claims if name not in known] == []


def test_every_claim_of_player_and_signalling_up_to_s5_has_an_experiment() -> None:
    carried = {name for file in find([EXPERIMENTS]) for name in load(file).claims}
    assert {*(f"P{n}" for n in range(1, 10)), *(f"S{n}" for n in range(1, 6))} <= carried
