"""A verdict as a journal holds it."""

import json

import pytest

from chaoslab.judge.verdict import Outcome, Verdict


@pytest.mark.parametrize("key", ["worth_another_try", "starved"])
def test_what_is_worth_another_try_is_read_under_its_name_and_that_of_earlier_versions(key: str) -> None:
    text = json.dumps({"outcome": "invalid", "sentence": "", key: True})
    assert Verdict.model_validate_json(text).worth_another_try


def test_it_is_written_under_its_own_name_alone() -> None:
    written = Verdict(outcome=Outcome.INVALID, sentence="", worth_another_try=True).model_dump(mode="json")
    assert written["worth_another_try"] is True
    assert "starved" not in written
    assert Verdict.model_validate(written).worth_another_try
