"""Players by their names."""

import re

from chaoslab.players.reference import DEFECTS, defect_of
from chaoslab.setup.places import ROOT

RULES = ROOT / "harness/player/src/rules.ts"


def test_the_defects_are_those_that_the_player_knows() -> None:
    table = RULES.read_text(encoding="utf-8").partition("const BROKEN = {")[2].partition("} satisfies")[0]
    assert tuple(re.findall(r"^  '([a-z-]+)':", table, re.MULTILINE)) == tuple(DEFECTS)


def test_a_defect_stands_behind_the_name() -> None:
    assert defect_of("reference") is None
    assert defect_of("reference:no-watchdog") == "no-watchdog"
