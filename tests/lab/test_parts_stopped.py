"""A part of the lab that is stopped in the middle of a trial is named, and the player is not charged with it."""

from pathlib import Path

import pytest

from benchmarks.stopped_parts import harmed

pytestmark = pytest.mark.lab


@pytest.mark.parametrize(
    ("part", "name"), [("publisher", "publisher"), ("renderer", "browser"), ("harness", "harness")]
)
def test_a_part_stopped_while_a_fault_is_on_makes_the_trial_invalid_by_its_name(
    tmp_path: Path, part: str, name: str
) -> None:
    outcome, reason = harmed(part, "stop", "fault on", tmp_path)
    assert outcome == "invalid", reason
    assert f"a part of the lab fell silent: the {name}" in reason or "the machine was too busy" in reason
